// Bytes that two threads hand on through the same memory arrive whole and in order, however they are cut; whoever gives up, or is not
// there, holds nobody up.
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { openRing, type Ring, writerInto } from '../../../src-main/services/proof/sealing/ring.ts';
import { seeded } from '../../support/random.ts';

const SEALING = new URL('../../../src-main/services/proof/sealing/thread.ts', import.meta.url);
function startSealing(ring: Ring): Promise<number> {
  const thread = new Worker(SEALING, { workerData: { previousSeal: 'before', ring } });
  return new Promise((resolve) => thread.once('exit', resolve));
}

const LINE = Buffer.from(`${'|'.repeat(18)}\n`);
const sha = (bytes: Uint8Array): string =>
  createHash('sha256').update('before\n').update(bytes).digest('hex');

/** `count` lines written in parts of some size. */
function written(count: number, size: () => number): string | null | undefined {
  const ring = openRing();
  void startSealing(ring);
  const writer = writerInto(ring);
  const all = Buffer.concat(Array.from({ length: count }, () => LINE));
  for (let at = 0; at < all.length; ) {
    const part = all.subarray(at, at + size());
    if (!writer.write(part)) return null;
    at += part.length;
  }
  const seal = writer.end(count)?.toString('hex');
  expect(seal).toBe(sha(all));
  return seal;
}

const MIB = 1 << 20;
it.each([
  ['nothing at all', 0, () => 1],
  ['less than a piece', 1000, () => 777],
  ['pieces that are just full', (8 * MIB) / LINE.length, () => MIB],
  ['more at once than there is room', (9 * MIB) / LINE.length, () => 9 * MIB],
])('%s', (_what, count, size) => {
  expect(written(Math.floor(count), size)).toMatch(/^[0-9a-f]{64}$/);
});

it('parts of any size', () => {
  const random = seeded(7);
  for (let round = 0; round < 5; round++)
    written(random.below(400_000), () => 1 + random.below(1 + random.below(3 * MIB)));
});

it('lines that are not as they should be come to nothing', () => {
  const ring = openRing();
  void startSealing(ring);
  const writer = writerInto(ring);
  writer.write(Buffer.from('a|b\n'));
  expect(writer.end(1)).toBeNull();
});

it('the other thread ends where this one gives up', async () => {
  const ring = openRing();
  const ended = startSealing(ring);
  const writer = writerInto(ring);
  writer.write(LINE);
  writer.giveUp();
  expect(await ended).toBe(0);
});

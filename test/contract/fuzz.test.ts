// Random good and half-good inputs to every call, on the sample company's book: answers fit the contract, refusals are coded,
// nothing is called the program's mistake. The seed is fixed per call; DRAWDOWN_SEED and DRAWDOWN_RUNS take it further.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../../src-main/backend/window/client.ts';
import { CONTRACT, type Method } from '../../src-shared/contract/index.ts';
import { seeded } from '../support/random.ts';
import { codeOf } from './coded.ts';
import { goodInput, pick, spoiled, type World } from './inputs.ts';

const WORKER = new URL('../../src-main/backend/window/worker.ts', import.meta.url);
const SEED = Number(process.env.DRAWDOWN_SEED ?? 1);
const RUNS = Number(process.env.DRAWDOWN_RUNS ?? 12);
const METHODS = Object.keys(CONTRACT) as Method[];

const scratch = mkdtempSync(join(tmpdir(), 'drawdown-fuzz-'));
let backend: Backend;
let words: string[] = [];
let places = 0;

beforeAll(async () => {
  backend = startBackend(WORKER, { checkAnswers: true, person: null });
  const made = await backend.call('book.sample', { folder: backend.grant(join(scratch, 'sample')) });
  expect(made).toMatchObject({ ok: true });
  words = await wordsOfBook();
  await backend.call('book.close', {});
});
afterAll(async () => {
  await backend.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** Reports, columns, and whatever stands in the first rows of the book's reports. */
async function wordsOfBook(): Promise<string[]> {
  const found = new Set(['', 'nobody', 'x', '1', '0.5', '-3', 'csv', '2025-11-15T10:00:00Z', 'Größe 💥']);
  for (const name of ['balances', 'lots', 'charges', 'exceptions', 'wallets', 'journal', 'revenue']) {
    found.add(name);
    const reply = await backend.call('report.table', { name, limit: 4 });
    if (!reply.ok) continue;
    const { table } = reply.value as { table: { columns: { key: string }[]; rows: (string | null)[][] } };
    for (const { key } of table.columns) found.add(key);
    for (const cell of table.rows.flat()) if (cell) found.add(cell);
  }
  return [...found];
}

/** A world of its own for each call: a book as it was, open, and files that are good, bad and not there. */
async function freshWorld(): Promise<World> {
  const folder = join(scratch, `world-${++places}`);
  mkdirSync(join(folder, 'empty'), { recursive: true });
  copyFileSync(join(scratch, 'sample/klarblatt.ddb'), join(folder, 'book.ddb'));
  copyFileSync(join(scratch, 'sample/klarblatt.ddb'), join(folder, 'other.ddb'));
  writeFileSync(
    join(folder, 'usage.csv'),
    'id,customer,time,meter,quantity\nx1,C1,2025-12-03T10:00:00Z,api,5\n',
  );
  writeFileSync(join(folder, 'broken.csv'), '"a,b\n\u0000\xff');
  writeFileSync(join(folder, 'broken.xlsx'), 'PK\u0003\u0004');
  const names = [
    'other.ddb',
    'usage.csv',
    'broken.csv',
    'broken.xlsx',
    'empty',
    'new.xlsx',
    'no/such/place.csv',
  ];
  const files = names.map((name) => backend.grant(join(folder, name)));
  const opened = await backend.call('book.open', { file: backend.grant(join(folder, 'book.ddb')) });
  expect(opened).toMatchObject({ ok: true });
  return {
    files: [...files, '00000000-0000-0000-0000-000000000000'],
    months: ['2025-01', '2025-10', '2025-11', '2025-12', '2026-01', '9999-12', '2025-13', '0000-00'],
    dates: ['2025-11-30', '2025-12-01', '2025-02-30', '0001-01-01', '9999-12-31'],
    words,
  };
}

describe(`on the sample company, seed ${SEED}`, () => {
  it.each(METHODS)('%s answers, or says why not', async (method) => {
    const world = await freshWorld();
    const random = seeded(SEED * 1000 + [...method].reduce((sum, letter) => sum + letter.charCodeAt(0), 0));
    const codes: string[] = [];
    for (let run = 0; run < RUNS; run++) {
      const good = goodInput(CONTRACT[method].input, random, world);
      const given = run % 4 === 3 ? pick(random, spoiled(good, random)) : good;
      codes.push(codeOf(await backend.call(method, given), { method, given }));
      const state = await backend.call('app.state', {});
      expect(state).toMatchObject({ ok: true });
    }
    expect(codes.length).toBe(RUNS);
    await backend.call('book.close', {});
  });

  it('whatever was asked in whatever order, cancelled or not, the book is proven', async () => {
    const world = await freshWorld();
    const random = seeded(SEED + 7);
    // What closes the book or opens another would end the walk.
    const methods = METHODS.filter((method) => !method.startsWith('book.'));
    for (let step = 0; step < RUNS * 8; step++) {
      const method = pick(random, methods);
      const good = goodInput(CONTRACT[method].input, random, world);
      const given = step % 5 === 4 ? pick(random, spoiled(good, random)) : good;
      const cancels = random.below(4) === 0;
      const reply = await backend.call(method, given, (id) => cancels && backend.cancel(id));
      codeOf(reply, { method, given });
    }
    const proof = await backend.call('audit.verify', {});
    expect(proof).toMatchObject({ ok: true, value: { findings: [] } });
    await backend.call('book.close', {});
  });

  it('many calls at once, of all kinds, are each answered under their own number', async () => {
    const world = await freshWorld();
    const random = seeded(SEED);
    const asked = Array.from({ length: 60 }, () => {
      const method = pick(random, METHODS);
      // Jobs would take their time here.
      const calm = CONTRACT[method].kind === 'job' ? 'find' : method;
      return { method: calm, given: goodInput(CONTRACT[calm].input, random, world) };
    });
    const ids: number[] = [];
    const replies = await Promise.all(
      asked.map(({ method, given }) => backend.call(method, given, (id) => ids.push(id))),
    );
    expect(replies.map(({ id }) => id)).toEqual(ids);
    for (const [at, reply] of replies.entries()) codeOf(reply, asked[at]);
  });
});

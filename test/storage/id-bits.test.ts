// The filters that are asked whether an id may have come before.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  EarlierIds,
  FilterMaker,
  hashOf,
  IDS_A_FILTER,
  type IdFilter,
  IdsSeen,
} from '../../src-main/storage/usage/id-bits.ts';

const ids = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

describe('ids seen', () => {
  it('never calls an id new that came before', () => {
    const seen = new IdsSeen();
    const first = ids(50_000, 'event');
    for (const id of first) seen.meets(hashOf(id));
    expect(first.filter((id) => !seen.meets(hashOf(id)))).toEqual([]);
  });

  it('doubts next to no id that is new, however alike ids are', () => {
    const seen = new IdsSeen();
    const alike = [...ids(100_000, 'event'), ...ids(100_000, 'Event'), ...ids(100_000, '')];
    expect(alike.filter((id) => seen.meets(hashOf(id))).length).toBeLessThan(5);
  });
});

/** The filters of batches with these ids, batch n being the n-th from 1 on. */
function filtersOf(batches: readonly (readonly string[])[]): IdFilter[] {
  const made: IdFilter[] = [];
  const maker = new FilterMaker(({ bits, ...of }) => made.push({ ...of, bits: bits.slice() }));
  for (const [n, batch] of batches.entries()) for (const id of batch) maker.add(n + 1, hashOf(id));
  maker.end();
  return made;
}

function earlierOf(filters: readonly IdFilter[]): EarlierIds {
  const bytes = filters.reduce((sum, { bits }) => sum + bits.length, 0);
  const bits = new Uint8Array(new SharedArrayBuffer(bytes));
  let at = 0;
  for (const filter of filters) {
    bits.set(filter.bits, at);
    at += filter.bits.length;
  }
  return new EarlierIds({ bits, of: filters.map(({ batch, bits }) => ({ batch, bytes: bits.length })) });
}

describe('the filters of batches', () => {
  const sizes = [1, 4, 5, 1000, IDS_A_FILTER - 1, IDS_A_FILTER, IDS_A_FILTER + 1, 3 * IDS_A_FILTER];
  const batches = sizes.map((size, n) => ids(size, `batch${n}`));
  const filters = filtersOf(batches);
  const earlier = earlierOf(filters);

  it('know every id of theirs, and by which batch it came', () => {
    for (const [n, batch] of batches.entries()) {
      expect(batch.filter((id) => !earlier.mayHave(hashOf(id)))).toEqual([]);
      expect(batch.filter((id) => !earlier.batchesOf(hashOf(id)).includes(n + 1))).toEqual([]);
    }
  });

  it('doubt few ids that are new: of a thousand about one for each filter', () => {
    const others = ids(20_000, 'other');
    const doubted = others.filter((id) => earlier.mayHave(hashOf(id))).length;
    expect(doubted / others.length / filters.length).toBeLessThan(0.002);
    expect(others.flatMap((id) => earlier.batchesOf(hashOf(id))).length).toBeGreaterThanOrEqual(doubted);
  });

  it('take two to four bytes an id, and a large batch has several', () => {
    const of = (batch: number): number[] =>
      filters.flatMap((one) => (one.batch === batch ? [one.bits.length] : []));
    expect(sizes.map((_, n) => of(n + 1))).toEqual([
      [8],
      [8],
      [16],
      [2048],
      [131_072],
      [131_072],
      [131_072, 8],
      [131_072, 131_072, 131_072],
    ]);
    expect(filters.filter(({ batch }) => batch === 8).map(({ piece }) => piece)).toEqual([0, 1, 2]);
  });

  it('has the bits that books were written with', () => {
    const hash = createHash('sha256');
    for (const { bits } of filtersOf([ids(100, 'é'), ids(5000, 'event')])) hash.update(bits);
    expect(hash.digest('hex')).toBe('1f49f849ead895e1d47b28be6109440c4bf4b90bfdc9d88f224c489821b9fee4');
  });
});

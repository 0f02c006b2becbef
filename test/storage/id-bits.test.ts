// The filters that are asked whether an id may have come before.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashOf, IdFilters, IdsSeen, ROWS_A_BUCKET } from '../../src-main/storage/usage/id-bits.ts';

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

describe('the filters of buckets', () => {
  const count = 2 * ROWS_A_BUCKET + 1000;
  const all = ids(count, 'event');
  const filters = new IdFilters();
  for (const [n, id] of all.entries()) filters.add(n + 1, hashOf(id));

  it('know every id of theirs, and in which bucket it is', () => {
    expect(filters.all.map((filter) => [filter.bucket, filter.ids])).toEqual([
      [0, ROWS_A_BUCKET - 1],
      [1, ROWS_A_BUCKET],
      [2, 1001],
    ]);
    expect(all.filter((id) => !filters.mayHave(hashOf(id)))).toEqual([]);
    expect(
      all.filter((id, n) => !filters.bucketsOf(hashOf(id)).includes(Math.floor((n + 1) / ROWS_A_BUCKET))),
    ).toEqual([]);
  });

  it('doubt few ids that are new: of a thousand less than two for each filter', () => {
    const others = ids(20_000, 'other');
    const doubted = others.filter((id) => filters.mayHave(hashOf(id)));
    expect(doubted.length / others.length / filters.all.length).toBeLessThan(0.002);
    expect(others.filter((id) => filters.bucketsOf(hashOf(id)).length > 0)).toEqual(doubted);
  });

  it('go on from those that were kept', () => {
    const cut = ROWS_A_BUCKET + 5000;
    const first = new IdFilters();
    for (const [n, id] of all.slice(0, cut).entries()) first.add(n + 1, hashOf(id));
    const on = new IdFilters(structuredClone(first.all));
    for (const [n, id] of all.slice(cut).entries()) on.add(cut + n + 1, hashOf(id));
    expect(on.all).toEqual(filters.all);
    expect([...on.changed].map(({ bucket }) => bucket)).toEqual([1, 2]);
  });

  it('have the bits that books were written with', () => {
    const hash = createHash('sha256');
    for (const { bits } of filters.all) hash.update(bits);
    expect(hash.digest('hex')).toBe('b15e016b626704c42321ddd3dddfae21987cf47f087ff05a2ed7072c94369e90');
  });
});

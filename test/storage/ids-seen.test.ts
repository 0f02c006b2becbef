// The filter that a large import asks whether an id may have come before.
import { describe, expect, it } from 'vitest';
import { IdsSeen } from '../../src-main/storage/usage/ids-seen.ts';

const ids = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

describe('ids seen', () => {
  it('never calls an id new that came before', () => {
    const seen = new IdsSeen();
    const first = ids(50_000, 'event');
    for (const id of first) seen.meets(id);
    expect(first.filter((id) => !seen.meets(id))).toEqual([]);
  });

  it('doubts next to no id that is new, however alike ids are', () => {
    const seen = new IdsSeen();
    const alike = [...ids(100_000, 'event'), ...ids(100_000, 'Event'), ...ids(100_000, '')];
    expect(alike.filter((id) => seen.meets(id)).length).toBeLessThan(5);
  });
});

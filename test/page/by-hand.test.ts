// Mending by hand, step by step back and forth, also behind a review that knows of it.
import { expect, it } from 'vitest';
import type { ByHand, Hand } from '../../src-renderer/features/import/by-hand.ts';
import {
  NOTHING_BY_HAND,
  redoneByHand,
  uncheckedLines,
  undoneByHand,
  withMends,
  workedByHand,
} from '../../src-renderer/features/import/by-hand.ts';

const NO_VALUES = { customer: {}, meter: {} };
const FILE: Record<number, string[]> = { 6: ['z-3', '25l'], 7: ['z-4', '90'] };
const was = (line: number, place: number): string => FILE[line]?.[place] ?? '';
const handOf = ({ mends, leftOut }: ByHand): Hand => ({ mends, leftOut, values: NO_VALUES });
const lines = (by: ByHand): number[] => [...uncheckedLines(by)].sort((a, b) => a - b);

/** One gesture on one cell. */
function mended(by: ByHand, line: number, place: number | null, text: string): ByHand {
  const { originals, ...hand } = withMends(by, [{ line, place, text }], was);
  return workedByHand({ ...by, originals }, handOf(by), 'typing', hand).by;
}

it('goes back and forth over a review, to what stands in the file', () => {
  const typed = mended(mended(NOTHING_BY_HAND, 6, 1, '251'), 7, null, 'a test');
  expect(typed).toMatchObject({ mends: { 6: { 1: '251' } }, leftOut: { 7: 'a test' } });
  expect(lines(typed)).toEqual([6, 7]);
  const reviewed = { ...typed, reviewed: { mends: typed.mends, leftOut: typed.leftOut } };
  expect(lines(reviewed)).toEqual([]);
  const once = undoneByHand(reviewed)!.by;
  expect(once.leftOut).toEqual({});
  expect(lines(once)).toEqual([7]);
  const twice = undoneByHand(once)!.by;
  expect(twice.mends).toEqual({});
  expect(twice.originals[6]?.[1]).toBe('25l');
  expect(lines(twice)).toEqual([6, 7]);
  expect(undoneByHand(twice)).toBeNull();
  const again = redoneByHand(redoneByHand(twice)!.by)!.by;
  expect(again).toEqual(reviewed);
  expect(redoneByHand(again)).toBeNull();
});

it('what is typed back as it was is no mend; a new step forgets what was undone', () => {
  const typed = mended(NOTHING_BY_HAND, 6, 1, '251');
  expect(mended(typed, 6, 1, '25l').mends).toEqual({});
  const undone = undoneByHand(typed)!.by;
  const other = mended(undone, 7, 1, '9');
  expect(other.forth).toEqual([]);
  expect(mended(other, 7, null, '').leftOut).toEqual({});
});

it('names that were mapped come back with the step', () => {
  const values = { customer: { 'Quilo Labs': 'quillo' }, meter: {} };
  const mapped = workedByHand(NOTHING_BY_HAND, handOf(NOTHING_BY_HAND), 'mapping', { values });
  expect(mapped.values).toBe(values);
  expect(undoneByHand(mapped.by)?.values).toBe(NO_VALUES);
  expect(redoneByHand(undoneByHand(mapped.by)!.by)?.values).toBe(values);
});

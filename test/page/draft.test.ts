// Drafts of sheets: what differs from the book, every step back, and staying over rows that are read anew.
import { describe, expect, it } from 'vitest';
import type { SheetGround, Standing } from '../../src-renderer/ui/grid/editing/draft.ts';
import {
  changedRows,
  countOf,
  redone,
  rowNow,
  rowsWith,
  settled,
  UNTOUCHED,
  undone,
  withBlankRows,
  withChanges,
} from '../../src-renderer/ui/grid/editing/draft.ts';
import type { GridRow } from '../../src-renderer/ui/grid/rows.ts';

const KEYS = ['code', 'name'];
const ROWS: GridRow[] = [
  { id: 'a', cells: ['a', 'Anna'] },
  { id: 'b', cells: ['b', 'Bert'] },
];

function over(rows: readonly GridRow[]): SheetGround {
  return {
    originals: new Map(rows.map((row) => [row.id, row])),
    place: (column) => KEYS.indexOf(column),
    blank: (id) => ({ id, cells: [null, null] }),
  };
}
const GROUND = over(ROWS);

const typed = (before: Standing, row: string, column: string, after: string | null): Standing =>
  withChanges(before, 'Typing', [{ row, column, after }], GROUND);
const shown = ({ draft }: Standing, rows = ROWS): string[] =>
  rowsWith(rows, draft, over(rows)).map(({ id, cells }) => `${id}: ${cells.join(' ')}`);

describe('a draft', () => {
  it('is the rows themselves while nothing was typed', () => {
    expect(rowsWith(ROWS, UNTOUCHED.draft, GROUND)).toBe(ROWS);
    expect(countOf(UNTOUCHED.draft)).toBe(0);
  });

  it('holds only what differs: a cell typed back is no change', () => {
    const changed = typed(UNTOUCHED, 'b', 'name', 'Berta');
    expect(shown(changed)).toEqual(['a: a Anna', 'b: b Berta']);
    expect(changedRows(changed.draft, GROUND)).toEqual([{ id: 'b', cells: ['b', 'Berta'] }]);
    expect(countOf(typed(changed, 'b', 'name', 'Bert').draft)).toBe(0);
  });

  it('takes each gesture back and does it again, new rows included', () => {
    const first = typed(UNTOUCHED, 'a', 'name', 'Ann');
    const pasted = withChanges(
      first,
      'Paste of 3 cells',
      [
        { row: 'b', column: 'name', after: 'Berta' },
        { row: 'grow:0', column: 'code', after: 'c' },
        { row: 'grow:0', column: 'name', after: 'Cora' },
      ],
      GROUND,
    );
    expect(shown(pasted)).toEqual(['a: a Ann', 'b: b Berta', 'new:1: c Cora']);
    expect(rowNow('new:1', pasted.draft, GROUND)?.cells).toEqual(['c', 'Cora']);
    expect(shown(undone(pasted))).toEqual(['a: a Ann', 'b: b Bert']);
    expect(shown(undone(undone(undone(pasted))))).toEqual(['a: a Anna', 'b: b Bert']);
    expect(shown(redone(undone(pasted)))).toEqual(shown(pasted));
    expect(pasted.back.map(({ label }) => label)).toEqual(['Typing', 'Paste of 3 cells']);
  });

  it('counts new rows once something stands in them, and never gives an id twice', () => {
    const two = withBlankRows(UNTOUCHED, 2, GROUND);
    expect(countOf(two.draft)).toBe(0);
    const again = withBlankRows(undone(two), 1, GROUND);
    expect(again.draft.added.map(({ id }) => id)).toEqual(['new:3']);
    expect(countOf(typed(again, 'new:3', 'code', 'z').draft)).toBe(1);
  });

  it('stays over rows that are read anew; what is in the book by now is no change', () => {
    const one = typed(typed(UNTOUCHED, 'a', 'name', 'Ann'), 'b', 'name', 'Berta');
    const anew = [
      { id: 'a', cells: ['a', 'Ann'] },
      { id: 'b', cells: ['b2', 'Bert'] },
      { id: 'c', cells: ['c', 'Cora'] },
    ];
    const left = settled(one, over(anew));
    expect(shown(left, anew)).toEqual(['a: a Ann', 'b: b2 Berta', 'c: c Cora']);
    expect(countOf(left.draft)).toBe(1);
    expect(countOf(settled(one, over(anew.slice(2))).draft)).toBe(0);
  });
});

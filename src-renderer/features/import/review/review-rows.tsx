// The reviewed rows as a sheet: the reason beside each, every cell of the file mended in place, a reason typed to leave a row out.
// What was mended is the draft's, so that every step back outlives the review. Must not: judge what was typed; the next review does.
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { Review } from '../../../../src-shared/contract/usage.ts';
import { counted } from '../../../../src-shared/counted.ts';
import type { Column } from '../../../../src-shared/report-table.ts';
import type { SheetEditing } from '../../../ui/grid/editing/sheet-editing.ts';
import { Grid } from '../../../ui/grid/grid.tsx';
import type { GridRow, Looks } from '../../../ui/grid/rows.ts';
import { Empty } from '../../../ui/panels/told.tsx';
import type { Draft } from '../draft.ts';
import { mendByHand, mendCells, redoMend, undoMend } from '../draft.ts';

export type TabName = Review['rows'][number]['state'] | 'all';

export const TABS: readonly { name: TabName; title: string }[] = [
  { name: 'error', title: 'Errors' },
  { name: 'duplicate', title: 'Duplicates' },
  { name: 'late', title: 'Late' },
  { name: 'left_out', title: 'Left out' },
  { name: 'all', title: 'All' },
];

/** Rows that cannot be imported as they are: of those rejected, all that nobody left out. */
export function errorsOf({ counts }: Review): number {
  return counts.rejected - counts.leftOut;
}

export function tabCount(review: Review, tab: TabName): number {
  const { counts } = review;
  switch (tab) {
    case 'error':
      return errorsOf(review);
    case 'duplicate':
      return counts.duplicates;
    case 'late':
      return counts.late;
    case 'left_out':
      return counts.leftOut;
    default:
      return counts.accepted + counts.duplicates + counts.rejected;
  }
}

const STATES = {
  accepted: 'To import',
  late: 'Late',
  duplicate: 'Duplicate',
  error: 'Error',
  left_out: 'Left out',
  changed: 'Not checked',
} as const;

interface ReviewRowsProps {
  draft: Draft;
  review: Review;
  tab: TabName;
  unchecked: ReadonlySet<number>;
  onCheck: () => void;
}

export function ReviewRows({ draft, review, tab, unchecked, onCheck }: ReviewRowsProps) {
  const columns = useMemo(() => columnsOf(review), [review]);
  const rows = useMemo(() => rowsOf(review, draft, unchecked), [review, draft, unchecked]);
  const editing = useMemo(() => editingOf(review, draft, unchecked), [review, draft, unchecked]);
  const shown = useMemo(() => {
    const states = new Map(review.rows.map(({ line, state }) => [String(line), state]));
    return rows.filter(({ id }) => tab === 'all' || states.get(id) === tab || unchecked.has(Number(id)));
  }, [rows, review, tab, unchecked]);
  const { mends, leftOut, back, forth } = draft;
  const handWork = Object.keys(mends).length + Object.keys(leftOut).length;
  const count = unchecked.size;
  return (
    <Grid
      key={tab}
      name={`import-review-${columns.length}`}
      label="Reviewed rows"
      columns={columns}
      rows={shown}
      looks={LOOKS}
      editing={editing}
      note="Type to mend a cell; a reason under “Leave out” leaves the row out"
      empty={<Empty title={tab === 'error' ? 'No errors' : 'No such rows'} />}
      tools={
        <>
          <StepButton label="Undo" keys="Ctrl+Z" step={back.at(-1)?.label} run={undoMend} />
          <StepButton label="Redo" keys="Ctrl+Y" step={forth.at(-1)?.label} run={redoMend} />
          <Button variant={count > 0 ? 'filled' : 'default'} disabled={count === 0} onClick={onCheck}>
            {count === 0 ? 'Nothing changed' : `Check ${counted(count, 'changed row')}`}
          </Button>
          {handWork > 0 ? (
            <Button onClick={() => mendByHand('taking back all mending', { mends: {}, leftOut: {} })}>
              Take back all mending ({handWork})
            </Button>
          ) : null}
        </>
      }
    />
  );
}

interface StepButtonProps {
  label: string;
  keys: string;
  /** What it was; left out: nothing. */
  step: string | undefined;
  run: () => void;
}

function StepButton({ label, keys, step, run }: StepButtonProps) {
  return (
    <Button
      disabled={step === undefined}
      title={step === undefined ? `Nothing to ${label.toLowerCase()}` : `${label} ${step} (${keys})`}
      onClick={run}
    >
      {label}
    </Button>
  );
}

const LOOKS: Looks = {
  line: { width: 64, pinned: true },
  state: {
    width: 116,
    words: STATES,
    tone: (state) =>
      state === 'error' ? 'bad' : state === 'accepted' ? 'good' : state === 'late' ? 'warn' : 'dim',
  },
  why: { width: 360 },
  leave_out: { width: 130 },
};

function columnsOf({ header, rows }: Review): Column[] {
  const width = Math.max(header.length, ...rows.slice(0, 500).map(({ cells }) => cells.length));
  return [
    { key: 'line', title: 'Line', type: 'text' },
    { key: 'state', title: 'State', type: 'text' },
    { key: 'why', title: 'What is wrong', type: 'text' },
    { key: 'leave_out', title: 'Leave out', type: 'text' },
    ...Array.from(
      { length: width },
      (_, place): Column => ({
        key: `c${place}`,
        title: header[place] || `column ${place + 1}`,
        type: 'text',
      }),
    ),
  ];
}

const placeOf = (column: string): number | null => (column === 'leave_out' ? null : Number(column.slice(1)));

/** A grid's changes as mends, with what the review refused shown until it is changed. */
function editingOf(review: Review, draft: Draft, unchecked: ReadonlySet<number>): SheetEditing {
  const { mends, leftOut, reviewed } = draft;
  const byLine = new Map(review.rows.map((row) => [row.line, row]));
  const was = (line: number, place: number): string => byLine.get(line)?.cells[place] ?? '';
  return {
    canEdit: (_row, column) => column === 'leave_out' || /^c\d+$/.test(column),
    read: (text) => (text.trim() === '' ? null : text.trim()),
    check: () => null,
    problemOf(row, column) {
      const found = byLine.get(Number(row));
      const place = placeOf(column);
      if (found?.state !== 'error' || place === null || found.column === null) return null;
      if (review.header.indexOf(found.column) !== place) return null;
      if (unchecked.has(found.line) && mends[found.line]?.[place] !== reviewed.mends[found.line]?.[place])
        return null;
      return found.hint ? `${found.message}. ${found.hint}` : found.message;
    },
    isChanged(row, column) {
      const place = placeOf(column);
      return place === null ? leftOut[Number(row)] !== undefined : mends[Number(row)]?.[place] !== undefined;
    },
    change(label, changes) {
      if (changes.length === 0) return;
      const cells = changes.map(({ row, column, after }) => ({
        line: Number(row),
        place: placeOf(column),
        text: after ?? '',
      }));
      mendCells(label, cells, was);
    },
    undo: undoMend,
    redo: redoMend,
  };
}

function rowsOf(
  review: Review,
  { mends, leftOut, originals }: Draft,
  unchecked: ReadonlySet<number>,
): GridRow[] {
  return review.rows.map(({ line, state, column, message, hint, cells }) => {
    const [mended, original] = [mends[line], originals[line]];
    const text = (cell: string, place: number): string | null =>
      (mended?.[place] ?? original?.[place] ?? cell) || null;
    const why = message === '' ? null : `${column ? `${column}: ` : ''}${message}${hint ? `. ${hint}` : ''}`;
    const changed = unchecked.has(line);
    return {
      id: String(line),
      cells: [
        String(line),
        changed ? 'changed' : state,
        changed ? null : why,
        leftOut[line] ?? null,
        ...withPlaces(cells, mended).map(text),
      ],
    };
  });
}

/** Rows may be mended beyond their last cell. */
function withPlaces(
  cells: readonly string[],
  mended: Readonly<Record<number, string>> | undefined,
): string[] {
  const width = Math.max(cells.length, ...Object.keys(mended ?? {}).map((place) => Number(place) + 1));
  return Array.from({ length: width }, (_, place) => cells[place] ?? '');
}

// The reviewed rows as a sheet: the reason beside each, every cell of the file mended in place, a reason typed to leave a row out.
// Must not: judge what was typed; the next review does, as the import would.
import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect, useMemo } from 'react';
import type { Review } from '../../../src-shared/contract/usage.ts';
import type { Column } from '../../../src-shared/report-table.ts';
import { useSheet } from '../../ui/grid/editing/use-sheet.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { GridRow, Looks } from '../../ui/grid/rows.ts';
import { Empty } from '../../ui/panels/told.tsx';
import type { Draft } from './draft.ts';
import { setDraft } from './draft.ts';

export type TabName = Review['rows'][number]['state'] | 'all';

export const TABS: readonly { name: TabName; title: string }[] = [
  { name: 'error', title: 'Errors' },
  { name: 'duplicate', title: 'Duplicates' },
  { name: 'late', title: 'Late' },
  { name: 'left_out', title: 'Left out' },
  { name: 'all', title: 'All' },
];

export function tabCount({ counts }: Review, tab: TabName): number {
  const errors = counts.rejected - counts.leftOut;
  switch (tab) {
    case 'error':
      return errors;
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
} as const;

/** Before the file's own cells. */
const LEAD = 4;

interface ReviewRowsProps {
  draft: Draft;
  review: Review;
  /** null: kept, but not shown. */
  tab: TabName | null;
  /** How many rows were changed that the review does not know of. */
  onUnread: (rows: number) => void;
}

export function ReviewRows({ draft, review, tab, onUnread }: ReviewRowsProps) {
  const columns = useMemo(() => columnsOf(review), [review]);
  const original = useMemo(() => rowsOf(review), [review]);
  const rules = useMemo(
    () => ({
      columns,
      canEdit: (_row: GridRow, column: string) => column === 'leave_out' || column.startsWith('c'),
      check: () => null,
    }),
    [columns],
  );
  const sheet = useSheet(original, rules);
  const changed = sheet.changed.length;
  useEffect(() => onUnread(changed), [changed, onUnread]);
  const { refuse } = sheet;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each review; `refuse` is another function each time
  useEffect(() => refuse(problemsOf(review)), [review]);
  const again = (): void => {
    if (changed > 0) setDraft({ ...workedIn(draft, original, sheet.changed), stale: true });
  };
  useHotkeys([['mod+Enter', again]], [], true);
  const shown = useMemo(() => {
    const states = new Map(review.rows.map(({ line, state }) => [String(line), state]));
    return sheet.rows.filter(({ id }) => tab === 'all' || states.get(id) === tab);
  }, [sheet.rows, review, tab]);
  if (tab === null) return null;
  const handWork = Object.keys(draft.mends).length + Object.keys(draft.leftOut).length;
  return (
    <Grid
      key={tab}
      name={`import-review-${columns.length}`}
      label="Reviewed rows"
      columns={columns}
      rows={shown}
      looks={LOOKS}
      editing={sheet.editing}
      note="Type to mend a cell; a reason under “Leave out” leaves the row out"
      empty={<Empty title={tab === 'error' ? 'No errors' : 'No such rows'} />}
      tools={
        <>
          <Button variant={changed > 0 ? 'filled' : 'default'} disabled={changed === 0} onClick={again}>
            {changed === 0 ? 'Nothing changed' : `Check ${changed} changed ${changed === 1 ? 'row' : 'rows'}`}
          </Button>
          {handWork > 0 ? (
            <Button onClick={() => setDraft({ mends: {}, leftOut: {}, stale: true })}>
              Take back all mending ({handWork})
            </Button>
          ) : null}
        </>
      }
    />
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

/** The cells that were refused, each with why: marked, with the reason as tooltip. */
function problemsOf({ rows, header }: Review): { row: string; column: string; why: string }[] {
  return rows.flatMap(({ line, state, column, message, hint }) => {
    const place = column === null ? -1 : header.indexOf(column);
    if (state !== 'error' || place < 0) return [];
    return [{ row: String(line), column: `c${place}`, why: hint ? `${message}. ${hint}` : message }];
  });
}

function rowsOf({ rows }: Review): GridRow[] {
  return rows.map(({ line, state, column, message, hint, cells }) => ({
    id: String(line),
    cells: [
      String(line),
      state,
      message === '' ? null : `${column ? `${column}: ` : ''}${message}${hint ? `. ${hint}` : ''}`,
      state === 'left_out' ? message.replace(/^Left out by hand: /, '') : null,
      ...cells.map((cell) => (cell === '' ? null : cell)),
    ],
  }));
}

/** The changed cells among what was mended before. */
function workedIn(
  { mends, leftOut }: Draft,
  original: readonly GridRow[],
  changed: readonly GridRow[],
): Pick<Draft, 'mends' | 'leftOut'> {
  const before = new Map(original.map((row) => [row.id, row]));
  const [mended, left] = [{ ...mends }, { ...leftOut }];
  for (const { id, cells } of changed) {
    const line = Number(id);
    const was = before.get(id)?.cells ?? [];
    const reason = cells[LEAD - 1] ?? null;
    if (reason !== null) left[line] = reason;
    else delete left[line];
    for (const [place, cell] of cells.slice(LEAD).entries()) {
      if ((cell ?? '') !== (was[LEAD + place] ?? '')) mended[line] = { ...mended[line], [place]: cell ?? '' };
    }
  }
  return { mends: mended, leftOut: left };
}

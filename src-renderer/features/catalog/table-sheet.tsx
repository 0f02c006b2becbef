// One setup table as a sheet: what stands and what is being edited. Says upwards what is pending; shows what the book says of it
// beside the cells. Must not: apply anything.
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEffect, useMemo, useRef } from 'react';
import type { CatalogSpec, PlacedFinding } from '../../../src-shared/contract/catalog.ts';
import { useBook } from '../../api/book.tsx';
import { useCall } from '../../api/queries.tsx';
import type { DateSettings } from '../../ui/format/dates.ts';
import type { CellProblem, Sheet } from '../../ui/grid/editing/use-sheet.ts';
import { useSheet } from '../../ui/grid/editing/use-sheet.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { GridRow } from '../../ui/grid/rows.ts';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useCodes } from './codes.ts';
import type { PendingTable } from './pending.ts';
import { addressOf, sentenceOf } from './pending.ts';
import { columnsOf, looksOf, rulesOf } from './sheet-columns.ts';

interface TableSheetProps {
  spec: CatalogSpec;
  shown: boolean;
  findings: readonly PlacedFinding[];
  /** Counts up when nothing is pending any more: applied, or thrown away. */
  cleared: number;
  onPending: (pending: PendingTable) => void;
  /** The row the cell cursor is in, with its cells as they are now. */
  onRow: (row: GridRow | null) => void;
  tools: ReactNode;
}

const NO_ROWS: readonly GridRow[] = [];

export function TableSheet({ spec, shown, findings, cleared, onPending, onRow, tools }: TableSheetProps) {
  const { path: book } = useBook();
  const { data, error } = useCall('catalog.rows', { table: spec.table });
  const original = useMemo(() => data?.rows.map(blanksToNull) ?? null, [data]);
  const keeping = useMemo(() => ({ book, address: addressOf(spec.table) }), [book, spec.table]);
  const columns = useMemo(() => columnsOf(spec), [spec]);
  const codes = useCodes(spec, book);
  const { numberStyle: numbers, dateSettings: dates } = usePreferences();
  const looks = useMemo(() => looksOf(spec, codes, dates), [spec, codes, dates]);
  const rules = useMemo(() => rulesOf(spec, { numbers, dates }), [spec, numbers, dates]);
  const sheet = useSheet(original, rules, keeping);
  const current = useRef<string | null>(null);

  const { changed, problems, refuse, reset } = sheet;
  const signature = JSON.stringify([changed, problems.length]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is pending is told when it is another, not when it is made anew
  useEffect(() => {
    onPending({ rows: changed, problems: problems.length });
    onRow(sheet.rows.find(({ id }) => id === current.current) ?? null);
  }, [signature]);
  const said = JSON.stringify(findings);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer of the book, and nothing else
  useEffect(() => refuse(refusalsOf(findings, spec, dates)), [said]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time
  useEffect(() => {
    if (cleared > 0) reset();
  }, [cleared]);

  const focused = (target: EventTarget): void => {
    const id = target instanceof Element ? target.closest('[row-id]')?.getAttribute('row-id') : null;
    if (!id || id === current.current) return;
    current.current = id;
    onRow(sheet.rows.find((row) => row.id === id) ?? null);
  };
  if (!data) return error && shown ? <ErrorPanel error={error} /> : null;
  return (
    <section
      aria-label={spec.title}
      className="fill"
      style={shown ? undefined : { display: 'none' }}
      onFocus={({ target }) => focused(target)}
    >
      <Grid
        name={`catalog-${spec.table}`}
        label={spec.title}
        columns={columns}
        rows={sheet.rows}
        looks={looks}
        editing={sheet.editing}
        note={
          data.more
            ? `Only the first ${data.rows.length} rows are shown: change the others with the load command`
            : spec.about
        }
        tools={
          <SheetTools
            sheet={sheet}
            onCopy={() => copyRow(sheet, original ?? NO_ROWS, spec, current.current)}
            canCopy={current.current !== null}
          >
            {tools}
          </SheetTools>
        }
        empty={null}
      />
    </section>
  );
}

/** What is said of single cells. */
function refusalsOf(
  findings: readonly PlacedFinding[],
  spec: CatalogSpec,
  dates: DateSettings,
): CellProblem[] {
  return findings.flatMap((finding) => {
    const { row, column } = finding;
    return row === null || column === null ? [] : [{ row, column, why: sentenceOf(finding, spec, dates) }];
  });
}

interface SheetToolsProps {
  sheet: Sheet;
  onCopy: () => void;
  canCopy: boolean;
  children: ReactNode;
}

function SheetTools({ sheet, onCopy, canCopy, children }: SheetToolsProps) {
  return (
    <>
      <Button onClick={() => sheet.addRows(1)}>Add row</Button>
      <Button
        title="What was changed in the row the cursor is in goes into a new row; the row itself stays as it was"
        disabled={!canCopy}
        onClick={onCopy}
      >
        Copy row
      </Button>
      <ActionIcon
        aria-label="Undo"
        title={sheet.undoLabel ? `Undo ${sheet.undoLabel} (Ctrl+Z)` : 'Nothing to undo'}
        disabled={sheet.undoLabel === null}
        onClick={sheet.editing.undo}
      >
        <IconArrowBackUp size={16} />
      </ActionIcon>
      <ActionIcon
        aria-label="Redo"
        title={sheet.redoLabel ? `Redo ${sheet.redoLabel} (Ctrl+Y)` : 'Nothing to redo'}
        disabled={sheet.redoLabel === null}
        onClick={sheet.editing.redo}
      >
        <IconArrowForwardUp size={16} />
      </ActionIcon>
      {children}
    </>
  );
}

/** Cells that tell a row from others: a copy has its own. */
const OWN: ReadonlySet<string> = new Set(['code', 'ref', 'from']);

/** What stands is not overwritten but followed by a row of its own: one step that takes the changes along. */
function copyRow(
  { rows, addWith }: Sheet,
  original: readonly GridRow[],
  { columns }: CatalogSpec,
  id: string | null,
): void {
  const row = rows.find((one) => one.id === id);
  if (!row) return;
  const standing = original.find((one) => one.id === id);
  const copied = columns.flatMap(({ key, kind }, index) =>
    OWN.has(key) && kind !== 'reference'
      ? []
      : [{ row: 'grow:0', column: key, after: row.cells[index] ?? null }],
  );
  const restored = columns.flatMap(({ key }, index) => {
    const after = standing?.cells[index] ?? null;
    return standing && after !== (row.cells[index] ?? null) ? [{ row: row.id, column: key, after }] : [];
  });
  addWith('Copying a row', [...copied, ...restored]);
}

function blanksToNull({ id, cells }: { id: string; cells: string[] }): GridRow {
  return { id, cells: cells.map((cell) => (cell === '' ? null : cell)) };
}

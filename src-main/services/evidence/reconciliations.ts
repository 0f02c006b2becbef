// What an evidence pack holds of the reconciliations of its month: how each leg stands and who signed, its workbook with the certificate,
// and what was attached to open lines. Must not: match, or judge.
import type { Month } from '../../../src-shared/calendar.ts';
import { formatInstant } from '../../../src-shared/calendar.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { LEGS } from '../../../src-shared/reconcile/words.ts';
import type { Cell } from '../../../src-shared/report-table.ts';
import { workbookBytes } from '../../excel/write.ts';
import { reconcileWorkbook } from '../../reports/workbooks/reconcile/workbook.ts';
import { readDocument } from '../../storage/documents/document-store.ts';
import { onRecord } from '../reconcile/on-record.ts';
import { type Reconciliation, reconciliation, type Signature } from '../reconcile/state.ts';
import { reconcileData } from '../reconcile/workbook-file.ts';
import type { Session } from '../session.ts';
import type { PackTable } from './record-tables.ts';
import { endingOf } from './record-tables.ts';

export interface PackedReconciliations {
  readonly table: PackTable;
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** The last fact that any of them rests on; 0 without any. */
  readonly lastFact: number;
}

/** Each leg for which something was taken in for the month. Within `withSource`. */
export async function reconciliationsOf(session: Session, month: Month): Promise<PackedReconciliations> {
  const rows: Cell[][] = [];
  const files = new Map<string, Uint8Array>();
  let lastFact = 0;
  for (const leg of LEGS) {
    if (!onRecord(session, leg).tables.some((table) => table.month === month)) continue;
    const standing = must(await reconciliation(session, leg, month));
    const path = `reconciliations/${leg.replaceAll('_', '-')}-${month}.xlsx`;
    rows.push(...rowsOf(standing, path));
    files.set(path, await workbookBytes(reconcileWorkbook(reconcileData(session, standing))));
    for (const { name, sha256 } of standing.open.flatMap((one) => one.files))
      files.set(
        `reconciliations/attached/${sha256.slice(0, 12)}${endingOf(name)}`,
        readDocument(session.open, sha256)!,
      );
    lastFact = Math.max(lastFact, lastOf(session, leg, month));
  }
  return {
    table: { columns: COLUMNS, rows },
    files: [...files].map(([path, bytes]) => ({ path, bytes })),
    lastFact,
  };
}

function lastOf(session: Session, leg: string, month: Month): number {
  const of = session.facts().findLast(({ body }) => 'leg' in body && body.leg === leg && body.month <= month);
  return of?.seq ?? 0;
}

const COLUMNS = [
  'leg',
  'unit',
  'files',
  'matches',
  'open_lines',
  'difference',
  'explained',
  'unexplained',
  'preparer',
  'prepared_at',
  'reviewer',
  'reviewed_at',
  'void',
  'conclusion',
  'path',
] as const;

function rowsOf(
  { leg, tables, sets, open, totals, preparer, reviewer }: Reconciliation,
  path: string,
): Cell[][] {
  const files = tables.map(({ file, sha256 }) => `${file} (SHA-256 ${sha256})`).join('; ');
  const by = (one: Signature | null): Cell[] => [one?.by ?? null, one ? formatInstant(one.at) : null];
  const why = [preparer, reviewer].flatMap((one) => one?.void ?? []);
  return totals.map(({ unit, scale, difference, explained, unexplained }) => [
    leg,
    unit,
    files,
    String(sets.filter((set) => set.unit === unit).length),
    String(open.filter(({ line }) => line.unit === unit).length),
    ...[difference, explained, unexplained].map((amount) => formatScaled(amount, scale)),
    ...by(preparer),
    ...by(reviewer),
    why[0] ?? null,
    preparer?.conclusion ?? null,
    path,
  ]);
}

// The report of a migration as a file. Must not: carry a migration out.
import { currencyScale } from '../../../src-shared/decimal.ts';
import { done, type Result, refused } from '../../../src-shared/findings/finding.ts';
import { LEGACY_CHECK_CODES, type LegacyCheckCode } from '../../../src-shared/findings/legacy.ts';
import { writeWorkbook } from '../../excel/write.ts';
import { migrationWorkbook } from '../../reports/workbooks/migration/workbook.ts';
import { couldWrite, wouldOverwrite } from '../files/text-file.ts';
import { latest, type Session } from '../session.ts';
import type { Migration } from './migrate.ts';
import { placeShown } from './shown.ts';

export const LAYOUT_WORDS: Readonly<Record<string, string>> = {
  purchases: 'One row per purchase',
  customer_sheets: 'A sheet for each customer, with a running balance',
  balance_grid: 'A grid of balances by month',
  transactions: 'A list of transactions',
};

/** Refused where the report could not be written: asked before anything comes in. `source` is the old workbook. */
export function placeForMigrationReport(session: Session, path: string, source: string): Result<null> {
  return couldWrite(path, [session.open.path, source]);
}

/** @param path never the book or the workbook that was read. */
export async function writeMigrationReport(
  session: Session,
  migration: Migration,
  path: string,
  source: string,
): Promise<Result<string>> {
  const taken = wouldOverwrite(path, [session.open.path, source]);
  if (taken) return refused(taken);
  const types = latest(session, 'credit_type');
  const { lots, at, done: made, counts } = migration;
  const written = await writeWorkbook(
    migrationWorkbook({
      book: latest(session, 'book').get('book')?.name ?? '',
      file: migration.file,
      sha256: migration.sha256,
      layout: LAYOUT_WORDS[migration.layout] ?? migration.layout,
      at,
      dated: at ?? lots.reduce((last, { date }) => (date > last ? date : last), '2000-01-01'),
      state: made === null ? 'A review: nothing was changed' : `Done, as migration ${made.number}`,
      reason: made?.reason ?? '',
      approvedBy: made?.approvedBy ?? '',
      tieOut: migration.tieOut,
      scaleOf: ({ what, unit }) =>
        what === 'credits' ? (types.get(unit)?.scale ?? 2) : (currencyScale(unit) ?? 2),
      counts: [
        { what: 'New customers', count: counts.customers },
        { what: 'Lots', count: counts.lots },
        { what: 'Refunds and corrections', count: counts.adjustments ?? 0 },
        { what: 'Usage rows', count: counts.usage },
        { what: 'Rows left out with credits', count: counts.leftOut },
        { what: 'Findings in the old workbook', count: counts.findings },
      ],
      lots: lots.map((lot) => ({
        ...lot,
        place: placeShown(lot.place),
        note: lot.note.replace(/^From [^:]*(: )?/, ''),
      })),
      adjustments: migration.adjustments.map((one) => ({ ...one, place: placeShown(one.place) })),
      leftOut: migration.leftOut.map((one) => ({ ...one, place: placeShown(one.place) })),
      skipped: migration.skipped.map(({ sheet, row, why }) => ({ place: `${sheet}!${row}`, why })),
      findings: migration.findings.map(({ place: at, code, customer, message }) => ({
        place: placeShown(at),
        customer: customer ?? '',
        what: LEGACY_CHECK_CODES[code as LegacyCheckCode] ?? code,
        message,
      })),
      effect: migration.effect,
    }),
    path,
  );
  return written.ok ? done(path) : written;
}

// A report as csv, json or xlsx: to whoever takes pieces of text, or to a file. Rows pass through one by one; a slow taker
// is waited for, so a million rows need no more memory than ten. Must not: change a value, a column or an order.

import type { IsoDate, Month } from '../../../src-shared/calendar.ts';
import { monthDates } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { must, refused } from '../../../src-shared/findings/finding.ts';
import type { ReportTable } from '../../../src-shared/report-table.ts';
import { csvPieces } from '../../csv/write.ts';
import { paperOf } from '../documents/paper.ts';
import type { Cut, Scope } from '../report.ts';
import { withReport } from '../report.ts';
import type { Progress, Session } from '../session.ts';
import { beginTextFile, wouldOverwrite } from './text-file.ts';

export const REPORT_FORMATS = ['csv', 'json', 'xlsx'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Takes pieces of text in order; a promise is waited for before the next one is made. */
export type TextTaker = (piece: string) => void | Promise<void>;

/** What a report covered. */
export interface ReportGiven {
  report: string;
  through: Month;
  asOf: IsoDate | null;
  rows: number;
}

/** Gives the report's text to `take`. Nothing has been given when it is refused. */
export function reportText(
  session: Session,
  name: string,
  scope: Scope,
  format: 'csv' | 'json',
  take: TextTaker,
  progress?: Progress,
): Promise<Result<ReportGiven>> {
  return withReport(session, name, scope, async (table, cut) => {
    const given = counted(table, cut, scope, progress);
    const pieces =
      format === 'csv' ? csvPieces(table.columns, given.rows) : jsonPieces(table, given.rows, cut, scope);
    for (const piece of pieces) {
      const taken = take(piece);
      if (taken) await taken;
    }
    return given.told();
  });
}

/** Writes the report to a file, whole or not at all. */
export async function reportFile(
  session: Session,
  name: string,
  scope: Scope,
  format: ReportFormat,
  path: string,
  progress?: Progress,
): Promise<Result<ReportGiven>> {
  if (format === 'xlsx') return reportWorkbook(session, name, scope, path, progress);
  const file = beginTextFile(path, [session.open.path]);
  if (!file.ok) return file;
  try {
    const given = await reportText(session, name, scope, format, file.value.write, progress);
    if (!given.ok) return given;
    const finished = file.value.finish();
    return finished.ok ? given : finished;
  } finally {
    file.value.drop();
  }
}

function reportWorkbook(
  session: Session,
  name: string,
  scope: Scope,
  path: string,
  progress?: Progress,
): Promise<Result<ReportGiven>> {
  const taken = wouldOverwrite(path, [session.open.path]);
  if (taken) return Promise.resolve(refused(taken));
  return withReport(session, name, scope, async (table, cut) => {
    // Loaded here: most reports go out as text, and a start should not wait for what it does not do.
    const { writeWorkbook } = await import('../../excel/write.ts');
    const { tableToWorkbook } = await import('../../reports/workbooks/report-workbook.ts');
    const given = counted(table, cut, scope, progress);
    const spec = tableToWorkbook(
      { ...table, rows: given.rows },
      {
        author: session.book().fact.name,
        scope: scopeInWords(scope, cut),
        date: scope.asOf ?? monthDates(cut.through).to,
      },
    );
    must(await writeWorkbook(spec, path, { paper: paperOf(session) }));
    return given.told();
  });
}

interface Counted {
  rows: ReportTable['rows'];
  told(): ReportGiven;
}

function counted(table: ReportTable, cut: Cut, scope: Scope, progress: Progress | undefined): Counted {
  let count = 0;
  function* rows(): Generator<ReportTable['rows'] extends Iterable<infer Row> ? Row : never> {
    for (const row of table.rows) {
      count++;
      if (count % 1000 === 0) progress?.('Writing rows', count, 0);
      yield row;
    }
  }
  return {
    rows: rows(),
    told: () => ({ report: table.name, through: cut.through, asOf: scope.asOf ?? null, rows: count }),
  };
}

/** "through 2026-02", "customer acme, as of 2026-03-15": what stands under a workbook's title. */
function scopeInWords(scope: Scope, cut: Cut): string {
  const parts: string[] = [];
  if (scope.customer) parts.push(`customer ${scope.customer}`);
  if (scope.month) parts.push(`month ${scope.month}`);
  if (scope.asOf) parts.push(`as of ${scope.asOf}`);
  else if (scope.month !== cut.through) parts.push(`through ${cut.through}`);
  return parts.join(', ');
}

const PIECE = 1 << 16;

/** One object: what is covered, then `rows`, an array of objects with the report's columns as keys. */
function* jsonPieces(
  table: ReportTable,
  rows: ReportTable['rows'],
  cut: Cut,
  scope: Scope,
): Generator<string> {
  const about = {
    ok: true,
    report: table.name,
    through: cut.through,
    month: scope.month ?? null,
    as_of: scope.asOf ?? null,
    customer: scope.customer ?? null,
  };
  const keys = table.columns.map(({ key }) => `${JSON.stringify(key)}:`);
  let piece = `${JSON.stringify(about).slice(0, -1)},"rows":[`;
  let first = true;
  for (const row of rows) {
    const cells = keys.map((key, index) => key + JSON.stringify(row[index] ?? null));
    piece += `${first ? '\n' : ',\n'}{${cells.join(',')}}`;
    first = false;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}${first ? '' : '\n'}]}\n`;
}

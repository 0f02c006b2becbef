// An old spreadsheet beside the book: read, compared, its causes found, as a view, as tables or as a workbook. Changes nothing:
// what deriving writes on the way is rolled back. Must not: find causes itself (reports/comparison).
import { extname } from 'node:path';
import type { Month } from '../../../src-shared/calendar.ts';
import { formatInstant } from '../../../src-shared/calendar.ts';
import type { ComparisonCode } from '../../../src-shared/findings/comparison.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { done, Refusal, refused } from '../../../src-shared/findings/finding.ts';
import { csvPieces } from '../../csv/write.ts';
import type { UsageEvent } from '../../engine/facts.ts';
import { writeWorkbook } from '../../excel/write.ts';
import type { LegacyBook } from '../../import/legacy/legacy-book.ts';
import type { LegacyShape } from '../../import/legacy/legacy-shape.ts';
import type { Comparison, ReportedDifference } from '../../reports/comparison/compare.ts';
import { compareSheet } from '../../reports/comparison/compare.ts';
import { balancesTable, conclusion, differencesTable } from '../../reports/comparison/tables.ts';
import { comparisonWorkbook } from '../../reports/comparison/workbook/workbook.ts';
import { findEvent } from '../../storage/usage-store.ts';
import { endOfMonth, liveUsage } from '../derive.ts';
import { beginTextFile, wouldOverwrite } from '../files/text-file.ts';
import { readLegacy } from '../migration/read-legacy.ts';
import { shapeNamed } from '../migration/shapes.ts';
import type { Progress, Session } from '../session.ts';
import { latest } from '../session.ts';
import { defaultThrough } from '../through.ts';

export interface CompareAsked {
  readonly path: string;
  /** A saved layout's name; left out: one that fits, or what the workbook looks like. */
  readonly shape?: string | LegacyShape | null;
  readonly from?: Month | null;
  readonly to?: Month | null;
}

export interface Compared {
  readonly legacy: LegacyBook;
  readonly comparison: Comparison;
  /** Names in the workbook that are none of the book's customers, and what else was to be asked. */
  readonly questions: readonly Finding[];
  /** The saved layout it was read by, or null. */
  readonly shape: string | null;
  /** What it comes to, and both tables as objects. */
  readonly conclusion: string;
  readonly data: ComparisonData;
}

export interface ComparisonData {
  readonly file: LegacyBook['file'];
  readonly shape: string | null;
  readonly months: readonly Month[];
  readonly differences: readonly Record<string, string | null>[];
  readonly balances: readonly Record<string, string | null>[];
}

/** Refused: a workbook that cannot be read, a layout that is not there, months that nothing lies in. */
export async function compareWithSheet(
  session: Session,
  { path, shape = null, from = null, to = null }: CompareAsked,
  progress?: Progress,
): Promise<Result<Compared>> {
  try {
    const wanted = typeof shape === 'string' ? shapeNamed(session, shape) : shape;
    const read = await readLegacy(session, { path }, wanted);
    if (!read.ok) return read;
    const { book: legacy, understood, remembered } = read.value;
    const months = monthsOf(session, legacy, from, to);
    const comparison = compareSheet({
      book: session.book(),
      facts: session.facts(),
      events: (customer) => usageOf(session, customer, months.to),
      legacy,
      ...months,
      onCustomer: (count, of) => progress?.('Comparing', count, of),
    });
    const shown = {
      ...comparison,
      differences: comparison.differences.map((one) => withFiles(session, one)),
    };
    const name = typeof shape === 'string' ? shape : remembered;
    return done({
      legacy,
      comparison: shown,
      questions: understood.questions,
      shape: name,
      conclusion: conclusion(shown),
      data: comparisonData(shown, legacy, name),
    });
  } catch (error) {
    return session.asRefusal(error);
  }
}

/** From the first month that both have to the last one; purchases alone stand for the last month of the book. */
function monthsOf(
  session: Session,
  { balances, entries, file }: LegacyBook,
  from: Month | null,
  to: Month | null,
): { from: Month; to: Month } {
  const { firstMonth } = session.book();
  const through = defaultThrough(session);
  const said = [
    ...balances.map(({ month }) => month),
    ...entries.flatMap(({ date }) => (date === null ? [] : [date.slice(0, 7)])),
  ].sort();
  const [first, last] = [said[0] ?? firstMonth, said.at(-1) ?? through];
  const months = {
    from: from ?? (first > firstMonth ? first : firstMonth),
    to: to ?? (last < through ? last : through),
  };
  if (months.from >= firstMonth && months.from <= months.to) return months;
  throw new Refusal({
    code: 'nothing_to_compare' satisfies ComparisonCode,
    place: { file: file.name },
    message:
      months.from > months.to
        ? `No month of ${file.name} (${first} to ${last}) lies in the book (${firstMonth} to ${through})`
        : `The book begins with ${firstMonth}: ${months.from} cannot be compared`,
    hint: 'Say which months to compare with --from and --to, or bring the book’s history in first',
  });
}

function usageOf(session: Session, customer: string, to: Month): UsageEvent[] {
  const book = session.book();
  const { excluded } = book.customers.get(customer)!;
  const until = endOfMonth(book, to) - 1;
  return [...liveUsage(session, book, customer, Number.MIN_SAFE_INTEGER, until)].filter(
    ({ eventId }) => !excluded.has(eventId),
  );
}

/** Where the events that show a difference came from: file and line. */
function withFiles(session: Session, one: ReportedDifference): ReportedDifference {
  if (one.events.length === 0) return one;
  const { undone } = session.book();
  const batches = latest(session, 'batch');
  const lines = one.events.slice(0, 3).flatMap((id) => {
    const event = findEvent(session.open, id, undone);
    const file = event && batches.get(String(event.batch))?.file;
    return event && file
      ? [`${id}, ${formatInstant(event.occurredAt).slice(0, 10)}: ${file}, line ${event.line}`]
      : [];
  });
  return { ...one, shown: [...one.shown, ...lines] };
}

/** Writes what was compared: .xlsx the workbook, .csv the differences, .json both. */
export async function writeComparison(
  session: Session,
  compared: Compared,
  path: string,
): Promise<Result<string>> {
  const taken = wouldOverwrite(path, [session.open.path]);
  if (taken) return refused(taken);
  const { comparison, legacy } = compared;
  const ending = extname(path).toLowerCase();
  if (ending === '.csv') {
    const { columns, rows } = differencesTable(comparison);
    return writeText(session, path, [...csvPieces(columns, rows, { safe: true })].join(''));
  }
  if (ending === '.json') return writeText(session, path, `${JSON.stringify(compared.data, null, 1)}\n`);
  const names = new Map(
    [...latest(session, 'customer').values()].map(({ code, name }) => [code, name] as const),
  );
  const spec = comparisonWorkbook({ book: session.book().fact.name, file: legacy.file, comparison, names });
  const written = await writeWorkbook(spec, path);
  return written.ok ? done(path) : written;
}

function writeText(session: Session, path: string, content: string): Result<string> {
  const file = beginTextFile(path, [session.open.path]);
  if (!file.ok) return file;
  try {
    file.value.write(content);
    return file.value.finish();
  } finally {
    file.value.drop();
  }
}

/** The two tables as objects, for programs. */
function comparisonData(comparison: Comparison, { file }: LegacyBook, shape: string | null): ComparisonData {
  const objects = ({ columns, rows }: ReturnType<typeof balancesTable>): Record<string, string | null>[] =>
    [...rows].map((row) => Object.fromEntries(columns.map(({ key }, index) => [key, row[index] ?? null])));
  const [differences, balances] = [objects(differencesTable(comparison)), objects(balancesTable(comparison))];
  return { file, shape, months: comparison.months, differences, balances };
}

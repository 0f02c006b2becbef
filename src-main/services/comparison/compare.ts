// An old spreadsheet beside the book: read, compared, its causes found, as a view, as tables or as a workbook. Changes nothing:
// what deriving writes on the way is rolled back. Must not: find causes itself (reports/comparison).
import { extname } from 'node:path';
import type { Month } from '../../../src-shared/calendar.ts';
import { formatInstant } from '../../../src-shared/calendar.ts';
import type { ComparisonCode } from '../../../src-shared/findings/comparison.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { done, Refusal, refused } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import type { LegacyShape } from '../../../src-shared/migration/shape.ts';
import { csvPieces } from '../../csv/write.ts';
import type { UsageEvent } from '../../engine/facts.ts';
import { writeWorkbook } from '../../excel/write.ts';
import type { LegacyBook } from '../../import/legacy/legacy-book.ts';
import type { Comparison, ReportedDifference } from '../../reports/comparison/compare.ts';
import { compareSheet } from '../../reports/comparison/compare.ts';
import { notComparedFindings } from '../../reports/comparison/not-compared.ts';
import { balancesTable, conclusion, differencesTable } from '../../reports/comparison/tables.ts';
import { comparisonWorkbook } from '../../reports/comparison/workbook/workbook.ts';
import { findEvent } from '../../storage/usage-store.ts';
import { endOfMonth, liveUsage } from '../deriving/derive.ts';
import { paperOf } from '../documents/paper.ts';
import { beginTextFile, wouldOverwrite } from '../files/text-file.ts';
import type { LegacyFileRead } from '../migration/read-legacy.ts';
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
  /** What names in the spreadsheet are: codes of the book, blank for none of its customers. */
  readonly customers?: Readonly<Record<string, string>>;
}

export interface SheetCompared {
  readonly legacy: LegacyBook;
  readonly comparison: Comparison;
  /** How it was read: to be saved, when it was right. */
  readonly layout: LegacyShape;
  /** The saved layout it was read by, or null. */
  readonly shape: string | null;
  /** What it comes to; what could not be compared and both tables as objects. */
  readonly conclusion: string;
  readonly data: ComparisonData;
}

export interface ComparisonData {
  readonly file: LegacyBook['file'];
  readonly shape: string | null;
  readonly months: readonly Month[];
  readonly not_compared: readonly Finding[];
  readonly differences: readonly Record<string, string | null>[];
  readonly balances: readonly Record<string, string | null>[];
}

/** Refused: a workbook that cannot be read, a layout that is not there, months that nothing lies in. Notes: what could not be compared. */
export async function compareWithSheet(
  session: Session,
  { path, shape = null, from = null, to = null, customers = {} }: CompareAsked,
  progress?: Progress,
): Promise<Result<SheetCompared>> {
  try {
    const read = await readNamed(session, path, wantedShape(session, shape), customers);
    if (!read.ok) return read;
    const { book: legacy, understood, remembered } = read.value;
    const months = monthsOf(session, legacy, from, to);
    const comparison = compareSheet({
      book: session.book(),
      facts: session.standing(),
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
    const data = comparisonData(shown, legacy, name);
    return done(
      {
        legacy,
        comparison: shown,
        layout: understood.shape,
        shape: name,
        conclusion: conclusion(shown),
        data,
      },
      data.not_compared,
    );
  } catch (error) {
    return session.asRefusal(error);
  }
}

/** A name in the spreadsheet that may be a customer of the book, and which. */
export interface UnclearName {
  readonly text: string;
  readonly suggestion: string;
}

/** The names that somebody must say something of before anything can be compared. */
export async function unclearNames(
  session: Session,
  { path, shape = null, customers = {} }: CompareAsked,
): Promise<Result<UnclearName[]>> {
  try {
    const read = await readLegacy(session, { path }, wantedShape(session, shape));
    return read.ok ? done(unclearIn(read.value, customers)) : read;
  } catch (error) {
    return session.asRefusal(error);
  }
}

const wantedShape = (session: Session, shape: string | LegacyShape | null): LegacyShape | null =>
  typeof shape === 'string' ? shapeNamed(session, shape) : shape;

function unclearIn(
  { understood }: LegacyFileRead,
  customers: Readonly<Record<string, string>>,
): UnclearName[] {
  const said = { ...understood.shape.customers, ...customers };
  return understood.spellings.flatMap(({ code, suggestion, text }) =>
    code === null && suggestion !== null && said[text] === undefined ? [{ text, suggestion }] : [],
  );
}

/** Reads the workbook with its names as they were said to be. Refused while one may be a customer and nobody said so. */
async function readNamed(
  session: Session,
  path: string,
  shape: LegacyShape | null,
  customers: Readonly<Record<string, string>>,
): Promise<Result<LegacyFileRead>> {
  const first = await readLegacy(session, { path, currencyAsSaid: true }, shape);
  if (!first.ok) return first;
  const { understood, remembered } = first.value;
  const unclear = unclearIn(first.value, customers);
  if (unclear.length > 0)
    return refused(
      ...unclear.map(
        ({ text, suggestion }): Finding => ({
          code: 'name_unclear' satisfies ComparisonCode,
          message: `"${text}" is no customer of the book, but may be ${suggestion}`,
          hint: `Say which it is: --map "${text}=${suggestion}", or --map "${text}=" if it is none of the book’s customers`,
        }),
      ),
    );
  const unknown = Object.values(customers).find((code) => code !== '' && !session.book().customers.has(code));
  if (unknown !== undefined)
    return refused({
      code: 'unknown_customer' satisfies ServiceCode,
      message: `There is no customer ${unknown}`,
      hint: 'A name is mapped to the code of a customer of the book',
    });
  if (Object.keys(customers).length === 0) return first;
  const read = await readLegacy(
    session,
    { path, currencyAsSaid: true },
    {
      ...understood.shape,
      customers: { ...understood.shape.customers, ...customers },
    },
  );
  return read.ok ? done({ ...read.value, remembered }) : read;
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
  compared: SheetCompared,
  path: string,
): Promise<Result<string>> {
  const taken = wouldOverwrite(path, [session.open.path]);
  if (taken) return refused(taken);
  const { comparison, legacy } = compared;
  const ending = extname(path).toLowerCase();
  if (ending === '.csv') {
    const { columns, rows } = differencesTable(comparison);
    return writeText(session, path, [...csvPieces(columns, rows)].join(''));
  }
  if (ending === '.json') return writeText(session, path, `${JSON.stringify(compared.data, null, 1)}\n`);
  const names = new Map(
    [...latest(session, 'customer').values()].map(({ code, name }) => [code, name] as const),
  );
  const spec = comparisonWorkbook({ book: session.book().fact.name, file: legacy.file, comparison, names });
  const written = await writeWorkbook(spec, path, { paper: paperOf(session) });
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
  const not_compared = notComparedFindings(comparison.notCompared);
  return { file, shape, months: comparison.months, not_compared, differences, balances };
}

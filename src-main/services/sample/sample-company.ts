// The sample company: a year of it from resources/sample, step by step through the same services as anybody's book, then the
// workbooks and reports of its last closed month. Must not: touch any file in the folder that is not its own.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Month } from '../../../src-shared/calendar.ts';
import { notWritable } from '../../../src-shared/findings/files.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import { createBook, openBook } from '../../storage/open.ts';
import { reportFile } from '../files/report-output.ts';
import { writeRevenue } from '../files/revenue.ts';
import { writeStatements } from '../files/statements.ts';
import type { Actor, Progress, Session } from '../session.ts';
import { closedMonths, latest, openSession } from '../session.ts';
import { listBatches } from '../usage/batches.ts';
import { openExceptions } from '../usage/exceptions.ts';
import { handOutMonth } from './month-end.ts';
import { runStep, stepLines } from './steps.ts';

const SAMPLE_FOLDER = resolve(import.meta.dirname, '../../../resources/sample');
export const SAMPLE_BOOK = 'klarblatt.ddb';
/** Of the book as a whole, each as it is best read. */
const REPORTS = ['balances.csv', 'charges.csv', 'exceptions.csv', 'revenue.xlsx', 'journal.xlsx'] as const;

export interface SampleMade {
  name: string;
  book: string;
  /** The last closed month, of which statements and the revenue workbook are. */
  month: Month;
  closed: Month[];
  imports: number;
  usage: number;
  rejected: number;
  exceptions: number;
  /** Files made, from the folder, and what each is. */
  files: { file: string; what: string }[];
}

/** @param handingOut also what a month-end gives to others: charges, the journal, evidence. They are issued thereby. */
export async function makeSampleCompany(
  folder: string,
  actor: Actor,
  progress?: Progress,
  handingOut = false,
): Promise<Result<SampleMade>> {
  const path = join(folder, SAMPLE_BOOK);
  const cleared = clearPlace(folder, path, actor);
  if (cleared) return refused(cleared);
  const created = createBook(path, { user: actor.user, at: actor.now() });
  if (!created.ok) return created;
  try {
    const session = openSession(created.value, actor);
    const told = await tellYear(session, progress);
    if (!told.ok) return told;
    const made = await writeResults(session, folder, progress);
    if (!made.ok || !handingOut) return made;
    const given = await handOutMonth(session, folder, made.value.month, progress);
    return given.ok ? done({ ...made.value, files: [...made.value.files, ...given.value] }) : given;
  } finally {
    created.value.close();
  }
}

/** An earlier sample is replaced; anything else under its name is somebody's work. */
function clearPlace(folder: string, path: string, actor: Actor): Finding | null {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    return notWritable(folder, `the folder cannot be made (${(error as NodeJS.ErrnoException).code})`);
  }
  if (!existsSync(path)) return null;
  const opened = openBook(path, { user: actor.user, at: actor.now() });
  if (!opened.ok) return opened.findings[0]!;
  const session = openSession(opened.value, actor);
  const own = !session.isSetUp() || session.book().fact.name === sampleName();
  opened.value.close();
  if (own) {
    rmSync(path);
    return null;
  }
  return {
    code: 'not_the_sample' satisfies ServiceCode,
    place: { file: path },
    message: 'There is a book of this name that is not the sample company',
    hint: 'Make the sample in another folder: demo FOLDER',
  };
}

function sampleName(): string {
  const rows = readFileSync(join(SAMPLE_FOLDER, 'setup/book.csv'), 'utf8').split('\n');
  return (
    rows
      .find((row) => row.startsWith('name,'))
      ?.slice('name,'.length)
      .trim() ?? ''
  );
}

async function tellYear(session: Session, progress: Progress | undefined): Promise<Result<null>> {
  const steps = stepLines(readFileSync(join(SAMPLE_FOLDER, 'steps.txt'), 'utf8'));
  for (const [index, line] of steps.entries()) {
    progress?.('Playing the year', index, steps.length);
    const step = await runStep(session, SAMPLE_FOLDER, line);
    if (!step.ok) {
      const where = `Step ${index + 1} of the sample (${line})`;
      return refused(...step.findings.map((one) => ({ ...one, message: `${where}: ${one.message}` })));
    }
  }
  return done(null);
}

async function writeResults(
  session: Session,
  folder: string,
  progress: Progress | undefined,
): Promise<Result<SampleMade>> {
  const closed = closedMonths(session);
  const month = closed.at(-1)!;
  const files = [{ file: SAMPLE_BOOK, what: 'the book: one file' }];
  const statements = await writeStatements(session, { month, folder: join(folder, 'statements'), progress });
  if (!statements.ok) return statements;
  files.push({
    file: 'statements',
    what: `${statements.value.files.length} customer statements of ${month}, .xlsx`,
  });
  const workbook = `revenue-${month}.xlsx`;
  const revenue = await writeRevenue(session, { month }, join(folder, workbook));
  if (!revenue.ok) return revenue;
  files.push({ file: workbook, what: `the revenue workbook of ${month}` });
  for (const file of REPORTS) {
    const [name = '', ending] = file.split('.');
    const format = ending === 'xlsx' ? 'xlsx' : 'csv';
    const given = await reportFile(session, name, {}, format, join(folder, file));
    if (!given.ok) return given;
    files.push({ file, what: `the report ${name}, to the end of ${given.value.through}` });
  }
  const batches = listBatches(session).filter(({ undone }) => !undone);
  const sum = (pick: (batch: { accepted: number; rejected: number }) => number): number =>
    batches.reduce((total, batch) => total + pick(batch), 0);
  return done({
    name: latest(session, 'book').get('book')!.name,
    book: join(folder, SAMPLE_BOOK),
    month,
    closed,
    imports: batches.length,
    usage: sum(({ accepted }) => accepted),
    rejected: sum(({ rejected }) => rejected),
    exceptions: openExceptions(session, Number.MAX_SAFE_INTEGER).length,
    files,
  });
}

// The parallel run: the months in which an old spreadsheet and the book were both kept, as comparisons recorded them, and whether the
// spreadsheet may be switched off. Must not: compare (compare.ts).
import type { Instant, Month } from '../../../src-shared/calendar.ts';
import { nextMonth } from '../../../src-shared/calendar.ts';
import type { ComparisonCode } from '../../../src-shared/findings/comparison.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { Refusal, refused } from '../../../src-shared/findings/finding.ts';
import type { ComparedMonth, ComparisonFact } from '../../engine/facts.ts';
import { writeWorkbook } from '../../excel/write.ts';
import { tallyOf } from '../../reports/comparison/tables.ts';
import { parallelWorkbook, STATE_WORDS } from '../../reports/comparison/workbook/parallel.ts';
import { paperOf } from '../documents/paper.ts';
import { wouldOverwrite } from '../files/text-file.ts';
import { tellShape } from '../migration/shapes.ts';
import { standingCloses } from '../months.ts';
import type { Session } from '../session.ts';
import type { SheetCompared } from './compare.ts';

/** How many closed months in a row must be free of what nobody explained, unless told otherwise. */
const MONTHS_ENOUGH = 3;

/** `agrees` every balance; `explained` what differs has a cause; `unexplained`; `open` compared before the month was closed; `reopened` since. */
export type ParallelState = 'agrees' | 'explained' | 'unexplained' | 'open' | 'reopened';

export interface ParallelMonth extends Omit<ComparedMonth, 'seal'> {
  readonly state: ParallelState;
  /** The same for people. */
  readonly words: string;
  readonly seal: string | null;
  readonly file: string;
  readonly sha256: string;
  readonly comparedBy: string;
  readonly comparedAt: Instant;
}

export interface ParallelRun {
  /** Oldest first; of each month its last comparison. */
  readonly months: readonly ParallelMonth[];
  /** How many of the latest months in a row are closed and without anything unexplained. */
  readonly inARow: number;
  readonly enough: number;
  readonly mayEnd: boolean;
}

/**
 * Remembers how the months compared stand, and the layout under a name if one is given. @returns the fact.
 * Refused: `credit_type_unsaid`, as months would seem to agree in which balances were not compared.
 */
export function recordComparison(
  session: Session,
  compared: SheetCompared,
  saveAs: string | null = null,
): Result<ComparisonFact> {
  const { legacy, comparison, layout, data } = compared;
  const lacking = data.not_compared.find(({ code }) => code === BALANCES_LACKING);
  if (lacking)
    return refused({ ...lacking, message: `Not recorded for the parallel run: ${lacking.message}` });
  return session.act(() => {
    if (saveAs !== null) tellShape(session, saveAs, layout, `compare ${legacy.file.name}`);
    const seals = sealsOf(session);
    const months = comparison.months.flatMap((month): ComparedMonth[] => {
      const own = comparison.balances.filter((one) => one.month === month);
      return own.length === 0 ? [] : [{ month, ...tallyOf(own), seal: seals.get(month) ?? null }];
    });
    const number = session.facts().filter(({ kind }) => kind === 'comparison').length + 1;
    const body = { number, file: legacy.file.name, sha256: legacy.file.sha256, months };
    session.tell([{ kind: 'comparison', body }], `compare ${legacy.file.name}`);
    return body;
  });
}

const BALANCES_LACKING: ComparisonCode = 'credit_type_unsaid';

const sealsOf = (session: Session): Map<Month, string> =>
  new Map(standingCloses(session).map(({ month, seal }) => [month, seal]));

/** The same for who may be refused: the book has not been set up. */
export function showParallelRun(session: Session, enough?: number): Result<ParallelRun> {
  return session.peek(() => parallelRun(session, enough));
}

export function parallelRun(session: Session, enough = MONTHS_ENOUGH): ParallelRun {
  const seals = sealsOf(session);
  const found = new Map<Month, ParallelMonth>();
  for (const fact of session.facts()) {
    if (fact.kind !== 'comparison') continue;
    const { file, sha256, months } = fact.body;
    for (const one of months) {
      const about = { file, sha256, comparedBy: fact.author, comparedAt: fact.recordedAt };
      const state = stateOf(one, seals.get(one.month));
      found.set(one.month, { ...one, state, words: STATE_WORDS[state]!, ...about });
    }
  }
  const months = [...found.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
  const inARow = rowAtEnd(months);
  return { months, inARow, enough, mayEnd: inARow >= enough };
}

function stateOf(
  { seal, balances, agree, unexplained }: ComparedMonth,
  standing: string | undefined,
): ParallelState {
  if (unexplained > 0) return 'unexplained';
  if (seal === null) return 'open';
  if (seal !== standing) return 'reopened';
  return agree === balances ? 'agrees' : 'explained';
}

/** Months that follow each other without a gap, from the last one back. */
function rowAtEnd(months: readonly ParallelMonth[]): number {
  let count = 0;
  let after: Month | null = null;
  for (const { month, state } of [...months].reverse()) {
    if (state !== 'agrees' && state !== 'explained') break;
    if (after !== null && nextMonth(month) !== after) break;
    after = month;
    count++;
  }
  return count;
}

/** The certificate of the parallel run as a workbook: month by month, and whether the spreadsheet may be switched off. */
export async function writeParallelRun(
  session: Session,
  path: string,
  enough = MONTHS_ENOUGH,
): Promise<Result<ParallelRun & { file: string }>> {
  const taken = wouldOverwrite(path, [session.open.path]);
  if (taken) return refused(taken);
  try {
    const run = parallelRun(session, enough);
    if (run.months.length === 0) throw new Refusal(nothingRecorded());
    const written = await writeWorkbook(parallelWorkbook({ book: session.book().fact.name, ...run }), path, {
      paper: paperOf(session),
    });
    return written.ok ? { ok: true, value: { ...run, file: path } } : written;
  } catch (error) {
    return session.asRefusal(error);
  }
}

function nothingRecorded() {
  return {
    code: 'not_parallel_yet' satisfies ComparisonCode,
    message: 'No comparison of an old spreadsheet was recorded in this book',
    hint: 'Compare with --record first: drawdown compare BOOK FILE.xlsx --record',
  };
}

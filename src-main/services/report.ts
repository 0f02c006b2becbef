// Reports of the book up to a cut-off. Months beyond what is derived are derived on the spot, in a transaction that is always
// rolled back: looking changes nothing, and there is one way to derive.
import type { Instant, IsoDate, Month } from '../../src-shared/calendar.ts';
import { addDays, addMonths, monthOf } from '../../src-shared/calendar.ts';
import type { Result } from '../../src-shared/findings/finding.ts';
import { done, type Finding, Refusal } from '../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../src-shared/findings/service.ts';
import type { ReportTable } from '../../src-shared/report-table.ts';
import type { Book } from '../engine/book.ts';
import { REPORTS, reportNamed } from '../reports/report.ts';
import type { ReportBook, ReportSource } from '../reports/source.ts';
import type { Extension } from '../storage/ledger-source.ts';
import { ledgerSource } from '../storage/ledger-source.ts';
import { howFar } from '../storage/seals/how-far.ts';
import { deriveBook, endOfMonth } from './deriving/derive.ts';
import { formsOf, reportBookOf } from './report-book.ts';
import type { Session } from './session.ts';
import { latest } from './session.ts';
import { defaultThrough } from './through.ts';
import { exceptionLines } from './usage/exceptions.ts';

/** What a report covers: up to the end of a month or of a day, one customer or all, one month of it or all. */
export interface Scope {
  month?: Month | null;
  through?: Month | null;
  asOf?: IsoDate | null;
  customer?: string | null;
}

/**
 * Gives a report to `use` and waits for it; the table's rows must be read there.
 * Refused: an unknown report, an unknown customer, a scope that contradicts itself.
 */
export function withReport<T>(
  session: Session,
  name: string,
  scope: Scope,
  use: (table: ReportTable, cut: Cut) => T | Promise<T>,
): Promise<Result<T>> {
  return withSource(session, scope, (source, cut) => {
    const report = reportNamed(name);
    if (!report) {
      throw new Refusal({
        code: 'unknown_report',
        message: `There is no report "${name}"`,
        hint: `The reports are ${REPORTS.map((one) => one.name).join(', ')}`,
      });
    }
    return use(report.make(source), cut);
  });
}

/** The cut-off a scope comes to. */
export interface Cut {
  through: Month;
  until: Instant;
  /** It is the end of `through`, not a day within. */
  wholeMonths: boolean;
}

/** Gives what reports are made of to `use` and waits for it. */
export async function withSource<T>(
  session: Session,
  scope: Scope,
  use: (source: ReportSource, cut: Cut) => T | Promise<T>,
): Promise<Result<T>> {
  const { db } = session.open;
  try {
    const cut = cutOf(session, scope);
    const book = session.book();
    if (howFar(session.open).derived < cut.until) {
      db.exec('BEGIN IMMEDIATE');
      deriveBook(session, book, new Map(), cut.through);
    }
    const source = ledgerSource(session.open, reportBook(book), {
      cutoff: cut.until,
      through: cut.through,
      wholeMonths: cut.wholeMonths,
      month: scope.month ?? null,
      customer: scope.customer ?? null,
      extensions: extensions(session, book),
      exceptions: exceptionLines(session, cut.until, scope.customer ?? null),
    });
    return done(await use(source, cut));
  } catch (error) {
    if (db.inTransaction) session.rollBack();
    return session.asRefusal(error);
  } finally {
    if (db.inTransaction) session.rollBack();
  }
}

export const unknownCustomer = (customer: string): Finding => ({
  code: 'unknown_customer' satisfies ServiceCode,
  message: `The book has no customer ${customer}`,
  hint: 'Give the customer’s code',
});

/** Up to the end of the day, the month asked for, or the last month in which anything is dated. */
function cutOf(session: Session, scope: Scope): Cut {
  const book = session.book();
  const { month, through, asOf, customer } = scope;
  if (customer && !book.customers.has(customer)) {
    throw new Refusal(unknownCustomer(customer));
  }
  if (asOf && (month || through)) {
    throw new Refusal({
      code: 'scope_contradicts',
      message: '--as-of and a month are both given',
      hint: 'Give one of them',
    });
  }
  if (month && through && month > through) {
    throw new Refusal({
      code: 'scope_contradicts',
      message: `${month} lies after ${through}`,
      hint: 'Leave --through out',
    });
  }
  const last = asOf ? monthOf(asOf) : (through ?? month ?? defaultThrough(session));
  if (last < book.firstMonth) {
    throw new Refusal({
      code: 'before_first_month',
      message: `The book begins with ${book.firstMonth}`,
      hint: `Ask for ${book.firstMonth} or later`,
    });
  }
  refuseFarAhead(session, last);
  const end = endOfMonth(book, last);
  const until = asOf ? book.zone.startOf(addDays(asOf, 1)) : end;
  return { through: last, until, wholeMonths: until === end };
}

/** Subscriptions without an end are derived for ever: to look further ahead than this is a slip of the hand. */
const YEARS_AHEAD = 20;

function refuseFarAhead(session: Session, last: Month): void {
  const furthestAfter = (month: Month): Month => monthOf(addMonths(`${month}-01`, YEARS_AHEAD * 12));
  if (last <= furthestAfter(session.book().fact.firstMonth)) return;
  const dated = defaultThrough(session);
  if (last <= furthestAfter(dated)) return;
  throw new Refusal({
    code: 'too_far_ahead',
    message: `${last} lies more than ${YEARS_AHEAD} years after ${dated}, the last month in which anything is dated`,
    hint: `Ask for ${furthestAfter(dated)} or earlier`,
  });
}

/** What formatting needs to know about the book. */
export function reportBook(book: Book): ReportBook {
  return reportBookOf(formsOf(book));
}

/** All `extend` adjustments: those dated after a cut-off must not show in it. */
export function extensions(session: Session, book: Book): Extension[] {
  return [...latest(session, 'adjustment').values()]
    .filter(({ type }) => type === 'extend')
    .map(({ lot, date, expires }) => ({
      lot,
      at: book.zone.startOf(date),
      expiresAt: book.zone.startOf(addDays(expires!, 1)),
    }));
}

// What an explanation looks at: the book as it stands at the end of a month, through the same sums that reports are made of.
// Must not: say anything.
import type { Instant, Month } from '../../../src-shared/calendar.ts';
import type { Explanation } from '../../../src-shared/explain/calls.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import type { Book } from '../../engine/book.ts';
import type { ReportSource } from '../../reports/source.ts';
import { ledgerSource } from '../../storage/ledger-source.ts';
import { endOfMonth } from '../deriving/derive.ts';
import type { Cut } from '../report.ts';
import { extensions, reportBook } from '../report.ts';
import type { Session } from '../session.ts';

export interface Look {
  readonly session: Session;
  readonly book: Book;
  /** Up to where the book is looked at. */
  readonly cut: Cut;
  /** Of one customer, or of all. */
  sums(customer: string | null): ReportSource;
}

/** Within `withSource`: the book is derived to the cut. */
export function lookAt(session: Session, cut: Cut): Look {
  const book = session.book();
  return {
    session,
    book,
    cut,
    sums: (customer) =>
      ledgerSource(session.open, reportBook(book), {
        cutoff: cut.until,
        through: cut.through,
        wholeMonths: cut.wholeMonths,
        customer,
        extensions: extensions(session, book),
      }),
  };
}

export function notThere(code: ServiceCode, message: string, hint = 'Check the id'): Refusal {
  return new Refusal({ code, message, hint } satisfies Finding);
}

/** First and last instant (exclusive) of a month of the book. */
export function monthSpan({ book }: Look, month: Month): { from: Instant; to: Instant } {
  return { from: book.zone.startOf(`${month}-01`), to: endOfMonth(book, month) };
}

export interface Explained extends Omit<Explanation, 'state' | 'amount'> {
  amount?: Explanation['amount'];
  state?: Explanation['state'];
}

// The company of the reconciliation tests: three months of charges of two customers, January closed, and the ways tests look at what stands.
// Must not: know what a test is about.
import { closeMonth } from '../../../src-main/services/months.ts';
import { runMatching } from '../../../src-main/services/reconcile/deeds.ts';
import { takeIn } from '../../../src-main/services/reconcile/outside/take-in.ts';
import { shown } from '../../../src-main/services/reconcile/shown.ts';
import { reconciliation } from '../../../src-main/services/reconcile/state.ts';
import type { ReconciliationView } from '../../../src-shared/reconcile/calls.ts';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import { BOOK, CALLS } from '../../support/setup-tables.ts';
import { bookWith, type CompanyBook, must } from '../company-book.ts';

const TABLES = `${BOOK}
accounts
account          | code | name
receivable       | 1200 | Trade debtors
deferred_revenue | 3900 | Prepaid credits
usage_revenue    | 4400 | Credits used
${CALLS}
plans
code | credit_type | credits | price | interval | expires
p    | credits     | 100     | 80    | P1M      | never

customers
code | name
anna | Anna Ltd
bert | Bert & Co

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01
t   | bert     | p    | 2026-01-15

grants
ref    | date       | customer | credit_type | credits | price
SO-001 | 2026-01-30 | anna     | credits     | 20      | 15
`;

/** January closed: charges s:2026-01-01 (80), t:2026-01-15 (80), SO-001 (15); 30 calls of anna. */
export async function corner(): Promise<CompanyBook> {
  const book = bookWith(TABLES);
  must(
    await book.usage(`e1,anna,calls,10,2026-01-03T10:00
                      e2,anna,calls,15.5,2026-01-03T18:00
                      e3,anna,calls,4.5,2026-01-31T23:30
                      e4,bert,calls,1,2026-02-02`),
  );
  must(closeMonth(book.session, '2026-01'));
  return book;
}

export interface Take {
  leg?: Leg;
  month?: string | null;
  days?: number;
  tolerance?: Record<string, string>;
}

/** Takes lines in and matches. @returns how it stands. */
export async function reconciled(
  book: CompanyBook,
  name: string,
  lines: string,
  { leg = 'billing', month = null, days, tolerance }: Take = {},
): Promise<ReconciliationView> {
  const path = book.file(name, `${lines.trim().replaceAll(/\n\s+/g, '\n')}\n`);
  const taken = must(await takeIn(book.session, { leg, path, month, profile: null }));
  must(
    await runMatching(book.session, {
      ...{ leg, month: taken.month },
      ...(days === undefined ? {} : { days }),
      ...(tolerance === undefined ? {} : { tolerance }),
    }),
  );
  return standing(book, leg, taken.month);
}

export async function standing(book: CompanyBook, leg: Leg, month: string): Promise<ReconciliationView> {
  return shown(must(await reconciliation(book.session, leg, month)));
}

/** What somebody else does in the same book. */
export async function as<T>({ session }: CompanyBook, user: string, work: () => T | Promise<T>): Promise<T> {
  const before = session.actor.user;
  session.actor.user = user;
  try {
    return await work();
  } finally {
    session.actor.user = before;
  }
}

/** "reference: anna 80.00 = anna 80.00", one a set. */
export function setsOf({ sets }: ReconciliationView): string[] {
  const say = (lines: ReconciliationView['sets'][number]['book']): string =>
    lines.map(({ party, amount }) => `${party} ${amount}`).join(' + ');
  return sets.map((set) => `${set.pass}: ${say(set.book)} = ${say(set.outside)}`);
}

/** "book s:2026-01-01/plan/2026-01-01 80.00 missing_in_source", one a line that is open. */
export function openOf({ open }: ReconciliationView): string[] {
  return open.map(({ line, reason }) => `${line.side} ${line.key} ${line.amount} ${reason}`).sort();
}

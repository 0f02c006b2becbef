// A small book for the tests of what goes to other programs: two customers, a plan with overage by the cycle, a pack, a chart of accounts.
import { exportJournal, type JournalOptions } from '../../../src-main/services/exports/journal.ts';
import { closeMonth } from '../../../src-main/services/months.ts';
import { BOOK } from '../../support/setup-tables.ts';
import { bookWith, type CompanyBook, must } from '../company-book.ts';

export const CHART = `
accounts
account             | code | name
receivable          | 1200 | Receivables
unbilled_receivable | 1205 | Not yet invoiced
deferred_revenue    | 3900 | Deferred
usage_revenue       | 4401 | Usage
breakage_revenue    | 4402 | Breakage
overage_revenue     | 4403 | Overage
migration_clearing  | 9000 | Clearing
`;

export const TABLES = `${BOOK}
credit_types
code    | scale
credits | 2

meters
code  | name
calls | API calls

rates
meter | credit_type | units | credits | from
calls | credits     | 1     | 1       | 2026-01-01

plans
code | name | credit_type | credits | price | interval | overage         | overage_price
team | Team | credits     | 10      | 20    | P1M      | bill_next_cycle | 0.3

customers
code | name     | email
anna | Anna AG  | anna@anna.example
bert | Bert     |

subscriptions
ref | customer | plan | start
s1  | anna     | team | 2026-01-15

grants
ref | date       | customer | credits | price | credit_type
g1  | 2026-01-01 | bert     | 100     | 50    | credits
`;

const USAGE = `
e1,anna,calls,4,2026-01-16
e2,anna,calls,8.5,2026-01-20
e3,bert,calls,10,2026-01-20
e4,anna,calls,1,2026-02-16`;

/** January closed, with overage that waits for February. */
export async function closedJanuary(tables = TABLES + CHART): Promise<CompanyBook> {
  const book = bookWith(tables);
  must(await book.usage(USAGE));
  must(closeMonth(book.session, '2026-01'));
  return book;
}

/** The journal of January into a folder of the book. */
export const journalOf = (book: CompanyBook, options: Partial<JournalOptions> = {}) =>
  exportJournal(book.session, {
    month: '2026-01',
    template: 'generic',
    level: null,
    ...options,
    folder: `${book.folder}/journal`,
  });

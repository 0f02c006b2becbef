// The company of the services' tests: two customers with rollover, overage, deficits and packs, January to March 2026, told
// step by step, and everything its reports say. Must not: change for one test; a test that needs more loads it itself.
import { expect } from 'vitest';
import { closeMonth } from '../../src-main/services/months.ts';
import { reportTexts } from '../properties/real-book.ts';
import { BOOK } from '../support/setup-tables.ts';
import { bookWith, type CompanyBook, must } from './company-book.ts';

export const COMPANY = `${BOOK}
credit_types
code    | scale
credits | 2
drinks  | 0

meters
code
calls
coffee
faxes

rates
meter  | credit_type | units | credits | from
calls  | credits     | 3     | 1       | 2026-01-01
coffee | drinks      | 1     | 1       | 2026-01-01

plans
code | credit_type | credits | price | interval | rollover | rollover_cap | overage         | overage_price
p    | credits     | 100     | 80    | P1M      | all      | 30           | bill_next_cycle | 0.9
d    | drinks      | 5       | 10    | P1M      | none     |              | carry_forward   |

customers
code | name
anna | Anna
bert | Bert

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01
t   | bert     | d    | 2026-01-15

grants
ref | date       | customer | credit_type | credits | price | expires
g   | 2026-01-05 | anna     | credits     | 20      | 15    | P3M
`;

export const JANUARY = `a1,anna,calls,150,2026-01-03T10:00
                        a2,anna,calls,250,2026-01-10T10:00
                        b1,bert,coffee,4,2026-01-20
                        b2,bert,coffee,9,2026-01-21`;
export const FEBRUARY = `a3,anna,calls,100,2026-02-03
                         b3,bert,coffee,1,2026-02-05
                         a4,anna,calls,500,2026-02-20`;
export const MARCH = `a5,anna,calls,40,2026-03-03
                      b4,bert,coffee,2,2026-03-20`;

/** The company with its usage of January and February, nothing closed. */
export async function twoMonths(): Promise<CompanyBook> {
  const book = bookWith(COMPANY);
  must(await book.usage(JANUARY));
  must(await book.usage(FEBRUARY));
  return book;
}

/** The same, January closed. */
export async function januaryClosed(): Promise<CompanyBook> {
  const book = await twoMonths();
  must(closeMonth(book.session, '2026-01'));
  return book;
}

export const reports = ({ session }: CompanyBook): Promise<Record<string, string>> => reportTexts(session);

/** Everything the file holds, table by table, as text. */
export function contents({ session }: Pick<CompanyBook, 'session'>): Record<string, string> {
  const { db } = session.open;
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  expect(tables).toContain('posting');
  return Object.fromEntries(
    (tables as string[]).map((table) => {
      const rows = db.prepare(`SELECT * FROM ${table}`).safeIntegers().raw().all() as unknown[][];
      return [table, rows.map((row) => row.map(String).join('|')).join('\n')];
    }),
  );
}

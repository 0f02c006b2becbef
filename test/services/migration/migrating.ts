// What the tests of migrations share: a company without customers, the sample workbooks, and a migration asked for and carried out.
// Must not: know what a test is about.
import { join } from 'node:path';
import {
  commitMigration,
  type Migration,
  type MigrationAsked,
  reviewMigration,
} from '../../../src-main/services/migration/migrate.ts';
import { readLegacy } from '../../../src-main/services/migration/read-legacy.ts';
import type { Session } from '../../../src-main/services/session.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { CUSTOMERS } from '../../cases/legacy/make/world.ts';
import { type CompanyBook, must } from '../company-book.ts';

export const workbook = (name: string): string =>
  join(import.meta.dirname, '../../cases/legacy', `clean-${name}`, 'legacy.xlsx');

export const tables = (firstMonth: string): string => `
book
key         | value
name        | Lumen Labs
currency    | EUR
time_zone   | Europe/Berlin
first_month | ${firstMonth}

credit_types
code
credits

meters
code          | name
api_calls     | API calls
support_hours | Support hours

rates
meter         | credit_type | units | credits | from
api_calls     | credits     | 7     | 1       | 2025-01-01
support_hours | credits     | 1     | 12      | 2025-01-01
`;

/** The spellings of the spreadsheet, all mapped to the codes of the company. */
const mapped = Object.fromEntries(
  CUSTOMERS.flatMap(({ code, spellings }) => spellings.map((text) => [text, code])),
);

export async function asked(
  session: Session,
  name: string,
  more: Partial<MigrationAsked> = {},
): Promise<MigrationAsked> {
  const path = more.path ?? workbook(name);
  const { understood } = must(await readLegacy(session, { path }));
  return {
    path,
    shape: { ...understood.shape, customers: mapped },
    way: 'openings',
    at: '2025-07-01',
    expires: 'never',
    ledger: {},
    newCustomers: false,
    ...more,
  };
}

export const approved = (review: Migration, reason = '') => ({
  token: review.token,
  reason,
  approvedBy: 'Jana Weber',
  remember: null,
});

export const codes = (result: Result<unknown>): string[] =>
  result.ok ? [] : result.findings.map(({ code }) => code);
export const facts = (book: CompanyBook): number => book.session.facts().length;

/** A workbook brought in. */
export async function migrated(
  book: CompanyBook,
  name: string,
  more: Partial<MigrationAsked> = {},
): Promise<Migration> {
  const ask = await asked(book.session, name, more);
  const review = must(await reviewMigration(book.session, ask));
  return must(await commitMigration(book.session, ask, approved(review, 'the ledger is not closed yet')));
}

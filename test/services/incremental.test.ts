// What is told late costs what it must and no more: which postings are written again, counted by SQLite itself.
import { describe, expect, it } from 'vitest';
import { closeMonth } from '../../src-main/services/months.ts';
import { verifyBook } from '../../src-main/services/proof/verify.ts';
import { CALLS } from '../support/setup-tables.ts';
import { bookWith, type CompanyBook, must } from './company-book.ts';

const CUSTOMERS = Array.from({ length: 12 }, (_, i) => `c${10 + i}`);
const DAYS = ['01-05', '01-20', '02-03', '02-17', '03-02', '03-16'];
const at = (day: string): number => Date.parse(`2026-${day}T00:00:00Z`);

const TABLES = `
book
key         | value
name        | Corner Ltd
currency    | EUR
time_zone   | UTC
first_month | 2026-01
${CALLS}
plans
code | credit_type | credits | price | interval | rollover
p    | credits     | 100     | 80    | P1M      | all

customers
code | name
${CUSTOMERS.map((code) => `${code} | Customer`).join('\n')}

subscriptions
ref | customer | plan | start
${CUSTOMERS.map((code) => `s-${code} | ${code} | p | 2026-01-01`).join('\n')}
`;

interface Written {
  customer: string;
  at: number;
  /** 1 for a row written, -1 for one deleted. */
  change: number;
}

/** Three months of usage; from here on every posting written or deleted is noted. */
async function watched(): Promise<CompanyBook & { written: () => Written[] }> {
  const book = bookWith(TABLES);
  const rows = CUSTOMERS.flatMap((code) => DAYS.map((day) => `${code}-${day},${code},calls,5,2026-${day}`));
  must(await book.usage(rows.join('\n')));
  const { db } = book.session.open;
  db.exec(`
    CREATE TEMP TABLE written (wallet, at, change);
    CREATE TEMP TRIGGER added AFTER INSERT ON posting BEGIN INSERT INTO written VALUES (NEW.wallet, NEW.at, 1); END;
    CREATE TEMP TRIGGER gone AFTER DELETE ON posting BEGIN INSERT INTO written VALUES (OLD.wallet, OLD.at, -1); END;`);
  const select = db.prepare(`SELECT code AS customer, at, change FROM written
    JOIN wallet ON wallet.id = written.wallet JOIN code ON code.id = wallet.customer`);
  return { ...book, written: () => select.all() as Written[] };
}

const customers = (written: Written[]): string[] =>
  [...new Set(written.map(({ customer }) => customer))].sort();
const earliest = (written: Written[]): number => Math.min(...written.map((one) => one.at));

describe('usage at the end of the timeline', () => {
  it('writes its own line and what ends after it, of its customer alone', async () => {
    const book = await watched();
    must(await book.usage('new,c15,calls,5,2026-03-20'));
    const written = book.written();
    expect(customers(written)).toEqual(['c15']);
    expect(earliest(written)).toBe(at('03-20'));
    // The line itself; at the month's end three lots roll out and in, and the one that it drew from with less.
    expect(written.filter(({ change }) => change > 0)).toHaveLength(1 + 2);
    expect(written.filter(({ change }) => change < 0)).toHaveLength(2);
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });

  it('a duplicate writes nothing', async () => {
    const book = await watched();
    expect(must(await book.usage('c15-03-16,c15,calls,5,2026-03-16'))).toMatchObject({ duplicates: 1 });
    expect(book.written()).toEqual([]);
  });

  it('in a new month brings everyone there, and writes nothing of before anyone’s last usage', async () => {
    const book = await watched();
    must(await book.usage('new,c15,calls,5,2026-04-02'));
    const written = book.written();
    expect(customers(written)).toEqual(CUSTOMERS);
    expect(earliest(written)).toBeGreaterThan(at('03-16'));
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });
});

describe('usage in between', () => {
  it('of the last month goes on from the end of the month before', async () => {
    const book = await watched();
    must(await book.usage('late,c15,calls,5,2026-03-10'));
    expect(customers(book.written())).toEqual(['c15']);
    expect(earliest(book.written())).toBeGreaterThanOrEqual(at('03-01'));
  });

  it('of an earlier month derives its customer again, nobody else, and writes what comes out otherwise', async () => {
    const book = await watched();
    must(await book.usage('late,c15,calls,5,2026-01-10'));
    const written = book.written();
    expect(customers(written)).toEqual(['c15']);
    // What the lots before it gave is as it was, and so are draws after it: of the same lots at the same price.
    const drawn = DAYS.map(at);
    expect(written.filter((one) => drawn.includes(one.at))).toEqual([]);
    expect(written.filter((one) => one.at === at('01-10'))).toHaveLength(1);
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });

  it('of a closed month writes nothing before the first open one', async () => {
    const book = await watched();
    must(closeMonth(book.session, '2026-01'));
    must(closeMonth(book.session, '2026-02'));
    expect(book.written()).toEqual([]);
    expect(must(await book.usage('late,c15,calls,5,2026-01-10'))).toMatchObject({ late: 1 });
    expect(customers(book.written())).toEqual(['c15']);
    expect(earliest(book.written())).toBe(at('03-01'));
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });
});

describe('other facts', () => {
  const grant = (date: string): string =>
    `grants\nref | date | customer | credit_type | credits\n g | ${date} | c15 | credits | 10`;

  it('a grant derives its customer again, from its date at the earliest snapshot before', async () => {
    const book = await watched();
    must(book.load(grant('2026-03-18')));
    expect(customers(book.written())).toEqual(['c15']);
    expect(earliest(book.written())).toBeGreaterThan(at('03-16'));
  });

  it('what only describes writes nothing', async () => {
    const book = await watched();
    must(book.load('customers\ncode | name | email\n c15 | Customer 15 | c15@c.test'));
    must(book.load('meters\ncode | name\n calls | Calls'));
    expect(book.written()).toEqual([]);
  });

  it('loading the same tables again writes nothing', async () => {
    const book = await watched();
    must(book.load(TABLES));
    expect(book.written()).toEqual([]);
  });

  it('closing a month writes nothing: its postings are there', async () => {
    const book = await watched();
    must(closeMonth(book.session, '2026-01'));
    expect(book.written()).toEqual([]);
  });

  it('looking at a later month leaves nothing behind', async () => {
    const book = await watched();
    const before = must(await book.report('ledger'));
    expect(must(await book.report('ledger', { through: '2026-06' }))).not.toBe(before);
    expect(book.written()).toEqual([]);
    expect(must(await book.report('ledger'))).toBe(before);
  });
});

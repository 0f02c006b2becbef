// The tables of the book itself: its four settings, and the accounts of the chart.
// Must not: let a book begin without all four settings, or change one that decides postings.
import { openZone } from '../../../../src-shared/calendar.ts';
import type { SetupCode } from '../../../../src-shared/findings/setup.ts';
import type { BookFact } from '../../../engine/facts.ts';
import { ACCOUNTS } from '../../../engine/facts.ts';
import type { Load } from '../load.ts';
import type { SetupRow } from '../row.ts';
import { BOOK, BOOK_KEYS } from '../spec/book-tables.ts';
import type { Reader } from '../values.ts';
import { is, quote, readChoice, readCurrency, readMonth, readText, wrong } from '../values.ts';

type BookKey = (typeof BOOK_KEYS)[number];

const readZone: Reader<string> = (text) =>
  openZone(text) === null
    ? wrong(
        'unknown_time_zone',
        `${quote(text)} is no time zone`,
        'Write its IANA name, such as Europe/Berlin or UTC',
      )
    : is(text);

const READERS: Readonly<Record<BookKey, Reader<string>>> = {
  name: readText,
  currency: readCurrency,
  time_zone: readZone,
  first_month: readMonth,
};
const FIELDS: Readonly<Record<BookKey, keyof BookFact>> = {
  name: 'name',
  currency: 'currency',
  time_zone: 'timeZone',
  first_month: 'firstMonth',
};

export function readBook(load: Load, rows: readonly SetupRow[]): void {
  const standing = load.existing.book;
  const said = new Map<BookKey, { row: number; value: string }>();
  let failed = false;
  for (const row of rows) {
    const key = row.take('key', readChoice(BOOK_KEYS), null);
    const value = row.take('value', key === null ? readText : READERS[key], null);
    if (key !== null && value !== null) weigh(row, key, value, said.get(key), standing);
    failed ||= row.failed;
    if (key !== null && !said.has(key)) said.set(key, { row: row.row, value: value ?? '' });
  }
  const missing = BOOK_KEYS.filter((key) => standing === null && !said.has(key));
  if (missing.length > 0) {
    load.findings.push({
      code: 'book_incomplete' satisfies SetupCode,
      place: { table: 'book' },
      message: `The book has no ${missing.join(', ')}`,
      hint: `Give all of ${BOOK_KEYS.join(', ')} in the table book`,
    });
  }
  if (failed || missing.length > 0) return;
  const book = standing === null ? ({} as BookFact) : { ...standing };
  for (const [key, { value }] of said) book[FIELDS[key]] = value;
  load.book = book;
  const changed = standing === null ? 'added' : standing.name === book.name ? 'identical' : 'updated';
  if (rows.length > 0) load.count('book', changed);
  if (changed !== 'identical') load.told.push({ kind: 'book', body: book });
}

function weigh(
  row: SetupRow,
  key: BookKey,
  value: string,
  first: { row: number; value: string } | undefined,
  standing: BookFact | null,
): void {
  if (first !== undefined && first.value !== value) {
    const message = `Row ${first.row} says ${key} ${first.value}, this one ${value}`;
    row.fail('contradicts_row', 'value', message, 'Keep one of the two rows');
  }
  const was = standing?.[FIELDS[key]];
  if (key !== 'name' && was !== undefined && was !== value) {
    row.fail('contradicts_book', 'value', `The book has ${key} ${was}, not ${value}`, BOOK.changeBy);
  }
}

export function readAccounts(load: Load, rows: readonly SetupRow[]): void {
  for (const row of rows) {
    const account = row.take('account', readChoice(ACCOUNTS), ACCOUNTS[0]);
    const code = row.take('code', readText, '');
    load.settle(row, 'account', { account, code, name: row.take('name', readText, account) });
  }
}

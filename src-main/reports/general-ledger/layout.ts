// Journal entries in the columns of a template: as text for CSV, or as values for a workbook. Text that the target does not take is
// refused, never altered: a shortened or cleaned name would be another name. Must not: add up, or write a file.
import type { IsoDate, Month } from '../../../src-shared/calendar.ts';
import { monthDates } from '../../../src-shared/calendar.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { DateFormat, JournalField } from '../../../src-shared/exports/journal-fields.ts';
import { AMOUNT_FIELDS, filled, loneField } from '../../../src-shared/exports/journal-fields.ts';
import type { JournalTemplate } from '../../../src-shared/exports/journal-template.ts';
import { shows } from '../../../src-shared/exports/journal-template.ts';
import type { ExportCode } from '../../../src-shared/findings/exports.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import { shortMonthWord } from '../../../src-shared/month-words.ts';
import type { Cell } from '../../../src-shared/report-table.ts';
import type { AccountFact } from '../../engine/facts.ts';
import { ACCOUNT_WORDS } from '../workbooks/revenue/journal.ts';
import type { JournalEntry, JournalLine } from './entries.ts';

/** What stands in the columns beside the sums. */
export interface JournalAbout {
  /** JE-2026-03-000001, or DRAFT-2026-03. */
  readonly batch: string;
  readonly month: Month;
  readonly seal: string;
  /** The user's chart, by our account. */
  readonly accounts: ReadonlyMap<string, AccountFact>;
  /** Names of customers by code. */
  readonly names: ReadonlyMap<string, string>;
  /** What a target that is not told takes amounts for. */
  readonly currency: string;
  currencyScale(currency: string): number;
}

/** How values are written: as the template says, or as a workbook's cells have them. */
type Style = 'text' | 'values';

export const DATE_FIELDS: readonly string[] = ['date', 'from', 'to'];

export function writtenDate(date: IsoDate, format: DateFormat): string {
  const [year, month, day] = date.split('-') as [string, string, string];
  return format
    .replace('YYYY', year)
    .replace('MMM', shortMonthWord(Number(month)))
    .replace('MM', month)
    .replace('DD', day);
}

/** The rows of an entry, in the order of the template's columns; null is a blank cell. */
export function* entryRows(
  entry: JournalEntry,
  template: JournalTemplate,
  about: JournalAbout,
  style: Style,
): Generator<Cell[]> {
  for (const [index, line] of entry.lines.entries()) {
    const value = valuesOf(entry, line, index, template, about, style);
    yield template.columns.map((column) => {
      if (column.once && index > 0) return null;
      return filled(column.value, value) || null;
    });
  }
}

function valuesOf(
  entry: JournalEntry,
  line: JournalLine,
  index: number,
  template: JournalTemplate,
  about: JournalAbout,
  style: Style,
): (field: JournalField) => string {
  const { month, batch } = about;
  const { from, to } = monthDates(month);
  const date = (day: IsoDate): string => (style === 'values' ? day : writtenDate(day, template.dates));
  const written = (amount: bigint): string => {
    const text = formatScaled(amount, about.currencyScale(line.currency));
    return style === 'values' ? text : text.replace('.', template.decimals);
  };
  const account = about.accounts.get(line.account);
  return (field) => {
    switch (field) {
      case 'journal':
        return batch + entry.part;
      case 'batch':
        return batch;
      case 'line':
        return String(index + 1);
      case 'date':
      case 'to':
        return date(to);
      case 'from':
        return date(from);
      case 'month':
        return month;
      case 'period':
        return `${shortMonthWord(Number(month.slice(5)))} ${month.slice(0, 4)}`;
      case 'account':
        return account?.code ?? '';
      case 'account_name':
        return account?.name ?? '';
      case 'debit':
      case 'credit':
        return line.side === field ? written(line.amount) : '';
      case 'amount':
        return written(line.side === template.positive ? line.amount : -line.amount);
      case 'currency':
        return line.currency;
      case 'customer':
        return line.customer ?? '';
      case 'customer_name':
        return line.customer === null ? '' : (about.names.get(line.customer) ?? line.customer);
      case 'lot':
        return line.lot ?? '';
      case 'description':
        return describe(line, month);
      case 'seal':
        return about.seal;
    }
  };
}

function describe({ account, customer, lot }: JournalLine, month: Month): string {
  const parts = [`${ACCOUNT_WORDS[account]} ${month}`];
  if (customer !== null) parts.push(customer);
  if (lot !== null) parts.push(`lot ${lot}`);
  return parts.join(', ');
}

/** What keeps these entries from going out in this template: accounts without a code first, then the rest. */
export function journalProblems(
  entries: readonly JournalEntry[],
  template: JournalTemplate,
  about: JournalAbout,
): Finding[] {
  const unmapped = unmappedAccounts(entries, template, about);
  if (unmapped.length > 0) return unmapped;
  return [...foreignCurrencies(entries, template, about), ...refusedTexts(entries, template, about)];
}

function unmappedAccounts(
  entries: readonly JournalEntry[],
  template: JournalTemplate,
  { accounts }: JournalAbout,
): Finding[] {
  const moved = new Set(entries.flatMap(({ lines }) => lines.map(({ account }) => account)));
  const wanted = (['code', 'name'] as const).filter((part) =>
    shows(template, part === 'code' ? 'account' : 'account_name'),
  );
  return [...moved].flatMap((account) =>
    wanted
      .filter((part) => !accounts.get(account)?.[part])
      .map((part) => ({
        code: 'account_unmapped' satisfies ExportCode,
        place: { table: 'accounts', column: part },
        message: `${ACCOUNT_WORDS[account]} has no ${part} in your chart of accounts`,
        hint: `Give ${account} a ${part} in the table accounts (Catalog, or setup), and export again`,
      })),
  );
}

/** A target that is not told the currency would take it for its own. */
function foreignCurrencies(
  entries: readonly JournalEntry[],
  template: JournalTemplate,
  about: JournalAbout,
): Finding[] {
  if (shows(template, 'currency')) return [];
  const foreign = new Set(entries.map(({ currency }) => currency).filter((one) => one !== about.currency));
  return [...foreign].map((currency) => ({
    code: 'currency_not_taken' satisfies ExportCode,
    message: `${currency} was moved in ${about.month}, and no column of the template says which currency a line is in`,
    hint: `Export one currency at a time, or choose a template with a column of {currency}, such as generic`,
  }));
}

const MOST_TOLD = 20;

function refusedTexts(
  entries: readonly JournalEntry[],
  template: JournalTemplate,
  about: JournalAbout,
): Finding[] {
  const seen = new Set<string>();
  const found: Finding[] = [];
  const numbers = template.columns.map(({ value }) => AMOUNT_FIELDS.includes(loneField(value) ?? ''));
  for (const entry of entries) {
    for (const row of entryRows(entry, template, about, 'text')) {
      for (const [index, text] of row.entries()) {
        const { title, most } = template.columns[index]!;
        if (text === null || seen.has(`${index}|${text}`)) continue;
        seen.add(`${index}|${text}`);
        const why = tooLong(text, most) ?? (numbers[index] ? null : notTaken(text, template));
        if (why) found.push(refusal(title, text, why));
      }
    }
  }
  const more = found.length - MOST_TOLD;
  return more > 0
    ? [...found.slice(0, MOST_TOLD), { ...found[MOST_TOLD]!, message: `… and ${more} more` }]
    : found;
}

function refusal(column: string, text: string, why: string): Finding {
  return {
    code: 'text_not_taken' satisfies ExportCode,
    place: { column },
    message: `"${text.slice(0, 80)}" ${why}`,
    hint: 'Nothing is shortened or changed on the way out: correct the name or code in the book, or give the template another column',
  };
}

function tooLong(text: string, most: number | null): string | null {
  const length = [...text].length;
  return most !== null && length > most ? `has ${length} characters; the target takes ${most}` : null;
}

// What spreadsheets begin formulas with, full-width forms too.
const FORMULA = /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Why a target would not take a text, or not as it is; null where it does. */
function notTaken(text: string, { characters, encoding }: JournalTemplate): string | null {
  if (FORMULA.test(text)) return `begins with ${text[0]}, as a formula does`;
  const taken =
    characters === 'ascii'
      ? /[\x20-\x7e]/
      : encoding === 'windows-1252'
        ? /[\x20-\x7e\xa0-\xff]/
        : /[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;
  const strange = [...text].find((character) => !taken.test(character));
  if (strange === undefined) return null;
  const shown = /[\p{Z}\p{C}]/u.test(strange)
    ? `the character U+${strange.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
    : `the character ${strange}`;
  return `has ${shown}, which the target does not take`;
}

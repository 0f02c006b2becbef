// What the wizard shows of a workbook and of a migration, as plain text: places in words, amounts as decimals. Must not: decide.

import { currencyScale, formatScaled, parseScaled } from '../../../src-shared/decimal.ts';
import type { MigrationShown, UnderstoodShown } from '../../../src-shared/migration/calls.ts';
import { minus } from '../../import/legacy/decimals.ts';
import type { LegacyFinding, Place } from '../../import/legacy/legacy-book.ts';
import { placeInSheet } from '../../import/legacy/row-reader.ts';
import { lettersOf, textOf } from '../../import/legacy/sheet-view.ts';
import { codeFor } from '../../import/legacy/spellings.ts';
import { firstOpenMonth, latest, type Session } from '../session.ts';
import type { Migration } from './migrate.ts';
import type { LegacyFileRead } from './read-legacy.ts';

/** Of a sheet; what is beyond is counted. */
const ROWS_SHOWN = 400;
const COLUMNS_SHOWN = 60;
const FINDINGS_SHOWN = 1000;

/** Blank where it has none. */
export const placeShown = (place: Place): string => (place.sheet === '' ? '' : placeInSheet(place));
const findingShown = ({ code, place, customer, message, amount }: LegacyFinding) => ({
  code,
  place: placeShown(place),
  customer,
  message,
  amount,
});

export function understoodShown(session: Session, read: LegacyFileRead): UnderstoodShown {
  const { understood, book, sheets, remembered } = read;
  const named = (kind: 'customer' | 'credit_type' | 'meter') =>
    [...latest(session, kind).values()].map(({ code, name }) => ({ code, name: name || code }));
  const taken = new Set(latest(session, 'customer').keys());
  const dates = [...book.purchases, ...book.entries].flatMap(({ date }) => date ?? []);
  const months = book.balances.map(({ month }) => `${month}-28`);
  return {
    file: book.file.name,
    sha256: book.file.sha256,
    remembered,
    shape: understood.shape,
    candidates: understood.candidates.map(({ layout, evidence }) => ({ layout, evidence: [...evidence] })),
    sheets: understood.sheets.map((sheet, index) => sheetShown(sheet, sheets[index]!)),
    spellings: understood.spellings.map((one) => {
      // Each has its own: whether two are the same is for a person to say.
      const newCode = codeFor(one.text, taken);
      taken.add(newCode);
      return { ...one, newCode };
    }),
    currencies: currenciesOf(book),
    unknown: understood.unknown.map((one) => ({ ...one })),
    questions: [...understood.questions],
    findings: book.findings.slice(0, FINDINGS_SHOWN).map(findingShown),
    counts: {
      purchases: book.purchases.length,
      entries: book.entries.length,
      balances: book.balances.length,
    },
    last: [...dates, ...months].reduce<string | null>(
      (last, one) => (last === null || one > last ? one : last),
      null,
    ),
    known: {
      customers: named('customer'),
      creditTypes: named('credit_type'),
      meters: named('meter'),
      currency: latest(session, 'book').get('book')?.currency ?? '',
      firstOpen: `${firstOpenMonth(session)}-01`,
    },
  };
}

function currenciesOf({ purchases, entries, balances }: LegacyFileRead['book']): string[] {
  const priced = [
    ...purchases.filter(({ price, deferred }) => price !== null || deferred !== null),
    ...entries.filter(({ price }) => price !== null),
    ...balances.filter(({ deferred }) => deferred !== null),
  ];
  return [...new Set(priced.flatMap(({ currency }) => currency ?? []))].sort();
}

function sheetShown(
  sheet: LegacyFileRead['understood']['sheets'][number],
  content: LegacyFileRead['sheets'][number],
): UnderstoodShown['sheets'][number] {
  const { name, hidden, rows, hiddenRows, coloured } = sheet;
  const width = Math.min(
    COLUMNS_SHOWN,
    content.rows.reduce((most, { cells }) => Math.max(most, cells.length), 0),
  );
  const all = rows ?? content.rows.map((row) => ({ row, state: 'unread' as const, why: '', customer: null }));
  return {
    name,
    hidden,
    used: rows !== null,
    hiddenRows,
    hiddenColumns: content.hiddenColumns.map(lettersOf),
    coloured,
    width,
    rows: all.slice(0, ROWS_SHOWN).map(({ row, state, why }) => ({
      line: row.line,
      state,
      why,
      hidden: row.hidden,
      cells: Array.from({ length: width }, (_, index) => textOf(row.cells[index])),
    })),
    more: Math.max(0, all.length - ROWS_SHOWN),
    data: all.filter(({ state }) => state === 'data').length,
  };
}

/** With the places that the credit type or the currency has; finer ones stay. */
function placed(amount: string, places: number): string {
  const scaled = parseScaled(amount, places);
  return scaled === null ? amount : formatScaled(scaled, places);
}

function tieOutShown(
  { what, unit, sheet, book, ledger, known }: Migration['tieOut'][number],
  write: (amount: string) => string,
): MigrationShown['tieOut'][number] {
  const held = (what === 'deferred' ? ledger : sheet) ?? sheet ?? '0';
  return {
    what,
    unit,
    sheet: sheet === null ? null : write(sheet),
    book: write(book),
    ledger: ledger === null ? null : write(ledger),
    difference: write(minus(book, held)),
    agrees: minus(book, held) === '0' && (what === 'credits' || ledger !== null || book === '0'),
    known: known.map(({ why, amount }) => ({ why, amount: write(amount) })),
  };
}

export function migrationShown(session: Session, migration: Migration): MigrationShown {
  const {
    token,
    file,
    way,
    at,
    counts,
    customers,
    lots,
    adjustments,
    leftOut,
    tieOut,
    differs,
    effect,
    usage,
    done,
  } = migration;
  const types = latest(session, 'credit_type');
  const credits = (type: string) => (amount: string) => placed(amount, types.get(type)?.scale ?? 2);
  const money = (currency: string) => (amount: string) => placed(amount, currencyScale(currency) ?? 2);
  return {
    token,
    file,
    way,
    at,
    counts: { ...counts, adjustments: adjustments.length },
    customers: [...customers],
    lots: lots.map(({ note: _, ...lot }) => ({
      ...lot,
      credits: credits(lot.creditType)(lot.credits),
      price: money(lot.currency)(lot.price),
      place: placeShown(lot.place),
    })),
    adjustments: adjustments.map(({ creditType, credits: taken, amount, currency, place, ...one }) => ({
      ...one,
      currency,
      credits: credits(creditType)(taken),
      amount: amount === null ? null : money(currency)(amount),
      place: placeShown(place),
    })),
    leftOut: leftOut.map(({ place, customer, credits: left, unit, why }) => ({
      place: placeShown(place),
      customer,
      credits: credits(unit)(left),
      unit,
      why,
    })),
    tieOut: tieOut.map((line) =>
      tieOutShown(line, line.what === 'credits' ? credits(line.unit) : money(line.unit)),
    ),
    differs,
    effect: effect.map(({ customer, creditType, sheet, book, difference }) => {
      const write = credits(creditType);
      return {
        customer,
        creditType,
        sheet: sheet === null ? null : write(sheet),
        book: write(book),
        difference: difference === null ? null : write(difference),
      };
    }),
    usage,
    findings: migration.findings.slice(0, FINDINGS_SHOWN).map(findingShown),
    done,
  };
}

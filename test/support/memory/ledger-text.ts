// Ledgers as people read them: facts and usage written as aligned text, postings shown as aligned text, one line each.
// Must not: derive anything itself; book.ts does.
import { expect } from 'vitest';
import { moneyScale } from '../../../src-main/engine/book.ts';
import type { Posting } from '../../../src-main/engine/postings.ts';
import { formatInstant } from '../../../src-shared/calendar.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import { setup } from '../setup-tables.ts';
import type { MemoryUsage } from './book.ts';
import { MemoryBook } from './book.ts';

/** What a test does not say. One unit of `use` is one credit, and one of `other` too. */
const DEFAULTS = `
credit_types
code    | scale
credits | 2

meters
code
use
other

rates
meter | credit_type | units | credits | from
use   | credits     | 1     | 1       | 2025-01-01
other | credits     | 1     | 1       | 2025-01-01

customers
code | name
anna | Anna
`;

export interface Settings {
  time_zone?: string;
  currency?: string;
  first_month?: string;
}

/** A book of anna's, in UTC and EUR from January 2026 unless said otherwise; a table of the text replaces the default one. */
export function bookOf(text: string, settings: Settings = {}): MemoryBook {
  const all = { name: 'Test', currency: 'EUR', time_zone: 'UTC', first_month: '2026-01', ...settings };
  const own = setup(text);
  const names = new Set(own.map(({ name }) => name));
  const rest = setup(DEFAULTS).filter(({ name }) => !names.has(name));
  const lines = Object.entries(all).map(([key, value]) => `${key} | ${value}`);
  const book = new MemoryBook();
  accept(book.load([...setup(`book\nkey | value\n${lines.join('\n')}`), ...rest, ...own]));
  return book;
}

/** The table of one plan `p`, of 10 credits a month without a fee unless these cells say otherwise. */
export function planTable(cells: Readonly<Record<string, string>>): string {
  const all = { code: 'p', credit_type: 'credits', credits: '10', price: '0', interval: 'P1M', ...cells };
  return `plans\n${Object.keys(all).join(' | ')}\n${Object.values(all).join(' | ')}\n`;
}

/** Tells more tables, which must go in. */
export function tell(book: MemoryBook, text: string): void {
  accept(book.load(setup(text)));
}

function accept(findings: readonly unknown[]): void {
  if (findings.length > 0) throw new Error(JSON.stringify(findings, null, 1));
}

/** Imports rows "id | occurred at | quantity", with a meter (`use` unless said) and a customer (`anna`) after them. */
export function use(book: MemoryBook, text: string): void {
  book.import(
    rowsOf(text).map(([id, at, quantity, meter, customer]) => usageRow(id, at, quantity, meter, customer)),
  );
}

function usageRow(id = '', at = '', quantity = '', meter = 'use', customer = 'anna'): MemoryUsage {
  return { event_id: id, occurred_at: at, quantity, meter, customer };
}

function rowsOf(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => line.split('|').map((cell) => cell.trim()));
}

type Cells = Record<string, string>;

const nonZero = (value: bigint, scale: number): string => (value === 0n ? '' : formatScaled(value, scale));

/** "2026-01-31 23:59:59.999", without what is zero after the minute. */
function instantText(at: number): string {
  const text = formatInstant(at).replace('T', ' ').slice(0, -1);
  return text.replace(/(:00)?\.000$/, '');
}

function cellsOf(book: MemoryBook, customer: string, type: string, p: Posting): Cells {
  const { scale } = book.book().creditTypes.get(type)!;
  const money = (value: bigint): string => (value === 0n ? '' : formatScaled(value, moneyScale(p.currency!)));
  const parts = [
    [p.usage, 'usage'],
    [p.breakage, 'breakage'],
    [p.overageRevenue, 'overage'],
  ] as const;
  const revenue = parts.filter(([value]) => value !== 0n).map(([value, word]) => `${word} ${money(value)}`);
  return {
    at: instantText(p.at),
    customer,
    type,
    entry: p.kind === 'charge' ? `charge ${p.chargeKind}` : p.kind,
    lot: p.kind === 'charge' ? p.charge! : (p.lot ?? ''),
    event: p.eventId ?? '',
    meter: p.meter ?? '',
    credits: nonZero(p.credits, scale),
    overage: nonZero(p.overage, scale),
    revenue: revenue.join(', '),
    basis: money(p.basis),
    charge: p.charge ?? '',
    billed: p.kind === 'charge' ? money(p.amount) : '',
    receivable: money(p.receivable),
    unbilled: money(p.unbilled),
    currency: p.currency ?? '',
  };
}

function aligned(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    widths
      .map((width, column) => (row[column] ?? '').padEnd(width))
      .join(' | ')
      .trimEnd(),
  );
  return `\n${lines.join('\n')}\n`;
}

/**
 * The ledger to the end of a month against text. Its first line names the columns to show; blank stands for zero and none.
 * @param only the entries to show, all of them when blank: "drawdown expiry", "charge".
 */
export function expectLedger(book: MemoryBook, through: string, expected: string, only = ''): void {
  const [header, ...rows] = rowsOf(expected);
  const wanted = new Set(only.split(' ').filter(Boolean));
  const lines = book
    .derive(through)
    .postings.filter(({ posting }) => wanted.size === 0 || wanted.has(posting.kind))
    .map(({ customer, creditType, posting }) => cellsOf(book, customer, creditType, posting));
  const known = header!.filter((column) => column in ALL_COLUMNS);
  if (known.length < header!.length) throw new Error(`no such column: ${header!.join(', ')}`);
  const found = lines.map((cells) => header!.map((column) => cells[column]!));
  expect(aligned([header!, ...found])).toBe(aligned([header!, ...rows]));
}

const ALL_COLUMNS = {
  at: 0,
  customer: 0,
  type: 0,
  entry: 0,
  lot: 0,
  event: 0,
  meter: 0,
  credits: 0,
  overage: 0,
  revenue: 0,
  basis: 0,
  charge: 0,
  billed: 0,
  receivable: 0,
  unbilled: 0,
  currency: 0,
};

/** The lots made to the end of a month, each as "id kind credits price starts expires", as they stand then. */
export function expectLots(book: MemoryBook, through: string, expected: string): void {
  const [header, ...rows] = rowsOf(expected);
  const found = [...book.derive(through).lots.values()].map(({ lot, creditType }) => {
    const { scale } = book.book().creditTypes.get(creditType)!;
    const cells: Cells = {
      lot: lot.id,
      kind: lot.kind,
      credits: formatScaled(lot.credits, scale),
      price: formatScaled(lot.price, moneyScale(lot.currency)),
      starts: instantText(lot.startsAt),
      expires: lot.expiresAt === null ? 'never' : instantText(lot.expiresAt),
      priority: String(lot.priority),
      source: lot.source ?? '',
    };
    return header!.map((column) => cells[column] ?? '?');
  });
  expect(aligned([header!, ...found])).toBe(aligned([header!, ...rows]));
}

// What to invoice by customer: now, by what it is for, and with the next cycle. Every figure is a live formula over the lines.
// Must not: take a figure from anywhere else.
import { compareText } from '../../../../src-shared/text-order.ts';
import type { ChargeKind } from '../../../engine/postings.ts';
import { amount, header, rounded, type SheetDraft, section, text } from '../cells.ts';
import type { About, Detail } from '../sheets.ts';
import { address, cellOn, rangeOn, type SpecCell } from '../spec.ts';
import { type SummaryFrame, summaryFrame } from '../summary-frame.ts';
import { CHARGE_WORDS, monthInWords } from '../words.ts';
import type { ChargesData } from './data.ts';
import { currenciesOf, NEXT, NEXT_COLUMNS, NOW, NOW_COLUMNS } from './lines.ts';

export const SUMMARY = 'Summary';
const KINDS: readonly ChargeKind[] = ['plan', 'top_up', 'auto_top_up', 'overage', 'credit'];
const HEADS: Readonly<Record<ChargeKind, string>> = {
  plan: 'Plans',
  top_up: 'Top-ups',
  auto_top_up: 'Automatic top-ups',
  overage: 'Overage',
  credit: 'Given back',
};
export const SUMMARY_COLUMNS = { first: 4, now: 9, next: 10 } as const;
const WIDTH = SUMMARY_COLUMNS.next;

export interface SummaryDraft extends SummaryFrame {
  /** The cell of a currency's total with its sheet, null where it has none. */
  total(currency: string, column: number): string | null;
}

interface Row {
  customer: string;
  currency: string;
  kinds: Map<ChargeKind, bigint>;
  next: bigint;
}

function rowsOf(data: ChargesData): Row[] {
  const rows = new Map<string, Row>();
  const rowFor = (customer: string, currency: string): Row => {
    const key = `${customer}|${currency}`;
    const row = rows.get(key) ?? { customer, currency, kinds: new Map(), next: 0n };
    rows.set(key, row);
    return row;
  };
  for (const { customer, currency, kind, amount: value } of data.now) {
    const { kinds } = rowFor(customer, currency);
    kinds.set(kind, (kinds.get(kind) ?? 0n) + value);
  }
  for (const { customer, currency, amount: value } of data.next) rowFor(customer, currency).next += value;
  return [...rows.values()].sort(
    (a, b) => compareText(a.customer, b.customer) || compareText(a.currency, b.currency),
  );
}

const nowOf = ({ kinds }: Row): bigint => [...kinds.values()].reduce((sum, value) => sum + value, 0n);

export function summarySheet(data: ChargesData, about: About, now: Detail, next: Detail): SummaryDraft {
  const rows = rowsOf(data);
  const frame = summaryFrame(
    {
      name: SUMMARY,
      title: `Charges, ${monthInWords(data.month)}`,
      currencies: currenciesOf(data),
      headlines: ['To invoice now'],
      heads: [
        header('Customer'),
        header('Name'),
        header('Currency'),
        ...KINDS.map((kind) => header(HEADS[kind], 'amount')),
        header('To invoice now', 'amount'),
        header('Next cycle, so far', 'amount'),
      ],
      columns: [
        { min: 16, max: 28 },
        { min: 20, max: 40 },
        { min: 10 },
        ...Array<{ min: number }>(7).fill({ min: 13 }),
      ],
      rows: rows.length,
      addRow: (draft, index) => addRow(draft, data, rows[index]!, now, next),
      totals: (currency) => totalsOf(rows, currency),
      scale: (currency) => data.book.currencyScale(currency),
      amounts: (currency, row) => [toInvoice(data, rows, currency, row)],
      empty: text('Nothing is to be invoiced.', 'note'),
    },
    about,
  );
  addWithdrawn(frame.draft, data);
  return {
    ...frame,
    total: (currency, column) => {
      const row = frame.totals.get(currency);
      return row === undefined ? null : cellOn(SUMMARY, column, row);
    },
  };
}

/** Where a customer's lines stand: neighbours, as they are in order of customers. Codes are no criteria of formulas: they may hold a *. */
function blockOf(
  items: readonly { customer: string }[],
  { all }: Detail,
  customer: string,
): readonly [number, number] | null {
  const first = items.findIndex((item) => item.customer === customer);
  const last = items.findLastIndex((item) => item.customer === customer);
  return all && first >= 0 ? [all[0] + first, all[0] + last] : null;
}

function addRow(draft: SheetDraft, data: ChargesData, row: Row, now: Detail, next: Detail): void {
  const scale = data.book.currencyScale(row.currency);
  const line = draft.next;
  const [due, later] = [blockOf(data.now, now, row.customer), blockOf(data.next, next, row.customer)];
  const kindFormula = (kind: ChargeKind): string | undefined => {
    if (!due) return undefined;
    const range = (column: number): string => rangeOn(NOW, column, due);
    const only = `${range(NOW_COLUMNS.currency)},"${row.currency}",${range(NOW_COLUMNS.kind)},"${CHARGE_WORDS[kind]}"`;
    return rounded(`SUMIFS(${range(NOW_COLUMNS.amount)},${only})`, scale);
  };
  const nextFormula =
    later &&
    rounded(
      `SUMIFS(${rangeOn(NEXT, NEXT_COLUMNS.amount, later)},${rangeOn(NEXT, NEXT_COLUMNS.currency, later)},"${row.currency}")`,
      scale,
    );
  draft.add(
    text(row.customer),
    text(data.names.get(row.customer) ?? null),
    text(row.currency),
    ...KINDS.map((kind) => amount(row.kinds.get(kind) ?? 0n, scale, 'body', kindFormula(kind))),
    amount(nowOf(row), scale, 'body', rounded(`SUM(D${line}:H${line})`, scale)),
    amount(row.next, scale, 'body', nextFormula ?? undefined),
  );
}

function totalsOf(rows: readonly Row[], currency: string): bigint[] {
  const own = rows.filter((row) => row.currency === currency);
  const sum = (of: (row: Row) => bigint): bigint => own.reduce((total, row) => total + of(row), 0n);
  return [
    ...KINDS.map((kind) => sum((row) => row.kinds.get(kind) ?? 0n)),
    sum(nowOf),
    sum((row) => row.next),
  ];
}

function toInvoice(data: ChargesData, rows: readonly Row[], currency: string, total: number): SpecCell {
  const own = rows.filter((row) => row.currency === currency);
  const value = own.reduce((sum, row) => sum + nowOf(row), 0n);
  const formula = address(SUMMARY_COLUMNS.now, total);
  return amount(value, data.book.currencyScale(currency), 'headline', formula);
}

/** Of a revision: what went out before and is no longer due must be taken back by whoever invoiced it. */
function addWithdrawn(draft: SheetDraft, { withdrawn }: ChargesData): void {
  if (withdrawn.length === 0) return;
  draft.add();
  draft.addRow(section('Exported before and no longer due: credit it if it was invoiced', WIDTH));
  draft.add(
    header('Customer'),
    header('Charge'),
    header('Currency'),
    header('Amount', 'amount'),
    header('In'),
  );
  for (const { customer, charge, currency, amount: value, document } of withdrawn)
    draft.add(
      text(customer),
      { value: charge, format: 'id' },
      text(currency),
      { value, format: 'amount' },
      text(document),
    );
}

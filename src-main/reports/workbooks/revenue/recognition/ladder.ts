// The expiry ladder: what is left by how long it may still be used, with what is current and what is not; in all, and by customer.
// Must not: take a figure from anywhere but the lots.
import type { Rung } from '../../../recognition/ladder.ts';
import { isOn, ladderAt } from '../../../recognition/ladder.ts';
import { datesOf } from '../../../recognition/period.ts';
import { amount, date, header, rounded, SheetDraft, section, text, title } from '../../cells.ts';
import type { RevenueData } from '../../revenue-data.ts';
import { type About, HEADING, tableSheet } from '../../sheets.ts';
import type { SpecCell, SpecSheet } from '../../spec.ts';
import { address, cellOn, columnRange, fixed, sheetRef } from '../../spec.ts';
import { Table, type TableColumn } from '../../table.ts';
import { dateInWords } from '../../words.ts';
import { customerColumns } from '../customer-columns.ts';
import type { LotRow, Lots } from '../lots.ts';
import { NO_END } from '../lots.ts';

export const LADDER = 'Expiry ladder';
const LADDER_CUSTOMERS = 'Expiry by customer';
/** The rungs' dates stand here, once for all sheets. */
const FIRST_RUNG = 6;
const [FROM, TO, FIRST_AMOUNT] = [2, 3, 4];

export interface Ladder {
  readonly sheet: SpecSheet;
  readonly money: ReadonlyMap<string, { readonly cell: string; readonly value: bigint }>;
  readonly credits: ReadonlyMap<string, { readonly cell: string; readonly value: bigint }>;
}

/** Criteria of SUMIFS for a rung, with the cells that hold its dates. */
function criteria(rung: Rung, index: number): string[] {
  if (rung.never) return [`"${NO_END}"`];
  const at = (column: number): string => `${sheetRef(LADDER)}${fixed(address(column, FIRST_RUNG + index))}`;
  return [
    ...(rung.from === null ? [] : [`">="&${at(FROM)}`]),
    ...(rung.to === null ? [] : [`"<="&${at(TO)}`]),
  ];
}

/** A column of amounts: money of a currency, or credits of a type. */
interface Column {
  readonly unit: string;
  readonly side: 'money' | 'credits';
  readonly scale: number;
  /** What is on each rung. */
  readonly amounts: readonly bigint[];
}

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, one) => sum + one, 0n);

function columnsOf(data: RevenueData, lots: Lots, rungs: readonly Rung[]): Column[] {
  const money = lots.money.units.map((unit): Column => {
    const rows = lots.moneyRows.filter(({ lot }) => lot.currency === unit);
    const amounts = onRungs(rungs, rows, (row) => row.money.closing);
    return { unit, side: 'money', scale: data.book.currencyScale(unit), amounts };
  });
  const credits = lots.credits.units.map((unit): Column => {
    const rows = lots.creditRows.filter(({ lot }) => lot.creditType === unit);
    const amounts = onRungs(rungs, rows, (row) => row.credits.closing);
    return { unit, side: 'credits', scale: data.book.creditScale(unit), amounts };
  });
  return [...money, ...credits];
}

function onRungs(rungs: readonly Rung[], rows: readonly LotRow[], of: (row: LotRow) => bigint): bigint[] {
  const amounts = rungs.map(() => 0n);
  for (const row of rows) {
    const at = rungs.findIndex((rung) => isOn(rung, row.end));
    amounts[at] = amounts[at]! + of(row);
  }
  return amounts;
}

export function ladderSheet(data: RevenueData, lots: Lots, about: About): Ladder {
  const rungs = ladderAt(data.period.to);
  const columns = columnsOf(data, lots, rungs);
  const draft = new SheetDraft();
  const day = dateInWords(datesOf(data.period).to);
  draft.add(title('Expiry ladder'));
  draft.add(text(about.subtitle, 'subtitle'));
  draft.add();
  draft.addRow(section(`What is left on ${day}, by last valid day`, FIRST_AMOUNT - 1 + columns.length));
  draft.add(
    header('May be used for'),
    header('From', 'date'),
    header('Through', 'date'),
    ...columns.map(({ unit, side }) => header(side === 'money' ? `Deferred, ${unit}` : unit, 'amount')),
  );
  for (const [index, rung] of rungs.entries()) addRung(draft, lots, columns, rung, index);
  const later = rungs.findIndex(({ current }) => !current);
  addTotal(draft, columns, 'Current: within 12 months', [0, later - 1], 'subtotal');
  addTotal(draft, columns, 'Non-current: later, or never', [later, rungs.length - 1], 'subtotal');
  const row = addTotal(draft, columns, 'Total', [0, rungs.length - 1], 'total');
  for (const note of NOTES) draft.add(text(note, 'note'));
  const placed = columns.map(({ unit, side, amounts }, index) => {
    const cell = cellOn(LADDER, FIRST_AMOUNT + index, row);
    return { unit, side, place: { cell, value: total(amounts) } };
  });
  const places = (of: Column['side']) =>
    new Map(placed.filter(({ side }) => side === of).map(({ unit, place }) => [unit, place]));
  const sheet: SpecSheet = {
    name: LADDER,
    kind: 'summary',
    columns: [{ min: 30 }],
    rows: draft.rows,
    freeze: { rows: 5, columns: 1 },
    landscape: columns.length > 4,
    footer: about.footer,
  };
  return { sheet, money: places('money'), credits: places('credits') };
}

function addRung(draft: SheetDraft, lots: Lots, columns: readonly Column[], rung: Rung, index: number): void {
  const day = (value: string | null): SpecCell => (value === null ? text(null) : date(value));
  draft.add(
    text(rung.name),
    day(rung.from),
    day(rung.to),
    ...columns.map(({ unit, side, scale, amounts }, place) => {
      const where = criteria(rung, index).map((one) => ['end', one] as const);
      const formula =
        side === 'money'
          ? lots.money.only('closing', [...where, ['currency', `"${unit}"`]])
          : creditsOn(lots, rung, index, address(FIRST_AMOUNT + place, FIRST_RUNG - 1));
      return amount(amounts[index]!, scale, 'body', rounded(formula, scale));
    }),
  );
}

function addTotal(
  draft: SheetDraft,
  columns: readonly Column[],
  words: string,
  [from, to]: readonly [number, number],
  role: 'total' | 'subtotal',
): number {
  return draft.add(
    text(words, role),
    text(null, role),
    text(null, role),
    ...columns.map(({ scale, amounts }, index) => {
      const range = columnRange(FIRST_AMOUNT + index, FIRST_RUNG + from, FIRST_RUNG + to);
      return amount(total(amounts.slice(from, to + 1)), scale, role, rounded(`SUM(${range})`, scale));
    }),
  );
}

const NOTES = [
  'By the last valid day of each lot: what is used sooner is recognised sooner.',
  'Current and non-current follow the last valid day alone. What never expires stands as non-current; how much of it will be used within a year is yours to judge.',
];

/** Codes of credit types are compared letter by letter, with the cell `head` that holds one. */
function creditsOn({ credits }: Lots, rung: Rung, index: number, head: string): string {
  const end = credits.range('end');
  const dates = rung.never
    ? [`--ISTEXT(${end})`]
    : [
        `--ISNUMBER(${end})`,
        ...(rung.from === null ? [] : [`--(${end}>=$B$${FIRST_RUNG + index})`]),
        ...(rung.to === null ? [] : [`--(${end}<=$C$${FIRST_RUNG + index})`]),
      ];
  const type = `--EXACT(${credits.range('creditType')},${head.replace(/(\d+)/, '$$$1')})`;
  return `SUMPRODUCT(${[type, ...dates, credits.range('closing')].join(',')})`;
}

interface CustomerRow {
  readonly customer: string;
  readonly currency: string;
  /** What is on each rung. */
  readonly amounts: readonly bigint[];
}

/** Money left by customer and rung: added up from the customer's own lots. */
export function ladderTable(data: RevenueData, lots: Lots): Table<CustomerRow> {
  const rungs = ladderAt(data.period.to);
  const scale = (currency: string): number => data.book.currencyScale(currency);
  const groups = Map.groupBy(lots.moneyRows, ({ lot }) => `${lot.customer}|${lot.currency}`);
  const rows = [...groups.values()]
    .map((own): CustomerRow => {
      const { customer, currency } = own[0]!.lot;
      return { customer, currency, amounts: onRungs(rungs, own, ({ money }) => money.closing) };
    })
    .filter(({ amounts }) => amounts.some((one) => one !== 0n));
  const rungCell = (rung: Rung, index: number, row: CustomerRow): SpecCell => {
    const block = lots.moneyBlocks.get(`${row.customer}|${row.currency}`)!;
    const where = criteria(rung, index).map((one) => ['end', one] as const);
    const formula = lots.money.only('closing', where, block);
    return amount(row.amounts[index]!, scale(row.currency), 'body', rounded(formula, scale(row.currency)));
  };
  const later = rungs.findIndex(({ current }) => !current);
  const added = (key: string, words: string, from: number, to: number): TableColumn<CustomerRow> => {
    const sum = ({ amounts }: CustomerRow): bigint => total(amounts.slice(from, to + 1));
    return {
      key,
      head: header(words, 'amount'),
      cell: (row, line) => {
        const formula = `SUM(${table.cell(`rung${from}`, line)}:${table.cell(`rung${to}`, line)})`;
        return amount(sum(row), scale(row.currency), 'body', rounded(formula, scale(row.currency)));
      },
      sum,
    };
  };
  const table: Table<CustomerRow> = new Table({
    sheet: LADDER_CUSTOMERS,
    head: HEADING,
    rows,
    unit: { key: 'currency', of: ({ currency }) => currency, scale },
    columns: [
      ...customerColumns<CustomerRow>(data),
      { key: 'currency', head: header('Currency'), cell: ({ currency }) => text(currency) },
      ...rungs.map(
        (rung, index): TableColumn<CustomerRow> => ({
          key: `rung${index}`,
          head: header(rung.name, 'amount'),
          cell: (row) => rungCell(rung, index, row),
          sum: ({ amounts }) => amounts[index]!,
        }),
      ),
      added('total', 'Deferred', 0, rungs.length - 1),
      added('current', 'Current', 0, later - 1),
      added('later', 'Non-current', later, rungs.length - 1),
    ],
  });
  return table;
}

export const ladderCustomersSheet = (table: Table<CustomerRow>, about: About): SpecSheet =>
  tableSheet(table, about, {
    name: LADDER_CUSTOMERS,
    columns: [{ max: 28 }, { min: 16, max: 40 }],
    empty: 'Nothing is deferred.',
    notes: ['The dates of the steps stand on Expiry ladder.'],
  });

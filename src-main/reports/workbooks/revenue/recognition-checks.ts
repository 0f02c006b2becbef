// The checks of what is added up lot by lot: both roll-forwards, plans, waterfall, ladder, breakage, overage, adjustments and the journal
// by lot, each against the book. Must not: make sheets.
import { absolute } from '../../../../src-shared/decimal.ts';
import { compareText } from '../../../../src-shared/text-order.ts';
import { deferredOf } from '../../lots.ts';
import type { MoneyField } from '../../recognition/lot-movements.ts';
import { rounded } from '../cells.ts';
import type { Check } from '../checks.ts';
import { type CheckMaker, checksIn } from '../checks.ts';
import type { DeferredSums, RevenueData } from '../revenue-data.ts';
import { cellOn } from '../spec.ts';
import type { Way } from './evidence/tie-out.ts';
import { ACCOUNT_WORDS } from './journal.ts';
import { MONEY_WORDS } from './lots.ts';
import type { RevenueParts } from './parts.ts';
import { SUMMARY, SUMMARY_COLUMNS } from './summary.ts';

/** What the book says of a movement, with the sign it has on the lots; rolling over moves nothing in all. */
const PER_BOOK: readonly (readonly [MoneyField, (row: DeferredSums) => bigint])[] = [
  ['billed', (row) => row.billed],
  ['migrated', (row) => row.migrated],
  ['reinstated', (row) => row.reinstated],
  ['usage', (row) => -row.usage],
  ['breakage', (row) => -row.breakage],
  ['refunded', (row) => -row.refunded],
];

export function lotChecks(data: RevenueData, parts: RevenueParts, currency: string): Check[] {
  const check = checksIn(currency, data.book.currencyScale(currency));
  return [
    ...movementChecks(data, parts, currency, check),
    ...closingChecks(data, parts, currency, check),
    ...waterfallChecks(data, parts, currency, check),
    ...overageChecks(data, parts, currency, check),
    ...journalLotChecks(data, parts, currency, check),
  ];
}

/** What the book has in a currency. */
function inBook(data: RevenueData, currency: string, pick: (row: DeferredSums) => bigint): bigint {
  return data.deferred.reduce((sum, row) => (row.currency === currency ? sum + pick(row) : sum), 0n);
}

/** A column of a table against the book. */
type Tabled = Pick<RevenueParts['lots']['money'], 'total' | 'sum'>;
const tabled =
  (check: CheckMaker, unit: string) => (what: string, table: Tabled, key: string, book: bigint) =>
    check(what, table.total(unit, key), table.sum(unit, key), book);

function movementChecks(
  data: RevenueData,
  { lots, summary }: RevenueParts,
  currency: string,
  check: CheckMaker,
): Check[] {
  const scale = data.book.currencyScale(currency);
  const { money } = lots;
  const row = summary.totals.get(currency);
  const split = (['before', 'within'] as const).map((came) => cellOn(SUMMARY, SUMMARY_COLUMNS[came], row!));
  const each = PER_BOOK.map(([field, pick]) =>
    tabled(check, currency)(`${MONEY_WORDS[field]}: lots`, money, field, inBook(data, currency, pick)),
  );
  return [
    check(
      'Usage revenue: from the opening balance and from this period’s billings',
      row === undefined ? null : rounded(split.join('+'), scale),
      -money.sum(currency, 'usage'),
      inBook(data, currency, ({ usage }) => usage),
    ),
    ...each,
    rolledCheck(lots.money, currency, scale, check, 'Rolled in and out: lots'),
  ];
}

function rolledCheck(table: Tabled, unit: string, scale: number, check: CheckMaker, what: string): Check {
  const cells = [table.total(unit, 'rolledIn'), table.total(unit, 'rolledOut')];
  const sum = table.sum(unit, 'rolledIn') + table.sum(unit, 'rolledOut');
  return check(what, cells[0] ? rounded(cells.join('+'), scale) : null, sum, 0n);
}

function closingChecks(data: RevenueData, parts: RevenueParts, currency: string, check: CheckMaker): Check[] {
  const { lots, plans, ladder, ladderCustomers } = parts;
  const closing = inBook(data, currency, (row) => row.closing);
  const rung = ladder.money.get(currency);
  const table = tabled(check, currency);
  return [
    table('Closing deferred: lots', lots.money, 'closing', closing),
    differences(parts, currency, data.book.currencyScale(currency), check),
    table('Closing deferred: plans', plans.money, 'closing', closing),
    check('Closing deferred: expiry ladder', rung?.cell ?? null, rung?.value ?? 0n, closing),
    table('Closing deferred: expiry by customer', ladderCustomers, 'total', closing),
  ];
}

function overageChecks(
  data: RevenueData,
  { overage, adjustments }: RevenueParts,
  currency: string,
  check: CheckMaker,
): Check[] {
  const table = tabled(check, currency);
  const book = (pick: (row: DeferredSums) => bigint): bigint => inBook(data, currency, pick);
  return [
    table(
      'Overage revenue: by meter',
      overage,
      'revenue',
      book((row) => row.overage),
    ),
    table(
      'Refunded: adjustments',
      adjustments,
      'paidBack',
      book((row) => row.refunded),
    ),
    table(
      'Reinstated: adjustments',
      adjustments,
      'reinstated',
      book((row) => row.reinstated),
    ),
  ];
}

/** Lot by lot, so that two differences cannot cancel out. */
function differences({ lots }: RevenueParts, currency: string, scale: number, check: CheckMaker): Check {
  const { money, moneyRows } = lots;
  const apart = moneyRows
    .filter(({ lot }) => lot.currency === currency)
    .reduce((sum, { lot, money: moved }) => sum + absolute(moved.closing - deferredOf(lot)), 0n);
  const formula =
    money.all &&
    `SUMPRODUCT((${money.range('currency')}="${currency}")*ABS(${money.range('closing')}-${money.range('book')}))`;
  return check('Closing deferred by lot: differences', formula && rounded(formula, scale), apart, 0n);
}

function waterfallChecks(
  data: RevenueData,
  { waterfall }: RevenueParts,
  currency: string,
  check: CheckMaker,
): Check[] {
  const scale = data.book.currencyScale(currency);
  const block = waterfall.currencies.find((one) => one.currency === currency);
  if (!block) return [];
  const { remaining, period, apart, footing } = block;
  const closing = inBook(data, currency, (row) => row.closing);
  const recognised = inBook(data, currency, (row) => row.usage + row.breakage - row.reinstated);
  const zero = (what: string, { formula, value }: typeof apart): Check =>
    check(what, rounded(formula, scale), value, 0n);
  return [
    check('Closing deferred: waterfall', remaining.cell, remaining.value, closing),
    check('Waterfall: recognised in the period', rounded(period.formula, scale), period.value, recognised),
    zero('Waterfall: remaining of each month and lots, differences', apart),
    zero('Waterfall: across and down', footing),
  ];
}

function journalLotChecks(
  data: RevenueData,
  { journalLots, journalByLot }: RevenueParts,
  currency: string,
  check: CheckMaker,
): Check[] {
  const scale = data.book.currencyScale(currency);
  const own = journalByLot.filter((line) => line.currency === currency);
  const booked = data.journal.filter((row) => row.currency === currency);
  const accounts = new Set([...booked, ...own].map(({ account }) => account));
  return [...accounts].sort(compareText).flatMap((account) =>
    (['debit', 'credit'] as const).flatMap((side) => {
      const computed = own.reduce((sum, line) => (line.account === account ? sum + line[side] : sum), 0n);
      const book = booked.find((row) => row.account === account)?.[side] ?? 0n;
      if (computed === 0n && book === 0n) return [];
      const formula =
        journalLots.all &&
        journalLots.only(side, [
          ['account', `"${ACCOUNT_WORDS[account]}"`],
          ['currency', `"${currency}"`],
        ]);
      return [
        check(
          `${ACCOUNT_WORDS[account]}, ${side}: journal by lot`,
          formula && rounded(formula, scale),
          computed,
          book,
        ),
      ];
    }),
  );
}

/** The same for credits: per credit type. */
export function creditChecks(data: RevenueData, parts: RevenueParts): Check[] {
  const { lots, credits, plans, ladder, breakage } = parts;
  return lots.credits.units.flatMap((unit) => {
    const scale = data.book.creditScale(unit);
    const check = checksIn(unit, scale);
    const table = tabled(check, unit);
    const book = credits.sum(unit, 'book');
    const rung = ladder.credits.get(unit);
    return [
      table('Closing credits: roll-forward', credits, 'closing', book),
      table('Closing credits: lots', lots.credits, 'closing', book),
      table('Closing credits: lots, per the book', lots.credits, 'book', book),
      table('Closing credits: plans', plans.credits, 'closing', book),
      check('Closing credits: expiry ladder', rung?.cell ?? null, rung?.value ?? 0n, book),
      table('Closing credits: in force by month sold', breakage, 'inForce', book),
      rolledCheck(lots.credits, unit, scale, check, 'Credits rolled in and out'),
    ];
  });
}

/** Deferred revenue at the period's end, in the order of the tie-out's ways. */
export function waysOf(parts: RevenueParts): Way[] {
  const { figures, summary, lots, waterfall, ladder } = parts;
  return figures.currencies.map((currency) => {
    const row = summary.totals.get(currency);
    const closing = figures.rows.reduce(
      (sum, one) => (one.currency === currency ? sum + one.closing : sum),
      0n,
    );
    const fall = waterfall.currencies.find((one) => one.currency === currency)?.remaining;
    const nothing = { cell: null, value: 0n };
    return {
      currency,
      cells: [
        { cell: row === undefined ? null : cellOn(SUMMARY, SUMMARY_COLUMNS.closing, row), value: closing },
        { cell: lots.money.total(currency, 'closing'), value: lots.money.sum(currency, 'closing') },
        fall ?? nothing,
        ladder.money.get(currency) ?? nothing,
      ],
    };
  });
}

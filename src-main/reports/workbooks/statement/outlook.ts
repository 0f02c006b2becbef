// What a statement's first page says of the edges of a balance: what was used beyond it and at which price, and until when what is left
// can be used. Must not: price anything, or bring figures that stand nowhere else.
import type { IsoDate } from '../../../../src-shared/calendar.ts';
import { compareText } from '../../../../src-shared/text-order.ts';
import { entryOf } from '../../cells.ts';
import { aligned, amount, date, header, rounded, type SheetDraft, section, text } from '../cells.ts';
import { columnLetters, columnRange, sheetRef } from '../spec.ts';
import { duringInWords, type StatementData } from '../statement-data.ts';
import type { StatementFigures, WalletFigures } from './figures.ts';
import { LOT_COLUMNS, LOTS, type LotsDraft } from './lots.ts';

/** Columns that the lines of sections are drawn over. */
const WIDTH = 6;
const OVERAGE_COLUMNS = { amount: 5, currency: 6 } as const;

interface OverageSum {
  readonly creditType: string;
  readonly meter: string;
  readonly currency: string;
  credits: bigint;
  amount: bigint;
}

function overageSums({ lines }: StatementData): OverageSum[] {
  const found = new Map<string, OverageSum>();
  for (const { kind, creditType, meter, currency, overage, revenue } of lines) {
    if (kind !== 'overage' || currency === null || meter === null) continue;
    const sum = entryOf(found, `${creditType}|${meter}|${currency}`, () => ({
      ...{ creditType, meter, currency },
      ...{ credits: 0n, amount: 0n },
    }));
    sum.credits += overage;
    sum.amount += revenue;
  }
  return [...found.values()].sort(
    (a, b) => compareText(a.creditType, b.creditType) || compareText(a.meter, b.meter),
  );
}

/** The one price that the customer's plans have for a credit of overage; null where they have none, or several. */
function priceOf({ plans }: StatementData, { creditType, currency }: OverageSum): string | null {
  const prices = plans.flatMap(({ plan }) =>
    plan.creditType === creditType && plan.currency === currency && plan.overagePrice !== null
      ? [plan.overagePrice]
      : [],
  );
  return new Set(prices).size === 1 ? prices[0]! : null;
}

export interface OverageTable {
  /** By currency: its total on the page, as a formula, and what it comes to. */
  readonly totals: ReadonlyMap<string, { readonly cell: string; readonly amount: bigint }>;
}

/** Usage beyond the credits, by meter, with its price. Nothing where there was none. */
export function overageTable(draft: SheetDraft, data: StatementData): OverageTable {
  const sums = overageSums(data);
  const totals = new Map<string, { cell: string; amount: bigint }>();
  if (sums.length === 0) return { totals };
  draft.addRow(section(`Overage ${duringInWords(data)}`, WIDTH));
  draft.add(
    header('Meter'),
    header('Wallet'),
    header('Credits', 'amount'),
    header('Price a credit', 'number'),
    header('Amount', 'amount'),
    header('Currency'),
  );
  const first = draft.next;
  const prices = sums.map((sum) => priceOf(data, sum));
  const shown = aligned(prices.map((price) => price ?? '0'));
  for (const [index, { creditType, meter, currency, credits, amount: money }] of sums.entries()) {
    draft.add(
      text(data.meters.find(({ code }) => code === meter)?.name || meter),
      text(data.wallets.find((wallet) => wallet.creditType === creditType)?.name ?? creditType),
      amount(credits, data.book.creditScale(creditType)),
      prices[index] === null ? null : { value: shown[index]!, format: 'number' },
      amount(money, data.book.currencyScale(currency)),
      text(currency),
    );
  }
  const last = draft.next - 1;
  const range = (column: number): string => columnRange(column, first, last);
  for (const currency of new Set(sums.map((sum) => sum.currency))) {
    const scale = data.book.currencyScale(currency);
    const total = sums.reduce((all, sum) => (sum.currency === currency ? all + sum.amount : all), 0n);
    const formula = `SUMIFS(${range(OVERAGE_COLUMNS.amount)},${range(OVERAGE_COLUMNS.currency)},"${currency}")`;
    const blank = text(null, 'total');
    const row = draft.add(
      ...[text('Total', 'total'), blank, blank, blank],
      amount(total, scale, 'total', rounded(formula, scale)),
      text(currency, 'total'),
    );
    totals.set(currency, { cell: `E${row}`, amount: total });
  }
  draft.add(text('Charged at once or with the next cycle, as the plan says under Terms.', 'note'));
  draft.add();
  return { totals };
}

/** Dates that are named; what ends later stands together with what never ends. */
const DATES = 6;

/** What is left, by the last day on which it can be used. Nothing where nothing is left. */
export function expiringTable(
  draft: SheetDraft,
  data: StatementData,
  figures: StatementFigures,
  lots: LotsDraft,
): void {
  const wallets = figures.wallets.flatMap((wallet, index) => {
    const block = lots.blocks[index];
    return block && wallet.closing > 0n ? [{ wallet, block }] : [];
  });
  if (wallets.length === 0) return;
  draft.addRow(section('Expiring next', WIDTH));
  draft.add(header('Can be used until', 'date'), header('Credits', 'amount'), header('Wallet'));
  for (const { wallet, block } of wallets) {
    const first = draft.next;
    const ends = endsOf(data, wallet).slice(0, DATES);
    const { scale } = wallet;
    const name = text(wallet.wallet.name);
    const range = (column: number): string =>
      `${sheetRef(LOTS)}${columnRange(column, block.first, block.last)}`;
    for (const { on, credits } of ends) {
      const formula = `SUMIFS(${range(LOT_COLUMNS.closing)},${range(LOT_COLUMNS.through)},A${draft.next})`;
      draft.add(date(on), amount(credits, scale, 'body', rounded(formula, scale)), name);
    }
    const named = ends.reduce((sum, { credits }) => sum + credits, 0n);
    const rest = wallet.lots.reduce((sum, { closing }) => sum + closing, 0n) - named;
    if (rest === 0n) continue;
    const all = `${sheetRef(LOTS)}${columnLetters(LOT_COLUMNS.closing)}${block.closing}`;
    const less = ends.length === 0 ? '' : `-SUM(${columnRange(2, first, draft.next - 1)})`;
    draft.add(
      text('later, or without end'),
      amount(rest, scale, 'body', rounded(`${all}${less}`, scale)),
      name,
    );
  }
  draft.add();
}

function endsOf({ book }: StatementData, { lots }: WalletFigures): { on: IsoDate; credits: bigint }[] {
  const found = new Map<IsoDate, bigint>();
  for (const { lot, closing } of lots) {
    if (lot.expiresAt === null || closing === 0n) continue;
    const on = book.dateAt(lot.expiresAt - 1);
    found.set(on, (found.get(on) ?? 0n) + closing);
  }
  return [...found].map(([on, credits]) => ({ on, credits })).sort((a, b) => compareText(a.on, b.on));
}

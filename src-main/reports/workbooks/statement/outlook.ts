// What a statement's first page says of the edges of a balance: what was used beyond it and at which price, and until when what is left
// can be used. Must not: price anything, or bring figures that stand nowhere else.
import type { IsoDate } from '../../../../src-shared/calendar.ts';
import { compareText } from '../../../../src-shared/text-order.ts';
import { grouped } from '../../plan-in-words.ts';
import { aligned, amount, date, header, rounded, type SheetDraft, section, text } from '../cells.ts';
import { columnLetters, columnRange, type SpecCell, sheetRef } from '../spec.ts';
import { duringInWords, type StatementData } from '../statement-data.ts';
import type { StatementFigures, WalletFigures } from './figures.ts';
import { LOT_COLUMNS, LOTS, type LotsDraft } from './lots.ts';
import type { OverageSum } from './usage-figures.ts';

/** Columns that the lines of sections are drawn over. */
const WIDTH = 6;
const OVERAGE_COLUMNS = { amount: 5, currency: 6 } as const;

interface PlanPrice {
  readonly plan: string;
  readonly subscription: string;
  readonly price: string;
}

/** What the customer's plans say a credit of overage costs, each once. */
function pricesOf({ plans }: StatementData, { creditType, currency }: OverageSum): PlanPrice[] {
  return plans.flatMap(({ plan, subscription }) =>
    plan.creditType === creditType && plan.currency === currency && plan.overagePrice !== null
      ? [{ plan: plan.name || plan.code, subscription, price: plan.overagePrice }]
      : [],
  );
}

/** The one price there is; else in words, where it is to be found: never blank. */
function priceCells(data: StatementData, sums: readonly OverageSum[]): SpecCell[] {
  const only = sums.map((sum) => {
    const prices = new Set(pricesOf(data, sum).map(({ price }) => price));
    return prices.size === 1 ? [...prices][0]! : null;
  });
  const shown = aligned(only.map((price) => price ?? '0'));
  return sums.map((sum, index) => {
    if (only[index] !== null) return { value: shown[index]!, format: 'number' };
    return text(pricesOf(data, sum).length === 0 ? 'of its own day' : 'by plan, below');
  });
}

/** Each plan with its price, where a customer has plans with several. */
function pricesInWords(draft: SheetDraft, data: StatementData, sums: readonly OverageSum[]): void {
  const said = new Set<string>();
  for (const sum of sums) {
    const prices = pricesOf(data, sum);
    if (new Set(prices.map(({ price }) => price)).size < 2) continue;
    for (const { plan, subscription, price } of prices)
      said.add(`${plan} (${subscription}): ${grouped(price)} ${sum.currency} a credit.`);
  }
  for (const line of said) draft.add(text(line, 'note'));
}

export interface OverageTable {
  /** By currency: its total on the page, as a formula, and what it comes to. */
  readonly totals: ReadonlyMap<string, { readonly cell: string; readonly amount: bigint }>;
}

/** Usage beyond the credits, by meter, with its price. Nothing where there was none. */
export function overageTable(
  draft: SheetDraft,
  data: StatementData,
  { overage: sums }: StatementFigures,
): OverageTable {
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
  const prices = priceCells(data, sums);
  for (const [index, { creditType, meter, currency, credits, amount: money }] of sums.entries()) {
    draft.add(
      text(data.meters.find(({ code }) => code === meter)?.name || meter),
      text(data.wallets.find((wallet) => wallet.creditType === creditType)?.name ?? creditType),
      amount(credits, data.book.creditScale(creditType)),
      prices[index]!,
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
  pricesInWords(draft, data, sums);
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

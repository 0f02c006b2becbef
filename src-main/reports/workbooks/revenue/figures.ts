// The numbers of a revenue workbook, worked out from the period's postings alone: what each customer's roll-forward comes to, and where
// its postings stand on the Activity sheet. The book's own roll-forward is kept beside it, for the checks.
// Must not: make cells.
import { compareText } from '../../../../src-shared/text-order.ts';
import { isOverageCharge, POSTING_KINDS, type PostingKind } from '../../../engine/postings.ts';
import { isWithin } from '../../recognition/period.ts';
import type { MoneySums } from '../../source.ts';
import type { DeferredSums, RevenueData } from '../revenue-data.ts';

/** One line of Activity: what postings of one kind moved, credits of deferred and revenue accounts positive, debits of receivables positive. */
export interface Moved {
  readonly entry: string;
  readonly charge: MoneySums['chargeKind'];
  readonly deferred: bigint;
  readonly usage: bigint;
  readonly breakage: bigint;
  readonly overage: bigint;
  readonly receivable: bigint;
  readonly unbilled: bigint;
  readonly clearing: bigint;
}
export const MOVED_FIELDS = [
  'deferred',
  'usage',
  'breakage',
  'overage',
  'receivable',
  'unbilled',
  'clearing',
] as const;
export type MovedField = (typeof MOVED_FIELDS)[number];

/** What formulas select by. */
export const ENTRIES = {
  billed: 'Billed',
  migrated: 'Migrated',
  reinstated: 'Reinstated',
  refunded: 'Refunded',
} as const;
const ENTRY_OF: Readonly<Record<PostingKind, string>> = {
  grant: 'Granted',
  opening: ENTRIES.migrated,
  rollover_in: 'Rolled in',
  reinstatement: ENTRIES.reinstated,
  drawdown: 'Used',
  expiry: 'Expired',
  rollover_out: 'Rolled out',
  refund: ENTRIES.refunded,
  void: 'Voided',
  overage: 'Overage',
  deficit: 'Deficit',
  charge: ENTRIES.billed,
  reversal: 'Usage reversed',
};

function movedOf(sums: MoneySums): Moved {
  const deferred = sums.basisUp - sums.basisDown;
  return {
    entry:
      sums.kind === 'charge' && isOverageCharge(sums.chargeKind) ? 'Overage billed' : ENTRY_OF[sums.kind],
    charge: sums.chargeKind,
    deferred,
    usage: sums.usageUp - sums.usageDown,
    breakage: sums.breakageUp - sums.breakageDown,
    overage: sums.overageUp - sums.overageDown,
    receivable: sums.receivableUp - sums.receivableDown,
    unbilled: sums.unbilledUp - sums.unbilledDown,
    clearing: sums.kind === 'opening' ? deferred : 0n,
  };
}

export interface RevenueRow {
  readonly customer: string;
  readonly currency: string;
  readonly opening: bigint;
  readonly moved: readonly Moved[];
  /** First and last line on Activity; null without postings. */
  readonly block: readonly [number, number] | null;
  /** From the postings: the columns between opening and closing with the signs they add up with. */
  readonly billed: bigint;
  readonly migrated: bigint;
  readonly reinstated: bigint;
  readonly usage: bigint;
  readonly breakage: bigint;
  readonly refunded: bigint;
  readonly overage: bigint;
  readonly closing: bigint;
  /** Per the book. */
  readonly book: DeferredSums;
}

function rowOf(book: DeferredSums, moved: readonly Moved[], block: RevenueRow['block']): RevenueRow {
  const sum = (field: MovedField, entry?: string): bigint =>
    moved.reduce(
      (total, one) => (entry === undefined || one.entry === entry ? total + one[field] : total),
      0n,
    );
  const figures = {
    billed: sum('receivable', ENTRIES.billed),
    migrated: sum('deferred', ENTRIES.migrated),
    reinstated: sum('deferred', ENTRIES.reinstated),
    usage: sum('usage', ENTRIES.reinstated) - sum('usage'),
    breakage: -sum('breakage'),
    refunded: sum('receivable', ENTRIES.refunded),
  };
  const closing = Object.values(figures).reduce((total, figure) => total + figure, book.opening);
  const { customer, currency, opening } = book;
  return { customer, currency, opening, moved, block, ...figures, overage: sum('overage'), closing, book };
}

export interface RevenueFigures {
  readonly rows: readonly RevenueRow[];
  readonly currencies: readonly string[];
}

/** The period's sums, its months added up. */
function ofPeriod({ money, period }: RevenueData): MoneySums[] {
  const added = new Map<string, MoneySums>();
  for (const one of money) {
    if (!isWithin(period, one.month)) continue;
    const { customer, currency, kind, chargeKind } = one;
    const key = `${customer}|${currency}|${kind}|${chargeKind}`;
    const before = added.get(key);
    added.set(key, before ? sumOf(before, one) : one);
  }
  return [...added.values()];
}

function sumOf(a: MoneySums, b: MoneySums): MoneySums {
  const sum = { ...a };
  for (const field of ['basis', 'usage', 'breakage', 'overage', 'receivable', 'unbilled'] as const) {
    sum[`${field}Up`] += b[`${field}Up`];
    sum[`${field}Down`] += b[`${field}Down`];
  }
  return sum;
}

/** `firstLine` is where the first posting stands on Activity. */
export function revenueFigures(data: RevenueData, firstLine: number): RevenueFigures {
  const sums = Map.groupBy(ofPeriod(data), (one) => `${one.customer}|${one.currency}`);
  const known = new Map(data.deferred.map((row) => [`${row.customer}|${row.currency}`, row]));
  // Postings of a customer without a row of its own still count: the checks must see them.
  for (const [key, [one]] of sums) {
    if (!known.has(key)) known.set(key, blank(one!.customer, one!.currency));
  }
  let next = firstLine;
  const rows = [...known.entries()]
    .sort(([, a], [, b]) => compareText(a.customer, b.customer) || compareText(a.currency, b.currency))
    .map(([key, book]) => {
      const moved = (sums.get(key) ?? [])
        .sort(
          (a, b) =>
            POSTING_KINDS.indexOf(a.kind) - POSTING_KINDS.indexOf(b.kind) ||
            compareText(a.chargeKind ?? '', b.chargeKind ?? ''),
        )
        .map(movedOf)
        .filter((one) => MOVED_FIELDS.some((field) => one[field] !== 0n));
      const block = moved.length === 0 ? null : ([next, next + moved.length - 1] as const);
      next += moved.length;
      return rowOf(book, moved, block);
    });
  const currencies = [...new Set(rows.map((row) => row.currency))].sort(compareText);
  return { rows, currencies };
}

/** What all postings of a currency moved on one account. */
export function movedIn(figures: RevenueFigures, currency: string, field: MovedField): bigint {
  const rows = figures.rows.filter((row) => row.currency === currency);
  return rows.reduce((sum, row) => row.moved.reduce((total, one) => total + one[field], sum), 0n);
}

function blank(customer: string, currency: string): DeferredSums {
  const zero = {
    opening: 0n,
    billed: 0n,
    migrated: 0n,
    usage: 0n,
    breakage: 0n,
    refunded: 0n,
    reinstated: 0n,
    closing: 0n,
    overage: 0n,
  };
  return { customer, currency, ...zero };
}

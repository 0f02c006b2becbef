// The numbers of a statement, worked out once from the span's lines, lots and sums: where blocks stand on their sheets, and what every
// formula must come to. What comes from the lines and what comes from the book's sums are kept apart, for the checks.
// Must not: make cells.
import { addMonths, type IsoDate } from '../../../../src-shared/calendar.ts';
import { compareText } from '../../../../src-shared/text-order.ts';
import type { PostingKind } from '../../../engine/postings.ts';
import { entryOf } from '../../cells.ts';
import { deferredOf, remainingOf } from '../../lots.ts';
import type { LotSums } from '../../source.ts';
import type { StatementData, StatementWallet } from '../statement-data.ts';
import {
  addOverage,
  type OverageSum,
  overageInOrder,
  type UsageFigures,
  usageFigures,
} from './usage-figures.ts';

/** Movements in the order of a statement, with the sign they have there and the postings that make them. */
export const MOVEMENTS = [
  { word: 'Granted', kinds: ['grant', 'opening'], sign: 1 },
  { word: 'Rolled in', kinds: ['rollover_in'], sign: 1 },
  { word: 'Reinstated', kinds: ['reinstatement'], sign: 1 },
  { word: 'Used', kinds: ['drawdown'], sign: -1 },
  { word: 'Expired', kinds: ['expiry'], sign: -1 },
  { word: 'Rolled out', kinds: ['rollover_out'], sign: -1 },
  { word: 'Refunded', kinds: ['refund'], sign: -1 },
  { word: 'Voided', kinds: ['void'], sign: -1 },
] as const satisfies readonly { word: string; kinds: readonly PostingKind[]; sign: 1 | -1 }[];
export type Movement = (typeof MOVEMENTS)[number];
export type MovementWord = Movement['word'];

const WORD_OF = new Map<PostingKind, MovementWord>(
  MOVEMENTS.flatMap(({ word, kinds }) => kinds.map((kind) => [kind, word] as const)),
);
export const movementOf = (kind: PostingKind): MovementWord | null => WORD_OF.get(kind) ?? null;

/** Signed sums of credits by movement, and of overage. */
export class Sums {
  readonly #sums = new Map<MovementWord, bigint>();
  overage = 0n;
  net = 0n;

  add(kind: PostingKind, credits: bigint, overage: bigint): void {
    this.overage += overage;
    const word = movementOf(kind);
    // A charge names the credits it is for; the lot that brings them is a posting of its own.
    if (word === null) return;
    this.#sums.set(word, this.of(word) + credits);
    this.net += credits;
  }
  of(word: MovementWord): bigint {
    return this.#sums.get(word) ?? 0n;
  }
}

export interface LotFigures {
  readonly lot: LotSums;
  readonly opening: bigint;
  readonly month: Sums;
  /** Opening and the span's movements: what the lot's line comes to. */
  readonly closing: bigint;
  readonly deferred: bigint;
}

export interface WalletFigures {
  readonly wallet: StatementWallet;
  readonly scale: number;
  /** Lines of activity. */
  readonly count: number;
  readonly lots: readonly LotFigures[];
  /** From the lines of the span. */
  readonly month: Sums;
  /** From the book's sums. */
  readonly book: { readonly opening: bigint; readonly month: Sums; readonly closing: bigint };
  /** What the statement's lines come to: the book's opening and those lines. */
  readonly closing: bigint;
  /** The next day on which credits end, and how many. */
  readonly expiring: { readonly on: IsoDate; readonly credits: bigint } | null;
}

export interface StatementFigures {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly wallets: readonly WalletFigures[];
  /** Usage beyond the credits that is charged. */
  readonly overage: readonly OverageSum[];
  readonly usage: UsageFigures;
}

/** What the lines add up to, read once. */
class LineSums {
  readonly #wallets = new Map<string, { count: number; month: Sums; lots: Map<string, Sums> }>();
  readonly overage = new Map<string, OverageSum>();

  constructor(lines: StatementData['lines']) {
    for (const line of lines) {
      const { kind, credits, overage, lot } = line;
      const sums = this.of(line.creditType);
      sums.count++;
      sums.month.add(kind, credits, overage);
      if (lot !== null) entryOf(sums.lots, lot, () => new Sums()).add(kind, credits, overage);
      if (kind === 'overage') addOverage(this.overage, line);
    }
  }
  of(creditType: string): { count: number; month: Sums; lots: Map<string, Sums> } {
    return entryOf(this.#wallets, creditType, () => ({ count: 0, month: new Sums(), lots: new Map() }));
  }
}

function lotFigures(
  data: StatementData,
  creditType: string,
  months: ReadonlyMap<string, Sums>,
): LotFigures[] {
  const lately = addMonths(data.from, -1);
  const figures = data.lots
    .filter((lot) => lot.creditType === creditType)
    .map((lot): LotFigures => {
      const month = months.get(lot.lot) ?? new Sums();
      const closing = remainingOf(lot);
      return { lot, opening: closing - month.net, month, closing, deferred: deferredOf(lot) };
    })
    // Lots that were over before it began have been on an earlier statement; those that ended in the month before that stay once more.
    .filter(
      ({ lot, opening, closing, deferred }) =>
        opening !== 0n ||
        closing !== 0n ||
        deferred !== 0n ||
        months.has(lot.lot) ||
        (lot.expiresAt !== null && isBetween(data.book.dateAt(lot.expiresAt - 1), lately, data.from)),
    );
  return figures.sort((a, b) => a.lot.startsAt - b.lot.startsAt || compareText(a.lot.lot, b.lot.lot));
}

const isBetween = (day: IsoDate, from: IsoDate, until: IsoDate): boolean => day >= from && day < until;

function nextExpiry(data: StatementData, lots: readonly LotFigures[]): WalletFigures['expiring'] {
  let on: IsoDate | null = null;
  let credits = 0n;
  for (const { lot, closing } of lots) {
    if (lot.expiresAt === null || closing === 0n) continue;
    const last = data.book.dateAt(lot.expiresAt - 1);
    if (on === null || last < on) [on, credits] = [last, 0n];
    if (last === on) credits += closing;
  }
  return on === null ? null : { on, credits };
}

function walletFigures(data: StatementData, wallet: StatementWallet, lines: LineSums): WalletFigures {
  const { count, month, lots: byLot } = lines.of(wallet.creditType);
  const before = new Sums();
  const booked = new Sums();
  const add = (to: Sums, sums: StatementData['during']): void => {
    for (const { creditType, kind, credits, overage } of sums)
      if (creditType === wallet.creditType) to.add(kind, credits, overage);
  };
  add(before, data.before);
  add(booked, data.during);
  const lots = lotFigures(data, wallet.creditType, byLot);
  return {
    wallet,
    scale: data.book.creditScale(wallet.creditType),
    count,
    lots,
    month,
    book: { opening: before.net, month: booked, closing: before.net + booked.net },
    closing: before.net + month.net,
    expiring: nextExpiry(data, lots),
  };
}

export function statementFigures(data: StatementData): StatementFigures {
  const lines = new LineSums(data.lines);
  return {
    from: data.from,
    to: data.to,
    wallets: data.wallets.map((wallet) => walletFigures(data, wallet, lines)),
    overage: overageInOrder(lines.overage),
    usage: usageFigures(data),
  };
}

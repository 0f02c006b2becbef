// How the engine's lots and postings stand in their tables: the one place that knows which small integer is which word.
// Must not: decide what is written when (the derivation does) or change a derived row.
import type { Month } from '../../src-shared/calendar.ts';
import {
  CHARGE_KINDS,
  type ChargeKind,
  LOT_KINDS,
  type Lot,
  type LotKind,
  POSTING_KINDS,
  type Posting,
  type PostingKind,
} from '../engine/postings.ts';
import { damagedRow } from './failures.ts';

export type Column = string | number | bigint | null;

/** A column as it is read with safe integers. */
export type Stored = string | bigint | null;

/** Whether a column stands as it is derived. */
export const isSame = (stored: Stored | undefined, derived: Column | undefined): boolean =>
  stored === (typeof derived === 'number' ? BigInt(derived) : derived);

/** What a lot's row says beyond the lot itself. */
export interface LotPlace {
  wallet: number;
  /** The instant of the posting that made it: its start, or for a rollover a millisecond before. */
  madeAt: number;
  /** Where it would end without extensions; the lot's own `expiresAt` has them worked in. */
  baseExpiresAt: number | null;
}

/** The columns of a lot, in the order of `lotRow`. */
export const LOT_ROW_COLUMNS: readonly string[] = (
  'wallet lot_id kind made_at starts_at expires_at base_expires_at credits price ' +
  'currency priority source subscription meters'
).split(' ');

export const INSERT_LOT = `INSERT INTO lot (${LOT_ROW_COLUMNS.join(', ')}) VALUES (${marks(LOT_ROW_COLUMNS.length)})`;

/** The parameters of INSERT_LOT. */
export function lotRow(lot: Lot, place: LotPlace): Column[] {
  return [
    place.wallet,
    lot.id,
    LOT_KINDS.indexOf(lot.kind),
    place.madeAt,
    lot.startsAt,
    lot.expiresAt,
    place.baseExpiresAt,
    lot.credits,
    lot.price,
    lot.currency,
    lot.priority,
    lot.source,
    lot.subscription,
    lot.meters === null ? null : JSON.stringify(lot.meters),
  ];
}

/** What a posting's row says beyond the posting itself; `lot` and `meter` are row ids. */
export interface PostingPlace {
  wallet: number;
  ord: number;
  lot: number | null;
  meter: number | null;
}

/** The columns of a posting, in the order of `postingRow`. */
export const POSTING_ROW_COLUMNS: readonly string[] = (
  'wallet at ord month kind lot event meter credits overage currency basis ' +
  'usage breakage overage_revenue receivable unbilled amount charge charge_kind'
).split(' ');

export const INSERT_POSTING = `INSERT INTO posting (${POSTING_ROW_COLUMNS.join(', ')})
  VALUES (${marks(POSTING_ROW_COLUMNS.length)})`;

/** The parameters of INSERT_POSTING. */
export function postingRow(posting: Posting, place: PostingPlace): Column[] {
  return [
    place.wallet,
    posting.at,
    place.ord,
    monthNumber(posting.month),
    kindNumber(posting.kind),
    place.lot,
    posting.event,
    place.meter,
    posting.credits,
    posting.overage,
    posting.currency,
    posting.basis,
    posting.usage,
    posting.breakage,
    posting.overageRevenue,
    posting.receivable,
    posting.unbilled,
    posting.amount,
    posting.charge,
    posting.chargeKind === null ? null : chargeNumber(posting.chargeKind),
  ];
}

/**
 * Drawdowns are nearly all postings there are: what they never move is left to its default. One that cannot be written is a mistake of the
 * program, and takes the transaction with it: SQLite then keeps no record of the pages that each statement changes.
 */
export const INSERT_DRAWDOWN = `INSERT OR ROLLBACK INTO posting (wallet, at, ord, month, kind, lot, event, meter, credits, currency, basis,
  usage, breakage) VALUES`;
export const DRAWDOWN_MARKS = `(?, ?, ?, ?, ${POSTING_KINDS.indexOf('drawdown')}, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** The parameters of a drawdown's row: wallet, at, ord, month, lot, event, meter, credits, currency, basis, usage, breakage. */
export type DrawdownRow = readonly Column[];

/** The same as the parameters of INSERT_POSTING. */
export function postingRowOf(drawdown: DrawdownRow): Column[] {
  const [wallet, at, ord, month, lot, event, meter, credits, currency, basis, usage, breakage] =
    drawdown as Column[];
  const place = [wallet!, at!, ord!, month!, kindNumber('drawdown'), lot!, event!, meter!];
  return [...place, credits!, 0, currency!, basis!, usage!, breakage!, 0, 0, 0, 0, null, null];
}

/** "2026-01" as 202601, which sorts and compares as the month does. */
export function monthNumber(month: Month): number {
  return Number(month.slice(0, 4)) * 100 + Number(month.slice(5, 7));
}

const months = new Map<number, Month>();

export function monthOfNumber(number: number): Month {
  const known = months.get(number);
  if (known !== undefined) return known;
  const month = `${String(Math.floor(number / 100)).padStart(4, '0')}-${String(number % 100).padStart(2, '0')}`;
  months.set(number, month);
  return month;
}

export const kindNumber = (word: PostingKind): number => POSTING_KINDS.indexOf(word);
export const chargeNumber = (word: ChargeKind): number => CHARGE_KINDS.indexOf(word);
/** For SQL: "4, 5". */
export const kindNumbers = (words: readonly PostingKind[]): string => words.map(kindNumber).join(', ');

export function postingKind(index: number): PostingKind {
  return known(POSTING_KINDS, index, 'posting');
}

export function chargeKind(index: number): ChargeKind {
  return known(CHARGE_KINDS, index, 'charge');
}

export function lotKind(index: number): LotKind {
  return known(LOT_KINDS, index, 'lot');
}

function known<T>(words: readonly T[], index: number, what: string): T {
  const word = words[index];
  if (word === undefined) throw damagedRow(`no kind of ${what} has the number ${index}`);
  return word;
}

function marks(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

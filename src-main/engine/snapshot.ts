// A customer's wallets as text, and back: where an open month goes on from. What facts told since may have changed
// (a cancellation cuts lots and periods) is worked out again on the way back, so that going on from a snapshot and
// deriving from nothing give the same postings.
import type { Instant } from '../../src-shared/calendar.ts';
import { compareText } from '../../src-shared/text-order.ts';
import type { Book } from './book.ts';
import type { LotState } from './lot-state.ts';
import type { CustomerRun, RunSink } from './run.ts';
import { planAgenda, runWallet, startRun } from './run.ts';
import { pastOf } from './usage.ts';
import type { Deficit, OpenCharge, TopUpCount, Wallet } from './wallet.ts';
import { makeUsable, resetTimer } from './wallet.ts';

/** Grows when the shape changes: snapshots of another shape are ignored and everything is derived again. */
const SHAPE = 3;

/**
 * A lot as a row, in the order of `writeLot`; bigints as numbers where those are exact, else as text. Rows, not objects, and short: a book
 * has a snapshot for each customer, and a page holds some only while they are small.
 */
type LotRow = (string | number | boolean | null | readonly string[])[];

interface WalletSnapshot {
  lots: LotRow[];
  pending: string[];
  deficits: (Omit<Deficit, 'rest'> & { rest: string })[];
  charges: [string, Omit<OpenCharge, 'credits' | 'amount'> & { credits: string; amount: string }][];
  nextPeriod: [string, number][];
  topUps: [string, TopUpCount][];
}

interface Snapshot {
  shape: number;
  wallets: [string, WalletSnapshot][];
}

/** What an event that is to be reversed had posted up to the snapshot, line by line. */
export interface PastLine {
  creditType: string;
  event: number;
  eventId: string;
  meter: string;
  kind: 'drawdown' | 'overage' | 'deficit';
  lot: string | null;
  /** As posted: negative for drawdowns. */
  credits: bigint;
  usage: bigint;
  overage: bigint;
  overageRevenue: bigint;
  currency: string | null;
}

/**
 * The state as text. The same state gives the same text, however it was reached: everything is in order of its key, wallets in
 * which nothing has happened are left out, and so is what is worked out again on the way back.
 */
export function writeSnapshot(run: CustomerRun): string {
  const wallets = byKey(run.wallets).map(
    ([creditType, wallet]) => [creditType, stateOf(wallet)] as [string, WalletSnapshot],
  );
  const snapshot: Snapshot = { shape: SHAPE, wallets: wallets.filter(([, state]) => !isBlank(state)) };
  return JSON.stringify(snapshot);
}

function byKey<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => compareText(a, b));
}

function stateOf(wallet: Wallet): WalletSnapshot {
  return {
    lots: byKey(wallet.lots).map(([, lot]) => writeLot(lot)),
    pending: wallet.pending.map((lot) => lot.id).sort(compareText),
    deficits: wallet.deficits.map((deficit) => ({ ...deficit, rest: String(deficit.rest) })),
    charges: byKey(wallet.charges).map(([key, charge]) => [
      key,
      {
        ...charge,
        dueAt: charge.day ? charge.dueAt : 0,
        credits: String(charge.credits),
        amount: String(charge.amount),
      },
    ]),
    nextPeriod: byKey(wallet.nextPeriod),
    topUps: byKey(wallet.topUps),
  };
}

function writeLot(lot: LotState): LotRow {
  const { numerator, denominator } = lot.breakage;
  const terms = [
    lot.id,
    lot.kind,
    lot.startsAt,
    lot.periodEnd ? lot.burnExpiresAt : lot.expiresAt,
    lot.burnExpiresAt,
  ];
  const amounts = [
    lot.credits,
    lot.price,
    lot.remaining,
    lot.basisPrice,
    lot.basisCredits,
    lot.drawn,
    lot.recognized,
    lot.usage,
  ];
  return [
    ...terms,
    lot.currency,
    lot.priority,
    lot.source,
    lot.subscription,
    lot.meters,
    lot.periodEnd,
    lot.periodEndsAt,
    lot.rolls,
    ...[numerator, denominator, ...amounts].map(shortest),
  ];
}

function shortest(amount: bigint): number | string {
  const number = Number(amount);
  return Number.isSafeInteger(number) ? number : String(amount);
}

function readLot(row: LotRow): LotState {
  const [
    id,
    kind,
    startsAt,
    expiresAt,
    burnExpiresAt,
    currency,
    priority,
    source,
    subscription,
    meters,
    periodEnd,
    periodEndsAt,
    rolls,
    ...rest
  ] = row;
  const [
    numerator,
    denominator,
    credits,
    price,
    remaining,
    basisPrice,
    basisCredits,
    drawn,
    recognized,
    usage,
  ] = rest.map((amount) => BigInt(amount as number | string));
  return {
    ...{
      id,
      kind,
      startsAt,
      expiresAt,
      burnExpiresAt,
      currency,
      priority,
      source,
      subscription,
      meters,
      periodEnd,
      periodEndsAt,
      rolls,
    },
    breakage: { numerator, denominator },
    ...{ credits, price, remaining, basisPrice, basisCredits, drawn, recognized, usage },
  } as LotState;
}

function isBlank({ lots, deficits, charges, nextPeriod, topUps }: WalletSnapshot): boolean {
  return lots.length + deficits.length + charges.length + nextPeriod.length + topUps.length === 0;
}

/** Was the snapshot written in this shape? One of another version is passed over, and its customer derived from nothing. */
export function isReadable(text: string): boolean {
  return text.startsWith(`{"shape":${SHAPE},`);
}

/** Goes on from a snapshot taken when `at` was over; nothing that was told since may be dated at or before it. Only of a readable one. */
export function resumeRun(
  book: Book,
  customer: string,
  sink: RunSink,
  text: string,
  at: Instant,
  past: readonly PastLine[],
): CustomerRun {
  const snapshot = JSON.parse(text) as Snapshot;
  const run = startRun(book, customer, sink);
  for (const wallet of run.wallets.values()) planAgenda(wallet, at);
  for (const [creditType, state] of snapshot.wallets) fill(runWallet(run, creditType), state);
  for (const line of past) remember(runWallet(run, line.creditType), line);
  for (const wallet of run.wallets.values()) resetTimer(wallet);
  return run;
}

function fill(wallet: Wallet, state: WalletSnapshot): void {
  const pending = new Set(state.pending);
  for (const row of state.lots) {
    const lot = readLot(row);
    wallet.lots.set(lot.id, lot);
    cut(wallet, lot);
    if (pending.has(lot.id)) wallet.pending.push(lot);
    else makeUsable(wallet, lot);
  }
  for (const deficit of state.deficits) wallet.deficits.push({ ...deficit, rest: BigInt(deficit.rest) });
  for (const [key, charge] of state.charges) {
    const periods = wallet.periods.get(charge.subscription)!;
    const dueAt = charge.day ? charge.dueAt : periods.at(charge.period).endsAt;
    wallet.charges.set(key, {
      ...charge,
      dueAt,
      credits: BigInt(charge.credits),
      amount: BigInt(charge.amount),
    });
  }
  for (const [ref, index] of state.nextPeriod) wallet.nextPeriod.set(ref, index);
  for (const [ref, count] of state.topUps) wallet.topUps.set(ref, count);
}

/** A cancellation told since ends the lots of the period it cuts (rules §2). One that is extended keeps its later day. */
function cut(wallet: Wallet, lot: LotState): void {
  const uncut = lot.periodEnd ? lot.burnExpiresAt : lot.periodEndsAt;
  if (lot.subscription === null || uncut === null) return;
  const { endsAt } = wallet.periods.get(lot.subscription)!.subscription;
  if (endsAt >= uncut) return;
  if (lot.periodEnd) lot.expiresAt = endsAt;
  wallet.sink.expiry(lot.id, endsAt, false);
  if (!lot.periodEnd) wallet.sink.expiry(lot.id, lot.expiresAt, true);
}

function remember(wallet: Wallet, line: PastLine): void {
  const past = pastOf(wallet, { ref: line.event, eventId: line.eventId, meter: line.meter });
  if (line.kind === 'drawdown') {
    const before = past.draws.get(line.lot!);
    past.draws.set(line.lot!, {
      credits: (before?.credits ?? 0n) - line.credits,
      usage: (before?.usage ?? 0n) + line.usage,
      currency: line.currency!,
    });
    return;
  }
  past.overage += line.overage;
  past.overageRevenue += line.overageRevenue;
  past.currency = line.currency;
  past.deficit = line.kind === 'deficit';
}

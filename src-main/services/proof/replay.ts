// The proof by replay (rules, opening promise): every customer is derived again from nothing, and each posting, lot,
// exception and snapshot is compared with what the book holds, field by field. Stops a customer at its first difference.
import type { Instant } from '../../../src-shared/calendar.ts';
import { formatInstant } from '../../../src-shared/calendar.ts';
import { currencyScale, formatScaled } from '../../../src-shared/decimal.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import type { Book } from '../../engine/book.ts';
import type { UsageEvent } from '../../engine/facts.ts';
import type { Lot, Posting } from '../../engine/postings.ts';
import { needOf, rateInForce } from '../../engine/rating.ts';
import type { CustomerRun, RunSink } from '../../engine/run.ts';
import { finishRun, startRun } from '../../engine/run.ts';
import { isReadable, writeSnapshot } from '../../engine/snapshot.ts';
import type { PostingReader, StoredWallet } from '../../storage/posting-reader.ts';
import { openPostingReader } from '../../storage/posting-reader.ts';
import { storedLots, storedSnapshots, storedUnrated } from '../../storage/stored-derivation.ts';
import type { OnProgress } from '../deriving/derive.ts';
import { liveUsage, partOf } from '../deriving/derive.ts';
import { giveUsage } from '../deriving/deriving.ts';
import type { Session } from '../session.ts';
import { allBefore, openLotChecks, openLots } from './check-invariants.ts';

/** How many events of a customer are replayed without a look around. */
const PIECE = 2000;

/** A snapshot of another version of the program: passed over wherever one is gone on from. */
const OTHER_SHAPE = /^\{"shape":\d+,"wallets":\[/;

class Difference extends Error {}

const differ = (message: string): never => {
  throw new Difference(message);
};

/** Replays every customer to `until`. @returns the first difference of each customer that has one, at most 20, and counts. */
export function replay(
  session: Session,
  until: Instant,
  onProgress?: OnProgress,
): { findings: Finding[]; postings: number } {
  const reader = openPostingReader(session.open);
  const wallets = new Map<string, StoredWallet[]>();
  for (const wallet of reader.wallets())
    wallets.set(wallet.customer, [...(wallets.get(wallet.customer) ?? []), wallet]);
  const checkLots = openLotChecks(session, openLots(session.open, allBefore(until)));
  const findings: Finding[] = [];
  let postings = 0;
  const customers = [...session.book().customers.keys()];
  for (const [index, code] of customers.entries()) {
    try {
      const within = (part: number): void => onProgress?.(index + part, customers.length);
      const { run, count } = replayCustomer(session, reader, code, wallets.get(code) ?? [], until, within);
      postings += count;
      findings.push(...checkLots(run));
    } catch (error) {
      if (!(error instanceof Difference)) throw error;
      findings.push({ code: 'replay_differs', message: `${code}: ${error.message}`, hint: HINT });
    }
    wallets.delete(code);
    onProgress?.(index + 1, customers.length);
    if (findings.length >= 20) break;
  }
  for (const stray of findings.length < 20 ? wallets.keys() : []) {
    findings.push({
      code: 'replay_differs',
      message: `There are postings of ${stray}, which no fact explains`,
      hint: HINT,
    });
  }
  return { findings, postings };
}

const HINT =
  'The file was changed outside the program, or the program has a fault: restore a backup and compare';

function replayCustomer(
  session: Session,
  reader: PostingReader,
  code: string,
  wallets: readonly StoredWallet[],
  until: Instant,
  onPart: (part: number) => void,
): { run: CustomerRun; count: number } {
  const book = session.book();
  const begin = book.zone.startOf(`${book.firstMonth}-01`);
  let events = 0;
  const customer = session.open.codes.idOf('customer', code);
  const check = comparison(book, reader, wallets);
  const run = startRun(book, code, check.sink);
  let last = Number.MIN_SAFE_INTEGER;
  const snapshots = storedSnapshots(session.open, customer);
  for (const { at, state } of [...snapshots, { at: until - 1, state: null }]) {
    if (at >= until) differ(`there is a snapshot at ${formatInstant(at)}, which nothing is derived to`);
    for (const event of liveUsage(session, book, code, last, at)) {
      check.begin(event);
      giveUsage(run, event);
      check.end(run, event);
      if (++events % PIECE === 0) onPart(partOf(event.postedAt, begin, until));
    }
    finishRun(run, at + 1);
    if (state !== null && (isReadable(state) ? writeSnapshot(run) !== state : !OTHER_SHAPE.test(state)))
      differ(`the snapshot at ${formatInstant(at)} is not what the facts give`);
    last = at;
  }
  check.finish();
  compareLots(session, customer, check.lots);
  compareUnrated(session, customer, check.unrated);
  return { run, count: check.count() };
}

interface MadeLot {
  at: Instant;
  lot: Lot;
  /** When it would end without extensions. */
  baseExpiresAt: Instant | null;
  creditType: string;
}

interface Comparison {
  sink: RunSink;
  lots: Map<string, MadeLot>;
  /** Usage rows without a rate, with the instant they are posted at. */
  unrated: Map<number, Instant>;
  begin(event: UsageEvent): void;
  end(run: CustomerRun, event: UsageEvent): void;
  finish(): void;
  count(): number;
}

/** A sink that takes each posting for a claim and holds the stored one beside it. */
function comparison(book: Book, reader: PostingReader, wallets: readonly StoredWallet[]): Comparison {
  const stored = new Map(
    wallets.map(({ id, creditType }) => [
      creditType,
      reader.read(id, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)[Symbol.iterator](),
    ]),
  );
  const lots = new Map<string, MadeLot>();
  const unrated = new Map<number, Instant>();
  let count = 0;
  let paid = 0n;
  let current: number | null = null;
  const sink: RunSink = {
    posting(creditType, posting) {
      count++;
      if (posting.event !== null && posting.event === current && posting.kind !== 'charge')
        paid += posting.overage - posting.credits;
      const next = stored.get(creditType)?.next();
      if (!next || next.done) differ(`missing: ${inWords(creditType, posting)}`);
      else comparePosting(book, creditType, posting, next.value);
    },
    lot(creditType, at, lot) {
      lots.set(lot.id, { at, lot: { ...lot }, creditType, baseExpiresAt: lot.expiresAt });
    },
    expiry(lotId, expiresAt, extended) {
      const made = lots.get(lotId);
      if (!made) return;
      made.lot = { ...made.lot, expiresAt };
      if (!extended) made.baseExpiresAt = expiresAt;
    },
    unrated: (event) => void unrated.set(event.ref, event.postedAt),
  };
  return {
    sink,
    lots,
    unrated,
    begin(event) {
      current = event.ref;
      paid = 0n;
    },
    // Invariant 2: need = drawn + overage or deficit.
    end(run, event) {
      if (unrated.has(event.ref)) return;
      const rate = rateInForce(run.book.rates.candidates(event.meter, run.customer), event.occurredAt)!;
      const need = needOf(event.quantity, rate);
      const [needed, posted] = [need, paid].map((credits) => formatScaled(credits, rate.creditType.scale));
      if (paid !== need)
        differ(`event ${event.eventId} needs ${needed} credits and was posted with ${posted}`);
      current = null;
    },
    finish() {
      for (const [creditType, iterator] of stored) {
        const next = iterator.next();
        if (!next.done) differ(`nothing explains: ${inWords(creditType, next.value)}`);
      }
    },
    count: () => count,
  };
}

function inWords(creditType: string, p: Posting): string {
  const what = [p.lot && `lot ${p.lot}`, p.eventId && `event ${p.eventId}`, p.charge && `charge ${p.charge}`]
    .filter(Boolean)
    .join(', ');
  return `${p.kind} at ${formatInstant(p.at)} in ${creditType} (${what})`;
}

function comparePosting(book: Book, creditType: string, derived: Posting, stored: Posting): void {
  for (const key of Object.keys(derived) as (keyof Posting)[]) {
    if (derived[key] === stored[key]) continue;
    const [is, given] = [stored, derived].map((posting) => shown(book, creditType, posting, key));
    differ(`${inWords(creditType, derived)}: ${key} is ${is} in the book, the facts give ${given}`);
  }
}

/** Credits and money as people write them; a currency that no fact knows leaves the bare number. */
function shown(book: Book, creditType: string, posting: Posting, key: keyof Posting): string {
  const { [key]: value, currency } = posting;
  if (typeof value !== 'bigint') return String(value);
  if (key === 'credits' || key === 'overage')
    return formatScaled(value, book.creditTypes.get(creditType)!.scale);
  const scale = currency === null ? undefined : currencyScale(currency);
  return scale === undefined ? String(value) : `${formatScaled(value, scale)} ${currency}`;
}

function compareLots(session: Session, customer: number, lots: Map<string, MadeLot>): void {
  for (const row of storedLots(session.open, customer)) {
    const made = lots.get(row.lot.id);
    if (!made) {
      differ(`lot ${row.lot.id} is in the book, no fact explains it`);
      return;
    }
    lots.delete(row.lot.id);
    const claim: Record<string, unknown> = {
      ...made.lot,
      meters: made.lot.meters?.join(',') ?? null,
      at: made.at,
      baseExpiresAt: made.baseExpiresAt,
      creditType: made.creditType,
    };
    const held: Record<string, unknown> = {
      ...row.lot,
      meters: row.lot.meters?.join(',') ?? null,
      at: row.madeAt,
      baseExpiresAt: row.baseExpiresAt,
      creditType: row.creditType,
    };
    for (const key of Object.keys(claim)) {
      if (claim[key] !== held[key])
        differ(`lot ${row.lot.id}: ${key} is ${held[key]} in the book, the facts give ${claim[key]}`);
    }
  }
  for (const lot of lots.keys()) differ(`lot ${lot} is missing`);
}

function compareUnrated(session: Session, customer: number, unrated: Map<number, Instant>): void {
  for (const { event, postedAt } of storedUnrated(session.open, customer)) {
    if (unrated.get(event) !== postedAt)
      differ(`usage row ${event} is marked as without a rate, which it is not`);
    unrated.delete(event);
  }
  for (const ref of unrated.keys()) differ(`usage row ${ref} has no rate and is not marked so`);
}

// Loads setup tables: read, plan against what stands, tell the facts, derive what they change. All or nothing.
import type { Instant, IsoDate } from '../../src-shared/calendar.ts';
import { addDays, monthOf } from '../../src-shared/calendar.ts';
import type { Result } from '../../src-shared/findings/finding.ts';
import { must } from '../../src-shared/findings/finding.ts';
import type { Book } from '../engine/book.ts';
import type { Told } from '../engine/facts.ts';
import type {
  CurrentFacts,
  ExistingFacts,
  KnownEvent,
  KnownLot,
  LedgerLookups,
  RawTable,
} from '../import/setup/existing.ts';
import { SETUP_KINDS } from '../import/setup/existing.ts';
import type { SetupPlan } from '../import/setup/plan.ts';
import { planSetup } from '../import/setup/plan.ts';
import { lotAt } from '../storage/lot-lookup.ts';
import { howFar } from '../storage/seals/how-far.ts';
import { findEvent } from '../storage/usage-store.ts';
import { deriveBook } from './deriving/derive.ts';
import type { Progress, Session } from './session.ts';
import { firstOpenMonth, latest, rederive } from './session.ts';

export type SetupLoaded = Omit<SetupPlan, 'told'>;

/** @param source what people know the tables by: a folder or a workbook. */
export function loadSetup(
  session: Session,
  tables: readonly RawTable[],
  source: string,
  progress?: Progress,
): Result<SetupLoaded> {
  return session.act(() => loadWithin(session, tables, source, progress));
}

/** The load itself, within a transaction of the caller, who commits or rolls back. Throws a Refusal. */
export function loadWithin(
  session: Session,
  tables: readonly RawTable[],
  source: string,
  progress?: Progress,
): SetupLoaded {
  const { told, ...counts } = must(planSetup(tables, existingFacts(session), lookups(session)));
  if (told.length > 0) {
    const standing = latest(session, 'grant');
    session.tell(told, source);
    // A grant told again has another note: nothing that postings depend on, and its month may be closed.
    const deciding = told.filter(({ kind, body }) => kind !== 'grant' || !standing.has(body.ref));
    rederive(session, changedBy(session, deciding), progress);
  }
  return counts;
}

export function existingFacts(session: Session): ExistingFacts {
  const current = Object.fromEntries(
    SETUP_KINDS.map((kind) => [kind, latest(session, kind)]),
  ) as unknown as CurrentFacts;
  const book = latest(session, 'book').get('book') ?? null;
  return { book, current, firstOpenDate: book ? `${firstOpenMonth(session)}-01` : null };
}

/** What the ledger knows, for new adjustments and voids. Inside a transaction: it may derive for the moment. */
export function lookups(session: Session): LedgerLookups {
  return {
    lot: (lotId, date) =>
      session.isSetUp() ? derivedTo(session, date, (at) => knownLot(session, lotId, at)) : null,
    event: (eventId) => (session.isSetUp() ? knownEvent(session, eventId) : null),
  };
}

/** A lot as it stands at an instant: extensions dated later do not count yet. */
function knownLot(session: Session, lotId: string, at: Instant): KnownLot | null {
  const lot = lotAt(session.open, lotId, at);
  if (!lot || lot.baseExpiresAt === null) return lot;
  const { zone } = session.book();
  let expiresAt = lot.baseExpiresAt;
  for (const { type, lot: extended, date, expires } of latest(session, 'adjustment').values()) {
    if (type !== 'extend' || extended !== lotId || zone.startOf(date) > at) continue;
    expiresAt = Math.max(expiresAt, zone.startOf(addDays(expires!, 1)));
  }
  return { ...lot, expiresAt: Math.min(expiresAt, lot.expiresAt ?? expiresAt) };
}

/** Looks at the ledger as it stands at the start of a date, deriving that far for the moment where it does not reach. */
function derivedTo<T>(session: Session, date: IsoDate, look: (at: Instant) => T): T {
  const book = session.book();
  const { db } = session.open;
  const at = book.zone.startOf(date);
  if (at < howFar(session.open).derived) return look(at);
  db.exec('SAVEPOINT looking');
  try {
    deriveBook(session, book, new Map(), monthOf(date));
    return look(at);
  } finally {
    db.exec('ROLLBACK TO looking; RELEASE looking');
    session.open.rolledBack();
  }
}

function knownEvent(session: Session, eventId: string): KnownEvent | null {
  const book = session.book();
  const event = findEvent(session.open, eventId, book.undone);
  if (!event) return null;
  const { customer, postedAt } = event;
  const { excluded } = book.customers.get(customer)!;
  const voided = session.facts().some(({ kind, body }) => kind === 'void' && body.eventId === eventId);
  return { customer, postedAt, state: voided ? 'voided' : excluded.has(eventId) ? 'excluded' : 'counted' };
}

/** Whom the new facts concern, and from when on. */
function changedBy(session: Session, told: readonly Told[]): Map<string, Instant> {
  const book = session.book();
  const changed = new Map<string, Instant>();
  const touch = (customer: string, at: Instant): void => {
    changed.set(customer, Math.min(at, changed.get(customer) ?? Number.POSITIVE_INFINITY));
  };
  for (const fact of told) {
    const { kind, body } = fact;
    if (kind === 'rate') {
      const customers = body.customer === null ? book.customers.keys() : [body.customer];
      for (const customer of customers) touch(customer, book.zone.startOf(body.from));
    } else if (kind === 'subscription') touch(body.customer, book.zone.startOf(body.start));
    else if (kind === 'grant' || kind === 'adjustment') touch(body.customer, book.zone.startOf(body.date));
    else if (kind === 'cancellation')
      touch(customerOf(session, body.subscription), book.zone.startOf(addDays(body.end, 1)) - 1);
    else if (kind === 'void')
      touch(body.customer, voidFrom(session, book, body.eventId, body.date, body.mode));
  }
  return changed;
}

function customerOf(session: Session, subscription: string): string {
  return latest(session, 'subscription').get(subscription)!.customer;
}

/** An erased event is gone from where it was posted; a reversed one from the void's date on. */
function voidFrom(
  session: Session,
  book: Book,
  eventId: string,
  date: IsoDate,
  mode: 'erase' | 'reverse',
): Instant {
  if (mode === 'reverse') return book.zone.startOf(date);
  return findEvent(session.open, eventId, book.undone)!.postedAt;
}

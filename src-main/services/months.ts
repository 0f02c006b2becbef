// Closing and reopening months (rules §13). A close posts everything to the month's end, checks the invariants and seals.
import { formatInstant, type Instant, type Month, previousMonth } from '../../src-shared/calendar.ts';
import type { Finding, Result } from '../../src-shared/findings/finding.ts';
import { must, Refusal } from '../../src-shared/findings/finding.ts';
import type { CloseFact } from '../engine/facts.ts';
import { writeSnapshot } from '../engine/snapshot.ts';
import { monthNumber } from '../storage/derived-rows.ts';
import type { Unsealed } from '../storage/invariant-queries.ts';
import { howFar, sealUntil } from '../storage/seals/how-far.ts';
import { usageRows } from '../storage/usage-store.ts';
import { deriveBook, deriveInPieces, endOfMonth, silentRun } from './deriving/derive.ts';
import { MANY_ROWS } from './own-thread.ts';
import { atOnce, inTurns, type Pieces } from './pieces.ts';
import { type Invariants, openInvariants, openLotChecks } from './proof/check-invariants.ts';
import { type Foreseen, foresee } from './proof/foreseen/foresee.ts';
import { type SealSpan, sealInPieces } from './proof/sealing/seal-month.ts';
import type { Progress, Session } from './session.ts';
import { closedMonths, firstOpenMonth, mustGiveReason } from './session.ts';
import { shortAdjustments } from './short-adjustments.ts';
import { defaultThrough } from './through.ts';
import { openExceptions } from './usage/exceptions.ts';

export interface Closed {
  month: Month;
  postings: number;
  seal: string;
  previousSeal: string;
  /** Adjustments of the month that took less than was told, because usage that arrived later left less (rules §11). */
  short: Finding[];
}

/** Closes the first open month. Refused: another month, exceptions not excluded, an invariant that does not hold. */
export function closeMonth(session: Session, month: Month, progress?: Progress): Result<Closed> {
  return session.act(() => atOnce(closing(session, month, progress)));
}

/**
 * The same with turns for a backup that is made meanwhile, and waited for before anything is kept. Refused also where that is. A book of
 * `many` usage rows is read on two threads.
 */
export async function closeBeside(
  session: Session,
  month: Month,
  backup: () => Promise<Result<unknown>>,
  progress?: Progress,
  many = MANY_ROWS,
): Promise<Result<Closed>> {
  let foreseen: Foreseen | null;
  try {
    foreseen = await foreseenOf(session, month, many);
  } catch (error) {
    return session.asRefusal(error);
  }
  return session.actInTurns(
    () => inTurns(closing(session, month, progress, foreseen)),
    async () => {
      must(await backup());
      return true;
    },
  );
}

/** What a close finds, found before it begins; null where that is not to be had, or where what it will find is still to be derived. */
async function foreseenOf(session: Session, month: Month, many: number): Promise<Foreseen | null> {
  if (usageRows(session.open) < many) return null;
  if (!session.isSetUp() || month !== firstOpenMonth(session)) return null;
  if (howFar(session.open).derived !== endOfMonth(session.book(), throughOf(session, month))) return null;
  const { span, unsealed } = reachOf(session, month);
  if (openExceptions(session, unsealed.until).length > 0) return null;
  return foresee(session.open, span, unsealed);
}

/** Everyone is derived at least to the end of the month that is closed. */
function throughOf(session: Session, month: Month): Month {
  const through = defaultThrough(session);
  return month > through ? month : through;
}

/** What a close looks at and seals. */
function reachOf(session: Session, month: Month): { span: SealSpan; unsealed: Unsealed } {
  const span = sealSpan(session, month, lastSeal(session));
  const isFirst = month === session.book().firstMonth;
  return { span, unsealed: { from: span.from, until: span.to, month: isFirst ? 0 : monthNumber(month) } };
}

function* closing(
  session: Session,
  month: Month,
  progress: Progress | undefined,
  foreseen: Foreseen | null = null,
): Pieces<Closed> {
  mustBeNext(session, month);
  const book = session.book();
  for (const { done: count, of } of deriveInPieces(session, book, new Map(), throughOf(session, month))) {
    progress?.('Deriving', count, of);
    yield;
  }
  mustHaveNoExceptions(session, month);
  const { span, unsealed } = reachOf(session, month);
  const invariants = foreseen?.invariants ?? openInvariants(session.open, unsealed);
  yield* checkAndKeep(session, unsealed.until, invariants, progress);
  const { postings, seal } = foreseen?.sealed ?? (yield* sealInPieces(session.open, span));
  const { to: until, previousSeal } = span;
  dropOldSeals(session, month);
  sealUntil(session.open, until);
  session.tell([{ kind: 'close', body: { month, postings, seal, previousSeal } }], `close ${month}`);
  return { month, postings, seal, previousSeal, short: shortAdjustments(session, month) };
}

/** Asserts the invariants at the month's end, and keeps each customer's state there for going on from. */
function* checkAndKeep(
  session: Session,
  until: Instant,
  { findings, lots }: Invariants,
  progress: Progress | undefined,
): Pieces<void> {
  const book = session.book();
  const broken = [...findings];
  const checkLots = openLotChecks(session, lots);
  const customers = [...book.customers.keys()];
  for (const [index, code] of customers.entries()) {
    const run = silentRun(session, book, code, until);
    broken.push(...checkLots(run));
    session.store.saveSnapshot(session.open.codes.idOf('customer', code), until - 1, writeSnapshot(run));
    progress?.('Checking', index + 1, customers.length);
    yield;
  }
  if (broken.length > 0) throw new Refusal(...broken.slice(0, 20));
}

/** Opens the last closed month again. The old seal stays on record; late marks, reversals and exclusions stay as they are. */
export function reopenMonth(
  session: Session,
  month: Month,
  reason: string,
): Result<{ month: Month; oldSeal: string }> {
  return session.act(() => {
    mustGiveReason(reason);
    const last = closedMonths(session).at(-1);
    if (last !== month) throw new Refusal(notTheLast(month, last));
    const oldSeal = lastSeal(session);
    const book = session.book();
    const before =
      closedMonths(session).length > 1 ? endOfMonth(book, previousMonth(month)) : Number.MIN_SAFE_INTEGER;
    session.tell([{ kind: 'reopen', body: { month, reason: reason.trim(), oldSeal } }], `reopen ${month}`);
    sealUntil(session.open, before);
    deriveBook(session, book, new Map(), defaultThrough(session));
    return { month, oldSeal };
  });
}

/** The seal that the next close is chained to; blank for the first. */
export function lastSeal(session: Session): string {
  return standingCloses(session).at(-1)?.seal ?? '';
}

/** The closes that stand: those reopened are left out. */
export function standingCloses(session: Session): CloseFact[] {
  const closes: CloseFact[] = [];
  for (const { kind, body } of session.facts()) {
    if (kind === 'close') closes.push(body);
    else if (kind === 'reopen') closes.pop();
  }
  return closes;
}

/** What a month's seal goes over. The first one's covers whatever was posted before, too: the first leg of a lot may lie a millisecond earlier. */
export function sealSpan(session: Session, month: Month, previousSeal: string): SealSpan {
  const book = session.book();
  const from = month === book.firstMonth ? Number.MIN_SAFE_INTEGER : book.zone.startOf(`${month}-01`);
  return { from, to: endOfMonth(book, month), previousSeal };
}

function mustBeNext(session: Session, month: Month): void {
  const next = firstOpenMonth(session);
  if (month === next) return;
  if (month < session.book().firstMonth) {
    throw new Refusal({
      code: 'before_first_month',
      message: `The book begins with ${session.book().firstMonth}; ${month} is not part of it`,
      hint: `Close ${next}`,
    });
  }
  if (month < next) {
    throw new Refusal({
      code: 'already_closed',
      message: `${month} is closed already`,
      hint: `The next month to close is ${next}`,
    });
  }
  throw new Refusal({
    code: 'close_in_order',
    message: `Months close in order, and ${next} is still open`,
    hint: `Close ${next} first`,
  });
}

function mustHaveNoExceptions(session: Session, month: Month): void {
  const open = openExceptions(session, endOfMonth(session.book(), month));
  if (open.length === 0) return;
  const shown = open.slice(0, 20).map(
    (event): Finding => ({
      code: 'exceptions_open',
      message: `No rate covers event ${event.eventId} of ${event.customer}: ${event.quantity} ${event.meter}, ${formatInstant(event.occurredAt)}`,
      hint: `Add a rate for ${event.meter} that is in force then, or exclude the event with a reason`,
    }),
  );
  if (open.length > shown.length) {
    shown.push({
      code: 'exceptions_open',
      message: `… and ${open.length - shown.length} more`,
      hint: 'See the report `exceptions`',
    });
  }
  throw new Refusal(...shown);
}

function notTheLast(month: Month, last: Month | undefined): Finding {
  if (last === undefined) {
    return {
      code: 'not_closed',
      message: `${month} is not closed: no month is`,
      hint: 'There is nothing to reopen',
    };
  }
  if (month > last) {
    return {
      code: 'not_closed',
      message: `${month} is not closed`,
      hint: `The last closed month is ${last}`,
    };
  }
  return {
    code: 'reopen_last_only',
    message: `Only the last closed month can be reopened, and that is ${last}`,
    hint: `Reopen ${last} first, then go back month by month to ${month}`,
  };
}

/** Two seals back is as far as a reopening can need at once; older snapshots are derived again if ever wanted. */
function dropOldSeals(session: Session, month: Month): void {
  const book = session.book();
  const oldest = endOfMonth(book, previousMonth(month)) - 1;
  session.store.dropSnapshotsBefore(oldest);
}

// An open book with its facts in memory, compiled: what every use case works on. One transaction a command: the facts
// told, everything derived from them, or nothing. Must not: know a window, a terminal or a clock.
import type { Instant, Month } from '../../src-shared/calendar.ts';
import { nextMonth } from '../../src-shared/calendar.ts';
import type { Finding, Result } from '../../src-shared/findings/finding.ts';
import { done, Refusal, refused } from '../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../src-shared/findings/service.ts';
import type { Book } from '../engine/book.ts';
import { compileBook, isCompiled } from '../engine/book.ts';
import type { FactBodies, FactKind, Told } from '../engine/facts.ts';
import { isKnownKind } from '../engine/told/kinds.ts';
import { standing } from '../engine/told/standing.ts';
import { BeyondCount } from '../engine/usage.ts';
import { openDerivationStore } from '../storage/derivation-store.ts';
import type { Fact } from '../storage/fact-log.ts';
import { failuresOf } from '../storage/integrity.ts';
import { newerFact } from '../storage/migrations/migrate.ts';
import type { OpenBook } from '../storage/open.ts';
import type { Changed, Deriver } from './deriving/derive.ts';
import { deriveInPieces } from './deriving/derive.ts';
import { defaultThrough } from './through.ts';

/** Who acts, and what time it is: recorded with every fact, never used in deriving. */
export interface Actor {
  user: string;
  now(): Instant;
}

/**
 * Long work says how far it is; `of` is in the same unit as `done` (rows, bytes, customers; a part of one counts as a fraction).
 * Whoever listens may throw a Refusal: the work is to stop, and its transaction to be rolled back.
 */
export type Progress = (step: string, done: number, of: number) => void;

export interface Session extends Deriver {
  readonly open: OpenBook;
  readonly actor: Actor;
  /** All facts, in the order they were told. */
  facts(): readonly Fact[];
  /** Those of them that stand: without migrations that were undone and what these told. */
  standing(): readonly Fact[];
  /** The compiled book. Refuses (throws Refusal) while the book has not been set up. */
  book(): Book;
  isSetUp(): boolean;
  /** Records facts; the compiled book is made anew when next asked for. Inside `act`. */
  tell(told: readonly Told[], source: string): void;
  /** One command: a transaction that commits unless a Refusal is thrown; a mistake of the program rolls back and rethrows. */
  act<T>(work: () => T): Result<T>;
  /**
   * The same for work that gives others their turn within its transaction, which is kept where `isKept` says so once the work is done; what
   * that throws refuses all of it.
   */
  actInTurns<T>(work: () => Promise<T>, isKept: () => boolean | Promise<boolean>): Promise<Result<T>>;
  /** `act`, always rolled back: to look at what would be. */
  peek<T>(work: () => T): Result<T>;
  /** For work that awaits within a transaction of its own: undoes it, also in memory, and tells a user's mistake from ours. */
  rollBack(): void;
  asRefusal(error: unknown): Result<never>;
}

/** Throws a Refusal, and closes the book, where its facts or tables cannot be read. */
export function openSession(open: OpenBook, actor: Actor): Session {
  try {
    return sessionOn(open, actor);
  } catch (error) {
    const damage = failuresOf(error, open);
    open.close();
    throw damage.length > 0 ? new Refusal(...damage) : error;
  }
}

function sessionOn(open: OpenBook, actor: Actor): Session {
  let facts: Fact[] = knownFacts(open);
  let compiled: Book | null | undefined;
  /** After a roll-back: what was told in it never was. Nobody else writes the book, so the facts kept are the first ones known. */
  const forget = (): void => {
    const { facts: kept } = open.facts.head();
    if (facts.length === kept) return;
    facts = facts.slice(0, kept);
    compiled = undefined;
  };
  const compile = (): Book | null => {
    if (compiled === undefined) compiled = compileSound(open, facts);
    return compiled;
  };
  return {
    open,
    actor,
    store: openDerivationStore(open),
    facts: () => facts,
    standing: () => standing(facts),
    isSetUp: () => compile() !== null,
    book() {
      const book = compile();
      if (!book) throw new Refusal(notSetUp(open.path));
      return book;
    },
    tell(told, source) {
      const elsewhere = open.outOfPlace();
      if (elsewhere) throw new Refusal(elsewhere);
      facts = [...facts, ...open.facts.append(told, source, actor.user, actor.now())];
      // A row of usage that comes alone should not wait for thousands of grants to be compiled again.
      if (told.some(({ kind }) => isCompiled(kind))) compiled = undefined;
    },
    ...transactionsOn(open, forget),
  };
}

/** @param forget takes back in memory what was taken back in the file. */
function transactionsOn(
  open: OpenBook,
  forget: () => void,
): Pick<Session, 'act' | 'actInTurns' | 'peek' | 'rollBack' | 'asRefusal'> {
  const asRefusal = (error: unknown): Result<never> => {
    if (error instanceof Refusal) return { ok: false, findings: error.findings };
    if (error instanceof BeyondCount) return refused(tooLarge(error.eventId));
    const failures = failuresOf(error, open);
    if (failures.length === 0) throw error;
    return refused(...failures);
  };
  const act = <T>(work: () => T): Result<T> => {
    try {
      return done(open.write(work));
    } catch (error) {
      forget();
      return asRefusal(error);
    }
  };
  const rollBack = (): void => {
    if (open.db.inTransaction) open.db.exec('ROLLBACK');
    open.rolledBack();
    forget();
  };
  const actInTurns = async <T>(
    work: () => Promise<T>,
    isKept: () => boolean | Promise<boolean>,
  ): Promise<Result<T>> => {
    try {
      open.db.exec('BEGIN IMMEDIATE');
      const value = await work();
      if (await isKept()) open.db.exec('COMMIT');
      else rollBack();
      return done(value);
    } catch (error) {
      rollBack();
      return asRefusal(error);
    }
  };
  const peek = <T>(work: () => T): Result<T> => {
    const looked: { value?: T } = {};
    const answer = act(() => {
      looked.value = work();
      throw new Refusal();
    });
    return !answer.ok && answer.findings.length > 0 ? answer : done(looked.value as T);
  };
  return { act, actInTurns, peek, rollBack, asRefusal };
}

/** All facts. Throws a Refusal where one is of a kind that a newer program tells: without it everything derived could be wrong. */
function knownFacts(open: OpenBook): Fact[] {
  const facts = open.facts.read();
  const unknown = facts.find(({ kind }) => !isKnownKind(kind));
  if (!unknown) return facts;
  const altered = open.facts.verify();
  throw new Refusal(...(altered.length > 0 ? altered : [newerFact(open.path, unknown)]));
}

/** Facts were checked when told: ones that cannot be compiled were altered since, or are a mistake of the program. */
function compileSound(open: OpenBook, facts: readonly Fact[]): Book | null {
  try {
    return compileBook(facts);
  } catch (error) {
    const altered = open.facts.verify();
    throw altered.length > 0 ? new Refusal(...altered) : error;
  }
}

function tooLarge(eventId: string): Finding {
  return {
    code: 'amount_too_large' satisfies ServiceCode,
    message: `Event ${eventId} needs more credits, or costs more, than a book can count`,
    hint: 'Correct its quantity, or the rate that it is rated by',
  };
}

function notSetUp(path: string): Finding {
  return {
    code: 'not_set_up',
    place: { file: path },
    message: 'The book has no settings yet',
    hint: 'Load the setup tables first (a `book` table with name, currency, time_zone and first_month)',
  };
}

/** By the facts they were found among: a new list is made of these whenever one is told. */
const latestOfKinds = new WeakMap<readonly Fact[], Map<FactKind, ReadonlyMap<string, unknown>>>();

/** The latest version of each fact of a kind that stands, by key, in the order first told. */
export function latest<K extends FactKind>(session: Session, kind: K): ReadonlyMap<string, FactBodies[K]> {
  const known = latestOfKinds.get(session.facts()) ?? new Map<FactKind, ReadonlyMap<string, unknown>>();
  latestOfKinds.set(session.facts(), known);
  let found = known.get(kind) as Map<string, FactBodies[K]> | undefined;
  if (!found) {
    found = new Map();
    for (const fact of session.standing())
      if (fact.kind === kind) found.set(fact.key, fact.body as FactBodies[K]);
    known.set(kind, found);
  }
  return found;
}

/** The months that are closed, oldest first. */
export function closedMonths(session: Session): Month[] {
  const months: Month[] = [];
  for (const { kind, body } of session.facts()) {
    if (kind === 'close') months.push(body.month);
    else if (kind === 'reopen') months.pop();
  }
  return months;
}

/** The first open month: facts may be dated in it or later. */
export function firstOpenMonth(session: Session): Month {
  const last = closedMonths(session).at(-1);
  return last === undefined ? session.book().firstMonth : nextMonth(last);
}

/** What is done against the rule is done with a reason, which stays on record. */
export function mustGiveReason(reason: string): void {
  if (reason.trim() !== '') return;
  throw new Refusal({
    code: 'reason_missing',
    message: 'A reason is needed',
    hint: 'Say why with --reason "…"',
  });
}

/** Derives what changed, and everyone to the end of the default `through` month. Inside `act`. */
export function rederive(session: Session, changed: Changed, progress?: Progress): void {
  const parts = deriveInPieces(session, session.book(), changed, defaultThrough(session));
  for (const { done: count, of } of parts) progress?.('Deriving', count, of);
}

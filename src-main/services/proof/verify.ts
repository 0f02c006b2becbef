// Verify: the file itself, the facts, the usage rows, the invariants, the seals, and the replay of everything from the facts.
// Changes nothing. Each finding names the first thing that is not as it should be.
import { setTimeout } from 'node:timers/promises';
import type { Instant } from '../../../src-shared/calendar.ts';
import { done, type Finding, type Result } from '../../../src-shared/findings/finding.ts';
import { keptDocuments } from '../../storage/documents/document-store.ts';
import { checkIntegrity } from '../../storage/integrity.ts';
import { openPostingReader } from '../../storage/posting-reader.ts';
import { howFar } from '../../storage/seals/how-far.ts';
import { storedCustomers } from '../../storage/stored-derivation.ts';
import { emptyDigests, readDigests } from '../../storage/usage/digests.ts';
import { usageRows } from '../../storage/usage-store.ts';
import { endOfMonth } from '../deriving/derive.ts';
import { sealSpan, standingCloses } from '../months.ts';
import { MANY_ROWS } from '../own-thread.ts';
import type { Progress, Session } from '../session.ts';
import { latest } from '../session.ts';
import { defaultThrough } from '../through.ts';
import { wrongInReconciling } from './check-reconcile.ts';
import { tampered } from './findings.ts';
import { replay } from './replay.ts';
import type { Sealed, SealSpan } from './sealing/seal-month.ts';
import { proveTablesBeside } from './tables/beside.ts';
import { proveTables, type TablesProof } from './tables/tables.ts';

export interface Verified {
  /** Nothing: the book is proven. */
  findings: Finding[];
  facts: number;
  usage: number;
  postings: number;
  seals: number;
}

/** Reads and derives the whole book again, in a transaction that is rolled back. */
export function verifyBook(session: Session, progress?: Progress): Result<Verified> {
  const { open } = session;
  open.setBulk(true);
  try {
    return session.peek(() => {
      progress?.('Checking the file', 0, 1);
      const file = checkIntegrity(open);
      const facts = proveFacts(session, file.length === 0, progress);
      if (!facts.derived) return verdict(session, file, facts, null);
      progress?.('Checking the postings', 0, 1);
      return verdict(session, file, facts, proveTables(open, sealSpans(session)));
    });
  } finally {
    open.setBulk(false);
  }
}

/**
 * The same of a book of any size: where it has `many` usage rows a second thread reads the tables while this one goes by the facts. It finds
 * the same and tells it in the same order.
 */
export async function proveBook(
  session: Session,
  progress?: Progress,
  many = MANY_ROWS,
): Promise<Result<Verified>> {
  const { open } = session;
  const isLarge = attempt(() => usageRows(open) >= many && session.isSetUp());
  if (!isLarge.ok || !isLarge.value) return verifyBook(session, progress);
  try {
    open.setBulk(true);
    return done(await open.readTogether(() => proveOnBoth(session, progress)));
  } catch (error) {
    return session.asRefusal(error);
  } finally {
    open.setBulk(false);
  }
}

/** How often it is heard while the other thread reads that this is to stop. */
const HEAR_EVERY_MS = 200;

async function proveOnBoth(session: Session, progress: Progress | undefined): Promise<Verified> {
  const beside = proveTablesBeside({ path: session.open.path, spans: sealSpans(session) });
  const waitFor = async <T>(answer: Promise<T>): Promise<T> => {
    for (;;) {
      const found = await Promise.race([answer, setTimeout(HEAR_EVERY_MS, null)]);
      if (found !== null) return found;
      progress?.('Checking the postings', 0, 1);
    }
  };
  try {
    const facts = attempt(() => proveFacts(session, true, progress));
    const file = await waitFor(beside.file());
    // Where pages are damaged, what that did to whoever read them says nothing.
    if (file.length > 0) return verdict(session, file, facts.ok ? facts.value : NOTHING_PROVEN, null);
    if (!facts.ok) throw facts.error;
    if (!facts.value.derived) return verdict(session, file, facts.value, null);
    return verdict(session, file, facts.value, await waitFor(beside.tables()));
  } finally {
    await beside.end();
  }
}

function attempt<T>(work: () => T): { ok: true; value: T } | { ok: false; error: unknown } {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return { ok: false, error };
  }
}

/** What is found by going by the facts, step by step: null for one that had nothing to go by. */
interface FactsProof {
  readonly told: readonly Finding[];
  readonly usage: { readonly rows: number; readonly findings: readonly Finding[] } | null;
  readonly derived: { readonly postings: number; readonly findings: readonly Finding[] } | null;
}

const NOTHING_PROVEN: FactsProof = { told: [], usage: null, derived: null };

function proveFacts(session: Session, isWhole: boolean, progress: Progress | undefined): FactsProof {
  const told = session.open.facts.verify();
  if (!isWhole || told.length > 0 || !session.isSetUp()) return { ...NOTHING_PROVEN, told };
  const checked = checkUsage(session, progress);
  const usage = { ...checked, findings: [...checked.findings, ...checkStrays(session)] };
  // What would be derived from altered rows proves nothing.
  if (usage.findings.length > 0) return { told, usage, derived: null };
  const findings = [...checkDocuments(session), ...wrongInReconciling(session).map(tampered)];
  const proof = replay(session, derivedUntil(session, findings), (count, of) =>
    progress?.('Replaying', count, of),
  );
  return { told, usage, derived: { ...proof, findings: [...findings, ...proof.findings] } };
}

/** All of it in order; what lies on damaged ground is left out. */
function verdict(
  session: Session,
  file: readonly Finding[],
  { told, ...facts }: FactsProof,
  tables: TablesProof | null,
): Verified {
  const { usage, derived } = file.length > 0 ? NOTHING_PROVEN : facts;
  const findings = [...file, ...told, ...(usage?.findings ?? [])];
  if (derived && tables)
    findings.push(...tables.findings, ...derived.findings, ...checkSeals(session, tables.seals));
  return {
    findings,
    facts: session.open.facts.head().facts,
    usage: usage?.rows ?? 0,
    postings: derived?.postings ?? 0,
    seals: tables?.seals.length ?? 0,
  };
}

function checkUsage(session: Session, progress?: Progress): { rows: number; findings: Finding[] } {
  const findings: Finding[] = [];
  const batches = latest(session, 'batch');
  const told = [...batches.values()].reduce((sum, { accepted }) => sum + accepted, 0);
  const onRows = (done: number): void => progress?.('Checking the usage rows', done, told);
  onRows(0);
  const { batches: digests, altered, ids } = readDigests(session.open, session.book().undone, onRows);
  for (const { seq, eventId, batch } of altered.slice(0, 20)) {
    findings.push(tampered(`Usage row ${seq} (event ${eventId}, batch ${batch}) is not as it was imported`));
  }
  for (const { seq, eventId } of ids.twice.slice(0, 20))
    findings.push(
      tampered(
        `Usage row ${seq} has an id that was taken, or says wrongly how often it came (event ${eventId})`,
      ),
    );
  for (const rows of ids.filters.slice(0, 20))
    findings.push(tampered(`The filter of the ids of ${rows} is not theirs`));
  let rows = 0;
  for (const { batch, accepted, rowsSha256, rejectsSha256 } of batches.values()) {
    const found = digests.get(batch) ?? emptyDigests();
    digests.delete(batch);
    rows += found.rows;
    if (found.rows !== accepted) {
      findings.push(tampered(`Batch ${batch} brought ${accepted} rows, the book holds ${found.rows} of it`));
    } else if (found.rowsSha256 !== rowsSha256) {
      findings.push(tampered(`The usage rows of batch ${batch} are not those that were imported`));
    }
    if (found.rejectsSha256 !== rejectsSha256) {
      findings.push(tampered(`The rejected rows kept with batch ${batch} are not those that were rejected`));
    }
  }
  for (const batch of digests.keys())
    findings.push(tampered(`There are rows of batch ${batch}, which was never imported`));
  return { rows, findings };
}

/** Codes that stand for nothing the facts name, and derived rows of nobody: no replay would come by them. */
function checkStrays(session: Session): Finding[] {
  const { customers, creditTypes } = session.book();
  const { codes } = session.open;
  const known = { customer: customers, meter: latest(session, 'meter') };
  const findings = codes
    .all()
    .filter(({ kind, code }) => !known[kind].has(code))
    .map(({ kind, code }) => tampered(`The book has a code for the ${kind} ${code}, which no fact names`));
  for (const { table, customer } of storedCustomers(session.open)) {
    const code = codes.codeOf(customer);
    if (codes.find('customer', code) !== customer)
      findings.push(tampered(`${table}: rows of ${code}, who is no customer`));
  }
  for (const { customer, creditType } of openPostingReader(session.open).wallets()) {
    if (!creditTypes.has(creditType))
      findings.push(tampered(`${customer} has a wallet of ${creditType}, which is no credit type`));
  }
  return findings;
}

/** What was handed out is there as it was, and nothing else. */
function checkDocuments(session: Session): Finding[] {
  const named = new Map<string, string>();
  for (const { kind, body } of session.facts()) {
    if (kind === 'document') named.set(body.sha256, body.file);
    else if (kind === 'item_note') for (const { name, sha256 } of body.files) named.set(sha256, name);
    else if (kind === 'letterhead' && body.logo !== null) named.set(body.logo, 'the logo');
  }
  const findings: Finding[] = [];
  for (const { sha256, intact } of keptDocuments(session.open)) {
    const file = named.get(sha256);
    named.delete(sha256);
    if (!file)
      findings.push(tampered(`The book keeps a document that no fact names (${sha256.slice(0, 12)}…)`));
    else if (!intact) findings.push(tampered(`${file} is not kept as it was handed out`));
  }
  for (const file of named.values()) findings.push(tampered(`${file} was handed out and is not kept`));
  return findings;
}

/** How far the book says it is derived; that must be the end of the last month a fact is dated in. */
function derivedUntil(session: Session, findings: Finding[]): Instant {
  const { derived, sealed } = howFar(session.open);
  const book = session.book();
  const expected = endOfMonth(book, defaultThrough(session));
  if (derived !== expected) findings.push(tampered('The book does not say truly how far it is derived'));
  const lastClose = standingCloses(session).at(-1);
  const sealedUntil = lastClose ? endOfMonth(book, lastClose.month) : Number.MIN_SAFE_INTEGER;
  if (lastClose ? sealed !== sealedUntil : sealed > sealedUntil) {
    findings.push(tampered('The book does not say truly how far it is sealed'));
  }
  return expected;
}

/** What each seal that stands goes over. */
function sealSpans(session: Session): SealSpan[] {
  return standingCloses(session).map(({ month, previousSeal }) => sealSpan(session, month, previousSeal));
}

function checkSeals(session: Session, found: readonly Sealed[]): Finding[] {
  const findings: Finding[] = [];
  let previousSeal = '';
  for (const [n, close] of standingCloses(session).entries()) {
    const { postings, seal } = found[n]!;
    if (close.previousSeal !== previousSeal) {
      findings.push(tampered(`The seal of ${close.month} does not follow from the month before`));
    } else if (postings !== close.postings || seal !== close.seal) {
      findings.push(
        tampered(
          `The postings of ${close.month} are not those that were sealed (${close.postings} then, ${postings} now)`,
        ),
      );
    }
    previousSeal = close.seal;
  }
  return findings;
}

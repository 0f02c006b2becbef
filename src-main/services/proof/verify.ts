// Verify: the file itself, the facts, the usage rows, the invariants, the seals, and the replay of everything from the facts.
// Changes nothing. Each finding names the first thing that is not as it should be.
import type { Instant } from '../../../src-shared/calendar.ts';
import { formatInstant } from '../../../src-shared/calendar.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { monthOfNumber } from '../../storage/derived-rows.ts';
import { keptDocuments } from '../../storage/documents/document-store.ts';
import { checkIntegrity } from '../../storage/integrity.ts';
import { orderGaps } from '../../storage/invariant-queries.ts';
import { openPostingReader } from '../../storage/posting-reader.ts';
import { howFar } from '../../storage/seals/how-far.ts';
import { storedCustomers } from '../../storage/stored-derivation.ts';
import { wrongSums } from '../../storage/sums/month-sums.ts';
import { emptyDigests, readDigests } from '../../storage/usage/digests.ts';
import { endOfMonth } from '../deriving/derive.ts';
import { firstPostings, standingCloses } from '../months.ts';
import type { Progress, Session } from '../session.ts';
import { latest } from '../session.ts';
import { defaultThrough } from '../through.ts';
import { allBefore, checkInvariants } from './check-invariants.ts';
import { wrongInReconciling } from './check-reconcile.ts';
import { replay } from './replay.ts';
import { sealOf } from './sealing/seal-month.ts';

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
    return session.peek(() => prove(session, progress));
  } finally {
    open.setBulk(false);
  }
}

function prove(session: Session, progress?: Progress): Verified {
  const { open } = session;
  progress?.('Checking the file', 0, 1);
  const findings: Finding[] = [...checkIntegrity(open), ...open.facts.verify()];
  const counts = { facts: open.facts.head().facts, usage: 0, postings: 0, seals: 0 };
  if (findings.length > 0 || !session.isSetUp()) return { findings, ...counts };
  const usage = checkUsage(session, progress);
  counts.usage = usage.rows;
  findings.push(...usage.findings, ...checkStrays(session));
  // What would be derived from altered rows proves nothing.
  if (findings.length > 0) return { findings, ...counts };
  progress?.('Checking the postings', 0, 1);
  findings.push(
    ...checkInvariants(session, allBefore(Number.MAX_SAFE_INTEGER)),
    ...checkOrder(session),
    ...checkSums(session),
    ...checkDocuments(session),
    ...wrongInReconciling(session).map(tampered),
  );
  const proof = replay(session, derivedUntil(session, findings), (done, of) =>
    progress?.('Replaying', done, of),
  );
  counts.postings = proof.postings;
  findings.push(...proof.findings);
  progress?.('Checking the seals', 0, 1);
  counts.seals = checkSeals(session, findings);
  return { findings, ...counts };
}

function checkUsage(session: Session, progress?: Progress): { rows: number; findings: Finding[] } {
  const findings: Finding[] = [];
  const batches = latest(session, 'batch');
  const told = [...batches.values()].reduce((sum, { accepted }) => sum + accepted, 0);
  const onRows = (done: number): void => progress?.('Checking the usage rows', done, told);
  onRows(0);
  const { batches: digests, altered } = readDigests(session.open, onRows);
  for (const { seq, eventId, batch } of altered.slice(0, 20)) {
    findings.push(tampered(`Usage row ${seq} (event ${eventId}, batch ${batch}) is not as it was imported`));
  }
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

function checkOrder(session: Session): Finding[] {
  return orderGaps(session.open).map(({ at }) =>
    tampered(`The postings at ${formatInstant(at)} are not numbered one after the other`),
  );
}

function checkSums({ open }: Session): Finding[] {
  const wrong = wrongSums(open.db);
  if (wrong.length === 0) return [];
  const wallets = new Map(
    openPostingReader(open)
      .wallets()
      .map((wallet) => [wallet.id, wallet]),
  );
  return wrong.map(({ wallet, month }) => {
    const { customer = 'nobody', creditType = 'nothing' } = wallets.get(wallet) ?? {};
    return tampered(
      `The sums of ${customer} (${creditType}) for ${monthOfNumber(month)} are not those of the postings`,
    );
  });
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

function checkSeals(session: Session, findings: Finding[]): number {
  const book = session.book();
  const closes = standingCloses(session);
  let previousSeal = '';
  for (const close of closes) {
    const from = firstPostings(session, close.month, book.zone.startOf(`${close.month}-01`));
    const to = endOfMonth(book, close.month);
    const { postings, seal } = sealOf(session.open, { from, to, previousSeal: close.previousSeal });
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
  return closes.length;
}

function tampered(message: string): Finding {
  return {
    code: 'not_as_recorded',
    message,
    hint: 'The file was changed outside the program: restore it from a backup',
  };
}

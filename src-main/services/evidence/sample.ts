// The sample of lots that an evidence pack recomputes: which lots stood in the month, which of them a seed chooses, and all that happened
// to each. Must not: recompute anything (reports/workbooks/trial does).
import { createHash } from 'node:crypto';
import type { Instant, Month } from '../../../src-shared/calendar.ts';
import { formatLocal } from '../../../src-shared/calendar.ts';
import { canonicalDecimal } from '../../../src-shared/decimal.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { Book } from '../../engine/book.ts';
import type { FactKind } from '../../engine/facts.ts';
import type { Posting } from '../../engine/postings.ts';
import { deferredOf, remainingOf } from '../../reports/lots.ts';
import type { LotSums, ReportSource } from '../../reports/source.ts';
import { movesCredits } from '../../reports/wallets.ts';
import type { TrialLot, TrialMovement } from '../../reports/workbooks/trial/trial-data.ts';
import type { StoredLot } from '../../storage/explain/postings-of.ts';
import { lotOf, postingsOf } from '../../storage/explain/postings-of.ts';
import type { Fact } from '../../storage/fact-log.ts';
import { ledgerSource } from '../../storage/ledger-source.ts';
import { extensions, reportBook } from '../report.ts';
import type { Session } from '../session.ts';

/** Lots with more movements than these show the draws of a day in one line. */
const MOST_LINES = 2000;

export interface Standing {
  /** Lots that were made in the month, or held or deferred something when it began, by customer and id. */
  readonly lots: readonly LotSums[];
  /** What of each was recognised before the month. */
  readonly recognizedBefore: ReadonlyMap<string, bigint>;
}

export function lotsStanding(session: Session, source: ReportSource, month: Month, from: Instant): Standing {
  const book = session.book();
  const before = ledgerSource(session.open, reportBook(book), {
    cutoff: from,
    through: month,
    extensions: extensions(session, book),
  }).lots();
  const ended = new Set<string>();
  const recognizedBefore = new Map<string, bigint>();
  for (const lot of before) {
    recognizedBefore.set(lot.lot, lot.recognized);
    if (remainingOf(lot) === 0n && deferredOf(lot) === 0n) ended.add(lot.lot);
  }
  const lots = source
    .lots()
    .filter(({ lot }) => !ended.has(lot))
    .sort((a, b) => compareText(a.customer, b.customer) || compareText(a.lot, b.lot));
  return { lots, recognizedBefore };
}

/** The first `size` lots in order of SHA-256 of "seed|lot": the same seed chooses the same lots, and anybody can say which. */
export function chooseSample(lots: readonly LotSums[], seed: number, size: number): Set<string> {
  const ranked = lots.map(({ lot }) => ({
    lot,
    rank: createHash('sha256').update(`${seed}|${lot}`).digest('hex'),
  }));
  ranked.sort((a, b) => compareText(a.rank, b.rank));
  return new Set(ranked.slice(0, size).map(({ lot }) => lot));
}

/** A lot with its movements before `to`, and the terms that `facts` give it. */
export function trialLot(
  session: Session,
  facts: readonly Fact[],
  sums: LotSums,
  recognizedBefore: bigint,
  to: Instant,
): TrialLot {
  const { open } = session;
  const book = session.book();
  const asked = { customer: sums.customer, creditType: sums.creditType, lot: sums.lot, to };
  let movements = [...linesOf(book, postingsOf(open, asked), MOST_LINES)];
  if (movements.length > MOST_LINES) movements = [...linesOf(book, postingsOf(open, asked), 0)];
  return { sums, recognizedBefore, ...termsOf(session, facts, sums.lot), movements };
}

/** One line each, but draws of one day together beyond `single` lines. Stops soon after that if they all stand alone. */
function* linesOf(
  book: Book,
  postings: Iterable<{ posting: Posting }>,
  single: number,
): Generator<TrialMovement> {
  let day: TrialMovement | null = null;
  let lines = 0;
  for (const { posting } of postings) {
    if (!movesCredits(posting.kind)) continue;
    const line = lineOf(book, posting);
    if (single > 0) {
      yield line;
      if (++lines > single) return;
    } else if (day && line.kind === 'drawdown' && day.kind === 'drawdown' && sameDay(day, line))
      day = together(day, line);
    else {
      if (day) yield day;
      day = line;
    }
  }
  if (day) yield day;
}

function lineOf({ zone }: Book, { at, kind, eventId, credits, basis, usage }: Posting): TrialMovement {
  return { at: formatLocal(at, zone).replace(' ', 'T'), kind, eventId, count: 1, credits, basis, usage };
}

const sameDay = (a: TrialMovement, b: TrialMovement): boolean => a.at.slice(0, 10) === b.at.slice(0, 10);

function together(a: TrialMovement, b: TrialMovement): TrialMovement {
  const { credits, basis, usage } = b;
  const sums = { credits: a.credits + credits, basis: a.basis + basis, usage: a.usage + usage };
  return { ...a, ...sums, eventId: null, count: a.count + 1 };
}

/** What share of a lot is expected never to be used (rules §10), and which facts say so, and at what price: of a rolled lot, its source's. */
function termsOf(
  session: Session,
  facts: readonly Fact[],
  lotId: string,
): Pick<TrialLot, 'breakage' | 'facts'> {
  for (let lot = lotOf(session.open, lotId); lot; lot = lotOf(session.open, lot.source ?? '')) {
    if (lot.kind === 'rollover') continue;
    const told = factsOf(facts, lot);
    const [first] = told;
    const breakage =
      lot.kind === 'reinstatement' ? '0' : ((first?.body as Told | undefined)?.expectedBreakage ?? '0');
    return { breakage: canonicalDecimal(breakage) ?? '0', facts: told.map(({ seq }) => seq) };
  }
  return { breakage: '0', facts: [] };
}

interface Told {
  readonly expectedBreakage?: string;
}

/** The fact with the terms first, then what it names. */
function factsOf(facts: readonly Fact[], { id, kind, subscription, source }: StoredLot): Fact[] {
  const told = <K extends FactKind>(of: K, key: string | null | undefined) =>
    facts.findLast((one): one is Extract<Fact, { kind: K }> => one.kind === of && one.key === key);
  const all = (...facts: (Fact | undefined)[]): Fact[] => facts.filter((fact) => fact !== undefined);
  if (kind === 'reinstatement') return all(told('void', voidedEvent(id, source)));
  const subscribed = told('subscription', subscription);
  const plan = told('plan', subscribed?.body.plan);
  if (kind === 'allocation') return all(plan, subscribed);
  if (kind === 'auto_top_up') return all(told('pack', plan?.body.autoTopUpPack), plan, subscribed);
  const grant = told('grant', id);
  return all(grant, told('pack', grant?.body.pack));
}

/** "void:EVENT:SOURCE" (rules §5); both may hold colons. */
function voidedEvent(id: string, source: string | null): string {
  return id.slice('void:'.length, id.length - (source?.length ?? 0) - 1);
}

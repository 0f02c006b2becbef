// A reconciliation of one leg and month as it stands: what is matched, what is open and why, what may belong together, the totals of both
// sides, and who signed. Worked out from the book, the tables taken in and what is on record. Must not: change anything.
import { createHash } from 'node:crypto';
import type { Instant, IsoDate, Month } from '../../../src-shared/calendar.ts';
import { dayNumber, formatLocal, monthDates } from '../../../src-shared/calendar.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import type { Leg, Pass, Reason } from '../../../src-shared/reconcile/words.ts';
import { openedAgain } from '../../../src-shared/reconcile/words.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { MatchedItem, Materiality } from '../../engine/facts.ts';
import type { Matching, Suggestion } from '../../reports/matching/items.ts';
import { matchSides } from '../../reports/matching/match.ts';
import type { ReportSource } from '../../reports/source.ts';
import { canonicalJson } from '../../storage/fact-log.ts';
import { monthStatus } from '../files/month-status.ts';
import { withSource } from '../report.ts';
import type { Session } from '../session.ts';
import { bookLines } from './book-lines.ts';
import type { Line } from './lines.ts';
import { lineKey } from './lines.ts';
import { type OnRecord, onRecord, type RecordedSet } from './on-record.ts';
import { outsideLines } from './outside/lines.ts';
import { likelyReason } from './reasons.ts';
import { fitted, plainAmount, unitScale } from './scales.ts';
import { type UnitTotals, unitTotals } from './totals.ts';

export interface StandingSet {
  readonly id: string;
  readonly pass: Pass;
  readonly unit: string;
  readonly difference: bigint;
  readonly note: string;
  readonly by: string;
  readonly at: Instant;
  readonly book: readonly Line[];
  readonly outside: readonly Line[];
}

export interface OpenLine {
  readonly line: Line;
  /** Left over from an earlier month. */
  readonly carried: boolean;
  readonly reason: Reason;
  /** A person says so; else it is what it looks like. */
  readonly said: boolean;
  readonly note: string;
  readonly owner: string;
  readonly due: IsoDate | null;
  readonly files: readonly { name: string; sha256: string }[];
  /** Days from its date to the month's end. */
  readonly days: number;
}

export interface Signature {
  readonly by: string;
  readonly at: Instant;
  readonly conclusion: string;
  readonly materiality: Materiality | null;
  /** Why it does not count any more; null: it does. */
  readonly void: string | null;
  /** Its month, since. */
  readonly opened: { readonly by: string; readonly at: Instant } | null;
}

export interface Reconciliation {
  readonly leg: Leg;
  readonly month: Month;
  readonly seal: string | null;
  readonly tables: OnRecord['tables'];
  readonly runs: OnRecord['runs'];
  readonly days: number;
  /** By unit, plain decimals. */
  readonly tolerance: Readonly<Record<string, string>>;
  readonly sets: readonly StandingSet[];
  readonly open: readonly OpenLine[];
  readonly suggestions: readonly Suggestion[];
  /** What a run would match now. */
  readonly ready: Matching;
  readonly totals: readonly UnitTotals[];
  /** Matches that do not count: a line of theirs is gone or has another amount. */
  readonly broken: readonly string[];
  readonly scaleOf: (unit: string) => number;
  /** SHA-256 of all that is signed. */
  readonly content: string;
  readonly preparer: Signature | null;
  readonly reviewer: Signature | null;
}

export const DAYS = 3;

/** @param options in place of those of the last run. */
export function reconciliation(
  session: Session,
  leg: Leg,
  month: Month,
  options?: { days: number; tolerance: Readonly<Record<string, string>> },
): Promise<Result<Reconciliation>> {
  return withSource(session, { through: month }, (source) =>
    standing(session, source, onRecord(session, leg), { leg, month, options }),
  );
}

interface Asked {
  readonly leg: Leg;
  readonly month: Month;
  readonly options?: { days: number; tolerance: Readonly<Record<string, string>> } | undefined;
}

function standing(
  session: Session,
  source: ReportSource,
  record: OnRecord,
  { leg, month, options }: Asked,
): Reconciliation {
  const tables = record.tables.filter((table) => table.month <= month);
  const runs = record.runs.filter((run) => run.month <= month);
  const { days, tolerance } = options ?? runs.at(-1) ?? { days: DAYS, tolerance: {} };
  const read = linesOf(session, source, leg, record, month);
  const { lines, scaleOf } =
    leg === 'usage'
      ? fitted(read, tolerance)
      : { lines: read, scaleOf: (unit: string): number => unitScale(session, leg, unit)! };
  const { sets, broken } = standingSets(record.sets, lines, month, scaleOf);
  const taken = new Set(sets.flatMap(({ set }) => linesIn(set)).map(({ side, key }) => lineKey(side, key)));
  const free = lines.filter(({ side, key }) => !taken.has(lineKey(side, key)));
  const found = matchSides(
    free.filter(({ side }) => side === 'book'),
    free.filter(({ side }) => side === 'outside'),
    { days, tolerance: scaled(tolerance, scaleOf) },
  );
  const ready = { ...found, sets: found.sets.filter((set) => !wasTakenApart(set, record)) };
  const context = { month, days, lines, suggestions: found.suggestions };
  const open = free.map((line) => openLine(line, record, context)).sort(inOrder);
  const shown = sets.filter(({ of }) => of === month).map(({ set }) => set);
  const totals = unitTotals(
    month,
    lines,
    shown,
    open,
    scaleOf,
    sets.filter(({ of }) => of < month).map(({ set }) => set),
  );
  const content = contentOf(leg, month, tables, shown, open, scaleOf);
  const { seal } = monthStatus(session, month);
  const signed = signatures(session, record, month, content);
  return {
    ...{ leg, month, seal, tables, runs, days, tolerance, sets: shown, open, ready, totals, broken, scaleOf },
    ...{ suggestions: found.suggestions, content, ...signed },
  };
}

/** The lines that are open, by their key. */
export const openByKey = ({ open }: Pick<Reconciliation, 'open'>): Map<string, Line> =>
  new Map(open.map(({ line }) => [lineKey(line.side, line.key), line] as const));

const linesIn = ({ book, outside }: StandingSet): readonly Line[] => [...book, ...outside];

/** Both sides. What is of another sort than the outside speaks of is left out, and so are zeros that have nothing opposite. */
function linesOf(session: Session, source: ReportSource, leg: Leg, record: OnRecord, month: Month): Line[] {
  const first = record.tables.reduce((least, table) => (table.month < least ? table.month : least), month);
  const outside = outsideLines(session, leg, record.tables, month);
  const book = bookLines(session, source, leg, first, month);
  const measures = new Set<string>(outside.map(({ measure }) => measure));
  if (measures.size === 0) measures.add('');
  const names = (lines: readonly Line[]): Set<string> => new Set(lines.map(nameOf));
  const [ours, theirs] = [names(book), names(outside)];
  return [
    ...book.filter((line) => measures.has(line.measure) && (line.amount !== 0n || theirs.has(nameOf(line)))),
    ...sinceTaken(session, outside, book).filter((line) => line.amount !== 0n || ours.has(nameOf(line))),
  ].filter((line) => line.month === month || !settledBefore(line, record, month));
}

/** A cause was found beside what the book had then: where that is no more so, the line says it. */
function sinceTaken(session: Session, outside: readonly Line[], book: readonly Line[]): readonly Line[] {
  const now = new Map(book.map((line) => [nameOf(line), line.amount] as const));
  return outside.map((line) => {
    const { beside, unit, text } = line;
    if (beside === undefined || beside === (now.get(nameOf(line)) ?? 0n)) return line;
    const then = formatScaled(beside, unitScale(session, 'spreadsheet', unit)!);
    const words =
      text === '' ? `The book had ${then} when it was taken in` : `${text}, found when the book had ${then}`;
    return { ...line, text: words };
  });
}

const nameOf = ({ unit, party, reference }: Line): string => [unit, party, reference].join('\u001f');

function settledBefore({ side, key }: Line, record: OnRecord, month: Month): boolean {
  const note = record.notes.get(lineKey(side, key));
  return note?.reason === 'accepted_with_note' && note.month < month;
}

/** Sets of this month and of earlier ones whose lines are as they were. */
function standingSets(
  recorded: readonly RecordedSet[],
  lines: readonly Line[],
  month: Month,
  scaleOf: (unit: string) => number,
): { sets: { of: Month; set: StandingSet }[]; broken: string[] } {
  const known = new Map(lines.map((line) => [lineKey(line.side, line.key), line] as const));
  const sets: { of: Month; set: StandingSet }[] = [];
  const broken: string[] = [];
  for (const one of recorded) {
    if (one.month > month) continue;
    const pick = (side: Line['side'], items: readonly MatchedItem[]): Line[] =>
      items.flatMap(({ key, amount }) => {
        const line = known.get(lineKey(side, key));
        return line && plainAmount(line.amount, scaleOf(line.unit)) === amount ? [line] : [];
      });
    const [book, outside] = [pick('book', one.book), pick('outside', one.outside)];
    if (book.length < one.book.length || outside.length < one.outside.length) {
      if (one.month === month) broken.push(one.id);
      continue;
    }
    const { id, pass, unit, note, told } = one;
    const difference = total(outside) - total(book);
    sets.push({
      of: one.month,
      set: { id, pass, unit, note, difference, by: told.by, at: told.at, book, outside },
    });
  }
  return { sets, broken };
}

const total = (lines: readonly Line[]): bigint => lines.reduce((sum, { amount }) => sum + amount, 0n);

export function scaled(
  tolerance: Readonly<Record<string, string>>,
  scaleOf: (unit: string) => number,
): Map<string, bigint> {
  return new Map(
    Object.entries(tolerance).map(([unit, amount]) => {
      const [whole = '', part = ''] = amount.split('.');
      return [unit, BigInt(whole + part.padEnd(scaleOf(unit), '0'))] as const;
    }),
  );
}

function wasTakenApart(
  set: { book: readonly string[]; outside: readonly string[] },
  { apart }: OnRecord,
): boolean {
  const keys = (items: readonly { key: string }[]): string =>
    items
      .map(({ key }) => key)
      .sort()
      .join('\n');
  const own = (all: readonly string[]): string => [...all].sort().join('\n');
  return apart.some((one) => keys(one.book) === own(set.book) && keys(one.outside) === own(set.outside));
}

/** By unit, owner and day. */
const placeOf = ({ line }: OpenLine): string =>
  [line.unit, line.party ?? '', line.date ?? '', line.reference, line.key].join('\u001f');
const inOrder = (a: OpenLine, b: OpenLine): number => compareText(placeOf(a), placeOf(b));

interface Context {
  readonly month: Month;
  readonly days: number;
  readonly lines: readonly Line[];
  readonly suggestions: readonly Suggestion[];
}

function openLine(line: Line, record: OnRecord, context: Context): OpenLine {
  const told = record.notes.get(lineKey(line.side, line.key));
  const end = monthDates(context.month).to;
  const { reason = null, note = '', owner = '', due = null, files = [] } = told ?? {};
  return {
    line,
    carried: line.month < context.month,
    reason: reason ?? likelyReason(line, context),
    said: reason !== null,
    ...{ note, owner, due, files },
    days: Math.max(0, dayNumber(end) - dayNumber(line.date ?? monthDates(line.month).to)),
  };
}

function contentOf(
  leg: Leg,
  month: Month,
  tables: OnRecord['tables'],
  sets: readonly StandingSet[],
  open: readonly OpenLine[],
  scaleOf: (unit: string) => number,
): string {
  const said = ({ side, key, unit, amount }: Line) => [side, key, plainAmount(amount, scaleOf(unit))];
  const text = canonicalJson({
    ...{ leg, month },
    tables: tables.map(({ number, sha256 }) => [number, sha256]),
    sets: sets.map((set) => [set.id, linesIn(set).map(said)]),
    open: open.map(({ line, reason, said: by, note }) => [...said(line), by ? reason : '', note]),
  });
  return createHash('sha256').update(text).digest('hex');
}

function signatures(
  session: Session,
  record: OnRecord,
  month: Month,
  content: string,
): { preparer: Signature | null; reviewer: Signature | null } {
  const own = record.signatures.filter((one) => one.month === month);
  const reopened = session.facts().findLast(({ kind, key }) => kind === 'reopen' && key === month);
  const localDay = (at: Instant): IsoDate => formatLocal(at, session.book().zone).slice(0, 10);
  const signature = (one: (typeof own)[number] | undefined, again: string | null): Signature | null => {
    if (!one) return null;
    const { by, at, seq } = one.told;
    const opened = reopened && reopened.seq > seq ? { by: reopened.author, at: reopened.recordedAt } : null;
    const changed = one.content === content ? again : 'the reconciliation has changed since';
    return {
      ...{ by, at, conclusion: one.conclusion, materiality: one.materiality ?? null, opened },
      void: opened ? openedAgain(month, localDay(opened.at), opened.by) : changed,
    };
  };
  const prepared = own.findLast(({ role }) => role === 'preparer');
  const reviewed = own.findLast(({ role }) => role === 'reviewer');
  const again =
    prepared && reviewed && prepared.told.seq > reviewed.told.seq ? 'it was prepared again' : null;
  return {
    preparer: signature(prepared, null),
    reviewer: signature(reviewed, again),
  };
}

// What is on record of reconciliations: outside tables that stand, runs and matches that stand, notes, signatures, in the order they were
// told. Must not: match, or look at the book's side.
import type { Instant, Month } from '../../../src-shared/calendar.ts';
import { counted } from '../../../src-shared/counted.ts';
import type { Leg, Pass } from '../../../src-shared/reconcile/words.ts';
import type {
  ItemNoteFact,
  MatchedItem,
  MatchingFact,
  OutsideFact,
  SignOffFact,
} from '../../engine/facts.ts';
import { keptSets } from '../../storage/reconcile/outside-store.ts';
import type { Session } from '../session.ts';
import { lineKey } from './lines.ts';

export interface Told {
  readonly by: string;
  readonly at: Instant;
  readonly seq: number;
}
export interface RecordedSet {
  /** "A2.3", "M1". */
  readonly id: string;
  readonly month: Month;
  readonly pass: Pass;
  readonly unit: string;
  readonly book: readonly MatchedItem[];
  readonly outside: readonly MatchedItem[];
  readonly difference: string;
  readonly note: string;
  readonly told: Told;
}
/** A set as a run keeps it. */
export interface KeptSet {
  readonly pass: Pass;
  readonly unit: string;
  readonly book: readonly MatchedItem[];
  readonly outside: readonly MatchedItem[];
  readonly difference: string;
}
export type TableTaken = OutsideFact & { readonly notCompared: string[]; readonly told: Told };
export interface OnRecord {
  readonly tables: readonly TableTaken[];
  readonly runs: readonly (MatchingFact & { told: Told })[];
  readonly sets: readonly RecordedSet[];
  /** Taken apart by a person: what a run would find again must not come back by itself. */
  readonly apart: readonly (RecordedSet & { reason: string })[];
  /** By side and item: the latest. */
  readonly notes: ReadonlyMap<string, ItemNoteFact & { told: Told }>;
  readonly signatures: readonly (SignOffFact & { told: Told })[];
}

export function onRecord(session: Session, leg: Leg): OnRecord {
  const tables = new Map<number, TableTaken>();
  const sets = new Map<string, RecordedSet>();
  const runs: OnRecord['runs'][number][] = [];
  const apart: OnRecord['apart'][number][] = [];
  const notes = new Map<string, ItemNoteFact & { told: Told }>();
  const signatures: OnRecord['signatures'][number][] = [];
  for (const { kind, body, author: by, recordedAt: at, seq } of session.facts()) {
    const told = { by, at, seq };
    if (kind === 'outside_undo') tables.delete(body.number);
    if (!('leg' in body) || body.leg !== leg) continue;
    if (kind === 'outside') tables.set(body.number, { ...body, notCompared: notComparedIn(body), told });
    if (kind === 'matching') {
      runs.push({ ...body, told });
      for (const set of setsOf(session, body, told)) sets.set(set.id, set);
    }
    if (kind === 'match')
      sets.set(`M${body.number}`, { ...body, id: `M${body.number}`, pass: 'by_hand', told });
    if (kind === 'unmatch') {
      const set = sets.get(body.set);
      if (set) apart.push({ ...set, reason: body.reason });
      sets.delete(body.set);
    }
    if (kind === 'item_note') notes.set(lineKey(body.side, body.item), { ...body, told });
    if (kind === 'sign_off') signatures.push({ ...body, told });
  }
  return { tables: [...tables.values()], runs, sets: [...sets.values()], apart, notes, signatures };
}

/** Early versions told only of how many customers. */
function notComparedIn({ leg, leftOut, notCompared }: OutsideFact): string[] {
  if (notCompared || leg !== 'spreadsheet' || leftOut === 0) return notCompared ?? [];
  const whose = counted(leftOut, 'customer');
  return [
    `Balances of ${whose} were not compared, as the spreadsheet does not say which credit type it means`,
  ];
}

function* setsOf(session: Session, { run, month }: MatchingFact, told: Told): Generator<RecordedSet> {
  for (const { place, body } of keptSets(session.open, run))
    yield { ...(JSON.parse(body) as KeptSet), id: `A${run}.${place}`, month, note: '', told };
}

/** The next number of outside tables, runs or matches by hand. */
export function nextNumber(session: Session, of: 'outside' | 'matching' | 'match'): number {
  let last = 0;
  for (const { kind, body } of session.facts()) {
    if (kind !== of) continue;
    last = Math.max(
      last,
      kind === 'matching' ? body.run : kind === 'outside' || kind === 'match' ? body.number : 0,
    );
  }
  return last + 1;
}

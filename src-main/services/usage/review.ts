// The review of a usage file before it is imported, and the import itself: one function, rolled back or committed. So what the
// review shows is what the commit does; a token holds both together. Must not: keep rows beyond the first of each sort.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Instant } from '../../../src-shared/calendar.ts';
import { formatInstant } from '../../../src-shared/calendar.ts';
import type { ToldTotals } from '../../../src-shared/control-totals.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done, Refusal } from '../../../src-shared/findings/finding.ts';
import type { RawRow } from '../../import/raw-row.ts';
import type { ImportProfile } from '../../import/usage-profile.ts';
import { cellText } from '../../import/usage-row.ts';
import { unratedByMeter } from '../../storage/usage-pages.ts';
import type { Progress, Session } from '../session.ts';
import type { Totals } from './control-totals.ts';
import { openTotals } from './control-totals.ts';
import type { EffectLine } from './import-effect.ts';
import { openEffect } from './import-effect.ts';
import type { Imported, ImportOptions } from './import-usage.ts';
import { importUsage } from './import-usage.ts';
import type { ByHand, ImportWatch } from './import-watch.ts';

export interface ReviewGiven {
  path: string;
  layout: ImportProfile;
  byHand: ByHand;
  progress?: Progress;
  backup?: ImportOptions['backup'];
}

export interface ReviewedRow {
  line: number;
  state: 'accepted' | 'late' | 'duplicate' | 'error' | 'left_out';
  code: string | null;
  column: string | null;
  message: string;
  hint: string;
  cells: string[];
}

/** What a file calls a customer or a meter that the book does not have. */
export interface UnknownValue {
  what: 'customer' | 'meter';
  text: string;
  rows: number;
  hint: string;
}

export interface Review {
  token: string;
  counts: Pick<
    Imported,
    'batch' | 'accepted' | 'duplicates' | 'late' | 'exceptions' | 'rejected' | 'skipped'
  > & {
    leftOut: number;
  };
  idsMade: boolean;
  header: string[];
  /** The first of each sort; errors first. */
  rows: ReviewedRow[];
  unknown: UnknownValue[];
  totals: {
    rows: number;
    quantity: string;
    meters: { meter: string; rows: number; quantity: string }[];
    first: string | null;
    last: string | null;
  };
  unrated: { meter: string; rows: number }[];
  effect: EffectLine[];
}

const MOST_OF_A_SORT = 500;
const MOST_UNKNOWN = 200;

/** What an import of this file would do. Changes nothing. */
export async function reviewImport(session: Session, given: ReviewGiven): Promise<Result<Review>> {
  const looking = lookOn(session, given, null);
  const imported = await importUsage(session, {
    ...given,
    profile: null,
    dryRun: true,
    watch: looking.watch,
  });
  return imported.ok ? done(looking.review(imported.value)) : imported;
}

export interface CommitGiven {
  /** Of the review. */
  token: string;
  /** What the batch is recorded under. */
  profile: string | null;
  /** Control totals of the source, and why the import is right should they differ. */
  told: readonly ToldTotals[];
  reason: string;
}

/** Does what the review showed. Refused: the file, the book or what was mended changed since, or control totals differ. */
export async function commitImport(
  session: Session,
  given: ReviewGiven,
  { token, profile, told, reason }: CommitGiven,
): Promise<Result<Review>> {
  const { watch, found, review } = lookOn(session, given, token);
  const control = { told, reason, found };
  const imported = await importUsage(session, { ...given, profile, dryRun: false, watch, control });
  return imported.ok ? done(review(imported.value)) : imported;
}

function lookOn(session: Session, given: ReviewGiven, expected: string | null) {
  const factsHead = session.open.facts.head().hash;
  const effect = openEffect(session);
  const rows = openRows(given.byHand);
  const totals = openTotals();
  let token = '';
  let unrated: Review['unrated'] = [];
  let leftOut = 0;
  const watch: ImportWatch = {
    shows: MOST_OF_A_SORT,
    accepted(row, raw, late) {
      totals.add(row);
      rows.good(raw, late);
    },
    duplicate: (row, raw) => rows.duplicate(raw, row.eventId),
    rejected(row) {
      if (row.code === 'left_out') leftOut++;
      rows.rejected(row);
    },
    begin: rows.named,
    read(sha256) {
      token = tokenOf(sha256, factsHead, given);
      if (expected !== null && expected !== token) throw new Refusal(stale(given.path));
    },
    deriving: effect.before,
    derived(changed, batch) {
      effect.after(changed);
      unrated = unratedByMeter(session.open, batch);
    },
  };
  const review = (imported: Imported): Review => ({
    token,
    counts: {
      batch: imported.batch,
      accepted: imported.accepted,
      duplicates: imported.duplicates,
      late: imported.late,
      exceptions: imported.exceptions,
      rejected: imported.rejected,
      skipped: imported.skipped,
      leftOut,
    },
    idsMade: imported.idsMade,
    header: [...imported.header],
    rows: rows.all(),
    unknown: rows.unknown(),
    totals: totalsOf(totals),
    unrated,
    effect: effect.lines(),
  });
  return { watch, review, found: totals.found };
}

function totalsOf(totals: Totals): Review['totals'] {
  const { rows, quantity, meters } = totals.found();
  const { first, last } = totals.span();
  const text = (at: Instant | null): string | null => (at === null ? null : formatInstant(at));
  return { rows, quantity, meters: meters.map((one) => ({ ...one })), first: text(first), last: text(last) };
}

/** What the reviewed import was of: the bytes of the file, the facts of the book, the layout and what was done by hand. */
function tokenOf(sha256: string, factsHead: string, { layout, byHand }: ReviewGiven): string {
  const mends = [...byHand.mends].map(([line, cells]) => [line, [...cells]]);
  const said = JSON.stringify([sha256, factsHead, layout, mends, [...byHand.excluded]]);
  return createHash('sha256').update(said).digest('hex');
}

function stale(path: string) {
  const there = statSync(path, { throwIfNoEntry: false }) ? 'The file or the book' : 'The book';
  return {
    code: 'review_stale',
    place: { file: basename(path) },
    message: `${there} changed since the review, so the import would not be what it showed`,
    hint: 'Review it again',
  };
}

/** Rows that were mended are among them however many there are: what was done by hand can be seen, and taken back. */
function openRows({ mends }: ByHand) {
  // In the order in which they are shown.
  const kept: Record<ReviewedRow['state'], ReviewedRow[]> = {
    error: [],
    left_out: [],
    duplicate: [],
    late: [],
    accepted: [],
  };
  const unknown = openUnknown();
  const keep = (row: Omit<ReviewedRow, 'cells'>, cells: () => string[]): void => {
    const sort = kept[row.state];
    if (sort.length < MOST_OF_A_SORT || mends.has(row.line)) sort.push({ ...row, cells: cells() });
  };
  // Through JSON: a cell may be a slice of the piece of file it came from.
  const copies = (raw: RawRow) => (): string[] =>
    JSON.parse(JSON.stringify(raw.cells.map(cellText))) as string[];
  const plain = { code: null, column: null, message: '', hint: '' };
  return {
    good(raw: RawRow, late: boolean): void {
      const state = late ? 'late' : 'accepted';
      // Asked here: nearly every row of a million comes this way.
      if (kept[state].length < MOST_OF_A_SORT || mends.has(raw.line))
        keep({ line: raw.line, state, ...plain }, copies(raw));
    },
    duplicate(raw: RawRow, eventId: string): void {
      const message = `Event ${eventId} came before, exactly so: it counts once`;
      keep({ line: raw.line, state: 'duplicate', ...plain, message }, copies(raw));
    },
    rejected(row: Rejected): void {
      const { line, code, column, message, hint = '', cells } = row;
      const state = code === 'left_out' ? 'left_out' : 'error';
      keep({ line, state, code, column, message, hint }, () => [...cells]);
      unknown.add(row);
    },
    named: unknown.named,
    unknown: unknown.all,
    // Rows of a large file whose ids may have come before are decided after its last one.
    all: (): ReviewedRow[] => Object.values(kept).flatMap((rows) => rows.sort((a, b) => a.line - b.line)),
  };
}

type Rejected = Parameters<NonNullable<ImportWatch['rejected']>>[0];

/** Adds up what the file calls customers and meters that the book does not have. */
function openUnknown() {
  const values = new Map<string, UnknownValue>();
  let header = (): readonly string[] => [];
  return {
    add({ code, column, cells, hint = '' }: Rejected): void {
      if (column === null || (code !== 'unknown_customer' && code !== 'unknown_meter')) return;
      const what = code === 'unknown_customer' ? 'customer' : 'meter';
      const text = (cells[header().indexOf(column)] ?? '').trim();
      const known = values.get(`${what}|${text}`);
      if (known) known.rows++;
      else if (values.size < MOST_UNKNOWN) values.set(`${what}|${text}`, { what, text, rows: 1, hint });
    },
    named(names: () => readonly string[]): void {
      header = names;
    },
    all: (): UnknownValue[] => [...values.values()].sort((a, b) => b.rows - a.rows),
  };
}

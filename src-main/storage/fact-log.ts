// The facts of a book, in the order they were told: append and read, nothing else. Each carries a hash over itself and the
// one before, so that a fact changed, removed or slipped in behind the program's back is found and named.
// Must not: judge facts (the services do) or hold usage rows, which have a table of their own and a hash per batch.
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Instant } from '../../src-shared/calendar.ts';
import type { Finding } from '../../src-shared/findings/finding.ts';
import type { Told } from '../engine/facts.ts';
import { damagedRow } from './failures.ts';

/** A fact with its envelope. */
export type Fact = Told & {
  seq: number;
  key: string;
  source: string;
  author: string;
  recordedAt: Instant;
};

export interface FactHead {
  facts: number;
  hash: string;
}

export interface FactLog {
  /** Adds facts at the end, in order. @returns them as recorded. All of them or none. */
  append(told: readonly Told[], source: string, author: string, recordedAt: Instant): Fact[];
  /** All facts, or those after number `after`, in the order they were told. */
  read(after?: number): Fact[];
  /** How far the facts go. */
  head(): FactHead;
  /** Facts 1 to `through` as they are stored, each with its hash: for whoever recomputes the chain. */
  recorded(through: number): Iterable<FactRow>;
  /** Recomputes every hash. @returns nothing, or the first fact that is not as it was recorded. */
  verify(): Finding[];
}

export interface FactRow {
  seq: number;
  kind: string;
  key: string;
  body: string;
  source: string;
  author: string;
  recorded_at: number;
  hash: string;
}

/** What identifies a fact among those of its kind: a later one with the same key updates or contradicts it. */
export function factKey({ kind, body }: Told): string {
  switch (kind) {
    case 'book':
      return 'book';
    case 'account':
      return body.account;
    case 'rate':
      return `${body.meter}|${body.customer ?? ''}|${body.from}`;
    case 'cancellation':
      return `${body.subscription}|${body.end}`;
    case 'close':
    case 'reopen':
      return body.month;
    case 'batch':
    case 'undo':
      return String(body.batch);
    case 'subscription':
    case 'grant':
    case 'adjustment':
      return body.ref;
    case 'void':
    case 'exclusion':
      return body.eventId;
    case 'profile':
    case 'journal_template':
    case 'legacy_layout':
    case 'outside_profile':
      return body.name;
    case 'outside':
    case 'outside_undo':
    case 'match':
      return String(body.number);
    case 'matching':
      return String(body.run);
    case 'unmatch':
      return body.set;
    case 'item_note':
      return `${body.leg}|${body.side}|${body.item}`;
    case 'sign_off':
      return `${body.leg}|${body.month}|${body.role}`;
    case 'migration':
    case 'migration_undo':
    case 'comparison':
      return String(body.number);
    case 'letterhead':
    case 'backups':
      return kind;
    case 'document':
      return `${body.series}|${body.number}|${body.revision}`;
    default:
      return body.code;
  }
}

/** JSON with sorted keys and without spaces: equal values give equal text, whoever wrote them. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError('a fact holds a number that is none');
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError(`a fact cannot hold a ${typeof value}`);
  return text;
}

/** A JSON array of the parts is unambiguous: no text can imitate the border between two of them. */
function hashOf(previous: string, row: Omit<FactRow, 'hash'>): string {
  const parts = [row.seq, row.kind, row.key, row.body, row.source, row.author, row.recorded_at];
  return createHash('sha256')
    .update(`${previous}\n${JSON.stringify(parts)}`)
    .digest('hex');
}

function bodyOf(row: FactRow): unknown {
  try {
    return JSON.parse(row.body);
  } catch {
    throw damagedRow(`${nameOf(row)} cannot be read`);
  }
}

function toFact(row: FactRow): Fact {
  return {
    seq: row.seq,
    kind: row.kind,
    key: row.key,
    body: bodyOf(row),
    source: row.source,
    author: row.author,
    recordedAt: row.recorded_at,
  } as Fact;
}

export function openFactLog(db: Database.Database): FactLog {
  const insert = db.prepare('INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const readHead = db.prepare<[], FactHead>('SELECT facts, facts_hash AS hash FROM book_state');
  const writeHead = db.prepare<[number, string]>('UPDATE book_state SET facts = ?, facts_hash = ?');
  const select = db.prepare<[number], FactRow>('SELECT * FROM fact WHERE seq > ? ORDER BY seq');
  const page = db.prepare<[number, number], FactRow>(
    'SELECT * FROM fact WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT 1000',
  );
  const head = (): FactHead => {
    const row = readHead.get();
    if (!row) throw damagedRow('its state is missing');
    return row;
  };
  const append = db.transaction(
    (told: readonly Told[], source: string, author: string, recordedAt: Instant) => {
      let { facts: seq, hash } = head();
      const added = told.map((one) => {
        seq += 1;
        const body = canonicalJson(one.body);
        const row = { seq, kind: one.kind, key: factKey(one), body, source, author, recorded_at: recordedAt };
        hash = hashOf(hash, row);
        insert.run(seq, row.kind, row.key, body, source, author, recordedAt, hash);
        return toFact({ ...row, hash });
      });
      writeHead.run(seq, hash);
      return added;
    },
  );
  return {
    append: (told, source, author, recordedAt) => append(told, source, author, recordedAt),
    read: (after = 0) => select.all(after).map(toFact),
    head,
    *recorded(through) {
      for (let after = 0; after < through; ) {
        const rows = page.all(after, through);
        if (rows.length === 0) return;
        yield* rows;
        after = rows[rows.length - 1]!.seq;
      }
    },
    verify: () => verifyFacts(select.iterate(0), head()),
  };
}

function verifyFacts(rows: Iterable<FactRow>, head: FactHead): Finding[] {
  let seq = 0;
  let hash = '';
  for (const row of rows) {
    if (row.seq !== seq + 1) {
      return [broken('fact_missing', `Fact ${seq + 1} is missing; the next one is ${nameOf(row)}`)];
    }
    if (row.hash !== hashOf(hash, row)) {
      return [broken('fact_altered', `${nameOf(row)} is not as it was recorded`)];
    }
    seq = row.seq;
    hash = row.hash;
  }
  if (head.facts !== seq || head.hash !== hash) {
    const message =
      head.facts > seq
        ? `The book should hold ${head.facts} facts and holds ${seq}: fact ${seq + 1} and what follows is missing`
        : `The book holds ${seq} facts, but does not end with the last one it knows of (fact ${head.facts})`;
    return [broken('facts_truncated', message)];
  }
  return [];
}

function nameOf(row: FactRow): string {
  return `fact ${row.seq} (${row.kind} ${row.key})`;
}

function broken(code: string, message: string): Finding {
  return {
    code,
    place: { table: 'fact' },
    message: message.charAt(0).toUpperCase() + message.slice(1),
    hint: 'The file was changed outside the program: restore it from a backup',
  };
}

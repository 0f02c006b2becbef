// Is the file whole? What SQLite itself can tell, whether rows point at rows that are there, and whether the tables and
// guards are as the program makes them. Must not: judge what the rows say (facts, seals and the replay do).
import Database from 'better-sqlite3';
import type { Finding } from '../../src-shared/findings/finding.ts';
import { bookFailure, corruptBook } from './failures.ts';
import { MIGRATIONS, type Migration } from './migrations/list.ts';
import { migrate } from './migrations/migrate.ts';
import type { OpenBook } from './open.ts';

/** How many faults of one kind are worth telling. */
const MOST = 20;

/** Columns that hold the number of a row elsewhere. Not declared to SQLite: it would look up each on every insert. */
const REFERENCES: readonly [table: string, column: string, to: string, key: string][] = [
  ['usage_event', 'customer', 'code', 'id'],
  ['usage_event', 'meter', 'code', 'id'],
  ['wallet', 'customer', 'code', 'id'],
  ['lot', 'wallet', 'wallet', 'id'],
  ['posting', 'wallet', 'wallet', 'id'],
  ['posting', 'lot', 'lot', 'id'],
  ['posting', 'event', 'usage_event', 'seq'],
  ['posting', 'meter', 'code', 'id'],
  ['unrated', 'customer', 'code', 'id'],
  ['unrated', 'event', 'usage_event', 'seq'],
  ['snapshot', 'customer', 'code', 'id'],
];

/** Everything that can be wrong with the file. Nothing, when it is whole. */
export function checkIntegrity({ db, path }: Pick<OpenBook, 'db' | 'path'>): Finding[] {
  try {
    const damage = damageOf(db, path);
    // Pages that are damaged make everything else that would be found doubtful.
    return damage.length > 0 ? damage : [...schemaChanges(db, path), ...brokenReferences(db, path)];
  } catch (error) {
    // Tables that are not as the program makes them cannot be asked what it asks.
    const failures = failuresOf(error, { db, path });
    if (failures.length === 0) throw error;
    return failures;
  }
}

/** What a failure tells of the book: one that has a name, or tables that are not as the program made them. Nothing: it is our own. */
export function failuresOf(error: unknown, { db, path }: Pick<OpenBook, 'db' | 'path'>): Finding[] {
  const finding = bookFailure(error, path);
  if (finding) return [finding];
  return error instanceof Database.SqliteError && db.open ? schemaChanges(db, path) : [];
}

function damageOf(db: Database.Database, path: string): Finding[] {
  const rows = db.pragma(`integrity_check(${MOST})`) as { integrity_check: string }[];
  return rows
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok')
    .map((line) => corruptBook(path, line));
}

function brokenReferences(db: Database.Database, path: string): Finding[] {
  const declared = db.pragma('foreign_key_check') as {
    table: string;
    rowid: number | null;
    parent: string;
  }[];
  const findings = declared
    .slice(0, MOST)
    .map(({ table, rowid, parent }) =>
      brokenReference(path, table, `row ${rowid ?? '?'} points at no ${parent}`),
    );
  for (const [table, column, to, key] of REFERENCES) {
    const lost = db
      .prepare<[], { id: number; rows: number }>(
        `SELECT min(${column}) AS id, count(*) AS rows FROM ${table} AS child
         WHERE ${column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${to} AS parent WHERE parent.${key} = child.${column})`,
      )
      .get()!;
    if (lost.rows === 0) continue;
    const rows = lost.rows === 1 ? 'row names' : 'rows name';
    const what = `${lost.rows} ${rows} in ${column} a ${to} that is not there, first ${lost.id}`;
    findings.push(brokenReference(path, table, what));
  }
  return findings;
}

function brokenReference(path: string, table: string, what: string): Finding {
  return {
    code: 'broken_reference',
    place: { file: path, table },
    message: `${table}: ${what}`,
    hint: 'The file was changed outside the program: restore it from a backup',
  };
}

interface SchemaObject {
  type: string;
  name: string;
  tbl_name: string;
  sql: string;
}

/** A guard that is gone would let facts be changed unnoticed; an added trigger could change what the program writes. */
export function schemaChanges(db: Database.Database, path: string): Finding[] {
  return inWords(changesOf(db), path);
}

/**
 * What would run in the midst of the program's own writing and is not the program's: asked before anything is written. Objects that are
 * missing or that nothing asks are left to `checkIntegrity`.
 */
export function foreignCode(
  db: Database.Database,
  path: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Finding[] {
  // What a newer program makes is for that one to judge: the book is not opened here.
  if ((db.pragma('user_version', { simple: true }) as number) > migrations.length) return [];
  const runs = ({ how, type }: SchemaChange): boolean =>
    how === ALTERED || (how === FOREIGN && (type === 'trigger' || type === 'index'));
  return inWords(changesOf(db, migrations).filter(runs), path);
}

const MISSING = 'is missing';
const ALTERED = 'is not as the program makes it';
const FOREIGN = 'does not belong here';

interface SchemaChange {
  type: string;
  name: string;
  how: typeof MISSING | typeof ALTERED | typeof FOREIGN;
}

function changesOf(db: Database.Database, migrations: readonly Migration[] = MIGRATIONS): SchemaChange[] {
  const made = new Database(':memory:');
  try {
    // A backup of an earlier version is whole if it is as that version made it.
    const version = db.pragma('user_version', { simple: true }) as number;
    migrate(made, { path: '', at: 0, backup() {}, migrations: migrations.slice(0, version) });
    const expected = schemaOf(made);
    const found = schemaOf(db);
    const changes: SchemaChange[] = [];
    for (const [key, { type, name, tbl_name, sql }] of expected) {
      const there = found.get(key);
      if (!there) changes.push({ type, name, how: MISSING });
      else if (there.sql !== sql || there.tbl_name !== tbl_name) changes.push({ type, name, how: ALTERED });
    }
    for (const [key, { type, name }] of found)
      if (!expected.has(key)) changes.push({ type, name, how: FOREIGN });
    return changes;
  } finally {
    made.close();
  }
}

const inWords = (changes: readonly SchemaChange[], path: string): Finding[] =>
  changes.slice(0, MOST).map(({ type, name, how }) => ({
    code: 'schema_changed',
    place: { file: path },
    message: `The ${type} ${name} ${how}`,
    hint: 'The file was changed outside the program: restore it from a backup',
  }));

function schemaOf(db: Database.Database): Map<string, SchemaObject> {
  // But for what SQLite makes by itself: statistics, and the indexes of UNIQUE columns, which have no text. A name alone would not do:
  // whoever writes bytes can call a trigger sqlite_….
  const rows = db
    .prepare<[], SchemaObject>(
      `SELECT type, name, tbl_name, sql FROM sqlite_schema
       WHERE NOT (type = 'index' AND sql IS NULL) AND name NOT IN ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4')
       ORDER BY name`,
    )
    .all();
  return new Map(rows.map((row) => [`${row.type} ${row.name}`, row]));
}

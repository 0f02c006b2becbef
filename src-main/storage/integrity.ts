// Is the file whole? What SQLite itself can tell, whether rows point at rows that are there, and whether the tables and
// guards are as the program makes them. Must not: judge what the rows say (facts, seals and the replay do).
import Database from 'better-sqlite3';
import type { Finding } from '../../src-shared/findings/finding.ts';
import { bookFailure, corruptBook } from './failures.ts';
import { MIGRATIONS } from './migrations/list.ts';
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
  const made = new Database(':memory:');
  try {
    // A backup of an earlier version is whole if it is as that version made it.
    const version = db.pragma('user_version', { simple: true }) as number;
    migrate(made, { path, at: 0, backup() {}, migrations: MIGRATIONS.slice(0, version) });
    const expected = schemaOf(made);
    const found = schemaOf(db);
    const changes: string[] = [];
    for (const [name, object] of expected) {
      const there = found.get(name);
      if (!there) changes.push(`the ${name} is missing`);
      else if (there.sql !== object.sql || there.tbl_name !== object.tbl_name)
        changes.push(`the ${name} is not as the program makes it`);
    }
    for (const name of found.keys())
      if (!expected.has(name)) changes.push(`the ${name} does not belong here`);
    return changes.slice(0, MOST).map((change) => ({
      code: 'schema_changed',
      place: { file: path },
      message: `${change.charAt(0).toUpperCase()}${change.slice(1)}`,
      hint: 'The file was changed outside the program: restore it from a backup',
    }));
  } finally {
    made.close();
  }
}

function schemaOf(db: Database.Database): Map<string, SchemaObject> {
  // sqlite_… are SQLite's own: indexes of UNIQUE columns, statistics.
  const rows = db
    .prepare<[], SchemaObject>(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )
    .all();
  return new Map(rows.map((row) => [`${row.type} ${row.name}`, row]));
}

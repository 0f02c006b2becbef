// Brings a book up to the program's version: each migration once, checksummed, in a transaction of its own.
// Must not: run before the book is locked, or touch a book whose history it does not know.
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Instant } from '../../../src-shared/calendar.ts';
import { asError, done, type Finding, type Result, refused } from '../../../src-shared/findings/finding.ts';
import { bookFailure } from '../failures.ts';
import { MIGRATIONS, type Migration } from './list.ts';

export interface MigrateOptions {
  path: string;
  at: Instant;
  /** Called once before the first change to a book that holds anything. */
  backup: (version: number) => void;
  migrations?: readonly Migration[];
}

interface AppliedMigration {
  version: number;
  name: string;
  sha256: string;
}

const TABLE = `CREATE TABLE IF NOT EXISTS migration (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT`;

export function checksumOf(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

/** @returns the version the book had before. Refused: nothing was changed, or the migration that failed was rolled back. */
export function migrate(db: Database.Database, options: MigrateOptions): Result<number> {
  const migrations = options.migrations ?? MIGRATIONS;
  migrations.forEach(({ version }, i) => {
    if (version !== i + 1) throw new Error(`migration ${version} stands where ${i + 1} should`);
  });
  const current = db.pragma('user_version', { simple: true }) as number;
  const finding = checkHistory(db, current, migrations, options.path);
  if (finding) return refused(finding);
  const pending = migrations.slice(current);
  if (pending.length > 0 && current > 0) options.backup(current);
  for (const migration of pending) {
    try {
      apply(db, migration, options.at);
    } catch (error) {
      return refused(bookFailure(error, options.path) ?? upgradeFailed(options.path, migration, error));
    }
  }
  return done(current);
}

function checkHistory(
  db: Database.Database,
  current: number,
  migrations: readonly Migration[],
  path: string,
): Finding | null {
  if (current > migrations.length) return newerBook(path, current, migrations.length);
  if (current === 0) return null;
  const applied = readHistory(db);
  for (let i = 0; i < Math.max(current, applied.length); i++) {
    const row = applied[i];
    if (i >= current || row?.version !== i + 1) return gap(path, `migration ${i + 1} of ${current}`);
    const migration = migrations[i]!;
    if (row.name !== migration.name || row.sha256 !== checksumOf(migration)) {
      return {
        code: 'migration_edited',
        place: { file: path },
        message: `The book was made by a different migration ${row.version} (${row.name}) than this program has`,
        hint: 'Open it with the version of Drawdown that made it',
      };
    }
  }
  return null;
}

/** The refusal of a book whose format this program does not know. */
export function newerBook(path: string, version: number, known: number): Finding {
  return {
    code: 'newer_book',
    place: { file: path },
    message: `The book was written by a newer version of Drawdown (its format is ${version}, this program knows ${known})`,
    hint: 'Open it with the newer version; this one has changed nothing',
  };
}

/** The refusal of a book that this program would read without what a newer one has told. */
export function newerFact(path: string, { seq, kind }: { seq: number; kind: string }): Finding {
  return {
    code: 'newer_book',
    place: { file: path },
    message: `The book was written by a newer version of Drawdown (fact ${seq} is a ${kind}, which this program does not know)`,
    hint: 'Open it with the newer version; this one has changed nothing',
  };
}

function readHistory(db: Database.Database): AppliedMigration[] {
  const exists = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'").get();
  if (!exists) return [];
  return db
    .prepare<[], AppliedMigration>('SELECT version, name, sha256 FROM migration ORDER BY version')
    .all();
}

function gap(path: string, what: string): Finding {
  return {
    code: 'migration_gap',
    place: { file: path },
    message: `The record of how the book was made is incomplete: ${what}`,
    hint: 'Restore the book from a backup',
  };
}

function apply(db: Database.Database, migration: Migration, at: Instant): void {
  // Rebuilding a parent table with foreign keys on would delete its children, and inside a transaction the pragma is ignored.
  db.pragma('foreign_keys = OFF');
  db.exec('BEGIN IMMEDIATE');
  try {
    db.exec(TABLE);
    db.exec(migration.sql);
    migration.fill?.(db);
    db.prepare('INSERT INTO migration VALUES (?, ?, ?, ?)').run(
      migration.version,
      migration.name,
      checksumOf(migration),
      at,
    );
    const broken = db.pragma('foreign_key_check') as { table: string }[];
    if (broken.length > 0) throw new Error(`${broken.length} broken references in ${broken[0]!.table}`);
    db.pragma(`user_version = ${migration.version}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

function upgradeFailed(path: string, migration: Migration, error: unknown): Finding {
  return {
    code: 'upgrade_failed',
    place: { file: path },
    message: `The book could not be brought to format ${migration.version} (${migration.name}): ${asError(error).message}`,
    hint: 'The book is as it was; open it with the version of Drawdown that you had before',
  };
}

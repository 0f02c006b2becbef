// A second connection to an open book, on another thread, that reads while the first one does. Must not: let anyone in who could
// write, or leave the file open to others afterwards.
import Database from 'better-sqlite3';

/**
 * Runs `work` in a transaction that is rolled back, while `openBeside` can read the file, too. Outside of any transaction; the log is
 * written back first. Throws what SQLite throws, also where the file cannot be shared so: nothing was done then.
 */
export async function readTogether<T>(db: Database.Database, work: () => Promise<T>): Promise<T> {
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma('locking_mode = NORMAL');
    shareLock(db);
    return await work();
  } finally {
    db.pragma('locking_mode = EXCLUSIVE');
    if (db.inTransaction) db.exec('ROLLBACK');
    db.pragma('journal_mode = WAL');
  }
}

/**
 * From the lock that keeps readers out to the one that keeps writers out, without a moment in which somebody else could take it: a statement
 * that is under way holds a reader's meanwhile.
 */
function shareLock(db: Database.Database): void {
  db.unsafeMode(true);
  const reading = db.prepare('SELECT 1 FROM sqlite_schema').iterate();
  try {
    reading.next();
    db.exec('BEGIN IMMEDIATE; COMMIT; BEGIN IMMEDIATE');
  } finally {
    reading.return?.();
    db.unsafeMode(false);
  }
}

/** Opens the book at a path for reading only, within somebody's `readTogether`. */
export function openBeside(path: string): Database.Database {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 0 });
  setForReading(db);
  return db;
}

export const CACHE_KB = 64_000;

/** How every connection to a book reads it. */
export function setForReading(db: Database.Database): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma(`cache_size = ${-CACHE_KB}`);
  // In files, not in memory: a report over many million postings sorts within the cache size and spills the rest.
  db.pragma('temp_store = FILE');
}

// Takes an index away while its table fills: building it once costs a third of keeping it. Inside a transaction, whose rollback
// brings it back. Must not: be used where anything may look into the index meanwhile.
import type Database from 'better-sqlite3';

/** An index is sorted in pieces of the cache's size. Measured: small ones are faster, and a second thread can sort them. */
const PIECE_KB = 8000;

/** @returns what builds the index again as it was; once, however often it is called. */
export function setAside(db: Database.Database, index: string): () => void {
  let sql = db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(index) as string | null;
  db.exec(`DROP INDEX ${index}`);
  return () => {
    if (sql === null) return;
    const cache = db.pragma('cache_size', { simple: true }) as number;
    db.pragma(`cache_size = ${-PIECE_KB}`);
    db.pragma('threads = 1');
    db.exec(sql);
    db.pragma('threads = 0');
    db.pragma(`cache_size = ${cache}`);
    sql = null;
  };
}

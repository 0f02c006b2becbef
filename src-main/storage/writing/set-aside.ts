// Takes an index away while its table fills: building it once costs a third of keeping it. Inside a transaction, whose rollback
// brings it back. Must not: be used where anything may look into the index meanwhile.
import type Database from 'better-sqlite3';

/** @returns what builds the index again as it was; once, however often it is called. */
export function setAside(db: Database.Database, index: string): () => void {
  let sql = db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(index) as string | null;
  db.exec(`DROP INDEX ${index}`);
  return () => {
    if (sql !== null) db.exec(sql);
    sql = null;
  };
}

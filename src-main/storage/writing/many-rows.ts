// Writes rows of one table several to a statement: in the bulk paths a statement a row costs twice what the row itself does.
// Must not: be used where it matters what became of a row (a conflict, its number).
import type Database from 'better-sqlite3';

export type Value = string | number | bigint | null;

export interface ManyRows {
  /** Where the next row's values are pushed, in the order of the columns; rows before it may be written meanwhile. */
  row(): Value[];
  /** Writes the rows that wait. */
  flush(): void;
}

/** Measured: from 8 to 64 rows it makes no difference. */
const ROWS = 16;

/**
 * Opens writers of `insert`, which ends in VALUES, with `row` as the marks of one row: "(?, ?, 4, ?)", and what comes after the rows.
 * Each writer has rows of its own, so that one given up in the middle leaves nothing behind.
 */
export function openManyRows(db: Database.Database, insert: string, row: string, after = ''): () => ManyRows {
  const columns = row.split('?').length - 1;
  const statements = new Map<number, Database.Statement>();
  const statementOf = (rows: number): Database.Statement => {
    const known = statements.get(rows);
    if (known) return known;
    const made = db.prepare(`${insert} ${Array.from({ length: rows }, () => row).join(', ')} ${after}`);
    statements.set(rows, made);
    return made;
  };
  return () => {
    const waiting: Value[] = [];
    const flush = (): void => {
      if (waiting.length === 0) return;
      const rows = waiting.length / columns;
      statementOf(rows).run(...waiting);
      waiting.length = 0;
    };
    return {
      row() {
        if (waiting.length === ROWS * columns) flush();
        return waiting;
      },
      flush,
    };
  };
}

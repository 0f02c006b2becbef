// Import of a usage file into a book with setup, beside what SQLite's own shell needs to load the same file into one table
// with a primary key and one index. Ours validates, finds duplicates, rates, draws and posts besides.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { drawdown, withBench } from './book.ts';
import { type Contender, installed, measure, printTable } from './measure.ts';

/** `.import` of a canonical file into one STRICT table. */
function sqliteImport(folder: string, usage: string, cacheMb: number): Contender {
  const path = join(folder, `peer-${cacheMb}.db`);
  const sql = [
    'PRAGMA journal_mode=WAL;',
    `PRAGMA cache_size=-${cacheMb * 1000};`,
    'CREATE TABLE t(event_id TEXT PRIMARY KEY, customer TEXT NOT NULL, meter TEXT NOT NULL, quantity TEXT NOT NULL, occurred_at TEXT NOT NULL) STRICT;',
    'CREATE INDEX i ON t(customer, occurred_at);',
    '.mode csv',
    `.import --skip 1 ${usage} t`,
  ];
  return {
    name: `sqlite3 .import, ${cacheMb} MB cache`,
    command: ['sqlite3', path],
    input: sql.join('\n'),
    prepare: () => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    },
  };
}

export function benchImport(rows: number, runs: number): void {
  withBench({ rows, months: 12 }, false, ({ folder, usage, fresh }) => {
    const [file = ''] = usage;
    const ours: Contender = {
      name: 'drawdown import',
      prepare: () => {
        fresh('book.ddb');
      },
      command: drawdown('import', join(folder, 'book.ddb'), file),
    };
    const again: Contender = {
      name: 'drawdown import, the same file again',
      command: drawdown('import', join(folder, 'book.ddb'), file),
    };
    const peers = installed('sqlite3')
      ? [sqliteImport(folder, file, 200), sqliteImport(folder, file, 2)]
      : [];
    const measured = measure([...peers, ours, again], runs);
    if (peers.length === 0) process.stdout.write('sqlite3: missing\n');
    printTable(`import of ${rows} rows`, measured);
  });
}

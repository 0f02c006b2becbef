// Lives a random world in memory, step by step, on the engine alone: no files, no storage.
import type { RawTable } from '../../../src-main/import/setup/existing.ts';
import { readHistory } from '../../oracle/model/history.ts';
import type { SetupTables, World } from '../../oracle/world.ts';
import { MemoryBook } from './book.ts';

function rawTables(tables: SetupTables): RawTable[] {
  return Object.entries(tables)
    .filter(([, rows]) => rows.length > 0)
    .map(([name, rows]) => {
      const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      const cells = rows.map((row, i) => ({ row: i + 2, cells: header.map((column) => row[column] ?? '') }));
      return { name, place: `${name}.csv`, header, rows: cells };
    });
}

/** Steps that must be refused are left out: that they are is for the services' tests. `onStep` sees the book after each step. */
export function liveInMemory(world: World, onStep?: (book: MemoryBook) => void): MemoryBook {
  const book = new MemoryBook();
  accept(book.load(rawTables(world.setup)));
  onStep?.(book);
  const refused = new Set(readHistory(world).refusals.map(({ step }) => step));
  for (const [index, step] of world.steps.entries()) {
    if (refused.has(index + 2)) continue;
    if (step.kind === 'setup') accept(book.load(rawTables(step.tables)));
    else if (step.kind === 'import') book.import(step.rows);
    else if (step.kind === 'close') book.close(step.month);
    else if (step.kind === 'reopen') book.reopen(step.month);
    else if (step.kind === 'undo') book.undo(step.batch);
    else book.exclude(step.event);
    onStep?.(book);
  }
  return book;
}

function accept(findings: readonly unknown[]): void {
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
}

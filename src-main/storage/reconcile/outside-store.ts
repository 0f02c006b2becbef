// Rows of outside tables and sets of matching as they are kept: added once, read, never changed. Each table and each run has a digest
// over what is kept of it. Must not: know what an item or a set is about (the services and the facts do).
import { createHash } from 'node:crypto';
import type { matchSet, outsideRow } from '../migrations/schema.ts';
import type { OpenBook } from '../open.ts';

/** A row of an outside table: what it was understood as, and its cells as they stood there; both JSON. */
export type OutsideRow = Readonly<Omit<typeof outsideRow.$inferSelect, 'source'>>;
type KeptSet = Omit<typeof matchSet.$inferSelect, 'run'>;

const rowText = ({ line, items, cells }: OutsideRow): string => `${line}\u001f${items}\u001f${cells}\n`;

/** Keeps the rows of a table. Inside a transaction. @returns their digest. */
export function keepOutside({ db }: OpenBook, source: number, rows: readonly OutsideRow[]): string {
  const insert = db.prepare('INSERT INTO outside_row VALUES (?, ?, ?, ?)');
  const hash = createHash('sha256');
  for (const row of rows) {
    insert.run(source, row.line, row.items, row.cells);
    hash.update(rowText(row));
  }
  return hash.digest('hex');
}

/** The rows of a table, in order. */
export function* outsideRows({ db }: OpenBook, source: number): Generator<OutsideRow> {
  const rows = db.prepare('SELECT line, items, cells FROM outside_row WHERE source = ? ORDER BY line');
  yield* rows.iterate(source) as Iterable<OutsideRow>;
}

/** Keeps the sets of a run, JSON each, numbered from 1. Inside a transaction. @returns their digest. */
export function keepSets({ db }: OpenBook, run: number, bodies: readonly string[]): string {
  const insert = db.prepare('INSERT INTO match_set VALUES (?, ?, ?)');
  const hash = createHash('sha256');
  for (const [index, body] of bodies.entries()) {
    insert.run(run, index + 1, body);
    hash.update(`${body}\n`);
  }
  return hash.digest('hex');
}

/** The sets of a run, in order. */
export function* keptSets({ db }: OpenBook, run: number): Generator<KeptSet> {
  const sets = db.prepare('SELECT place, body FROM match_set WHERE run = ? ORDER BY place');
  yield* sets.iterate(run) as Iterable<KeptSet>;
}

export interface KeptDigest {
  readonly count: number;
  readonly sha256: string;
}

/** Every table that rows are kept of, and every run, with count and digest as they are now: for whoever verifies. */
export function outsideDigests(open: OpenBook): Map<number, KeptDigest> {
  return digests(open, 'SELECT DISTINCT source FROM outside_row', (source) =>
    [...outsideRows(open, source)].map(rowText),
  );
}

export function setDigests(open: OpenBook): Map<number, KeptDigest> {
  return digests(open, 'SELECT DISTINCT run FROM match_set', (run) =>
    [...keptSets(open, run)].map(({ body }) => `${body}\n`),
  );
}

export const NOTHING_KEPT: KeptDigest = { count: 0, sha256: createHash('sha256').digest('hex') };

function digests(
  { db }: OpenBook,
  numbers: string,
  textsOf: (number: number) => string[],
): Map<number, KeptDigest> {
  const found = new Map<number, KeptDigest>();
  for (const number of db.prepare(numbers).pluck().all() as number[]) {
    const texts = textsOf(number);
    const hash = createHash('sha256');
    for (const text of texts) hash.update(text);
    found.set(number, { count: texts.length, sha256: hash.digest('hex') });
  }
  return found;
}

// The ids of usage events: found batch by batch, so that a month's ids, which come at random, are written in one place and not all over an
// index of all years. A filter of each batch's ids tells which batches are worth a look. Must not: judge what an id that came before means.
import type Database from 'better-sqlite3';
import type { BookTables } from '../open.ts';
import { FilterMaker, type Filters, hashOf, type IdFilter, IdsSeen } from './id-bits.ts';

type Tables = Pick<BookTables, 'db'>;

/** Of usage rows that they have an id, to be gone on with: `${HAS_ID} = ?`, `${HAS_ID} >= ?`. Goes along the index batch by batch. */
export const HAS_ID = 'batch IN (SELECT batch FROM id_filter) AND event_id';
/** After the table, where something else is known of the row by which it might be looked for. */
export const BY_ID = 'INDEXED BY usage_by_id';

/** Writes the filters of ids as their rows are written. */
export function openFilterWriter({ db }: Tables): FilterMaker {
  const insert = db.prepare('INSERT INTO id_filter VALUES (@batch, @piece, @bits)');
  return new FilterMaker((filter) => void insert.run(filter));
}

const allFilters = (db: Database.Database): Iterable<IdFilter> =>
  db
    .prepare('SELECT batch, piece, bits FROM id_filter ORDER BY batch, piece')
    .iterate() as Iterable<IdFilter>;

/** The filters of all batches so far. */
export function readFilters({ db }: Tables): Filters {
  const bytes = db.prepare('SELECT ifnull(sum(length(bits)), 0) FROM id_filter').pluck().get() as number;
  const bits = new Uint8Array(new SharedArrayBuffer(bytes));
  const of: { batch: number; bytes: number }[] = [];
  let at = 0;
  for (const filter of allFilters(db)) {
    bits.set(filter.bits, at);
    at += filter.bits.length;
    of.push({ batch: filter.batch, bytes: filter.bits.length });
  }
  return { bits, of };
}

/** Makes the filters of a book that has none yet. */
export function fillFilters(db: Database.Database): void {
  const made: IdFilter[] = [];
  const maker = new FilterMaker(({ bits, ...of }) => made.push({ ...of, bits: bits.slice() }));
  const rows = db.prepare('SELECT batch, event_id FROM usage_event ORDER BY seq').raw();
  for (const [batch, id] of rows.iterate() as Iterable<[number, string]>) maker.add(batch, hashOf(id));
  maker.end();
  const writer = db.prepare('INSERT INTO id_filter VALUES (@batch, @piece, @bits)');
  for (const filter of made) writer.run(filter);
}

/** What is wrong with ids and their filters. */
export interface WrongIds {
  /** Rows whose id did not come before as often as they say. */
  readonly twice: { seq: number; eventId: string }[];
  /** Batches whose filters are not those of their ids. */
  readonly filters: number[];
}

/** Proves the ids of all usage rows while somebody reads them in the order in which they were written. */
export class IdProof {
  readonly #seen = new IdsSeen();
  readonly #twice: WrongIds['twice'] = [];
  readonly #wrong = new Set<number>();
  readonly #kept: Database.Statement;
  readonly #before: Database.Statement;
  readonly #maker: FilterMaker;
  readonly #made = new Map<number, number>();
  readonly #db: Database.Database;

  constructor({ db }: Tables) {
    this.#db = db;
    this.#kept = db.prepare('SELECT bits FROM id_filter WHERE batch = ? AND piece = ?').pluck();
    this.#before = db
      .prepare(`SELECT count(*) FROM usage_event ${BY_ID} WHERE ${HAS_ID} = ? AND seq < ?`)
      .pluck();
    this.#maker = new FilterMaker(({ batch, piece, bits }) => {
      this.#made.set(batch, piece + 1);
      const kept = this.#kept.get(batch, piece) as Buffer | undefined;
      if (!kept?.equals(bits)) this.#wrong.add(batch);
    });
  }

  row(seq: number, eventId: string, attempt: number, batch: number): void {
    const id = hashOf(eventId);
    this.#maker.add(batch, id);
    const before = this.#seen.meets(id) ? this.#before.get(eventId, seq) : 0;
    if (before !== attempt) this.#twice.push({ seq, eventId });
  }

  /** When all rows were there. */
  end(): WrongIds {
    this.#maker.end();
    const kept = this.#db.prepare('SELECT batch, count(*) FROM id_filter GROUP BY batch').raw();
    for (const [batch, filters] of kept.iterate() as Iterable<[number, number]>)
      if (this.#made.get(batch) !== filters) this.#wrong.add(batch);
    return { twice: this.#twice, filters: [...this.#wrong] };
  }
}

// The filters of ids as a book keeps them: one of each bucket of usage rows, written with the rows and proven against them. Must not: judge
// what an id that came before means.
import { crc32 } from 'node:zlib';
import type Database from 'better-sqlite3';
import { damagedRow } from '../failures.ts';
import type { BookTables } from '../open.ts';
import { usageRows } from '../usage-store.ts';
import { BY_ID, HAS_ID } from './by-id.ts';
import { bitsFor, hashOf, type IdFilter, IdFilters, IdsSeen, ROWS_A_BUCKET } from './id-bits.ts';

type Tables = Pick<BookTables, 'db'>;

type KeptFilter = IdFilter & { readonly crc: number };

const keptFilters = (db: Database.Database): KeptFilter[] =>
  db.prepare('SELECT bucket, ids, bits, crc FROM id_filter ORDER BY bucket').all() as KeptFilter[];

const checksumOf = ({ bucket, ids, bits }: IdFilter): number => crc32(bits, crc32(`${bucket} ${ids}`));

/** The filters of all rows so far. Throws where they are damaged: an id that came before would be taken for new. */
export function readFilters(open: Tables): IdFilters {
  const kept = keptFilters(open.db);
  const damaged = kept.find((filter) => checksumOf(filter) !== filter.crc);
  if (damaged) throw damagedRow(`the filter of the ids of ${rowsOf(damaged)} is not as it was written`);
  if (kept.reduce((sum, { ids }) => sum + ids, 0) !== usageRows(open))
    throw damagedRow('not every usage row has its id in a filter');
  return new IdFilters(kept);
}

/** Writes those that changed. */
export function writeFilters({ db }: Tables, filters: IdFilters): void {
  const write = db.prepare('INSERT OR REPLACE INTO id_filter VALUES (?, ?, ?, ?)');
  for (const filter of filters.changed) write.run(filter.bucket, filter.ids, filter.bits, checksumOf(filter));
}

/** Makes the filters of a book that has none yet. */
export function fillFilters(db: Database.Database): void {
  const filters = new IdFilters();
  const rows = db.prepare('SELECT seq, event_id FROM usage_event ORDER BY seq').raw();
  for (const [seq, id] of rows.iterate() as Iterable<[number, string]>) filters.add(seq, hashOf(id));
  writeFilters({ db }, filters);
}

const rowsOf = ({ bucket }: IdFilter): string =>
  `usage rows ${Math.max(1, bucket * ROWS_A_BUCKET)} to ${(bucket + 1) * ROWS_A_BUCKET - 1}`;

/** What is wrong with ids and their filters. */
export interface WrongIds {
  /** Rows whose id stood already, or did not come before as often as they say. */
  readonly twice: { seq: number; eventId: string }[];
  /** The rows whose filters are not those of their ids, in words. Where there are any, nothing is said of ids. */
  readonly filters: string[];
}

/** Proves the ids of all usage rows while somebody reads them in the order of their numbers. */
export class IdProof {
  readonly #db: Database.Database;
  readonly #undone: ReadonlySet<number>;
  readonly #seen: IdsSeen;
  readonly #filters = new IdFilters();
  readonly #twice: WrongIds['twice'] = [];
  readonly #before: Database.Statement<[string, number], number>;

  /** @param undone the batches whose ids are free again. */
  constructor(open: Tables, undone: ReadonlySet<number>) {
    this.#db = open.db;
    this.#undone = undone;
    this.#seen = new IdsSeen(bitsFor(usageRows(open)));
    this.#before = open.db.prepare<[string, number], number>(
      `SELECT batch FROM usage_event ${BY_ID} WHERE ${HAS_ID} = ? AND seq < ?`,
    );
    this.#before.pluck();
  }

  row(seq: number, eventId: string, attempt: number): void {
    const id = hashOf(eventId);
    this.#filters.add(seq, id);
    const before = this.#seen.meets(id) ? this.#before.all(eventId, seq) : [];
    if (before.length !== attempt || before.some((batch) => !this.#undone.has(batch)))
      this.#twice.push({ seq, eventId });
  }

  /** When all rows were there. */
  end(): WrongIds {
    const kept = new Map(keptFilters(this.#db).map((filter) => [filter.bucket, filter]));
    const wrong = this.#filters.all.filter((filter) => {
      const found = kept.get(filter.bucket);
      kept.delete(filter.bucket);
      return (
        found?.ids !== filter.ids ||
        found.crc !== checksumOf(filter) ||
        Buffer.compare(found.bits, filter.bits) !== 0
      );
    });
    const filters = [...wrong, ...kept.values()].map(rowsOf);
    return { twice: filters.length > 0 ? [] : this.#twice, filters };
  }
}

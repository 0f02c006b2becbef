// What usage rows and rejected rows are held to: each row a checksum, each batch a digest over its rows in the order of their
// numbers. Must not: leave out of them anything that was told.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { OpenBook } from '../open.ts';
import type { KeptReject } from '../usage-store.ts';
import { IdProof, type WrongIds } from './id-filters.ts';
import type { UsageRow } from './row-block.ts';

/** Hashes text in pieces: a call for each row would cost more than the hash. */
export class Digest {
  readonly #hash = createHash('sha256');
  #piece = '';

  add(text: string): void {
    this.#piece += text;
    if (this.#piece.length > 64_000) {
      this.#hash.update(this.#piece);
      this.#piece = '';
    }
  }

  hex(): string {
    return this.#hash.update(this.#piece).digest('hex');
  }
}

/**
 * One row as text: what its checksum and its batch's digest go over. Codes, not their ids, so that the code table is held to
 * account, too. Ids and JSON hold no control characters.
 */
export function rowText(
  r: Omit<UsageRow, 'customer' | 'meter'> & { customer: { code: string }; meter: { code: string } },
  attempt: number,
  batch: number,
): string {
  return `${r.eventId}\u001f${attempt}\u001f${batch}\u001f${r.line}\u001f${r.customer.code}\u001f${r.meter.code}\u001f${r.quantity}\u001f${r.occurredAt}\u001f${r.postedAt}\u001f${r.extra ?? ''}\n`;
}

function rejectText(r: Omit<KeptReject, 'cells'>, cells: string): string {
  return `${r.line}\u001f${r.code}\u001f${JSON.stringify(r.column)}\u001f${r.message}\u001f${cells}\n`;
}

/** Over what a batch rejected, by line. */
export function rejectsDigest({ db }: OpenBook, batch: number): string {
  const digest = new Digest();
  const rows = db.prepare(
    'SELECT line, code, column_name AS "column", message, cells FROM rejected_row WHERE batch = ? ORDER BY line',
  );
  for (const row of rows.iterate(batch) as Iterable<Omit<KeptReject, 'cells'> & { cells: string }>)
    digest.add(rejectText(row, row.cells));
  return digest.hex();
}

export interface BatchDigests {
  rows: number;
  rowsSha256: string;
  rejectsSha256: string;
}

/** The digests of a batch of which the book holds nothing. */
export function emptyDigests(): BatchDigests {
  return { rows: 0, rowsSha256: new Digest().hex(), rejectsSha256: new Digest().hex() };
}

/** A usage row with all that its checksum is made of. */
type DigestedRow = [
  number,
  string,
  number,
  number,
  number,
  number,
  number,
  string,
  number,
  number,
  string | null,
  number,
];

/**
 * Reads every usage row and rejected row again. @returns the digests of each batch, rows whose checksum is not theirs, and what is wrong with ids.
 */
export function readDigests(
  open: OpenBook,
  undone: ReadonlySet<number>,
  onRows?: (rows: number) => void,
): {
  batches: Map<number, BatchDigests>;
  altered: { seq: number; eventId: string; batch: number }[];
  ids: WrongIds;
} {
  const { db, codes } = open;
  const digests = new Map<number, { rows: number; added: Digest; rejects: Digest }>();
  const of = (batch: number): { rows: number; added: Digest; rejects: Digest } => {
    const known = digests.get(batch);
    if (known) return known;
    const made = { rows: 0, added: new Digest(), rejects: new Digest() };
    digests.set(batch, made);
    return made;
  };
  const altered: { seq: number; eventId: string; batch: number }[] = [];
  const ids = new IdProof(open, undone);
  const known = (id: number): { code: string } => ({ code: codes.has(id) ? codes.codeOf(id) : '' });
  const select = db
    .prepare(
      'SELECT seq, event_id, attempt, batch, line, customer, meter, quantity, occurred_at, posted_at, extra, crc FROM usage_event ORDER BY seq',
    )
    .raw();
  let rows = 0;
  for (const cells of select.iterate() as Iterable<DigestedRow>) {
    if (++rows % 10_000 === 0) onRows?.(rows);
    const [seq, eventId, attempt, batch, line, customer, meter, quantity, occurredAt, postedAt, extra, crc] =
      cells;
    const row = {
      eventId,
      line,
      customer: known(customer),
      meter: known(meter),
      quantity,
      occurredAt,
      postedAt,
      extra,
    };
    const text = rowText(row, attempt, batch);
    // The text has an empty `extra` and none alike; the program writes only the latter.
    if (crc32(text) !== crc || extra === '') altered.push({ seq, eventId, batch });
    const digest = of(batch);
    digest.rows++;
    digest.added.add(text);
    ids.row(seq, eventId, attempt);
  }
  const rejects = db.prepare(
    'SELECT batch, line, code, column_name AS "column", message, cells FROM rejected_row ORDER BY batch, line',
  );
  for (const row of rejects.iterate() as Iterable<
    Omit<KeptReject, 'cells'> & { batch: number; cells: string }
  >) {
    of(row.batch).rejects.add(rejectText(row, row.cells));
  }
  const batches = new Map<number, BatchDigests>();
  for (const [batch, { rows, added, rejects: bad }] of digests) {
    batches.set(batch, { rows, rowsSha256: added.hex(), rejectsSha256: bad.hex() });
  }
  return { batches, altered, ids: ids.end() };
}

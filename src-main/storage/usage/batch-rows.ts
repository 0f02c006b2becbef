// Usage rows of whole batches in the order in which they were told, with all that a batch's digest goes over (digests.ts).
// Must not: leave a row out, whatever became of it.
import type { Cell } from '../../../src-shared/report-table.ts';
import type { OpenBook } from '../open.ts';

export const BATCH_ROW_COLUMNS = [
  'batch',
  'line',
  'event_id',
  'attempt',
  'customer',
  'meter',
  'quantity',
  'occurred_ms',
  'posted_ms',
  'extra',
] as const;

export function* batchRows({ db }: OpenBook, batches: readonly number[]): Generator<Cell[]> {
  const select = db
    .prepare(
      `SELECT u.batch, u.line, u.event_id, u.attempt, c.code, m.code, u.quantity, u.occurred_at, u.posted_at, u.extra
       FROM usage_event u JOIN code c ON c.id = u.customer JOIN code m ON m.id = u.meter
       WHERE u.batch IN (SELECT value FROM json_each(?)) ORDER BY u.seq`,
    )
    .raw();
  const rows = select.iterate(JSON.stringify(batches)) as Iterable<(string | number | null)[]>;
  for (const row of rows) yield row.map((value) => (value === null ? null : String(value)));
}

// Usage rows of one customer by the instant they are posted at, a page at a time: for whoever hands on a month's usage whole.
// Must not: judge which of them count (the facts do).
import type { Instant } from '../../../src-shared/calendar.ts';
import type { OpenBook } from '../open.ts';
import type { StoredEvent } from '../usage-store.ts';

/** How many rows are in memory at once. */
const PAGE = 5000;

/** Rows with from ≤ posted < to, in order; undone ones, too. */
export function* postedUsage(
  { db, codes }: OpenBook,
  customer: string,
  from: Instant,
  to: Instant,
): Generator<StoredEvent> {
  const select = db.prepare(
    `SELECT seq AS ref, event_id AS eventId, meter, quantity, occurred_at AS occurredAt, posted_at AS postedAt, batch, line, extra
     FROM usage_event WHERE customer = ? AND (posted_at, seq) > (?, ?) AND posted_at < ?
     ORDER BY posted_at, seq LIMIT ${PAGE}`,
  );
  const id = codes.find('customer', customer) ?? 0;
  let [at, ref] = [from - 1, Number.MAX_SAFE_INTEGER];
  for (;;) {
    const rows = select.all(id, at, ref, to) as (Omit<StoredEvent, 'customer' | 'meter'> & {
      meter: number;
    })[];
    for (const row of rows) yield { ...row, customer, meter: codes.codeOf(row.meter) };
    const last = rows[rows.length - 1];
    if (rows.length < PAGE || !last) return;
    [at, ref] = [last.postedAt, last.ref];
  }
}

// Usage rows by the instant they occurred at, of everybody: for comparing with what a source says it sent.
// Must not: judge which of them count (the facts do).
import type { Instant } from '../../../src-shared/calendar.ts';
import type { OpenBook } from '../open.ts';

export interface OccurredRow {
  readonly customer: string;
  readonly meter: string;
  readonly eventId: string;
  readonly batch: number;
  readonly quantity: string;
  readonly occurredAt: Instant;
}

/** Rows with from ≤ occurred < to, in no order; undone ones, too. */
export function* usageByDay(
  { db, codes }: OpenBook,
  [from, to]: readonly [Instant, Instant],
): Generator<OccurredRow> {
  const rows = db
    .prepare(
      `SELECT customer, meter, event_id AS eventId, batch, quantity, occurred_at AS occurredAt
       FROM usage_event WHERE occurred_at >= ? AND occurred_at < ?`,
    )
    .iterate(from, to) as Iterable<
    Omit<OccurredRow, 'customer' | 'meter'> & { customer: number; meter: number }
  >;
  for (const row of rows)
    yield { ...row, customer: codes.codeOf(row.customer), meter: codes.codeOf(row.meter) };
}

// Where an accepted row goes in the ledger, and what stays on record with it. Must not: know files or the book.
import type { Instant } from '../../../src-shared/calendar.ts';
import type { AcceptedRow } from '../../import/usage-reading.ts';
import type { ByHand } from './import-watch.ts';
import { noteMend } from './import-watch.ts';

export interface PlacedRow extends AcceptedRow {
  /** When it is posted: when it occurred, or later where that month is closed. */
  readonly postedAt: Instant;
}

/** Usage that occurred before the first open month is late, and posted at its start (rules §12). */
export function placing(openFrom: Instant, byHand: ByHand | undefined): (row: AcceptedRow) => PlacedRow {
  return (row) => ({
    ...row,
    postedAt: Math.max(row.occurredAt, openFrom),
    extra: byHand ? noteMend(row.extra, byHand.mends.get(row.line)) : row.extra,
  });
}

export const isLate = ({ occurredAt, postedAt }: Pick<PlacedRow, 'occurredAt' | 'postedAt'>): boolean =>
  occurredAt < postedAt;

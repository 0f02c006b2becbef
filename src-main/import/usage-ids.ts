// Ids for usage that has none (rules §5, §12): made of the row's own content and its ordinal among equal rows of the file,
// so that overlapping exports do not count twice while true repeats within a file do.
// Must not: depend on the order or the name of files.
import { formatInstant } from '../../src-shared/calendar.ts';
import type { ParsedRow } from './usage-row.ts';

export type IdMaker = (row: ParsedRow) => string;

/**
 * One for each file. It remembers a count for each different row, about 100 bytes apiece (100 MB for a million rows):
 * the ordinal must be exact, so nothing less than the row's content will do as a key.
 */
export function openIdMaker(): IdMaker {
  const counts = new Map<string, number>();
  return ({ customer, meter, occurredAt, quantity }) => {
    const key = `${customer.id}|${meter.id}|${occurredAt}|${quantity}`;
    const n = (counts.get(key) ?? 0) + 1;
    counts.set(key, n);
    return `${customer.code}|${meter.code}|${formatInstant(occurredAt)}|${quantity}|${n}`;
  };
}

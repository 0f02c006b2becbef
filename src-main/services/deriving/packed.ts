// Usage and what is derived from it as they go from thread to thread: numbers in one array and texts in another, as a million small
// objects take longer to hand over than to derive. Must not: leave out anything of them.
import type { UsageEvent } from '../../engine/facts.ts';
import type { UsageRow } from '../../storage/derivation-store.ts';
import type { DerivedPage } from '../../storage/writing/derived-page.ts';

/** Columns of numbers, one after the other; their memory goes over to the other thread. */
type Numbers = Float64Array<ArrayBuffer>;

/** Usage rows: seq, meter, occurred_at and posted_at in numbers; texts hold no control characters. */
export interface PackedUsage {
  readonly numbers: Numbers;
  readonly eventIds: string;
  readonly quantities: string;
}

/** A derived page with its columns in the order of `COLUMNS`. */
export interface PackedPage extends Omit<DerivedPage, 'columns'> {
  readonly numbers: Numbers;
}

const BETWEEN = '\n';
const COLUMNS = ['at', 'event', 'meter', 'credits', 'basis', 'usage', 'breakage'] as const;

export function packUsage(rows: readonly UsageRow[]): PackedUsage {
  const count = rows.length;
  const numbers = new Float64Array(4 * count);
  const [eventIds, quantities] = [new Array<string>(count), new Array<string>(count)];
  for (let n = 0; n < count; n++) {
    const [seq, eventId, meter, quantity, occurredAt, postedAt] = rows[n]!;
    numbers[n] = seq;
    numbers[count + n] = meter;
    numbers[2 * count + n] = occurredAt;
    numbers[3 * count + n] = postedAt;
    eventIds[n] = eventId;
    quantities[n] = quantity;
  }
  return { numbers, eventIds: eventIds.join(BETWEEN), quantities: quantities.join(BETWEEN) };
}

export function* unpackUsage(
  { numbers, ...texts }: PackedUsage,
  codeOf: (meter: number) => string,
): Iterable<UsageEvent> {
  const count = numbers.length / 4;
  const [eventIds, quantities] = [texts.eventIds.split(BETWEEN), texts.quantities.split(BETWEEN)];
  for (let n = 0; n < count; n++) {
    yield {
      ref: numbers[n]!,
      eventId: eventIds[n]!,
      meter: codeOf(numbers[count + n]!),
      quantity: quantities[n]!,
      occurredAt: numbers[2 * count + n]!,
      postedAt: numbers[3 * count + n]!,
    };
  }
}

export function packPage({ steps, meters, columns }: DerivedPage): PackedPage {
  const count = columns.at.length;
  const numbers = new Float64Array(COLUMNS.length * count);
  for (const [place, name] of COLUMNS.entries()) numbers.set(columns[name], place * count);
  return { steps, meters, numbers };
}

export function unpackPage({ steps, meters, numbers }: PackedPage): DerivedPage {
  const count = numbers.length / COLUMNS.length;
  const [at, event, meter, credits, basis, usage, breakage] = COLUMNS.map((_, place) =>
    numbers.subarray(place * count, (place + 1) * count),
  ) as [Numbers, Numbers, Numbers, Numbers, Numbers, Numbers, Numbers];
  return { steps, meters, columns: { at, event, meter, credits, basis, usage, breakage } };
}

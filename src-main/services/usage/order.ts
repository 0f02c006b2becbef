// Usage in any order that is wanted, where a filter leaves few enough rows: they are put in order once, and then shown a page at a
// time. Must not: hold more than their numbers.
import type { UsageSort } from '../../../src-shared/contract/usage.ts';
import { parseScaled, QUANTITY_SCALE } from '../../../src-shared/decimal.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { keptFor, MOST_SORTED } from '../../storage/paging/kept.ts';
import type { EventPosting } from '../../storage/usage-pages.ts';
import { isAtMost, postingsOfEvents, scanUsage } from '../../storage/usage-pages.ts';
import type { StoredEvent } from '../../storage/usage-store.ts';
import type { Session } from '../session.ts';
import type { UsageFilter } from './narrowing.ts';
import { fitting, scanFor } from './narrowing.ts';

export interface UsageOrder {
  /** null: as they are found, which is by time for a customer's and as they came in for others'. */
  readonly by: UsageSort;
  readonly descending: boolean;
}

/** Can what fits be put in other orders than it came in? */
export function isFew(session: Session, filter: UsageFilter, few = MOST_SORTED): boolean {
  return isAtMost(session.open, scanFor(session, filter), few);
}

/** The numbers of all rows that fit, in order: there are few. */
export function usageInOrder(session: Session, filter: UsageFilter, order: UsageOrder): readonly number[] {
  const { customer, meter, batch, late, exception, text } = filter;
  const asked = { usage: { customer, meter, batch, late, exception, text }, order };
  return keptFor(session.open, asked, () => {
    const scan = scanFor(session, filter);
    const fits = fitting(session.book(), filter, scan);
    const { by, descending } = order;
    const events = [...scanUsage(session.open, scan, by === null && descending, null)].filter(fits);
    if (by === null) return events.map(({ ref }) => ref);
    const keyOf = keysBy(session, by, events);
    const keyed = events.map((event) => ({ ref: event.ref, key: keyOf(event) }));
    const sign = descending ? -1 : 1;
    return keyed.sort((a, b) => compareKeys(a.key, b.key, sign) || a.ref - b.ref).map(({ ref }) => ref);
  });
}

/** Amounts come after their unit, so that unlike things are not set against each other. */
interface Key {
  readonly unit: string;
  readonly value: string | number | bigint;
}

function compareKeys(a: Key, b: Key, sign: number): number {
  if (a.unit !== b.unit) return compareText(a.unit, b.unit);
  if (typeof a.value === 'string') return sign * compareText(a.value, b.value as string);
  const [x, y] = [a.value, b.value as number | bigint];
  return sign * (x < y ? -1 : x > y ? 1 : 0);
}

function keysBy(
  session: Session,
  by: NonNullable<UsageSort>,
  events: readonly StoredEvent[],
): (event: StoredEvent) => Key {
  const plain = (value: Key['value']): Key => ({ unit: '', value });
  switch (by) {
    case 'occurred_at':
      return ({ occurredAt }) => plain(occurredAt);
    case 'posted_at':
      return ({ postedAt }) => plain(postedAt);
    case 'event_id':
      return ({ eventId }) => plain(eventId);
    case 'customer':
      return ({ customer }) => plain(customer);
    case 'meter':
      return ({ meter }) => plain(meter);
    case 'quantity':
      return ({ quantity }) => plain(parseScaled(quantity, QUANTITY_SCALE) ?? 0n);
    default: {
      const posted = postingsOfEvents(session.open, events);
      return ({ ref }) => amountOf(posted.get(ref)!, by);
    }
  }
}

/** Without postings there is no amount: such rows stand together. */
function amountOf(postings: readonly EventPosting[], by: 'need' | 'drawn' | 'overage' | 'revenue'): Key {
  const sum = (take: (one: EventPosting) => bigint): bigint =>
    postings.reduce((all, one) => all + take(one), 0n);
  if (by === 'revenue')
    return {
      unit: postings.find(({ currency }) => currency)?.currency ?? '',
      value: sum((one) => one.revenue),
    };
  const drawn = sum((one) => (one.kind === 'drawdown' ? -one.credits : 0n));
  const overage = sum((one) => one.overage);
  const value = by === 'drawn' ? drawn : by === 'overage' ? overage : drawn + overage;
  return { unit: postings[0]?.creditType ?? '', value };
}

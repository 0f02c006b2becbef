// Derives every wallet of a book from its facts, up to the end of a month.
import type { Facts, UsageEvent } from './history.ts';
import { rateEvent } from './rating.ts';
import { type Instant, nextMonth } from './time.ts';
import { walkWallet } from './walk.ts';
import type { Wallet } from './wallet.ts';

export interface Derived {
  facts: Facts;
  /** The last month of the book's reports. */
  through: string;
  wallets: Wallet[];
  /** Usage that takes part in nothing: no rate, or excluded. Sorted by nothing in particular. */
  exceptions: { event: UsageEvent; reason: 'no_rate' | 'excluded' }[];
}

/** Up to the end of a month. */
export function derive(facts: Facts, through = facts.through): Derived {
  return deriveUntil(facts, facts.calendar.startOfMonth(nextMonth(through)));
}

/** Up to an instant, without it. */
export function deriveUntil(facts: Facts, until: Instant): Derived {
  const { catalogue, calendar } = facts;
  const through = calendar.month(until - 1);
  const standing = facts.events.filter((event) => event.voided?.mode !== 'erase' && event.postedAt < until);
  const exceptions: Derived['exceptions'] = [];
  const rated = standing.flatMap((event) => {
    const rating = event.excluded ? null : rateEvent(event, catalogue, calendar);
    if (rating) return [{ ...event, ...rating }];
    exceptions.push({ event, reason: event.excluded ? 'excluded' : 'no_rate' });
    return [];
  });
  const wallets = [...catalogue.customers.keys()].sort().flatMap((customer) =>
    [...catalogue.creditTypes.values()]
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map((creditType) => {
        const events = rated.filter(
          (event) => event.customer === customer && event.creditType === creditType.code,
        );
        return walkWallet({ facts, customer, creditType, events }, until);
      }),
  );
  return { facts, through, wallets, exceptions };
}

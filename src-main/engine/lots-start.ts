// Lots that begin (rules §5, §7.1): allocations of subscriptions, grants, pieces rolled over, and what voids bring back.
import type { Instant } from '../../src-shared/calendar.ts';
import { compareText } from '../../src-shared/text-order.ts';
import type { Offer, WalletFacts } from './book.ts';
import { expiryInstant } from './book.ts';
import type { LotTerms } from './lot-state.ts';
import type { Period, Periods } from './periods.ts';
import type { ChargeKind, Lot } from './postings.ts';
import type { Wallet } from './wallet.ts';
import { addLot, blankPosting, makeUsable, post } from './wallet.ts';

/** A lot about to begin, and how to post its beginning. Sorted by lot id within the instant. */
export interface Beginning {
  id: string;
  /** Of 0 credits no lot is made, so that none becomes usable. */
  makesLot: boolean;
  begin: () => void;
}

/** Everything that begins at `at`, apart from what voids bring back. Consumes what it returns from the wallet's plans. */
export function beginningsAt(wallet: Wallet, at: Instant, grants: readonly number[]): Beginning[] {
  const found: Beginning[] = [];
  for (const periods of wallet.periods.values()) {
    const { ref } = periods.subscription;
    for (;;) {
      const index = wallet.nextPeriod.get(ref) ?? 0;
      const start = periods.startIfReached(index);
      if (start === null || start > at) break;
      wallet.nextPeriod.set(ref, index + 1);
      if (start < wallet.book.startsAt) continue; // already running when the book began (rules §2)
      found.push(allocation(wallet, periods, periods.at(index)));
    }
  }
  for (const index of grants) found.push(granted(wallet, at, wallet.facts.grants[index]!));
  for (let i = wallet.pending.length - 1; i >= 0; i--) {
    const lot = wallet.pending[i]!;
    if (lot.startsAt > at) continue;
    wallet.pending.splice(i, 1);
    found.push({ id: lot.id, makesLot: true, begin: () => makeUsable(wallet, lot) });
  }
  return found;
}

export function begin(beginnings: Beginning[]): void {
  beginnings.sort((a, b) => compareText(a.id, b.id));
  for (const beginning of beginnings) beginning.begin();
}

function allocation(wallet: Wallet, periods: Periods, period: Period): Beginning {
  const { subscription } = periods;
  const { plan } = subscription;
  const at = period.startsAt;
  const id = `${subscription.ref}:${period.firstDay}`;
  const ends = plan.expiry.kind === 'period_end';
  const own = ends ? null : expiryInstant(plan.expiry, period.firstDay, wallet.book.zone);
  const lot: Lot = {
    id,
    kind: 'allocation',
    startsAt: at,
    expiresAt: ends ? period.endsAt : own,
    credits: subscription.credits,
    price: subscription.price,
    currency: plan.currency,
    priority: plan.priority,
    source: null,
    subscription: subscription.ref,
    meters: null,
  };
  const terms: LotTerms = {
    lot,
    burnExpiresAt: ends ? period.grantedEnd : own,
    periodEnd: ends,
    rolls: 0,
    breakage: plan.breakage,
  };
  return { id, makesLot: lot.credits > 0n, begin: () => beginCharged(wallet, at, terms, 'plan') };
}

function granted(wallet: Wallet, at: Instant, { fact, offer }: WalletFacts['grants'][number]): Beginning {
  const terms = offered(wallet, at, fact.date, offer, {
    id: fact.ref,
    kind: fact.kind,
    subscription: null,
    meters: fact.meters,
  });
  return {
    id: fact.ref,
    makesLot: offer.credits > 0n,
    begin: () => beginCharged(wallet, at, terms, fact.kind === 'top_up' ? 'top_up' : null),
  };
}

/** The terms of a lot bought from an offer (a pack or a grant) on a date. */
export function offered(
  wallet: Wallet,
  at: Instant,
  date: string,
  offer: Offer,
  lot: Pick<Lot, 'id' | 'kind' | 'subscription' | 'meters'>,
): LotTerms {
  const expiresAt = expiryInstant(offer.expiry, date, wallet.book.zone);
  const { credits, price, currency, priority } = offer;
  return {
    lot: { ...lot, startsAt: at, expiresAt, credits, price, currency, priority, source: null },
    burnExpiresAt: expiresAt,
    periodEnd: false,
    rolls: 0,
    breakage: offer.breakage,
  };
}

/** Posts a lot's grant and, where money is to be invoiced, its charge (rules §5, §10). */
export function beginCharged(wallet: Wallet, at: Instant, terms: LotTerms, charge: ChargeKind | null): void {
  const { lot } = terms;
  if (lot.credits > 0n) {
    const grant = blankPosting(wallet, at, lot.kind === 'opening' ? 'opening' : 'grant');
    grant.lot = lot.id;
    grant.credits = lot.credits;
    grant.currency = lot.currency;
    grant.basis = lot.price;
    addLot(wallet, at, terms);
    post(wallet, grant);
  }
  if (charge === null || lot.price === 0n) return;
  const line = blankPosting(wallet, at, 'charge');
  line.lot = lot.id;
  line.credits = lot.credits;
  line.currency = lot.currency;
  line.receivable = lot.price;
  line.amount = lot.price;
  line.charge = lot.id;
  line.chargeKind = charge;
  post(wallet, line);
}

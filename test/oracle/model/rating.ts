// Which rate is in force for an event and how many credits the event needs (rules §4).
import type { Catalogue, Rate } from './catalogue.ts';
import { type Fraction, round } from './fraction.ts';
import type { Calendar, Instant } from './time.ts';

export interface Counted {
  customer: string;
  meter: string;
  quantity: Fraction;
  occurredAt: Instant;
}

export interface Rated {
  creditType: string;
  need: Fraction;
}

/** The customer's own row beats a general one, then the latest `from` wins. */
function rateInForce(event: Counted, catalogue: Catalogue, calendar: Calendar): Rate | null {
  const day = calendar.date(event.occurredAt);
  const inForce = catalogue.rates.filter((rate) => rate.meter === event.meter && rate.from <= day);
  const own = inForce.filter((rate) => rate.customer === event.customer);
  const general = inForce.filter((rate) => rate.customer === '');
  const candidates = own.length > 0 ? own : general;
  const latestFirst = candidates.sort((a, b) => (a.from < b.from ? 1 : -1));
  return latestFirst[0] ?? null;
}

/** Null where no rate is in force: the event is an exception. */
export function rateEvent(event: Counted, catalogue: Catalogue, calendar: Calendar): Rated | null {
  const rate = rateInForce(event, catalogue, calendar);
  if (!rate) return null;
  const type = catalogue.creditTypes.get(rate.creditType)!;
  const exact = event.quantity.times(rate.credits).over(rate.units);
  return { creditType: type.code, need: round(exact, type.scale, type.rounding) };
}

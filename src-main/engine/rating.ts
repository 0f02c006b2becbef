// What a usage event needs: the rate in force and one exact rounding (rules §3, §4).
import type { Instant, Zone } from '../../src-shared/calendar.ts';
import {
  divideRounded,
  parseScaled,
  powerOfTen,
  QUANTITY_SCALE,
  toFraction,
} from '../../src-shared/decimal.ts';
import type { CreditType } from './book.ts';
import type { RateFact, Told } from './facts.ts';

export interface Rate {
  fact: RateFact;
  creditType: CreditType;
  /** First instant of its `from`: a rate covers events that occurred then or later. */
  startsAt: Instant;
  /** need = round(quantity at QUANTITY_SCALE × numerator ÷ denominator), in scaled credits. */
  numerator: bigint;
  denominator: bigint;
}

/** Rates by meter and customer. Each list is in order of precedence: a row for the customer, then the latest first. */
export interface RateTable {
  /** The rates that may cover events of this meter and customer, first come first served. */
  candidates(meter: string, customer: string): readonly Rate[];
}

function compileRate(fact: RateFact, creditType: CreditType, zone: Zone): Rate {
  const units = toFraction(fact.units);
  const credits = toFraction(fact.credits);
  return {
    fact,
    creditType,
    startsAt: zone.startOf(fact.from),
    numerator: credits.numerator * units.denominator * powerOfTen(creditType.scale),
    denominator: credits.denominator * units.numerator * powerOfTen(QUANTITY_SCALE),
  };
}

export function compileRates(
  facts: readonly Told[],
  creditTypes: Map<string, CreditType>,
  zone: Zone,
): RateTable {
  const byMeter = new Map<string, Rate[]>();
  for (const { kind, body } of facts) {
    if (kind !== 'rate') continue;
    const rates = byMeter.get(body.meter) ?? [];
    byMeter.set(body.meter, rates);
    rates.push(compileRate(body, creditTypes.get(body.creditType)!, zone));
  }
  for (const rates of byMeter.values()) rates.sort((a, b) => b.startsAt - a.startsAt);
  const memory = new Map<string, Rate[]>();
  return {
    candidates(meter, customer) {
      const key = `${meter}|${customer}`;
      let found = memory.get(key);
      if (!found) {
        const rates = byMeter.get(meter) ?? [];
        found = [
          ...rates.filter((rate) => rate.fact.customer === customer),
          ...rates.filter((rate) => rate.fact.customer === null),
        ];
        memory.set(key, found);
      }
      return found;
    },
  };
}

/** The rate in force for an event by its original date, or null: an exception (rules §4). */
export function rateInForce(candidates: readonly Rate[], occurredAt: Instant): Rate | null {
  for (const rate of candidates) if (rate.startsAt <= occurredAt) return rate;
  return null;
}

/** Credits an event needs, in scaled credits: rated once, rounded once (rules §3). */
export function needOf(quantity: string, rate: Rate): bigint {
  const scaled = parseScaled(quantity, QUANTITY_SCALE);
  if (scaled === null) throw new RangeError(`not a quantity: ${quantity}`);
  return divideRounded(scaled * rate.numerator, rate.denominator, rate.creditType.rounding);
}

// The periods of a subscription (rules §2): always counted from its start, clamped, cut at its end.
import type { Subscription } from './catalogue.ts';
import { addDuration, type Calendar, type Instant, nextDay } from './time.ts';

export interface Period {
  firstDay: string;
  startsAt: Instant;
  /** Cut by the subscription's end and by its cancellation. */
  endsAt: Instant;
  /** Cut by the end it was set up with only: what its lots were granted with, and burn by. */
  grantedUntil: Instant;
}

/** The periods that begin before `until`, in order. */
export function periodsOf(subscription: Subscription, calendar: Calendar, until: Instant): Period[] {
  const after = (day: string): Instant => (day === '' ? Infinity : calendar.start(nextDay(day)));
  const lastEnd = after(subscription.lastDay);
  const setUpEnd = after(subscription.end);
  const periods: Period[] = [];
  for (let k = 0; ; k++) {
    const firstDay = addDuration(subscription.start, subscription.plan.interval, k);
    const startsAt = calendar.start(firstDay);
    if (startsAt >= until || startsAt >= lastEnd) return periods;
    const whole = calendar.start(addDuration(subscription.start, subscription.plan.interval, k + 1));
    periods.push({
      firstDay,
      startsAt,
      endsAt: Math.min(whole, lastEnd),
      grantedUntil: Math.min(whole, setUpEnd),
    });
  }
}

export function periodAt(subscription: Subscription, calendar: Calendar, at: Instant): Period | undefined {
  return periodsOf(subscription, calendar, at + 1).find((period) => at < period.endsAt);
}

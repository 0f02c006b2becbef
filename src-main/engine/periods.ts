// Subscription periods (rules §2): months are always added to the start date itself, never to a clamped date.

import type { Instant, IsoDate, Zone } from '../../src-shared/calendar.ts';
import { addDuration } from '../../src-shared/calendar.ts';
import type { Subscription } from './book.ts';

export interface Period {
  index: number;
  /** First day, and first instant, of the period; the first instant after it before anything cuts it. */
  firstDay: IsoDate;
  startsAt: Instant;
  naturalEnd: Instant;
  /** Cut by the subscription's own end, as granted; and by a cancellation too, as it came to be. */
  grantedEnd: Instant;
  endsAt: Instant;
}

/** The periods of one subscription, worked out as they are needed. */
export class Periods {
  readonly subscription: Subscription;
  readonly #zone: Zone;
  readonly #starts: Instant[] = [];

  constructor(subscription: Subscription, zone: Zone) {
    this.subscription = subscription;
    this.#zone = zone;
  }

  #firstDay(index: number): IsoDate {
    return addDuration(this.subscription.start, this.subscription.plan.interval, index);
  }

  #startOf(index: number): Instant {
    while (this.#starts.length <= index)
      this.#starts.push(this.#zone.startOf(this.#firstDay(this.#starts.length)));
    return this.#starts[index]!;
  }

  /** Period k, whether or not the subscription reaches it. */
  at(index: number): Period {
    const naturalEnd = this.#startOf(index + 1);
    return {
      index,
      firstDay: this.#firstDay(index),
      startsAt: this.#startOf(index),
      naturalEnd,
      grantedEnd: Math.min(naturalEnd, this.subscription.grantedEnd),
      endsAt: Math.min(naturalEnd, this.subscription.endsAt),
    };
  }

  /** Start of period k, or null when the subscription has ended by then. */
  startIfReached(index: number): Instant | null {
    const start = this.#startOf(index);
    return start < this.subscription.endsAt ? start : null;
  }

  isActive(instant: Instant): boolean {
    return instant >= this.subscription.startsAt && instant < this.subscription.endsAt;
  }

  /** The period that contains the instant. The subscription must be active then. */
  containing(instant: Instant): Period {
    let index = 0;
    if (this.#starts.length > 1 && this.#starts[this.#starts.length - 1]! <= instant)
      index = this.#starts.length - 1;
    else {
      let high = this.#starts.length - 1;
      while (index < high) {
        const middle = (index + high + 1) >> 1;
        if (this.#starts[middle]! <= instant) index = middle;
        else high = middle - 1;
      }
    }
    while (this.#startOf(index + 1) <= instant) index++;
    return this.at(index);
  }

  /** The period that begins at the instant, if the subscription has one. */
  startingAt(instant: Instant): Period | null {
    if (!this.isActive(instant)) return null;
    const period = this.containing(instant);
    return period.startsAt === instant ? period : null;
  }
}

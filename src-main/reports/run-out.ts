// How long a wallet lasts: its lots drawn at an even pace in the order in which they expire, nothing granted any more. An estimate,
// and exact in itself: days and credits are whole numbers. Must not: read the book, or promise anything.

export interface StandingLot {
  readonly remaining: bigint;
  /** Days from the day of the estimate to the last on which it is valid; null: for ever. */
  readonly lastDay: number | null;
}

/** So many credits in so many days. */
export interface Pace {
  readonly drawn: bigint;
  readonly days: bigint;
}

export interface RunOut {
  /** The balance at the end of days from the estimate on, wherever its slope changes; where a lot ends, before and after. */
  readonly points: readonly { readonly day: number; readonly balance: bigint }[];
  /** What would be left in lots when they expire, day by day. */
  readonly expiring: readonly { readonly day: number; readonly credits: bigint }[];
  /** The day on which nothing is left; null: not without use, or not within the horizon. */
  readonly day: number | null;
}

/** @param horizon days; what would happen later is not told. */
export function runOut(lots: readonly StandingLot[], pace: Pace, horizon: number): RunOut {
  const inOrder = lots
    .filter(({ remaining }) => remaining > 0n)
    .sort((a, b) => (a.lastDay ?? Number.MAX_SAFE_INTEGER) - (b.lastDay ?? Number.MAX_SAFE_INTEGER));
  let balance = inOrder.reduce((sum, { remaining }) => sum + remaining, 0n);
  const points = [{ day: 0, balance }];
  const expiring: { day: number; credits: bigint }[] = [];
  // Time in parts of a day so small that a lot is used up at a whole one.
  const partsOfDay = pace.drawn > 0n ? pace.drawn : 1n;
  const end = BigInt(horizon) * partsOfDay;
  let now = 0n;
  const drawnBy = (until: bigint): bigint => (pace.drawn > 0n ? (until - now) / pace.days : 0n);
  const stand = (at: bigint): void => void points.push({ day: Number(at / partsOfDay), balance });
  for (const { remaining, lastDay } of inOrder) {
    const usedUp = pace.drawn > 0n ? now + remaining * pace.days : null;
    const ends = lastDay === null ? null : BigInt(Math.max(0, lastDay)) * partsOfDay;
    const stop = least(usedUp, ends);
    if (stop === null || stop > end) {
      balance -= drawnBy(end);
      stand(end);
      return { points, expiring, day: null };
    }
    if (usedUp !== null && stop === usedUp) {
      balance -= remaining;
      now = usedUp;
    } else {
      const drawn = drawnBy(stop);
      balance -= drawn;
      now = stop;
      stand(stop);
      const day = lastDay ?? 0;
      const same = expiring.findIndex((one) => one.day === day);
      if (same < 0) expiring.push({ day, credits: remaining - drawn });
      else expiring[same]!.credits += remaining - drawn;
      balance -= remaining - drawn;
    }
    stand(now);
  }
  return {
    points,
    expiring,
    day: pace.drawn > 0n && balance === 0n && inOrder.length > 0 ? points.at(-1)!.day : null,
  };
}

function least(a: bigint | null, b: bigint | null): bigint | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

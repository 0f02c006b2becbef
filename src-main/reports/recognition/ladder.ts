// The expiry ladder: what is left, by the months in which it may still be used, counted from the day after the period. What can be used
// for more than twelve months, or for ever, is non-current. Must not: know lots of a workbook, or make cells.
import type { IsoDate, Month } from '../../../src-shared/calendar.ts';
import { addDays, addMonths, nextMonth } from '../../../src-shared/calendar.ts';

export interface Rung {
  readonly name: string;
  /** First and last "last valid day" on it; null: no bound. What never expires has neither, and `never`. */
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly never: boolean;
  readonly current: boolean;
}

const STEPS = [0, 3, 6, 12, 24] as const;

/** As seen at a month's end. */
export function ladderAt(month: Month): readonly Rung[] {
  const start = `${nextMonth(month)}-01`;
  const dayBefore = (months: number): IsoDate => addDays(addMonths(start, months), -1);
  const rungs = STEPS.map((step, index): Rung => {
    const next = STEPS[index + 1];
    const first = index === 0 ? 0 : step + 1;
    return {
      name: next === undefined ? `More than ${step} months` : `${first}–${next} months`,
      from: index === 0 ? null : addMonths(start, step),
      to: next === undefined ? null : dayBefore(next),
      never: false,
      current: next !== undefined && next <= 12,
    };
  });
  return [...rungs, { name: 'Never expires', from: null, to: null, never: true, current: false }];
}

/** @param day a last valid day; null: never. */
export const isOn = (rung: Rung, day: IsoDate | null): boolean =>
  day === null
    ? rung.never
    : !rung.never && (rung.from === null || rung.from <= day) && (rung.to === null || day <= rung.to);

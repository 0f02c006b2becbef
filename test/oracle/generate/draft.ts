// A world in the making: its choices, the features that are on, and small makers of cells. A draft is only ever added to.
import { currencyScale } from '../model/fraction.ts';
import { type Facts, readHistory } from '../model/history.ts';
import { addDuration } from '../model/time.ts';
import type { SetupRow, SetupTables, World } from '../world.ts';
import type { Choices } from './choices.ts';

/** What a world may or may not have; each world switches about half of them on. */
export const featureNames = [
  'adjustments',
  'addOns',
  'autoTopUp',
  'billing',
  'boundaryTimes',
  'breakage',
  'burnOrders',
  'cancellations',
  'carryForward',
  'conflicts',
  'currencies',
  'customerRates',
  'durations',
  'earlyStart',
  'emptyPlans',
  'ends',
  'eraseVoids',
  'grants',
  'huge',
  'idless',
  'lateUsage',
  'manyTypes',
  'missingRates',
  'newRates',
  'newcomers',
  'openings',
  'overrides',
  'priorities',
  'promos',
  'refusals',
  'rejects',
  'reload',
  'reopen',
  'repeats',
  'restricted',
  'reverseVoids',
  'rollover',
  'shortIntervals',
  'undo',
  'zeroUse',
] as const;

export type Feature = (typeof featureNames)[number];

export interface Draft {
  choices: Choices;
  features: Set<Feature>;
  world: World;
  /** The months of the story; facts are dated in them. */
  months: string[];
  /** Numbers handed out for refs and ids. */
  serial: number;
  /** Instants worth hitting again. */
  used: number[];
  everClosed: boolean;
}

export function has(draft: Draft, feature: Feature): boolean {
  return draft.features.has(feature);
}

export function facts(draft: Draft): Facts {
  return readHistory(draft.world);
}

/** The customers that the book knows by now. */
export function customersOf(draft: Draft): string[] {
  return [...facts(draft).catalogue.customers.keys()];
}

export function add(tables: SetupTables, table: string, row: SetupRow): void {
  const rows = tables[table] ?? [];
  tables[table] = rows;
  rows.push(row);
}

/** A ref that does not sort by when it was made. */
export function newRef(draft: Draft, prefix = ''): string {
  draft.serial++;
  return `${prefix}${draft.choices.pick(['m', 'c', 'x', 'a', 'r'])}${draft.serial}`;
}

/** A decimal with at most `scale` places: whole more often than not. */
export function amount(choices: Choices, low: number, high: number, scale: number): string {
  const whole = choices.between(low, high);
  if (scale === 0 || whole === high || !choices.chance(40)) return String(whole);
  const digits = choices.between(1, 10 ** Math.min(scale, 3) - 1);
  return `${whole}.${String(digits).padStart(Math.min(scale, 3), '0')}`;
}

export function price(choices: Choices, low: number, high: number, currency: string): string {
  return amount(choices, low, high, currencyScale(currency));
}

export function daysAfter(date: string, days: number): string {
  return addDuration(date, 'P1D', days);
}

/** A day of a month, leaning to its edges. */
export function dayIn(draft: Draft, month: string): string {
  const { choices } = draft;
  const first = `${month}-01`;
  const last = daysAfter(addDuration(first, 'P1M'), -1);
  const kind = choices.below(4);
  if (kind === 0) return first;
  if (kind === 1) return daysAfter(last, -choices.below(3));
  return daysAfter(first, choices.below(Number(last.slice(8))));
}

/** A day of one of the months that are still open, mostly of the first. */
export function openDay(draft: Draft, firstOpen: string): string {
  const open = draft.months.filter((month) => month >= firstOpen);
  const month = open.length > 1 && draft.choices.chance(20) ? open[1]! : (open[0] ?? firstOpen);
  return dayIn(draft, month);
}

// Calls of the Overview: where the book stands at the end of its last month, in figures that lead to what they are made of.
import { z } from 'zod';
import { month, name, nothing, query } from './define.ts';
import { closeChecks } from './months.ts';

const amount = z.object({ currency: z.string(), amount: z.string() });
const held = z.object({ creditType: z.string(), credits: z.string() });

export const overview = z.object({
  /** The month everything is told up to the end of; `asOf` its last day. */
  through: z.string(),
  asOf: z.string(),
  openMonth: z.string(),
  deferred: z.array(amount),
  outstanding: z.array(held),
  deficits: z.array(held),
  expiring: z.array(z.object({ days: z.number(), held: z.array(held), deferred: z.array(amount) })),
  /** Overage used but not yet on a charge, and what charges of the last month bill of it. */
  unbilledOverage: z.array(amount),
  chargedOverage: z.array(amount),
  exceptions: z.object({ noRate: z.number(), unfunded: z.number() }),
  /** Deferred revenue by month and currency, with its movements. */
  movements: z.array(
    z.object({
      month: z.string(),
      currency: z.string(),
      opening: z.string(),
      added: z.string(),
      usage: z.string(),
      breakage: z.string(),
      refunded: z.string(),
      /** Usage, breakage and refunds together. */
      released: z.string(),
      closing: z.string(),
    }),
  ),
  /** What is left in lots by the month in which it expires; null: never. */
  ladder: z.array(
    z.object({
      month: z.string().nullable(),
      creditType: z.string(),
      credits: z.string(),
      deferred: z.array(amount),
      lots: z.number(),
    }),
  ),
  /** How many rows of each setup table were told: for the first steps of a new book. */
  told: z.object({
    creditTypes: z.number(),
    meters: z.number(),
    rates: z.number(),
    plans: z.number(),
    customers: z.number(),
    grants: z.number(),
  }),
  checks: closeChecks,
});
export type Overview = z.output<typeof overview>;

const meterUse = z.object({
  meter: z.string(),
  name: z.string(),
  creditType: z.string(),
  /** What lots paid, what was beyond them, and both together. */
  drawn: z.string(),
  overage: z.string(),
  credits: z.string(),
  creditsBefore: z.string(),
  events: z.number(),
});
export type MeterUse = z.output<typeof meterUse>;

export const OVERVIEW_CALLS = {
  'overview.read': query(nothing, overview),
  /** What usage cost by meter: the last month unless told, beside the one before. */
  'usage.byMeter': query(
    z.strictObject({ month: month.nullable().default(null), customer: name.nullable().default(null) }),
    z.object({ month: z.string(), before: z.string(), meters: z.array(meterUse) }),
  ),
};

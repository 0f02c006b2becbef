// Calls of the Customers screen: every wallet with how long it lasts, and what is known of one customer besides its reports.
import { z } from 'zod';
import { name, nothing, query, table } from './define.ts';

const dayBalance = z.object({ on: z.string(), balance: z.string() });
const burn = z.object({
  /** The day the chart begins with. */
  from: z.string(),
  /** The balance at the end of each day on which it moved; the first stands before `from` or on it. */
  days: z.array(dayBalance),
  /** How it goes on at the pace of the last three months without new credits: straight lines between these. */
  ahead: z.array(dayBalance),
  /** What would be left in lots when they expire. */
  expiring: z.array(z.object({ on: z.string(), credits: z.string() })),
});
export type WalletBurn = z.output<typeof burn>;

const customerRead = z.object({
  code: z.string(),
  name: z.string(),
  email: z.string(),
  through: z.string(),
  asOf: z.string(),
  wallets: z.array(
    z.object({
      creditType: z.string(),
      name: z.string(),
      unit: z.string(),
      balance: z.string(),
      deficit: z.string(),
      deferred: z.array(z.object({ currency: z.string(), amount: z.string() })),
      /** At the pace of the last three months, as lots expire; null: no use, or longer than five years. */
      lastsUntil: z.string().nullable(),
      /** Lots that hold something, in the order in which they expire. */
      lots: z.array(
        z.object({
          lot: z.string(),
          kind: z.string(),
          granted: z.string(),
          remaining: z.string(),
          validThrough: z.string().nullable(),
        }),
      ),
      burn,
    }),
  ),
  subscriptions: z.array(
    z.object({
      ref: z.string(),
      plan: z.string(),
      planName: z.string(),
      start: z.string(),
      end: z.string().nullable(),
      state: z.enum(['running', 'ended', 'to come']),
    }),
  ),
});
export type CustomerRead = z.output<typeof customerRead>;

export const CUSTOMER_CALLS = {
  'customers.table': query(nothing, z.object({ table, through: z.string() })),
  'customers.read': query(z.strictObject({ customer: name }), customerRead),
};

// Calls of the Ledger screen: any window of the postings that fit a filter, in the order of posting.
import { z } from 'zod';
import { month, name, query } from './define.ts';

const filter = {
  customer: name.nullable().default(null),
  lot: name.nullable().default(null),
  event: name.nullable().default(null),
  entry: name.nullable().default(null),
  month: month.nullable().default(null),
};
const ledgerFilter = z.strictObject(filter);
export type LedgerFilter = z.output<typeof ledgerFilter>;

export const LEDGER_CALLS = {
  'ledger.window': query(
    z.strictObject({
      ...filter,
      start: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(200),
      newest: z.boolean().default(false),
    }),
    z.object({
      rows: z.array(z.object({ id: z.string(), cells: z.array(z.string().nullable()) })),
      total: z.number(),
    }),
  ),
};

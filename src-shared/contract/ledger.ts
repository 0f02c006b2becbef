// Calls of the Ledger screen: any window of the postings that fit a filter, in the order of posting.
import { z } from 'zod';
import { fileRef, job, month, name, query, text } from './define.ts';

const filter = {
  customer: name.nullable().default(null),
  lot: name.nullable().default(null),
  event: name.nullable().default(null),
  entry: name.nullable().default(null),
  month: month.nullable().default(null),
};
const ledgerFilter = z.strictObject(filter);
export type LedgerFilter = z.output<typeof ledgerFilter>;

/** What lines are ordered by where they are few enough; time is null. */
const sort = z
  .enum(['customer', 'lot', 'event_id', 'credits', 'overage', 'revenue'])
  .nullable()
  .default(null);
export type LedgerSort = z.output<typeof sort>;

const cells = z.array(z.string().nullable());
const counted = {
  /** Lines in all; null: not counted yet. */
  total: z.number().nullable(),
  /** Few enough to be ordered otherwise than by time. */
  sorts: z.boolean(),
};
const newest = z.boolean().default(false);

export const LEDGER_CALLS = {
  'ledger.window': query(
    z.strictObject({
      ...filter,
      start: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(200),
      sort,
      newest,
    }),
    z.object({ rows: z.array(z.object({ id: z.string(), cells })), ...counted }),
  ),
  /**
   * How many lines fit, where the top of them came before all were counted. Counts a bounded number at a time: while it does not
   * say, ask again.
   */
  'ledger.count': query(ledgerFilter, z.object(counted)),
  /** Rows of totals, in the ledger's columns: one a currency; credits, of one credit type only, below several currencies. */
  'ledger.totals': query(ledgerFilter, z.object({ rows: z.array(cells) })),
  /**
   * The next line beyond `from` (a place in the window's order; -1: from the top) that has the text: in a code, an id, an entry's
   * name, or as a whole amount. Looks at a bounded number of lines: without `place`, go on from `next`; without both, there is none.
   */
  'ledger.find': query(
    z.strictObject({
      ...filter,
      newest,
      text: text.min(1).max(200),
      /** The text as a decimal, where it is a number as the person writes them. */
      amount: z
        .string()
        .regex(/^-?\d{1,24}(\.\d{1,12})?$/)
        .nullable()
        .default(null),
      from: z.number().int().min(-1).default(-1),
      forward: z.boolean().default(true),
    }),
    z.object({ place: z.number().nullable(), next: z.number().nullable(), total: z.number() }),
  ),
  /** What fits, in that order, as a file. */
  'ledger.save': job(
    z.strictObject({ ...filter, sort, newest, format: z.enum(['csv', 'xlsx']), file: fileRef }),
    z.object({ rows: z.number() }),
  ),
};

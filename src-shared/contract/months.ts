// Calls about months: what a close waits for, closing, opening the last closed month again, and a month's revenue workbook.
// Seals are in audit.seals.
import { z } from 'zod';
import { fileRef, finding, job, month, nothing, query, text } from './define.ts';

/** What stands before the first open month may close. `todo` refuses the close, `look` does not. */
export const closeChecks = z.array(
  z.object({
    key: z.enum(['usage', 'exceptions', 'unfunded']),
    state: z.enum(['done', 'todo', 'look']),
    count: z.number(),
  }),
);

export const MONTH_CALLS = {
  'months.checks': query(nothing, z.object({ month: z.string(), checks: closeChecks })),
  'months.close': job(
    z.strictObject({ month }),
    z.object({
      month: z.string(),
      postings: z.number(),
      seal: z.string(),
      previousSeal: z.string(),
      short: z.array(finding),
    }),
  ),
  'months.reopen': job(
    z.strictObject({ month, reason: text.max(2000) }),
    z.object({ month: z.string(), oldSeal: z.string() }),
  ),
  'revenue.save': job(
    // The month itself, the quarter it lies in, or its year up to it.
    z.strictObject({ month, span: z.enum(['month', 'quarter', 'year_to_date']).optional(), file: fileRef }),
    z.object({ period: z.string(), status: z.enum(['draft', 'final']) }),
  ),
};

// Calls about an old spreadsheet beside the book: compared, written as a workbook, and recorded for the parallel run.
import { z } from 'zod';
import { fileRef, finding, job, month, name, nothing, query, table, text } from '../contract/define.ts';
import { named } from '../keys/named.ts';

const asked = {
  file: fileRef,
  /** A saved layout; null: one that fits, or what the workbook looks like. */
  shape: text.min(1).max(200).nullable().default(null),
  from: month.nullable().default(null),
  to: month.nullable().default(null),
  /** What names in the spreadsheet are: codes of the book, blank for none of its customers. */
  customers: named(z.record(z.string().max(500), z.string().max(500))).default({}),
};

/** How many balances of a month, or of all, agree, differ for a known cause, or differ. */
const tally = {
  balances: z.number(),
  agree: z.number(),
  explained: z.number(),
  unexplained: z.number(),
};

/** Amounts are spreadsheet less book: where it begins, and what is left of it in the last balance. */
const credits = { creditType: z.string(), credits: z.string(), creditsLast: z.string() };
const money = { currency: z.string(), money: z.string(), moneyLast: z.string() };

const difference = z.object({
  no: z.number(),
  cause: z.string(),
  explained: z.boolean(),
  customer: z.string(),
  known: z.boolean(),
  month: z.string(),
  /** What both have where it begins, and in the last month compared where that is another. */
  balances: z.array(z.object({ month: z.string(), sheet: z.string().nullable(), book: z.string() })),
  ...credits,
  /** Of each currency that it is in, at least one. */
  deferred: z.array(z.object(money)).min(1),
  what: z.string(),
  correction: z.string(),
  cell: z.string().nullable(),
  shown: z.array(z.string()),
  events: z.array(z.string()),
  lots: z.array(z.string()),
  also: z.array(z.string()),
});
export type WireDifference = z.output<typeof difference>;

const compared = z.object({
  file: z.object({ name: z.string(), sha256: z.string() }),
  shape: z.string().nullable(),
  conclusion: z.string(),
  /** What the spreadsheet says and could not be compared, and what to do about it. */
  notCompared: z.array(finding),
  ...tally,
  months: z.array(z.object({ month: z.string(), ...tally })),
  causes: z.array(
    z.object({ cause: z.string(), meaning: z.string(), count: z.number(), ...credits, ...money }),
  ),
  differences: z.array(difference),
  lines: table,
});
export type WireComparison = z.output<typeof compared>;

const parallel = z.object({
  months: z.array(
    z.object({
      month: z.string(),
      ...tally,
      state: z.enum(['agrees', 'explained', 'unexplained', 'open', 'reopened']),
      words: z.string(),
      file: z.string(),
      comparedBy: z.string(),
      comparedAt: z.string(),
    }),
  ),
  inARow: z.number(),
  enough: z.number(),
  mayEnd: z.boolean(),
});
export type WireParallel = z.output<typeof parallel>;

const enough = z.number().int().min(1).max(60).default(3);

export const COMPARISON_CALLS = {
  /** Names that may be customers are asked first; while there are any, nothing is compared. */
  'comparison.look': job(
    z.strictObject(asked),
    z.object({
      names: z.array(z.object({ text: z.string(), suggestion: z.string() })),
      compared: compared.nullable(),
    }),
  ),
  'comparison.save': job(z.strictObject({ ...asked, out: fileRef }), z.object({ conclusion: z.string() })),
  /** Lets it count for the parallel run; the layout is kept under the name, if there is one. */
  'comparison.record': job(z.strictObject({ ...asked, saveAs: name.nullable().default(null) }), parallel),
  'parallel.read': query(z.strictObject({ enough }), parallel),
  'parallel.save': job(z.strictObject({ enough, file: fileRef }), nothing),
};

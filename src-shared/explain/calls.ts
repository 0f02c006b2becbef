// The call that explains a number: what is asked about, and the explanation: sentences with what they name, and parts that add up.
// Every part foots: its lines and the rest that is not shown come to its total exactly.
import { z } from 'zod';
import { month, name, query } from '../contract/define.ts';
import { CREDIT_FIGURES, LEDGER_TOTALS, MONEY_FIGURES, USAGE_TOTALS } from './subject.ts';

const id = z.string().min(1).max(700);

const subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('event'), event: id }),
  z.strictObject({ kind: z.literal('lot'), lot: id, month: month.nullable().default(null) }),
  z.strictObject({
    kind: z.literal('posting'),
    posting: z.string().regex(/^\d{1,15}\|-?\d{1,15}\|\d{1,9}$/),
  }),
  z.strictObject({ kind: z.literal('charge'), charge: id }),
  z.strictObject({ kind: z.literal('fact'), fact: z.number().int().min(1).max(1e12) }),
  z.strictObject({
    kind: z.literal('figure'),
    figure: z.enum([...MONEY_FIGURES, ...CREDIT_FIGURES]),
    unit: name,
    month: month.nullable().default(null),
    customer: name.nullable().default(null),
    of: id.nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('usage_total'),
    column: z.enum(USAGE_TOTALS),
    unit: name,
    customer: name.nullable().default(null),
    meter: name.nullable().default(null),
    batch: z.number().int().min(1).max(1e9).nullable().default(null),
    late: z.boolean().default(false),
    text: z.string().max(200).default(''),
  }),
  z.strictObject({
    kind: z.literal('ledger_total'),
    column: z.enum(LEDGER_TOTALS),
    unit: name,
    customer: name.nullable().default(null),
    lot: name.nullable().default(null),
    event: name.nullable().default(null),
    entry: name.nullable().default(null),
    month: month.nullable().default(null),
  }),
]);

/** A value that the page writes as its reader wants numbers and dates. */
const value = z.object({
  value: z.string(),
  type: z.enum(['credits', 'money', 'quantity', 'date', 'month', 'instant']),
  unit: z.string().nullable(),
});
const link = z.object({ label: z.string(), subject });
const piece = z.union([z.string(), value, link]);

const part = z.object({
  title: z.string(),
  type: z.enum(['credits', 'money', 'quantity']),
  unit: z.string(),
  /** Largest first, or in the order of a calculation. Amounts are signed as they add up. */
  lines: z.array(
    z.object({
      label: z.string(),
      note: z.array(piece),
      amount: z.string(),
      subject: subject.nullable(),
    }),
  ),
  /** What is not shown line by line. */
  more: z.object({ count: z.number(), amount: z.string() }).nullable(),
  total: z.string(),
});

const explanation = z.object({
  title: z.string(),
  /** What is explained comes to this; null where it is no amount. */
  amount: value.nullable(),
  /** Of an event: what can still be done with it depends on it. */
  state: z.enum(['counted', 'late', 'no_rate', 'excluded', 'voided']).nullable(),
  steps: z.array(
    z.object({
      about: z.enum([
        'meaning',
        'filter',
        'origin',
        'time',
        'rate',
        'need',
        'lot',
        'revenue',
        'overage',
        'state',
        'price',
        'validity',
        'rollover',
        'order',
        'rules',
        'month',
        'journal',
        'later',
      ]),
      pieces: z.array(piece),
    }),
  ),
  parts: z.array(part),
});
export type Explanation = z.output<typeof explanation>;
export type Step = Explanation['steps'][number];
export type Piece = Step['pieces'][number];
export type Part = Explanation['parts'][number];

export const EXPLAIN_CALLS = { 'explain.read': query(z.strictObject({ subject }), explanation) };

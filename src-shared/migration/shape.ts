// The understood shape of an old workbook: which sheets, where their headers are, what each column means, how names in it map to
// the book's codes. Saved in the book as JSON and read with this schema. Must not: look at a workbook.
import { z } from 'zod';
import { done, type Result, refused } from '../findings/finding.ts';
import type { LegacyCode } from '../findings/legacy.ts';
import { malformed } from '../findings/malformed.ts';
import { named } from '../keys/named.ts';

export const LAYOUTS = ['purchases', 'customer_sheets', 'balance_grid', 'transactions'] as const;

/** What a column can mean. `credits` goes in and out by its sign; `ignore` is not read. */
const MEANINGS = [
  'customer',
  'ref',
  'date',
  'credit_type',
  'bought',
  'price',
  'unit_price',
  'currency',
  'used',
  'expired',
  'remaining',
  'deferred',
  'expires',
  'kind',
  'meter',
  'quantity',
  'credits',
  'credits_in',
  'credits_out',
  'balance',
  'note',
  'ignore',
] as const;
export type Meaning = (typeof MEANINGS)[number];

const Column = z.strictObject({
  /** Letters. */
  column: z.string().regex(/^[A-Z]{1,3}$/),
  /** As the header has it, for finding it again in the next file. */
  name: z.string().max(500),
  means: z.enum(MEANINGS),
  /** Of a column of a grid. */
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .nullable()
    .default(null),
});
export type ColumnShape = z.output<typeof Column>;

/** A credit sheet has a few dozen; more are not looked at. */
export const MOST_COLUMNS = 500;

const Sheet = z.strictObject({
  sheet: z.string().max(300),
  /** Row of the header; of two rows, the lower one. */
  headerRow: z.number().int().min(1).max(1_048_576),
  columns: z.array(Column).max(MOST_COLUMNS),
  /** Whose sheet it is, as spelt, where it is one customer's. */
  customer: z.string().max(500).nullable().default(null),
  /** Rows that a person left out, or kept though they look like totals or notes. */
  leftOut: z.array(z.number().int()).max(100_000).default([]),
  kept: z.array(z.number().int()).max(100_000).default([]),
});
export type SheetShape = z.output<typeof Sheet>;

const codes = named(z.record(z.string().max(500), z.string().max(200))).default({});

/** As it is saved, and as the wizard sends it back. */
export const legacyShape = z.strictObject({
  layout: z.enum(LAYOUTS),
  sheets: z.array(Sheet).max(2000),
  /** How dates that are text are written; null: as they look, and asked where they may be read in two ways. */
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).nullable().default(null),
  /** The decimal separator of numbers that are text; null: as they look. */
  decimal: z.enum(['.', ',']).nullable().default(null),
  /** Of amounts that name none. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null),
  /** Of rows that name none: codes of the book. */
  creditType: z.string().max(200).nullable().default(null),
  meter: z.string().max(200).nullable().default(null),
  /** What the workbook says → the book's code. */
  customers: codes,
  creditTypes: codes,
  meters: codes,
});
export type LegacyShape = z.output<typeof legacyShape>;

/** Reads a shape from JSON data. */
export function parseShape(data: unknown): Result<LegacyShape> {
  const parsed = legacyShape.safeParse(data);
  if (parsed.success) return done(parsed.data);
  const hint = 'Save it again from the migration wizard, or with --save-shape';
  return refused(
    ...malformed(parsed.error, 'shape of the old workbook', 'bad_shape' satisfies LegacyCode, hint),
  );
}

// How outside tables of one source are laid out: invoice lines, accounts of a general ledger, control totals of usage. Saved in the book
// as JSON and read with this schema. Must not: look at a file (propose.ts does) or read rows (read.ts).
import { z } from 'zod';
import { done, type Result, refused } from '../../../src-shared/findings/finding.ts';
import { malformed } from '../../../src-shared/findings/malformed.ts';
import type { ReconcileCode } from '../../../src-shared/findings/reconcile.ts';
import { named } from '../../../src-shared/keys/named.ts';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import { FILE_FIELDS, NOTATION_FIELDS, SEPARATORS_DIFFER, separatorsDiffer } from '../read-profile.ts';
import { CANONICAL_PROFILE, type ImportProfile } from '../usage-profile.ts';

/** What columns of outside tables hold. `party` is the customer of a bill, the account of a general ledger, the meter of usage. */
export const OUTSIDE_FIELDS = [
  'party',
  'reference',
  'date',
  'amount',
  'debit',
  'credit',
  'opening',
  'closing',
  'currency',
  'text',
] as const;
export type OutsideField = (typeof OUTSIDE_FIELDS)[number];

const column = z.string().min(1).max(500);

const Fields = z.strictObject({
  leg: z.enum(['billing', 'general_ledger', 'usage', 'spreadsheet']),
  columns: named(z.partialRecord(z.enum(OUTSIDE_FIELDS), column)),
  ...NOTATION_FIELDS,
  ...FILE_FIELDS,
  /** Line (CSV) or row (Excel) of the header. */
  headerLine: z.number().int().min(1).max(1_000_000).default(1),
  /** For rows that say none; null: the book's. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null),
  /** Balances of liabilities and revenue are written without a sign: an account's usual side is positive. */
  usualSide: z.boolean().default(false),
  /** What the file says → the book's code of a customer, an account or a meter. */
  values: named(z.record(z.string(), z.string())).default({}),
});

const Schema = Fields.refine(separatorsDiffer, SEPARATORS_DIFFER);

export type OutsideProfile = z.output<typeof Schema>;

/** Reads a profile from JSON data; what is left out is as people write it most. */
export function parseOutsideProfile(data: unknown): Result<OutsideProfile> {
  const parsed = Schema.safeParse(data);
  if (parsed.success) return done(parsed.data);
  const hint = 'Save it again, such as `reconciliation BOOK propose KIND FILE` writes it';
  return refused(...malformed(parsed.error, 'profile', 'bad_outside_profile' satisfies ReconcileCode, hint));
}

/** Its notations as the readers of numbers and dates take them. */
export function notationOf(profile: OutsideProfile): ImportProfile {
  const { dateOrder, twoDigitYears, decimalSeparator, thousandsSeparator } = profile;
  return { ...CANONICAL_PROFILE, dateOrder, twoDigitYears, decimalSeparator, thousandsSeparator };
}

/** What a leg cannot do without: one of each of these. */
export const NEEDED: Readonly<Record<Leg, readonly (readonly OutsideField[])[]>> = {
  billing: [['reference', 'party'], ['amount']],
  general_ledger: [['party'], ['amount', 'debit', 'closing']],
  usage: [['party'], ['date'], ['amount']],
  spreadsheet: [['party'], ['date'], ['amount']],
};

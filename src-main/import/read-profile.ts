// Import profiles as JSON: saved in the book and read with this schema; what is left out is as in the canonical profile.
// Must not: look at a file (usage-shape.ts proposes) or read rows (usage-row.ts).
import { z } from 'zod';
import { canonicalDecimal } from '../../src-shared/decimal.ts';
import { done, type Result, refused } from '../../src-shared/findings/finding.ts';
import { malformed } from '../../src-shared/findings/malformed.ts';
import { named } from '../../src-shared/keys/named.ts';
import { CANONICAL_PROFILE, DATE_ORDERS, TOTALS_RULES } from './usage-profile.ts';

/** A column of that name. */
const column = [
  z
    .string()
    .min(1)
    .transform((name) => ({ column: name })),
  z.strictObject({ column: z.string().min(1) }),
] as const;
/** Where a value comes from: a column, or one value for the whole file. */
const Source = z.union([...column, z.strictObject({ value: z.string().min(1) })]);
const Columns = z.strictObject({
  /** null: the file has no ids, they are made (rules §12). Left out: `event_id` if the file has it. */
  event_id: Source.nullable().optional(),
  customer: Source.default(CANONICAL_PROFILE.columns.customer),
  meter: Source.default(CANONICAL_PROFILE.columns.meter),
  quantity: Source.default(CANONICAL_PROFILE.columns.quantity),
  occurred_at: Source.default(CANONICAL_PROFILE.columns.occurred_at),
  /** The time of day, where it stands in a column of its own. */
  time: z.union(column).nullable().default(null),
});

const factor = z
  .string()
  .transform((text) => canonicalDecimal(text) ?? '')
  .refine((text) => /^\d/.test(text) && text !== '0' && text.length <= 20, 'must be a decimal above 0');

/** Else "1.234" could be read in two ways. */
export function separatorsDiffer(notation: {
  thousandsSeparator: string;
  decimalSeparator: string;
}): boolean {
  return notation.thousandsSeparator !== notation.decimalSeparator;
}
export const SEPARATORS_DIFFER = {
  path: ['thousandsSeparator'],
  message: 'must differ from the decimal separator',
};

/** What the file says → the book's code. */
const codes = named(z.record(z.string(), z.string())).default({});

/** How numbers and dates are written. */
export const NOTATION_FIELDS = {
  dateOrder: z.enum(DATE_ORDERS).default(CANONICAL_PROFILE.dateOrder),
  /** May 26 stand for 2026? */
  twoDigitYears: z.boolean().default(CANONICAL_PROFILE.twoDigitYears),
  decimalSeparator: z.enum(['.', ',']).default(CANONICAL_PROFILE.decimalSeparator),
  /** A blank stands for any kind of space, an apostrophe for both kinds. Empty: none. */
  thousandsSeparator: z.enum(['', ',', '.', ' ', "'"]).default(CANONICAL_PROFILE.thousandsSeparator),
};

/** How a file is cut into rows and cells; null: as it looks. */
export const FILE_FIELDS = {
  delimiter: z.enum([',', ';', '\t', '|']).nullable().default(CANONICAL_PROFILE.delimiter),
  encoding: z
    .enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])
    .nullable()
    .default(CANONICAL_PROFILE.encoding),
  sheet: z.string().min(1).nullable().default(CANONICAL_PROFILE.sheet),
};

const Schema = z
  .strictObject({
    columns: Columns.default(CANONICAL_PROFILE.columns),
    ...NOTATION_FIELDS,
    /** IANA id; null is the book's. */
    timeZone: z.string().min(1).nullable().default(CANONICAL_PROFILE.timeZone),
    ...FILE_FIELDS,
    /** Line (CSV) or row (Excel) of the header; 0: there is none, columns are "column 1" …; null: the first that fits. */
    headerLine: z.number().int().min(0).max(1_000_000).nullable().default(CANONICAL_PROFILE.headerLine),
    /** Rows at the end that are no usage; blank rows do not count. */
    skipBottom: z.number().int().min(0).max(1000).default(CANONICAL_PROFILE.skipBottom),
    totals: z.enum(TOTALS_RULES).default(CANONICAL_PROFILE.totals),
    values: z
      .strictObject({
        customer: codes,
        meter: codes,
      })
      .default(CANONICAL_PROFILE.values),
    /** Quantities are multiplied by this exact decimal: "1000" for a file that counts in thousands. */
    quantityTimes: factor.default(CANONICAL_PROFILE.quantityTimes),
  })
  .refine(separatorsDiffer, SEPARATORS_DIFFER);

export type ImportProfile = z.output<typeof Schema>;

/** Reads a profile from JSON data; everything left out is as in the canonical profile. */
export function parseProfile(data: unknown): Result<ImportProfile> {
  const parsed = Schema.safeParse(data);
  if (parsed.success) return done(parsed.data);
  const hint = 'Save the profile again from the import screen, or see "Import profiles" in the guide';
  return refused(...malformed(parsed.error, 'import profile', 'bad_profile', hint));
}

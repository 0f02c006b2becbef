// An import profile: how the usage files of one source are laid out. Saved in the book as JSON and read with this schema.
// The canonical profile is what is used when no profile is named.
// Must not: look at a file (usage-shape.ts proposes) or read rows (usage-row.ts).
import { z } from 'zod';
import { canonicalDecimal } from '../../src-shared/decimal.ts';
import { done, type Result, refused } from '../../src-shared/findings/finding.ts';
import { malformed } from '../../src-shared/findings/malformed.ts';
import { named } from '../../src-shared/named.ts';

const USAGE_FIELDS = ['event_id', 'customer', 'meter', 'quantity', 'occurred_at'] as const;
export type UsageField = (typeof USAGE_FIELDS)[number];

/** How dates are written. `excel` and `unix` (seconds, or milliseconds) are plain numbers. */
export const DATE_ORDERS = ['iso', 'dmy', 'mdy', 'ymd', 'excel', 'unix', 'unix_ms'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** `reject`: shown with the rejected rows; `skip`: left out and counted; `keep`: a row like any other. */
const TOTALS_RULES = ['reject', 'skip', 'keep'] as const;

/** Where a value comes from: a column of that name, or one value for the whole file. */
const Source = z.union([
  z
    .string()
    .min(1)
    .transform((column) => ({ column })),
  z.strictObject({ column: z.string().min(1) }),
  z.strictObject({ value: z.string().min(1) }),
]);
export type ColumnSource = { readonly column: string } | { readonly value: string };

const Columns = z.strictObject({
  /** null: the file has no ids, they are made (rules §12). Left out: `event_id` if the file has it. */
  event_id: Source.nullable().optional(),
  customer: Source.default({ column: 'customer' }),
  meter: Source.default({ column: 'meter' }),
  quantity: Source.default({ column: 'quantity' }),
  occurred_at: Source.default({ column: 'occurred_at' }),
  /** The time of day, where it stands in a column of its own. */
  time: z
    .union([
      z
        .string()
        .min(1)
        .transform((column) => ({ column })),
      z.strictObject({ column: z.string().min(1) }),
    ])
    .nullable()
    .default(null),
});

const factor = z
  .string()
  .transform((text) => canonicalDecimal(text) ?? '')
  .refine((text) => /^\d/.test(text) && text !== '0' && text.length <= 20, 'must be a decimal above 0');

/** What the file says → the book's code. */
const codes = named(z.record(z.string(), z.string())).default({});

const Schema = z
  .strictObject({
    columns: Columns.default({
      customer: { column: 'customer' },
      meter: { column: 'meter' },
      quantity: { column: 'quantity' },
      occurred_at: { column: 'occurred_at' },
      time: null,
    }),
    dateOrder: z.enum(DATE_ORDERS).default('iso'),
    /** May 26 stand for 2026? */
    twoDigitYears: z.boolean().default(false),
    decimalSeparator: z.enum(['.', ',']).default('.'),
    /** A blank stands for any kind of space, an apostrophe for both kinds. Empty: none. */
    thousandsSeparator: z.enum(['', ',', '.', ' ', "'"]).default(''),
    /** IANA id; null is the book's. */
    timeZone: z.string().min(1).nullable().default(null),
    delimiter: z.enum([',', ';', '\t', '|']).nullable().default(null),
    encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).nullable().default(null),
    sheet: z.string().min(1).nullable().default(null),
    /** Line (CSV) or row (Excel) of the header; 0: there is none, columns are "column 1" …; null: the first that fits. */
    headerLine: z.number().int().min(0).max(1_000_000).nullable().default(null),
    /** Rows at the end that are no usage; blank rows do not count. */
    skipBottom: z.number().int().min(0).max(1000).default(0),
    totals: z.enum(TOTALS_RULES).default('reject'),
    values: z
      .strictObject({
        customer: codes,
        meter: codes,
      })
      .default({ customer: {}, meter: {} }),
    /** Quantities are multiplied by this exact decimal: "1000" for a file that counts in thousands. */
    quantityTimes: factor.default('1'),
  })
  .refine((profile) => profile.thousandsSeparator !== profile.decimalSeparator, {
    path: ['thousandsSeparator'],
    message: 'must differ from the decimal separator',
  });

export type ImportProfile = z.output<typeof Schema>;

/** Reads a profile from JSON data; everything left out is as in the canonical profile. */
export function parseProfile(data: unknown): Result<ImportProfile> {
  const parsed = Schema.safeParse(data);
  if (parsed.success) return done(parsed.data);
  const hint = 'Save the profile again from the import screen, or see "Import profiles" in the guide';
  return refused(...malformed(parsed.error, 'import profile', 'bad_profile', hint));
}

export const CANONICAL_PROFILE: ImportProfile = Schema.parse({});

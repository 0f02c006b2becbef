// Calls about usage: looking through it, its batches, voiding and excluding, how an event was rated and paid; and importing it.
import { z } from 'zod';
import { named } from '../keys/named.ts';
import { command, date, fileRef, finding, job, name, nothing, query, text } from './define.ts';

const id = z.string().min(1).max(300);
const cell = z.string().nullable();
const reason = z.string().trim().min(1).max(2000);
const batchNumber = z.number().int().min(1);

const filter = {
  customer: name.nullable().default(null),
  meter: name.nullable().default(null),
  batch: batchNumber.nullable().default(null),
  late: z.boolean().default(false),
  exception: z.boolean().default(false),
  text: z.string().max(200).default(''),
  newest: z.boolean().default(true),
};
/** What rows are ordered by where they are few enough; null: as they came in. `newest`: the end of the order first. */
const sort = z
  .enum([
    'occurred_at',
    'event_id',
    'customer',
    'meter',
    'quantity',
    'need',
    'drawn',
    'overage',
    'revenue',
    'posted_at',
  ])
  .nullable()
  .default(null);
export type UsageSort = z.output<typeof sort>;
const usageFilter = z.strictObject(filter);
export type UsageFilter = z.output<typeof usageFilter>;

const source = z.union([
  z.strictObject({ column: z.string().min(1) }),
  z.strictObject({ value: z.string().min(1) }),
]);
/** A layout with everything said: what the page sends back is what it was given, changed. The importer checks it again. */
const layout = z.strictObject({
  columns: z.strictObject({
    event_id: source.nullable().optional(),
    customer: source,
    meter: source,
    quantity: source,
    occurred_at: source,
    time: z.strictObject({ column: z.string().min(1) }).nullable(),
  }),
  dateOrder: z.enum(['iso', 'dmy', 'mdy', 'ymd', 'excel', 'unix', 'unix_ms']),
  twoDigitYears: z.boolean(),
  decimalSeparator: z.enum(['.', ',']),
  thousandsSeparator: z.enum(['', ',', '.', ' ', "'"]),
  timeZone: z.string().min(1).nullable(),
  delimiter: z.enum([',', ';', '\t', '|']).nullable(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).nullable(),
  sheet: z.string().min(1).nullable(),
  headerLine: z.number().int().min(0).max(1_000_000).nullable(),
  skipBottom: z.number().int().min(0).max(1000),
  totals: z.enum(['reject', 'skip', 'keep']),
  values: z.strictObject({
    customer: named(z.record(z.string(), z.string())),
    meter: named(z.record(z.string(), z.string())),
  }),
  quantityTimes: z.string(),
});
export type Layout = z.output<typeof layout>;

const batch = z.object({
  batch: z.number(),
  file: z.string(),
  profile: z.string().nullable(),
  accepted: z.number(),
  duplicates: z.number(),
  late: z.number(),
  exceptions: z.number(),
  rejected: z.number(),
  undone: z.boolean(),
  /** What became of the control totals, in words; blank: none were told. */
  control: z.string(),
});
export type Batch = z.output<typeof batch>;

const rejectedRow = z.object({
  line: z.number(),
  code: z.string(),
  column: z.string().nullable(),
  message: z.string(),
  cells: z.array(z.string()),
});

const shape = z.object({
  file: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  delimiter: z.string().nullable(),
  encoding: z.string().nullable(),
  /** The file says its encoding itself, by a byte order mark: it cannot be another. */
  marked: z.boolean(),
  letters: z.array(z.string()),
  sheets: z.array(z.string()),
  rows: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })),
  proposal: z.object({
    headerLine: z.number(),
    header: z.array(z.string()),
    columns: z.array(
      z.object({
        field: z.enum(['event_id', 'customer', 'meter', 'quantity', 'occurred_at', 'time']),
        column: z.string(),
        by: z.enum(['name', 'synonym', 'similar', 'content']),
        confidence: z.number(),
        samples: z.array(z.string()),
      }),
    ),
    profile: layout,
    questions: z.array(finding),
    warnings: z.array(finding),
  }),
  fitting: z.array(z.object({ name: z.string().nullable(), profile: layout })),
  known: z.object({ batch: z.number(), undone: z.boolean() }).nullable(),
});
export type Shape = z.output<typeof shape>;

const review = z.object({
  token: z.string(),
  counts: z.object({
    batch: z.number(),
    accepted: z.number(),
    duplicates: z.number(),
    late: z.number(),
    exceptions: z.number(),
    rejected: z.number(),
    skipped: z.number(),
    leftOut: z.number(),
  }),
  idsMade: z.boolean(),
  header: z.array(z.string()),
  rows: z.array(
    z.object({
      line: z.number(),
      state: z.enum(['accepted', 'late', 'duplicate', 'error', 'left_out']),
      code: z.string().nullable(),
      column: z.string().nullable(),
      message: z.string(),
      hint: z.string(),
      cells: z.array(z.string()),
    }),
  ),
  unknown: z.array(
    z.object({ what: z.enum(['customer', 'meter']), text: z.string(), rows: z.number(), hint: z.string() }),
  ),
  totals: z.object({
    rows: z.number(),
    quantity: z.string(),
    meters: z.array(z.object({ meter: z.string(), rows: z.number(), quantity: z.string() })),
    first: z.string().nullable(),
    last: z.string().nullable(),
  }),
  unrated: z.array(z.object({ meter: z.string(), rows: z.number() })),
  effect: z.array(
    z.object({
      customer: z.string(),
      creditType: z.string(),
      drawn: z.string(),
      overage: z.string(),
      balance: z.string(),
    }),
  ),
});
export type Review = z.output<typeof review>;

/** Lines count from 1 as the file has them, places of columns from 0. */
const byHand = {
  mends: z
    .array(
      z.strictObject({
        line: z.number().int().min(1),
        cells: z.array(
          z.strictObject({ place: z.number().int().min(0).max(1000), text: z.string().max(10_000) }),
        ),
      }),
    )
    .max(10_000)
    .default([]),
  leftOut: z
    .array(z.strictObject({ line: z.number().int().min(1), reason }))
    .max(10_000)
    .default([]),
};
const reviewGiven = z.strictObject({ file: fileRef, layout, ...byHand });
export type ReviewGiven = z.input<typeof reviewGiven>;

const toldTotals = z.strictObject({
  meter: name.nullable(),
  rows: z.number().int().min(0).nullable(),
  quantity: z
    .string()
    .regex(/^\d{1,18}(\.\d{1,9})?$/)
    .nullable(),
});
const coded = z.strictObject({ code: name, name });

export const USAGE_CALLS = {
  /** A page by key: `after` is the id of the last row there is. `start` serves only where places are rows (no filter). */
  'usage.page': query(
    z.strictObject({
      ...filter,
      after: z
        .string()
        .regex(/^\d{1,15}$/)
        .nullable()
        .default(null),
      start: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(200),
      sort,
    }),
    z.object({
      rows: z.array(z.object({ id: z.string(), cells: z.array(cell) })),
      total: z.number().nullable(),
      /** Few enough rows to be ordered otherwise than they came in. */
      sorts: z.boolean(),
      next: z.string().nullable(),
    }),
  ),
  /** What can be chosen in filters and value maps. */
  'usage.codes': query(nothing, z.object({ customers: z.array(coded), meters: z.array(coded) })),
  'usage.save': job(
    z.strictObject({ ...filter, sort, format: z.enum(['csv', 'xlsx']).default('csv'), file: fileRef }),
    z.object({ rows: z.number() }),
  ),
  /** Rows of totals in the columns of usage, as in `ledger.totals`; none where more rows fit than are added up at once. */
  'usage.totals': query(usageFilter, z.object({ rows: z.array(z.array(cell)) })),
  /** The next row beyond the place `from` that has the text, where places are rows; else as in `ledger.find`. */
  'usage.find': query(
    z.strictObject({
      ...filter,
      find: text.min(1).max(200),
      from: z.number().int().min(-1).default(-1),
      forward: z.boolean().default(true),
    }),
    z.object({ place: z.number().nullable(), next: z.number().nullable(), total: z.number().nullable() }),
  ),
  /** `date` null: the first day of the first open month. */
  'usage.void': command(
    z.strictObject({ events: z.array(id).min(1).max(500), date: date.nullable().default(null), reason }),
    z.object({ voided: z.number() }),
  ),
  'usage.exclude': command(z.strictObject({ event: id, reason }), z.object({ customer: z.string() })),
  'batch.list': query(nothing, z.object({ batches: z.array(batch) })),
  'batch.undo': job(z.strictObject({ batch: batchNumber, reason }), z.object({ batch: z.number() })),
  'batch.rejects': query(
    z.strictObject({ batch: batchNumber, limit: z.number().int().min(1).max(5000).default(1000) }),
    z.object({
      file: z.string(),
      header: z.array(z.string()),
      rows: z.array(rejectedRow),
      rejected: z.number(),
    }),
  ),
  'batch.saveRejects': job(
    z.strictObject({ batch: batchNumber, file: fileRef }),
    z.object({ rejected: z.number() }),
  ),
  'profile.list': query(nothing, z.object({ profiles: z.array(z.object({ name: z.string(), layout })) })),
  'profile.save': command(
    z.strictObject({ name: text.max(200), layout }),
    z.object({ unchanged: z.boolean(), replaced: z.boolean() }),
  ),
  'profile.rename': command(z.strictObject({ name, to: text.max(200) }), z.object({ name: z.string() })),
  'profile.delete': command(z.strictObject({ name }), nothing),
  /** How the file is laid out; with what a person says of it, where that differs from how it looks. */
  'import.shape': query(
    z.strictObject({
      file: fileRef,
      sheet: layout.shape.sheet.default(null),
      encoding: layout.shape.encoding.default(null),
      delimiter: layout.shape.delimiter.default(null),
      headerLine: layout.shape.headerLine.default(null),
    }),
    shape,
  ),
  'import.review': job(reviewGiven, review),
  /** Does what the review with this token showed, or refuses. `remember`: saves the layout under this name. */
  'import.commit': job(
    z.strictObject({
      file: fileRef,
      layout,
      ...byHand,
      token: z.string().max(200),
      profile: name.nullable().default(null),
      remember: name.nullable().default(null),
      /** Control totals of the source: totals that differ are refused without a reason. */
      told: z.array(toldTotals).max(1000).default([]),
      toldReason: z.string().max(2000).default(''),
    }),
    z.object({ review, notRemembered: finding.nullable() }),
  ),
  'import.create': command(
    z.strictObject({
      customers: z.array(coded).max(1000).default([]),
      meters: z.array(coded).max(1000).default([]),
    }),
    z.object({ created: z.number() }),
  ),
};

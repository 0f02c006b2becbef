// Calls of the wizard that brings an old credit spreadsheet in: what is understood of it, what it would do, doing it, its report.
import { z } from 'zod';
import { command, date, fileRef, finding, job, name, nothing, query } from '../contract/define.ts';
import { LAYOUTS, legacyShape } from './shape.ts';

const amount = z.string().regex(/^-?\d{1,18}(\.\d{1,18})?$/);
const currency = z.string().regex(/^[A-Z]{3}$/);
const shape = legacyShape;

const found = z.object({
  code: z.string(),
  /** "Purchases!L9"; blank: it is of no one place. */
  place: z.string(),
  customer: z.string().nullable(),
  message: z.string(),
  amount: z.object({ credits: z.string().nullable(), money: z.string().nullable() }).nullable(),
});

const understood = z.object({
  file: z.string(),
  sha256: z.string(),
  /** The saved layout that it was read by. */
  remembered: z.string().nullable(),
  shape,
  candidates: z.array(z.object({ layout: z.enum(LAYOUTS), evidence: z.array(z.string()) })),
  sheets: z.array(
    z.object({
      name: z.string(),
      hidden: z.boolean(),
      used: z.boolean(),
      hiddenRows: z.number(),
      hiddenColumns: z.array(z.string()),
      coloured: z.number(),
      width: z.number(),
      /** The first of them. */
      rows: z.array(
        z.object({
          line: z.number(),
          state: z.enum([
            'above',
            'header',
            'data',
            'total',
            'section',
            'note',
            'repeated',
            'left_out',
            'unread',
          ]),
          why: z.string(),
          hidden: z.boolean(),
          cells: z.array(z.string()),
        }),
      ),
      more: z.number(),
      data: z.number(),
    }),
  ),
  spellings: z.array(
    z.object({
      text: z.string(),
      rows: z.number(),
      code: z.string().nullable(),
      by: z.enum(['mapped', 'code', 'name']).nullable(),
      suggestion: z.string().nullable(),
      like: z.string().nullable(),
      /** A code it could have as a new customer. */
      newCode: z.string(),
    }),
  ),
  unknown: z.array(z.object({ what: z.enum(['meter', 'credit type']), text: z.string() })),
  questions: z.array(finding),
  findings: z.array(found),
  counts: z.object({ purchases: z.number(), entries: z.number(), balances: z.number() }),
  /** Of prices and deferred revenue. */
  currencies: z.array(z.string()),
  /** The last date of the workbook. */
  last: z.string().nullable(),
  known: z.object({
    customers: z.array(z.object({ code: z.string(), name: z.string() })),
    creditTypes: z.array(z.object({ code: z.string(), name: z.string() })),
    meters: z.array(z.object({ code: z.string(), name: z.string() })),
    currency: z.string(),
    firstOpen: z.string(),
  }),
});
export type UnderstoodShown = z.output<typeof understood>;

const asked = {
  file: fileRef,
  shape,
  way: z.enum(['openings', 'history']),
  at: date.nullable().default(null),
  expires: z.string().max(20).default('never'),
  ledger: z.array(z.strictObject({ currency, amount })).max(50).default([]),
};

const tieOut = z.object({
  what: z.enum(['credits', 'deferred']),
  unit: z.string(),
  sheet: z.string().nullable(),
  book: z.string(),
  ledger: z.string().nullable(),
  difference: z.string(),
  agrees: z.boolean(),
  known: z.array(z.object({ why: z.string(), amount: z.string() })),
});

const migration = z.object({
  token: z.string(),
  file: z.string(),
  way: z.enum(['openings', 'history']),
  at: z.string().nullable(),
  counts: z.object({
    customers: z.number(),
    lots: z.number(),
    usage: z.number(),
    leftOut: z.number(),
    findings: z.number(),
    adjustments: z.number().default(0),
  }),
  customers: z.array(z.object({ code: z.string(), name: z.string() })),
  lots: z.array(
    z.object({
      ref: z.string(),
      customer: z.string(),
      kind: z.string(),
      date: z.string(),
      creditType: z.string(),
      credits: z.string(),
      price: z.string(),
      currency: z.string(),
      expires: z.string(),
      synthetic: z.boolean(),
      place: z.string(),
    }),
  ),
  /** Refunds and corrections of these lots. */
  adjustments: z.array(
    z.object({
      ref: z.string(),
      date: z.string(),
      lot: z.string(),
      customer: z.string(),
      type: z.enum(['refund', 'void']),
      credits: z.string(),
      amount: z.string().nullable(),
      currency: z.string(),
      reason: z.string(),
      place: z.string(),
    }),
  ),
  leftOut: z.array(
    z.object({
      place: z.string(),
      customer: z.string(),
      credits: z.string(),
      unit: z.string(),
      why: z.string(),
    }),
  ),
  tieOut: z.array(tieOut),
  differs: z.boolean(),
  effect: z.array(
    z.object({
      customer: z.string(),
      creditType: z.string(),
      sheet: z.string().nullable(),
      book: z.string(),
      difference: z.string().nullable(),
    }),
  ),
  usage: z
    .object({
      batch: z.number(),
      accepted: z.number(),
      late: z.number(),
      duplicates: z.number(),
      exceptions: z.number(),
    })
    .nullable(),
  findings: z.array(found),
  done: z.object({ number: z.number(), reason: z.string(), approvedBy: z.string() }).nullable(),
});
export type MigrationShown = z.output<typeof migration>;

const number = z.number().int().min(1).max(1_000_000);
const listed = z.object({
  number,
  file: z.string(),
  way: z.enum(['openings', 'history']),
  at: z.string().nullable(),
  lots: z.number(),
  adjustments: z.number(),
  usage: z.number(),
  approvedBy: z.string(),
  undone: z.boolean(),
});
export type MigrationListed = z.output<typeof listed>;

export const MIGRATION_CALLS = {
  /** @input shape null: as it is remembered or looks. */
  'migrate.read': query(
    z.strictObject({
      file: fileRef,
      shape: shape.nullable().default(null),
      at: date.nullable().default(null),
    }),
    understood,
  ),
  'migrate.review': job(z.strictObject(asked), migration),
  'migrate.commit': job(
    z.strictObject({
      ...asked,
      token: name,
      reason: z.string().trim().max(2000).default(''),
      approvedBy: z.string().trim().min(1).max(200),
      remember: z.string().trim().min(1).max(60).nullable().default(null),
    }),
    migration,
  ),
  /** Writes the report of what was reviewed or done last. */
  'migrate.report': job(z.strictObject({ file: fileRef }), z.object({})),
  /** What came in, in order, also what was undone since. */
  'migrate.list': query(nothing, z.object({ migrations: z.array(listed) })),
  'migrate.undo': job(
    z.strictObject({ number, reason: z.string().trim().min(1).max(2000) }),
    /** How many usage events that came otherwise had drawn on its lots. */
    z.object({ number, drew: z.number() }),
  ),
  /** Saved layouts of old workbooks. */
  'migrate.layouts': query(nothing, z.object({ names: z.array(z.string()) })),
  'migrate.forget': command(z.strictObject({ name }), z.object({})),
} as const;

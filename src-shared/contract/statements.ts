// Calls about a month's statements: who gets one and with what balance, its figures before it is written, and the workbooks.
import { z } from 'zod';
import { PAPERS } from '../paper.ts';
import { letterheadFields } from '../statements/letterhead.ts';
import { fileRef, job, month, name, query } from './define.ts';

const status = z.enum(['draft', 'final']);

const line = z.object({
  customer: z.string(),
  name: z.string(),
  /** The subscription period it is of; null: the month. */
  period: z
    .object({ key: z.string(), subscriptions: z.array(z.string()), from: z.string(), to: z.string() })
    .nullable(),
  /** What its file is called, without the ending. */
  file: z.string(),
  /** Under which it was issued, last. */
  number: z.string().nullable(),
  /** `none`: the month is closed, and it was not issued yet. `before`: the month was closed again since. */
  issue: z.enum(['draft', 'none', 'issued', 'revised', 'before']),
  creditType: z.string(),
  opening: z.string(),
  granted: z.string(),
  used: z.string(),
  expired: z.string(),
  /** Whatever else moved: rolled over, refunded, voided. */
  other: z.string(),
  closing: z.string(),
  overage: z.string(),
});
export type StatementLine = z.output<typeof line>;

const issued = z.object({
  number: z.string(),
  file: z.string(),
  sha256: z.string(),
  /** What a revision changed, in words. */
  changes: z.string(),
});
export type IssuedStatement = z.output<typeof issued>;

const preview = z.object({
  /** What its file is called, without the ending. */
  file: z.string(),
  /** null: not issued as it is now. */
  number: z.string().nullable(),
  customer: z.string(),
  /** The key of the subscription period it is of; null: the month. */
  period: z.string().nullable(),
  name: z.string(),
  status,
  revision: z.number(),
  replaces: z.string().nullable(),
  changes: z.string(),
  /** All that were issued, the latest first. */
  issued: z.array(issued),
  from: z.string(),
  to: z.string(),
  wallets: z.array(
    z.object({
      creditType: z.string(),
      name: z.string(),
      unit: z.string(),
      opening: z.string(),
      movements: z.array(z.object({ word: z.string(), credits: z.string() })),
      closing: z.string(),
      overage: z.string(),
      deficit: z.string(),
      expiring: z.object({ on: z.string(), credits: z.string() }).nullable(),
    }),
  ),
  /** What unused credits are worth, by currency. */
  values: z.array(z.object({ currency: z.string(), opening: z.string(), closing: z.string() })),
  charges: z.array(
    z.object({
      date: z.string(),
      what: z.string(),
      charge: z.string(),
      amount: z.string(),
      currency: z.string(),
    }),
  ),
  policies: z.array(z.object({ title: z.string(), sentences: z.array(z.string()) })),
  checks: z.object({ all: z.number(), failed: z.array(z.string()) }),
});
export type StatementPreview = z.output<typeof preview>;

const paper = z.object({
  statement: preview,
  /** Who issues it: the letterhead's name, or the book's. */
  issuer: z.string(),
  letterhead: letterheadFields.extend({ logo: z.string().nullable() }).nullable(),
  month: z.string(),
  timeZone: z.string(),
  seal: z.string().nullable(),
  paper: z.enum(PAPERS),
  /** The workbook's tables, sheet by sheet; wide ones want paper lying on its side. */
  parts: z.array(
    z.object({
      title: z.string(),
      wide: z.boolean(),
      sections: z.array(
        z.object({
          title: z.string(),
          columns: z.array(
            z.object({
              title: z.string(),
              format: z.enum([
                'text',
                'id',
                'wrap',
                'amount',
                'number',
                'count',
                'percent',
                'date',
                'time',
                'month',
                'flag',
              ]),
            }),
          ),
          rows: z.array(
            z.object({ role: z.enum(['body', 'subtotal', 'total']), cells: z.array(z.string().nullable()) }),
          ),
          notes: z.array(z.string()),
          more: z.number(),
        }),
      ),
    }),
  ),
});
export type StatementPaper = z.output<typeof paper>;

/** One statement: of the month, or of a subscription period whose last day is in it, by its key "2026-01-15:2026-02-14". */
const asked = { month, customer: name, period: z.string().min(1).max(40).nullable().default(null) };

export const STATEMENT_CALLS = {
  /** @param periods one for each subscription period that ends in the month, rather than for each customer. */
  'statements.list': query(
    z.strictObject({ month, periods: z.boolean().default(false) }),
    z.object({ month: z.string(), status, lines: z.array(line) }),
  ),
  'statements.preview': query(z.strictObject(asked), preview),
  /** The same and everything behind it, as a document to read and print. */
  'statements.paper': query(z.strictObject(asked), paper),
  /** One that was issued, as it was handed out. */
  'statements.copy': job(z.strictObject({ number: name, file: fileRef }), z.object({ file: z.string() })),
  /** Of a closed month they are issued thereby. One customer's into a file; or everybody's, or those of `customers`, into a folder or a zip,
   * with `periods` those of subscription periods that end in the month. */
  'statements.save': job(
    z.strictObject({
      month,
      customer: name.nullable().default(null),
      period: asked.period,
      periods: z.boolean().default(false),
      customers: z.array(name).min(1).max(100_000).nullable().default(null),
      zip: z.boolean().default(false),
      file: fileRef,
    }),
    z.object({ written: z.number(), issued: z.number(), without: z.number(), status }),
  ),
};

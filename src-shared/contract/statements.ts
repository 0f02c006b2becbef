// Calls about a month's statements: who gets one and with what balance, its figures before it is written, and the workbooks.
import { z } from 'zod';
import { fileRef, job, month, name, query } from './define.ts';

const status = z.enum(['draft', 'final']);

const line = z.object({
  customer: z.string(),
  name: z.string(),
  number: z.string(),
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

const preview = z.object({
  number: z.string(),
  customer: z.string(),
  name: z.string(),
  status,
  reissue: z.number(),
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
  /** Whose letterhead it has: the book's name. */
  issuer: z.string(),
  month: z.string(),
  timeZone: z.string(),
  /** The number of the issue it takes the place of. */
  replaces: z.string().nullable(),
  seal: z.string().nullable(),
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

export const STATEMENT_CALLS = {
  'statements.list': query(
    z.strictObject({ month }),
    z.object({ month: z.string(), status, reissue: z.number(), lines: z.array(line) }),
  ),
  'statements.preview': query(z.strictObject({ month, customer: name }), preview),
  /** The same and everything behind it, as a document to read and print. */
  'statements.paper': query(z.strictObject({ month, customer: name }), paper),
  /** One customer's into a file; or everybody's, or those of `customers`, into a folder or a zip. */
  'statements.save': job(
    z.strictObject({
      month,
      customer: name.nullable().default(null),
      customers: z.array(name).min(1).max(100_000).nullable().default(null),
      zip: z.boolean().default(false),
      file: fileRef,
    }),
    z.object({ written: z.number(), without: z.number(), status }),
  ),
};

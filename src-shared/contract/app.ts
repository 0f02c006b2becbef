// Calls about the program and the book as a document: what is open, opening, making, closing, copying, looking around.
import { z } from 'zod';
import { column, command, date, fileRef, job, month, name, nothing, query, table, text } from './define.ts';

export const bookInfo = z.object({
  path: z.string(),
  name: z.string(),
  /** Has it been set up? Until then only the setup tables can be loaded. */
  ready: z.boolean(),
  currency: z.string(),
  timeZone: z.string(),
  firstMonth: z.string(),
  openMonth: z.string(),
  through: z.string(),
  closedMonths: z.array(z.string()),
});
export type BookInfo = z.output<typeof bookInfo>;

/** Characters of a picture in base64. */
const MOST_PICTURE = 8_000_000;

export const APP_CALLS = {
  'app.state': query(nothing, z.object({ version: z.string(), book: bookInfo.nullable() })),
  'book.create': command(z.strictObject({ file: fileRef }), bookInfo),
  'book.open': command(z.strictObject({ file: fileRef }), bookInfo),
  'book.close': command(nothing, nothing),
  'book.copy': job(z.strictObject({ file: fileRef }), z.object({ facts: z.number() })),
  /** Makes the sample company in a folder of the host's choice and opens it. */
  'book.sample': job(z.strictObject({ folder: fileRef }), bookInfo),
  /** A report as a table; wide ones are cut at `limit` rows, and say so. */
  'report.table': query(
    z.strictObject({
      name,
      month: month.nullable().default(null),
      through: month.nullable().default(null),
      asOf: date.nullable().default(null),
      customer: name.nullable().default(null),
      limit: z.number().int().min(1).max(20_000).default(5000),
    }),
    z.object({ table, through: z.string(), more: z.boolean() }),
  ),
  'report.save': job(
    z.strictObject({
      name,
      format: z.enum(['csv', 'json', 'xlsx']),
      month: month.nullable().default(null),
      through: month.nullable().default(null),
      customer: name.nullable().default(null),
      file: fileRef,
    }),
    nothing,
  ),
  /** Rows as a grid of the page shows them, into a file. */
  'table.save': job(
    z.strictObject({
      title: name,
      columns: z.array(column).min(1).max(100),
      rows: z.array(z.array(text.nullable()).max(100)).max(200_000),
      format: z.enum(['csv', 'xlsx']),
      file: fileRef,
    }),
    z.object({ rows: z.number() }),
  ),
  /** A picture that the page drew, into a file. */
  'picture.save': job(z.strictObject({ png: z.base64().max(MOST_PICTURE), file: fileRef }), nothing),
  /** Customers, lots, events, charges and commands whose id or name holds the text. */
  find: query(
    z.strictObject({ text: text.max(200) }),
    z.object({
      hits: z.array(
        z.object({
          kind: z.enum(['customer', 'lot', 'event', 'charge']),
          id: z.string(),
          title: z.string(),
          customer: z.string(),
        }),
      ),
    }),
  ),
};

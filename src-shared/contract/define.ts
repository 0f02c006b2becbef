// How a call of the contract is written down: what goes in, what comes out, and what kind of call it is.
// Adding a call is two edits, one here and one handler; the compiler finds the rest.
import { z } from 'zod';

/** `query` changes nothing; `command` changes the book at once; `job` takes long: it has progress and can be cancelled. */
export type CallKind = 'query' | 'command' | 'job';

export interface CallSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: CallKind;
  readonly input: I;
  readonly output: O;
}

export const query = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): CallSpec<I, O> => ({
  kind: 'query',
  input,
  output,
});
export const command = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): CallSpec<I, O> => ({
  kind: 'command',
  input,
  output,
});
export const job = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): CallSpec<I, O> => ({
  kind: 'job',
  input,
  output,
});

/** No page sends or is sent text beyond this without paging. */
const TEXT = 100_000;
export const text = z.string().max(TEXT);
export const name = z.string().min(1).max(500);
/** Of a person: a line of it, or blank. */
export const personName = z
  .string()
  .max(100)
  .regex(/^[^\p{Cc}]*$/u);
export const nothing = z.strictObject({});
/** A month and a day that there are: services take them as checked. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const date = z.iso.date();
/** A file chosen by a person, as the host names it to the page: never a path. */
export const fileRef = z.string().regex(/^[a-z0-9-]{8,64}$/);

export const place = z.object({
  file: z.string().optional(),
  table: z.string().optional(),
  row: z.number().optional(),
  line: z.number().optional(),
  column: z.string().optional(),
});
export const finding = z.object({
  code: z.string(),
  place: place.optional(),
  message: z.string(),
  hint: z.string().optional(),
});

export const column = z.object({
  key: z.string(),
  title: z.string(),
  type: z.enum(['text', 'credits', 'money', 'quantity', 'date', 'month', 'instant']),
  sum: z.boolean().optional(),
});

/** A report table as it crosses the wire: rows are arrays in the order of the columns. */
export const table = z.object({
  name: z.string(),
  title: z.string(),
  columns: z.array(column),
  rows: z.array(z.array(z.string().nullable())),
});
export type WireTable = z.output<typeof table>;

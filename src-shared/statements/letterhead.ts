// What is told of who issues statements: the same fields in the window, in a file and in the book. All but the name may be blank.
import { z } from 'zod';
import { PAPERS } from '../paper.ts';

const line = (most: number) => z.string().trim().max(most);

export const letterheadFields = z.strictObject({
  name: line(120).min(1),
  /** Lines, in order. */
  address: z
    .array(line(120))
    .max(8)
    .default([])
    .transform((lines) => lines.filter((one) => one !== '')),
  taxId: line(60).default(''),
  /** Whom to ask. */
  contact: line(200).default(''),
  /** Days within which to dispute; 0: nothing is said of it. */
  disputeDays: z.int().min(0).max(3650).default(0),
  footer: line(600).default(''),
  /** What workbooks are laid out for; null: what the book's currency suggests. */
  paper: z.enum(PAPERS).nullable().default(null),
});
export type LetterheadFields = z.output<typeof letterheadFields>;

/** As a file has it: the logo is a picture beside it, null for none; left out, the one that stands stays. */
export const letterheadFile = letterheadFields.extend({ logo: z.string().nullable().optional() });
export type LetterheadFile = z.output<typeof letterheadFile>;

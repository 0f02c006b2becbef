// Calls of a book that begins: its first settings, which are there before anything else can be told, and setup tables in files.
import { z } from 'zod';
import { bookInfo } from './app.ts';
import { command, fileRef, job, month, name } from './define.ts';

export const START_CALLS = {
  'book.setUp': command(
    z.strictObject({
      name,
      currency: z.string().max(10),
      timeZone: z.string().max(100),
      firstMonth: month,
    }),
    bookInfo,
  ),
};

const count = { added: z.number(), identical: z.number(), updated: z.number() };

export const SETUP_CALLS = {
  /** Setup tables from a workbook, or from CSV files of one table each: all or nothing, refused with every finding. */
  'setup.load': job(
    z.strictObject({ files: z.array(fileRef).min(1).max(30) }),
    z.object({ ...count, tables: z.array(z.object({ table: z.string(), ...count })) }),
  ),
  /** An empty workbook to fill in: a sheet for each table, with notes, choices and example rows. */
  'setup.template': job(z.strictObject({ file: fileRef }), z.object({ tables: z.array(z.string()) })),
};

// Calls of a book that begins: its first settings, which are there before anything else can be told.
import { z } from 'zod';
import { bookInfo } from './app.ts';
import { command, month, name } from './define.ts';

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

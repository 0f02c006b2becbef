// Calls about automatic backups: which there are, whether and where there are any, a copy of the book from one of them.
import { z } from 'zod';
import { bookInfo } from '../contract/app.ts';
import { command, fileRef, finding, job, nothing, query } from '../contract/define.ts';
import { BACKUP_OCCASIONS } from './book-names.ts';

const backups = z.object({
  automatic: z.boolean(),
  /** Where they are; and whether somebody chose that place. */
  place: z.string(),
  chosen: z.boolean(),
  /** Latest first. */
  kept: z.array(
    z.object({
      number: z.number(),
      madeAt: z.string(),
      before: z.enum(BACKUP_OCCASIONS),
      bytes: z.number(),
    }),
  ),
  bytes: z.number(),
  /** Kept are the last so many, and the last of each of so many days. */
  rule: z.object({ last: z.number(), days: z.number() }),
});

export const KEEPING_CALLS = {
  /** What to know of the place where the book lies; nothing, where it is a disk of this computer. */
  'book.place': query(nothing, z.object({ notes: z.array(finding) })),
  'backups.list': query(nothing, backups),
  /** `folder`: one that a person chose, null for beside the book; what is left out stays as it is. */
  'backups.set': command(
    z.strictObject({ automatic: z.boolean().optional(), folder: fileRef.nullable().optional() }),
    backups,
  ),
  /** Makes a book from a backup, beside the open one, and opens it in its place. The open one stays as it is. */
  'backups.open': job(z.strictObject({ number: z.number().int().min(1) }), bookInfo),
};

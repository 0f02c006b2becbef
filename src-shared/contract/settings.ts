// Calls about what a book is set to. What a person chose of the look is the page's own and not here.
import { z } from 'zod';
import { letterheadFields } from '../statements/letterhead.ts';
import { bookInfo } from './app.ts';
import { command, fileRef, name, nothing, query } from './define.ts';

const letterheadTold = z.object({
  letterhead: letterheadFields.extend({ logo: z.string().nullable() }).nullable(),
});

export const SETTINGS_CALLS = {
  /** Who what is told here is recorded as. */
  'settings.read': query(nothing, z.object({ author: z.string() })),
  /** Gives the book another name. Nothing else of it can change. */
  'settings.rename': command(z.strictObject({ name }), bookInfo),
  /** Who issues statements; the logo as a data URL. */
  'settings.letterhead': query(nothing, letterheadTold),
  /** `logo`: a picture chosen by a person, null for none; left out, the one that stands stays. */
  'settings.setLetterhead': command(
    letterheadFields.extend({ logo: fileRef.nullable().optional() }),
    letterheadTold,
  ),
  'settings.profiles': query(
    nothing,
    z.object({
      profiles: z.array(
        z.object({
          name: z.string(),
          /** What it says, line by line: a word and its value. */
          says: z.array(z.object({ what: z.string(), value: z.string() })),
        }),
      ),
    }),
  ),
};

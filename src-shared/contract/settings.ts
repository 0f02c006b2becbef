// Calls about what a book is set to. What a person chose of the look is the page's own and not here.
import { z } from 'zod';
import { letterheadFields } from '../statements/letterhead.ts';
import { bookInfo } from './app.ts';
import { command, fileRef, name, nothing, personName, query } from './define.ts';

const letterheadTold = z.object({
  letterhead: letterheadFields.extend({ logo: z.string().nullable() }).nullable(),
});

/** Who what is told here is recorded as, and the account on this computer. */
const author = z.object({ author: z.string(), account: z.string() });

export const SETTINGS_CALLS = {
  'settings.read': query(nothing, author),
  /** Another name for what is told from now on; blank: the account's. */
  'settings.setAuthor': command(z.strictObject({ author: personName }), author),
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

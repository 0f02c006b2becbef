// Calls about what a book is set to. What a person chose of the look is the page's own and not here.
import { z } from 'zod';
import { bookInfo } from './app.ts';
import { command, name, nothing, query } from './define.ts';

export const SETTINGS_CALLS = {
  /** Who what is told here is recorded as. */
  'settings.read': query(nothing, z.object({ author: z.string() })),
  /** Gives the book another name. Nothing else of it can change. */
  'settings.rename': command(z.strictObject({ name }), bookInfo),
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

// Calls about what a book is set to. What a person chose of the look is the page's own and not here.
import { z } from 'zod';
import { nothing, query } from './define.ts';

export const SETTINGS_CALLS = {
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

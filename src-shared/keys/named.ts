// Records whose keys a file or a person names. Must not: be needed where keys are the program's.
import { z } from 'zod';

/** JSON may call a member "__proto__", which a record of Zod leaves out without a word: here it is refused. */
export function named<R extends z.ZodRecord>(record: R) {
  return z.preprocess((given: z.input<R>, context) => {
    if (given !== null && typeof given === 'object' && Object.hasOwn(given, '__proto__'))
      context.addIssue({
        code: 'custom',
        path: ['__proto__'],
        message: 'nothing can be kept under the name "__proto__"; spell it otherwise',
      });
    return given;
  }, record);
}

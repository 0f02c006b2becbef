// What is wrong with data that has not its shape, as findings: where, in words, and no more of them than anybody reads.
// Must not: know what the data is for.
import type { z } from 'zod';
import { shown } from '../shown.ts';
import type { Finding } from './finding.ts';

/** Of data that is something else altogether there is one for each member. */
const MOST_ISSUES = 100;

/** @param what "import profile". Places count from 1, as people do. */
export function malformed({ issues }: z.ZodError, what: string, code: string, hint: string): Finding[] {
  return issues.slice(0, MOST_ISSUES).map(({ path, message }) => {
    const place = shown(path.map((part) => String(typeof part === 'number' ? part + 1 : part)).join('.'));
    return {
      code,
      place: place === '' ? {} : { column: place },
      message: `The ${what} is malformed${place === '' ? '' : ` at ${place}`}: ${shown(message, 300)}`,
      hint,
    };
  });
}

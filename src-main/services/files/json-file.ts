// Reads JSON that people wrote: profiles, templates, a letterhead. Must not: judge what is in it.
import { readFileSync, statSync } from 'node:fs';

/** What people write, and what maps each of a hundred thousand customers, is smaller. */
const MOST_BYTES = 16 * 1024 ** 2;

/** What a file holds, or why not, in words; `unreadable` are the words where there is no reading the file at all. */
export function readJsonFile(
  path: string,
  unreadable = 'it cannot be read',
): { data: unknown; why: null } | { data: null; why: string } {
  try {
    const found = statSync(path);
    if (!found.isFile()) return { data: null, why: unreadable };
    if (found.size > MOST_BYTES) return { data: null, why: `it has more than ${MOST_BYTES} bytes` };
    return { data: JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as unknown, why: null };
  } catch (error) {
    return {
      data: null,
      why: error instanceof SyntaxError ? `it is no JSON (${error.message})` : unreadable,
    };
  }
}

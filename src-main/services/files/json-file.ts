// Reads JSON that people wrote: profiles, templates, a letterhead. Must not: judge what is in it.
import { readFileSync } from 'node:fs';

/** What a file holds, or why not, in words; `unreadable` are the words where there is no reading the file at all. */
export function readJsonFile(
  path: string,
  unreadable = 'it cannot be read',
): { data: unknown; why: null } | { data: null; why: string } {
  try {
    return { data: JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as unknown, why: null };
  } catch (error) {
    return {
      data: null,
      why: error instanceof SyntaxError ? `it is no JSON (${error.message})` : unreadable,
    };
  }
}

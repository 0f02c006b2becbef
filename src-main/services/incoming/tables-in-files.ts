// What files with tables have in common, whatever is in them: which are workbooks, and that only so much is read whole.
// Must not: read one.
import { basename, extname } from 'node:path';
import { fileFinding } from '../../../src-shared/findings/files.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import { MOST_CELLS } from '../../../src-shared/read-whole.ts';

export const isWorkbook = (path: string): boolean => extname(path).toLowerCase().startsWith('.xls');

/** A table that is read whole is larger than that, or has more text than `most` says. @param hint what to do instead. */
export function tooLarge(
  path: string,
  most = 'can be read at once',
  hint = 'Take out the rows and columns that are not needed',
): Finding {
  const file = basename(path);
  const message = `${file} has more than ${MOST_CELLS} cells, or more text than ${most}`;
  return fileFinding('sheet_too_large', { file }, message, hint);
}

// The built page, read once at the start: what is not in the list cannot be served, whatever a request's path looks like.
// Must not: touch the disk after that.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { FILE_TYPES } from '../serving/headers.ts';

export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/** @returns files by their path below the page: "assets/index.js"; the page itself is "". */
export function readPage(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const file of filesIn(folder)) {
    const type = FILE_TYPES[extname(file)];
    if (type === undefined) continue;
    const path = relative(folder, file).split(sep).join('/');
    files.set(path === 'index.html' ? '' : path, { type, bytes: readFileSync(file) });
  }
  if (!files.has('')) throw new Error(`There is no page in ${folder}`);
  return files;
}

/** Links are left out: they could lead anywhere (and a recursive `readdir` would follow them). */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}

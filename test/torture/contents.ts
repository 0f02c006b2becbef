// What a folder of books and exports holds, to be compared: books row by row, everything else by its bytes. And whether a book that was
// left behind opens and is proven. Must not: judge.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Database from 'better-sqlite3';
import { withBook } from '../../src-main/backend/books.ts';
import { verifyBook } from '../../src-main/services/proof/verify.ts';

/** SHA-256 of every row of every table. */
export function rowsOf(path: string): string {
  const db = new Database(path, { readonly: true, fileMustExist: true }).defaultSafeIntegers();
  try {
    const hash = createHash('sha256');
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck();
    for (const table of tables.all() as string[]) {
      hash.update(`\u0001${table}\n`);
      for (const row of db.prepare(`SELECT * FROM ${table}`).raw().iterate() as Iterable<unknown[]>)
        hash.update(`${row.map(cell).join('\u001f')}\n`);
    }
    return hash.digest('hex');
  } finally {
    db.close();
  }
}

const cell = (value: unknown): string =>
  value === null ? '\u0000' : Buffer.isBuffer(value) ? value.toString('base64') : String(value);

/** Files by name, with a hash of what each holds. Books must be closed. */
export function holdings(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => relative(folder, join(one.parentPath, one.name)))
    .sort();
  return Object.fromEntries(
    names.map((name) => [name, isBook(name) ? rowsOf(join(folder, name)) : bytesOf(join(folder, name))]),
  );
}

const isBook = (name: string): boolean => /\.ddb(\.replaced|\.v\d+-backup)?$/.test(name);
const bytesOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** What is wrong with a book that was left behind: it does not open, or is not proven. Opening mends what a crash left. */
export async function faultsOf(path: string, now = 0): Promise<string[]> {
  if (!existsSync(path)) return [];
  const verified = await withBook(path, { user: 'torturer', now: () => now }, (session) =>
    verifyBook(session),
  );
  const findings = verified.ok ? verified.value.findings : verified.findings;
  return findings.map(({ code, message }) => `${code}: ${message}`);
}

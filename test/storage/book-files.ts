// Temporary folders and books for the storage tests. Must not: be used outside tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { createBook, type OpenBook } from '../../src-main/storage/open.ts';
import type { Finding, Result } from '../../src-shared/findings/finding.ts';

export const OPENER = { user: 'mara', at: Date.UTC(2026, 0, 5, 8) };

const folders: string[] = [];
const books: OpenBook[] = [];

afterEach(() => {
  for (const book of books.splice(0)) book.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-storage-'));
  folders.push(folder);
  return folder;
}

/** The value of a result that must not be refused. Books are closed when the test ends. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.findings.map((finding) => finding.message).join('; '));
  if (typeof result.value === 'object' && result.value !== null && 'close' in result.value) {
    books.push(result.value as unknown as OpenBook);
  }
  return result.value;
}

/** The findings of a result that must be refused. */
export function findings(result: Result<unknown>): readonly Finding[] {
  if (result.ok) throw new Error('was not refused');
  return result.findings;
}

/** The code of the one finding of a result that must be refused. */
export function code(result: Result<unknown>): string {
  return findings(result)
    .map((finding) => finding.code)
    .join(',');
}

export function newBook(folder = temporaryFolder(), name = 'acme.drawdown'): OpenBook {
  return value(createBook(join(folder, name), OPENER));
}

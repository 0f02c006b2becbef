// The catalogue of book findings: every code is one that storage gives and that a test here provokes, and no other is given.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BOOK_CODES } from '../../src-shared/findings/book.ts';

const STORAGE = join(import.meta.dirname, '../../src-main/storage');

function sources(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

describe('the catalogue of book findings', () => {
  const given = new Set(
    [...sources(STORAGE).matchAll(/(?:code: |broken\()'([a-z_]+)'/g)].map((match) => match[1]!),
  );

  test.each(Object.keys(BOOK_CODES))('%s is given and provoked', (code) => {
    expect(given).toContain(code);
    expect(sources(import.meta.dirname)).toMatch(
      new RegExp(`toBe\\('${code}'\\)|code: '${code}'|"${code}"|'${code}',`),
    );
  });

  test('holds all that storage gives', () => {
    expect([...given].filter((code) => !(code in BOOK_CODES))).toEqual([]);
  });
});

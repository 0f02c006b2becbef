// The file of a book is moved, removed or replaced while the program has it open: nothing is told to it any more, and what it held is put
// beside it.
import { copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withBook } from '../../../src-main/backend/books.ts';
import { openSession } from '../../../src-main/services/session.ts';
import { createBook, openBook } from '../../../src-main/storage/open.ts';
import { newBook, OPENER, temporaryFolder, value } from '../book-files.ts';

const actor = { user: 'mara', now: () => OPENER.at };
const METER = { kind: 'meter', body: { code: 'coffee', name: 'Coffee', unit: 'cup' } } as const;

describe('a book whose file is not in its place any more', () => {
  test.each([
    ['replaced', (path: string, other: string) => renameSync(other, path)],
    ['moved', (path: string) => renameSync(path, `${path}.moved`)],
    ['removed', (path: string) => rmSync(path)],
  ])('book_replaced: %s', (_how, take) => {
    const book = newBook();
    const session = openSession(book, actor);
    value(session.act(() => session.tell([METER], 'test')));
    const other = join(temporaryFolder(), 'other.drawdown');
    value(createBook(other, OPENER)).close();
    take(book.path, other);
    const refused = session.act(() => session.tell([METER], 'test'));
    expect(refused).toMatchObject({ ok: false, findings: [{ code: 'book_replaced' }] });
    const left = book.close();
    expect(left).toMatchObject({ code: 'book_replaced', message: expect.stringContaining('.rescued') });
    const rescued = value(openBook(`${book.path}.rescued`, OPENER));
    expect(rescued.facts.head().facts).toBe(1);
    expect(rescued.facts.verify()).toEqual([]);
  });

  test('is never said to be done, and two are rescued under two names', async () => {
    const path = join(temporaryFolder(), 'a.drawdown');
    value(createBook(path, OPENER)).close();
    copyFileSync(path, `${path}.copy`);
    for (const name of ['a.drawdown.rescued', 'a.drawdown.rescued-2']) {
      const answer = await withBook(path, actor, (session) => {
        const told = session.act(() => session.tell([METER], 'test'));
        copyFileSync(`${path}.copy`, `${path}.next`);
        renameSync(`${path}.next`, path);
        return told;
      });
      expect(answer).toMatchObject({ ok: false, findings: [{ code: 'book_replaced' }] });
      expect(existsSync(join(dirname(path), name))).toBe(true);
    }
    expect(readdirSync(dirname(path)).filter((name) => /-wal|\.lock/.test(name))).toEqual([]);
  });

  test('one that lies where it was is left alone', () => {
    const book = newBook();
    expect(book.outOfPlace()).toBeNull();
    expect(book.close()).toBeNull();
  });
});

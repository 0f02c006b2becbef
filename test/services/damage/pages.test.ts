// Whole pages of a book's file go wrong, one after the other: blanked, filled with noise, swapped with a neighbour, an older one come
// back, the file cut off there. Opening refuses, or verify names something, or nothing that counts was on the page and every report says
// what it said. Never a crash, never a wrong number served as right.
import { closeSync, ftruncateSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../../src-main/storage/open.ts';
import { seeded } from '../../support/random.ts';
import { makeBook, reportsAfterMore, type TamperedBook } from '../tampered-book.ts';

const SEED = Number(process.env.DRAWDOWN_SEED ?? 20261122);
const PAGE = PAGE_BYTES;

let book: TamperedBook;
let later: Record<string, string>;
let pages: number;
beforeAll(async () => {
  book = await makeBook();
  pages = readFileSync(book.path).length / PAGE;
  await book.after(() => {});
  later = await reportsAfterMore(book.copy, book.folder);
});
afterAll(() => book.remove());

/** @returns whether the file is another now. */
function inPlace(path: string, change: (file: number) => void): boolean {
  const before = readFileSync(path);
  const file = openSync(path, 'r+');
  change(file);
  closeSync(file);
  return !readFileSync(path).equals(before);
}

function pageOf(file: number, page: number): Buffer {
  const bytes = Buffer.alloc(PAGE);
  readSync(file, bytes, 0, PAGE, page * PAGE);
  return bytes;
}

const put = (file: number, page: number, bytes: Buffer): void =>
  void writeSync(file, bytes, 0, PAGE, page * PAGE);

const DAMAGE: Record<string, (file: number, page: number) => void> = {
  blanked: (file, page) => put(file, page, Buffer.alloc(PAGE)),
  'filled with noise': (file, page) => {
    const random = seeded(SEED + page);
    put(file, page, Buffer.from(Array.from({ length: PAGE }, () => random.below(256))));
  },
  'swapped with the next': (file, page) => {
    const [one, other] = [pageOf(file, page), pageOf(file, (page + 1) % pages)];
    put(file, page, other);
    put(file, (page + 1) % pages, one);
  },
  'a copy of the one before': (file, page) => put(file, page, pageOf(file, (page + pages - 1) % pages)),
  'half written': (file, page) =>
    writeSync(file, Buffer.alloc(PAGE / 2), 0, PAGE / 2, page * PAGE + PAGE / 2),
  'where the file was cut off': (file, page) => ftruncateSync(file, page * PAGE + (page % 2) * 512),
};

describe('a page that is', () => {
  it.each(Object.keys(DAMAGE))('%s is found, or held nothing that counts', async (how) => {
    const verdicts = { refused: 0, found: 0, clean: 0 };
    let changed = 0;
    for (let page = 0; page < pages; page++) {
      const what = `page ${page + 1} of ${pages} ${how}`;
      const verdict = await book
        .after((path) => {
          if (inPlace(path, (file) => DAMAGE[how]!(file, page))) changed++;
        })
        .catch((error: unknown) => {
          throw new Error(`${what}: ${error instanceof Error ? error.stack : String(error)}`);
        });
      verdicts[verdict.kind]++;
      if (verdict.kind === 'clean')
        expect({ what, reports: await reportsAfterMore(book.copy, book.folder) }).toEqual({
          what,
          reports: later,
        });
      else
        for (const { code, message } of verdict.findings) {
          expect(code, what).toMatch(/^[a-z_]+$/);
          expect(message.length, what).toBeGreaterThan(10);
        }
    }
    // Half a page that is blank already is none that is half written.
    expect(verdicts.refused + verdicts.found).toBeGreaterThan(changed / 2);
    expect(changed).toBeGreaterThan(pages / 2);
  });
});

describe('what the sqlite3 shell can do', () => {
  /** Guards off, as whoever means it would; and back on, so that they are not what is found. */
  const CHANGES: Record<string, string> = {
    'a fact told otherwise': `UPDATE fact SET body = replace(body, '"price":"80"', '"price":"81"') WHERE kind = 'plan'`,
    'a fact told by somebody else': `UPDATE fact SET author = 'nobody' WHERE seq = 3`,
    'a fact moved in time': 'UPDATE fact SET recorded_at = recorded_at + 1 WHERE seq = 5',
    'usage made cheaper': `UPDATE usage_event SET quantity = '1' WHERE event_id = 'a2'`,
    'usage given to another': `UPDATE usage_event SET customer = (SELECT id FROM code WHERE code = 'bert') WHERE event_id = 'a1'`,
    'a sealed posting': 'UPDATE posting SET credits = credits - 1 WHERE at = (SELECT min(at) FROM posting)',
    'revenue moved to another month': 'UPDATE posting SET month = month + 1 WHERE usage <> 0',
    'a lot that ends later': 'UPDATE lot SET expires_at = expires_at + 86400000 WHERE expires_at IS NOT NULL',
    'sums of a month': 'UPDATE month_sum SET credits = credits + 1',
    'the mark of how far it is sealed': 'UPDATE book_state SET sealed_until = sealed_until - 1',
    'everything of a batch': 'DELETE FROM usage_event WHERE batch = 1',
  };

  it.each(Object.entries(CHANGES))('is found and named: %s', async (_what, sql) => {
    let changed = 0;
    const verdict = await book.afterRows((db: Database.Database) => {
      changed = db.prepare(sql).run().changes;
    });
    expect(changed).toBeGreaterThan(0);
    expect(verdict.kind).not.toBe('clean');
    for (const { message, hint } of verdict.findings) expect([message, hint].join()).toMatch(/\S{2,}/);
  });
});

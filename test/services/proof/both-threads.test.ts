// The proof on two threads finds what the proof on one finds, and says the same; meanwhile nobody else can write, and afterwards nobody
// else comes in.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveBook, verifyBook } from '../../../src-main/services/proof/verify.ts';
import { PAGE_BYTES } from '../../../src-main/storage/open.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import { seeded } from '../../support/random.ts';
import { must } from '../company-book.ts';
import { contents, januaryClosed } from '../small-company.ts';
import { makeBook, type TamperedBook, verdictOn, withoutGuards } from '../tampered-book.ts';

const SEED = Number(process.env.DRAWDOWN_SEED ?? 20261122);

let book: TamperedBook;
beforeAll(async () => {
  book = await makeBook();
});
afterAll(() => book.remove());

/** What both say of the copy as `change` left it. */
async function bothOn(change: (path: string) => void) {
  const alone = await book.after(change);
  await book.after(change);
  const together = await verdictOn(book.copy, (session) => proveBook(session, undefined, 0));
  return { alone, together };
}

describe('on two threads', () => {
  it('an untouched book is proven', async () => {
    const { alone, together } = await bothOn(() => {});
    expect(together).toEqual(alone);
    expect(together.kind).toBe('clean');
  });

  it.each([
    'UPDATE posting SET usage = usage + 1 WHERE rowid_at = 3',
    'UPDATE posting SET lot = 9999 WHERE lot IS NOT NULL',
    'UPDATE posting SET ord = ord + 100',
    'DELETE FROM month_sum',
    'UPDATE month_sum SET credits = credits + 1',
    "UPDATE usage_event SET quantity = quantity || '1' WHERE seq = 2",
    "UPDATE fact SET author = author || 'x' WHERE seq = 5",
    'UPDATE lot SET credits = credits + 1',
    'DELETE FROM wallet',
    "UPDATE code SET code = code || 'x'",
    'DELETE FROM code WHERE id = 1',
    'UPDATE book_state SET derived_until = 0',
    "UPDATE snapshot SET state = replace(state, '1', '2')",
    'DELETE FROM unrated',
    'DELETE FROM posting WHERE kind = 0',
  ])('%s', async (statement) => {
    const sql = statement.replace(
      'WHERE rowid_at = 3',
      'WHERE at = (SELECT at FROM posting ORDER BY at LIMIT 1 OFFSET 3)',
    );
    const { alone, together } = await bothOn((path) =>
      withoutGuards(path, (db: Database.Database) => void db.exec(sql)),
    );
    expect(together).toEqual(alone);
    expect(together.kind).not.toBe('clean');
  });

  it('damaged pages are named alike', async () => {
    const random = seeded(SEED);
    const pages = readFileSync(book.path).length / PAGE_BYTES;
    const kinds = new Set<string>();
    for (let round = 0; round < 15; round++) {
      const [page, offset] = [1 + random.below(pages - 1), random.below(PAGE_BYTES - 400)];
      const { alone, together } = await bothOn((path) => {
        const file = openSync(path, 'r+');
        writeSync(
          file,
          Buffer.from(Array.from({ length: 400 }, () => random.below(2) * 255)),
          0,
          400,
          page * PAGE_BYTES + offset,
        );
        closeSync(file);
      });
      expect({ page, offset, kind: together.kind }).toEqual({ page, offset, kind: alone.kind });
      kinds.add(together.kind);
    }
    expect(kinds.size).toBeGreaterThan(1);
  });
});

describe('while a book is proven on two threads', () => {
  /** What another program gets to hear. */
  const tried = (path: string, sql: string): string => {
    const program = `new (require('better-sqlite3'))(process.argv[1], { timeout: 0 }).exec(process.argv[2])`;
    return spawnSync(process.execPath, ['-e', program, path, sql], { encoding: 'utf8' }).stderr;
  };

  it('nobody else can write; and afterwards nobody else comes in', async () => {
    const { session } = await januaryClosed();
    const { path } = session.open;
    const heard: string[] = [];
    const look = (): void => void heard.push(tried(path, 'DELETE FROM book_state'));
    expect(must(await proveBook(session, look, 0)).findings).toEqual([]);
    expect(heard.length).toBeGreaterThan(2);
    for (const said of heard) expect(said).toContain('locked');
    expect(tried(path, 'SELECT count(*) FROM fact')).toContain('locked');
    expect(session.open.db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(must(verifyBook(session)).findings).toEqual([]);
  });

  it('it can be stopped in every step, and nothing is changed', async () => {
    const book = await januaryClosed();
    const before = contents(book);
    for (const step of ['Checking the usage rows', 'Replaying']) {
      const stop = (at: string): void => {
        if (at === step) throw new Refusal({ code: 'cancelled', message: 'Stopped' });
      };
      expect(await proveBook(book.session, stop, 0)).toMatchObject({ findings: [{ code: 'cancelled' }] });
      expect(contents(book)).toEqual(before);
      expect(book.session.open.db.inTransaction).toBe(false);
    }
    must(await book.usage('after,anna,calls,1,2026-02-20'));
    expect(must(await proveBook(book.session, undefined, 0)).findings).toEqual([]);
  });
});

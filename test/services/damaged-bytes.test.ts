// Single bytes of a book's file turn over: opening refuses, or verify finds something, or the byte was not in use and every
// table says what it said. Never a wrong number served as right, never an exception that nobody caught.
import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../support/random.ts';
import { makeBook, reportsAfterMore, type TamperedBook } from './tampered-book.ts';

const SEED = Number(process.env.DRAWDOWN_SEED ?? 20260401);
const FLIPS = 300;

let book: TamperedBook;
let contents: Record<string, string>;
let later: Record<string, string>;
let inUse: number[];
beforeAll(async () => {
  book = await makeBook();
  contents = contentsOf(book.path);
  inUse = [...readFileSync(book.path).entries()].filter(([, byte]) => byte !== 0).map(([offset]) => offset);
  await book.after(() => {});
  later = await reportsAfterMore(book.copy, book.folder);
});
afterAll(() => book.remove());

/** Every row of every table, and how they are defined. When a migration was applied is for the curious: nothing reads it. */
function contentsOf(path: string): Record<string, string> {
  const db = new Database(path, { readonly: true }).defaultSafeIntegers();
  try {
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all() as string[];
    const inText = (rows: unknown[]): string =>
      JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value));
    const rowsOf = (table: string): unknown[] => {
      const columns = (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
      const told = columns.filter((name) => name !== 'applied_at').join(', ');
      return db.prepare(`SELECT ${told} FROM ${table} ORDER BY ${told}`).raw().all();
    };
    // SQLite goes by the SQL text; of indexes that have none, it makes do with what it needs itself.
    const schema = db.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY sql').all();
    return {
      schema: inText(schema),
      ...Object.fromEntries(tables.map((table) => [table, inText(rowsOf(table))])),
    };
  } finally {
    db.close();
  }
}

/** Nothing was noticed: then nothing was said otherwise. A snapshot may be passed over, if all comes out the same without it. */
async function expectUnharmed(what: string): Promise<void> {
  const { snapshot, ...rest } = contentsOf(book.copy);
  const { snapshot: before, ...others } = contents;
  expect({ what, ...rest }).toEqual({ what, ...others });
  if (snapshot !== before) {
    expect({ what, reports: await reportsAfterMore(book.copy, book.folder) }).toEqual({
      what,
      reports: later,
    });
  }
}

function turnOver(path: string, offset: number, by: number): void {
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, offset);
  byte[0]! ^= by;
  writeSync(file, byte, 0, 1, offset);
  closeSync(file);
}

describe('a byte that turned over', () => {
  it(`is found, or was not in use: ${FLIPS} bytes, seed ${SEED}`, async () => {
    const size = readFileSync(book.path).length;
    const random = seeded(SEED);
    const verdicts = { refused: 0, found: 0, clean: 0 };
    for (let flip = 0; flip < FLIPS; flip++) {
      // Half of the file is free pages and gaps: one flip in ten goes anywhere, the others where something stands.
      const offset = flip % 10 === 0 ? random.below(size) : inUse[random.below(inUse.length)]!;
      const by = 1 + random.below(255);
      const what = `byte ${offset} ^ ${by} of ${size}, seed ${SEED}`;
      const verdict = await book
        .after((path) => turnOver(path, offset, by))
        .catch((error: unknown) => {
          throw new Error(`${what}: ${error instanceof Error ? error.stack : String(error)}`);
        });
      verdicts[verdict.kind]++;
      if (verdict.kind === 'clean') await expectUnharmed(what);
      else expect(verdict.findings.map(({ code }) => code).join()).toMatch(/^[a-z_,]+$/);
    }
    expect(verdicts.found).toBeGreaterThan(FLIPS / 10);
    expect(verdicts.refused).toBeGreaterThan(FLIPS / 30);
  });

  it('is found in the header that says what the file is, or does no harm there', async () => {
    for (let offset = 0; offset < 100; offset++) {
      const verdict = await book.after((path) => turnOver(path, offset, 0xff));
      if (verdict.kind === 'clean') await expectUnharmed(`byte ${offset}`);
      else expect(verdict.findings.length).toBeGreaterThan(0);
    }
  });
});

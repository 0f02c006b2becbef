// Postings held against those that stand: whatever comes out, it is what the table has in the end, and what is the same where little
// changes was not touched. Must not: derive.
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { INSERT_POSTING, POSTING_ROW_COLUMNS } from '../../../src-main/storage/derived-rows.ts';
import { sql } from '../../../src-main/storage/migrations/0001-book.ts';
import { openStanding } from '../../../src-main/storage/writing/standing-postings.ts';
import { seeded } from '../../support/random.ts';

type Row = (number | bigint | string | null)[];

const WALLET = 7;
const FROM = 1000;

/** A drawdown of so many credits. */
function posting(at: number, ord: number, credits: number): Row {
  const told: Record<string, Row[number]> = { wallet: WALLET, at, ord, kind: 4, credits: BigInt(credits) };
  const absent = ['lot', 'event', 'meter', 'charge', 'charge_kind'];
  return POSTING_ROW_COLUMNS.map((name) =>
    name === 'currency' ? 'EUR' : absent.includes(name) ? null : (told[name] ?? 0),
  );
}

/** @param share of 100 that are left out. */
function some(random: ReturnType<typeof seeded>, count: number, share: number): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (let n = 0; n < count; n++)
    if (random.below(100) >= share)
      rows.set(`${n}`, posting(FROM + Math.floor(n / 3), n % 3, random.below(1000)));
  return rows;
}

function written(stood: readonly Row[], derived: readonly Row[]): { table: unknown[]; removed: number } {
  const db = new Database(':memory:');
  db.exec(sql);
  const insert = db.prepare(INSERT_POSTING);
  for (const row of [posting(FROM - 1, 0, 5), ...stood]) insert.run(row);
  db.exec(`CREATE TEMP TABLE removed (at);
    CREATE TEMP TRIGGER gone AFTER DELETE ON posting BEGIN INSERT INTO removed VALUES (OLD.at); END`);
  const standing = openStanding(db)(WALLET, FROM);
  for (const row of derived)
    if (!standing.keeps(row[1] as number, row[2] as number, () => row)) insert.run(row);
  standing.finish();
  const table = db.prepare('SELECT * FROM posting ORDER BY at, ord').raw().all();
  const removed = db.prepare('SELECT count(*) FROM removed').pluck().get() as number;
  db.close();
  return { table, removed };
}

const numbers = (rows: readonly Row[]): unknown[] =>
  rows.map((row) => row.map((value) => (typeof value === 'bigint' ? Number(value) : value)));

it.each([
  ['nothing stood', 0, 100, 0],
  ['nothing comes out', 100, 0, 0],
  ['some of each', 30, 30, 0],
  ['some of each, one in a hundred otherwise', 1, 1, 1],
  ['all otherwise', 0, 0, 100],
])('the table has what came out: %s', (_case, stoodLess, derivedLess, otherwise) => {
  for (const count of [1, 9, 1000, 1001, 3300]) {
    const random = seeded(count);
    const all = some(random, count, 0);
    const stood = [...some(random, count, stoodLess).keys()].map((key) => all.get(key)!);
    const keys = [...some(random, count, derivedLess).keys()];
    const changed = new Set(keys.filter(() => random.below(100) < otherwise));
    const derived = keys.map((key) => {
      const [, at, ord, , , , , , credits] = all.get(key)!;
      return posting(at as number, ord as number, Number(credits) + (changed.has(key) ? 1 : 0));
    });
    const { table, removed } = written(stood, derived);
    expect(table).toEqual(numbers([posting(FROM - 1, 0, 5), ...derived]));
    const kept = new Set(derived.map(String));
    if (otherwise < 100) expect(removed).toBe(stood.filter((row) => !kept.has(String(row))).length);
  }
});

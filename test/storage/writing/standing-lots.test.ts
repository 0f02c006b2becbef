// Lots held against those that stand: whatever comes out is what the table has in the end, under the numbers that postings name, and
// what is the same was not touched. Must not: derive.
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { INSERT_LOT, LOT_ROW_COLUMNS } from '../../../src-main/storage/derived-rows.ts';
import { sql } from '../../../src-main/storage/migrations/0001-book.ts';
import { openStandingLots } from '../../../src-main/storage/writing/standing-lots.ts';

type Row = (number | bigint | string | null)[];

function lot(id: string, madeAt: number, more: Readonly<Record<string, Row[number]>> = {}): Row {
  const told: Record<string, Row[number]> = {
    ...{ wallet: 7, lot_id: id, kind: 1, made_at: madeAt, starts_at: madeAt, expires_at: null },
    ...{
      base_expires_at: null,
      credits: 500n,
      price: 90n,
      currency: 'EUR',
      priority: 100,
      meters: null,
      ...more,
    },
  };
  return LOT_ROW_COLUMNS.map((name) => told[name] ?? null);
}

it('keeps its number, goes where it does not come out again, and is written only where it is new or otherwise', () => {
  const db = new Database(':memory:');
  db.exec(sql);
  const insert = db.prepare(INSERT_LOT);
  const before = [lot('earlier', 10), lot('same', 100), lot('otherwise', 200), lot('gone', 300)];
  for (const row of before) insert.run(row);
  const numberOf = db.prepare('SELECT id FROM lot WHERE lot_id = ?').pluck();
  const [same, otherwise] = [numberOf.get('same'), numberOf.get('otherwise')];
  db.exec(`CREATE TEMP TABLE changed (lot_id);
    CREATE TEMP TRIGGER altered AFTER UPDATE ON lot BEGIN INSERT INTO changed VALUES (NEW.lot_id); END`);

  const lots = openStandingLots(db)([7], 100);
  expect(lots.put('same', lot('same', 100))).toBe(same);
  expect(lots.put('otherwise', lot('otherwise', 200, { expires_at: 900, meters: '["calls"]' }))).toBe(
    otherwise,
  );
  const added = lots.put('new', lot('new', 250, { price: 1n << 60n }));
  lots.finish();

  expect(added).toBe(numberOf.get('new'));
  expect(db.prepare('SELECT lot_id FROM changed').pluck().all()).toEqual(['otherwise']);
  const table = db.prepare('SELECT lot_id, expires_at, meters FROM lot ORDER BY made_at').raw().all();
  expect(table).toEqual([
    ['earlier', null, null],
    ['same', null, null],
    ['otherwise', 900, '["calls"]'],
    ['new', null, null],
  ]);
  db.close();
});

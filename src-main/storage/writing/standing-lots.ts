// A customer's lots from an earlier derivation, held against those that come out now: a lot keeps its number, which its postings name.
// Must not: leave a lot that was not derived again.
import type Database from 'better-sqlite3';
import type { Instant } from '../../../src-shared/calendar.ts';
import { type Column, INSERT_LOT, isSame, LOT_ROW_COLUMNS, type Stored } from '../derived-rows.ts';

export interface StandingLots {
  /** Writes a lot, over the one of its id where that stands otherwise. @returns its number. */
  put(lotId: string, row: readonly Column[]): number;
  /** Removes what is left. */
  finish(): void;
}

/** Opens the lots of some wallets that were made at or after an instant. */
export function openStandingLots(
  db: Database.Database,
): (wallets: readonly number[], from: Instant) => StandingLots {
  const standing = db
    .prepare(`SELECT id, ${LOT_ROW_COLUMNS.join(', ')} FROM lot WHERE wallet = ? AND made_at >= ?`)
    .raw()
    .safeIntegers();
  const add = db.prepare(INSERT_LOT);
  const replace = db.prepare(
    `UPDATE lot SET ${LOT_ROW_COLUMNS.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
  );
  const remove = db.prepare('DELETE FROM lot WHERE id = ?');
  return (wallets, from) => {
    const left = new Map<string, readonly Stored[]>();
    for (const wallet of wallets)
      for (const row of standing.all(wallet, from) as (readonly Stored[])[])
        left.set(row[LOT_ID] as string, row);
    return {
      put(lotId, row) {
        const there = left.get(lotId);
        if (!there) return Number(add.run(row).lastInsertRowid);
        left.delete(lotId);
        const number = Number(there[0]);
        if (!row.every((value, column) => isSame(there[column + 1], value))) replace.run(row, number);
        return number;
      },
      finish() {
        for (const [number] of left.values()) remove.run(number);
      },
    };
  };
}

/** Where its id is among the columns, after its number. */
const LOT_ID = 1 + LOT_ROW_COLUMNS.indexOf('lot_id');

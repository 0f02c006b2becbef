// A customer's lots from an earlier derivation, held against those that come out now: a lot keeps its number, which its postings name.
// Must not: leave a lot that was not derived again.
import type Database from 'better-sqlite3';
import type { Instant } from '../../../src-shared/calendar.ts';
import { type Column, INSERT_LOT, LOT_ROW_COLUMNS } from '../derived-rows.ts';

export interface StandingLots {
  /** Writes a lot, over the one of its id where that stands. @returns its number. */
  put(lotId: string, row: readonly Column[]): number;
  /** Removes what is left. */
  finish(): void;
}

/** Opens the lots of some wallets that were made at or after an instant. */
export function openStandingLots(
  db: Database.Database,
): (wallets: readonly number[], from: Instant) => StandingLots {
  const standing = db.prepare('SELECT lot_id, id FROM lot WHERE wallet = ? AND made_at >= ?').raw();
  const add = db.prepare(INSERT_LOT);
  const replace = db.prepare(
    `UPDATE lot SET ${LOT_ROW_COLUMNS.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
  );
  const remove = db.prepare('DELETE FROM lot WHERE id = ?');
  return (wallets, from) => {
    const left = new Map(wallets.flatMap((wallet) => standing.all(wallet, from) as [string, number][]));
    return {
      put(lotId, row) {
        const number = left.get(lotId);
        if (number === undefined) return Number(add.run(row).lastInsertRowid);
        left.delete(lotId);
        replace.run(row, number);
        return number;
      },
      finish() {
        for (const number of left.values()) remove.run(number);
      },
    };
  };
}

// A wallet's postings from an earlier derivation, held against those that come out now: one that is the same stays as it is, others go.
// A row that is written again costs pages all over the index by time, and most of them come out the same. Must not: leave a posting
// that was not derived again.
import type Database from 'better-sqlite3';
import type { Instant } from '../../../src-shared/calendar.ts';
import { type Column, isSame, POSTING_ROW_COLUMNS, type Stored } from '../derived-rows.ts';

export interface StandingPostings {
  /**
   * Asked in order of key. True: it stands there already, as the columns of `row` say. Else it is to be written; what stood in its place,
   * and before it, is gone.
   */
  keeps(at: Instant, ord: number, row: () => readonly Column[]): boolean;
  /** Removes what is left. */
  finish(): void;
}

/** How many rows are in memory at once. */
const PAGE = 1000;
/** So many in a row that came out otherwise: more will. */
const MANY = 8;
/** Where at and ord are among the columns. */
const [AT, ORD] = [POSTING_ROW_COLUMNS.indexOf('at'), POSTING_ROW_COLUMNS.indexOf('ord')];

type Row = readonly Stored[];

/** Opens what stands of a wallet from an instant on. */
export function openStanding(db: Database.Database): (wallet: number, from: Instant) => StandingPostings {
  const page = db
    .prepare(
      `SELECT ${POSTING_ROW_COLUMNS.join(', ')} FROM posting WHERE wallet = ? AND (at, ord) >= (?, ?) ORDER BY at, ord LIMIT ${PAGE}`,
    )
    .raw()
    .safeIntegers();
  const remove = db.prepare(
    'DELETE FROM posting WHERE wallet = ? AND (at, ord) >= (?, ?) AND (at, ord) < (?, ?)',
  );
  const removeRest = db.prepare('DELETE FROM posting WHERE wallet = ? AND (at, ord) >= (?, ?)');
  return (wallet, from) => {
    let rows: Row[] = [];
    let place = 0;
    /** In a row, up to here. */
    let otherwise = 0;
    const readFrom = (at: Instant, ord: number): void => {
      rows = page.all(wallet, at, ord) as Row[];
      place = 0;
    };
    /** The next that stands; where the last of a full page was passed, what follows the key that is given. */
    const nextAfter = (at: Instant, ord: number): Row | undefined => {
      if (place === PAGE) readFrom(at, ord);
      return rows[place];
    };
    readFrom(from, 0);
    return {
      keeps(at, ord, row) {
        let there = rows[place];
        if (there && isBefore(there, at, ord)) {
          remove.run(wallet, there[AT], there[ORD], at, ord);
          while (there && isBefore(there, at, ord)) {
            place++;
            there = nextAfter(at, ord);
          }
        }
        if (!there || Number(there[AT]) !== at || Number(there[ORD]) !== ord) return false;
        const derived = row();
        const same = there.every((value, column) => isSame(value, derived[column]));
        otherwise = same ? 0 : otherwise + 1;
        // To remove them one by one costs twice as much: as many go at once as came out otherwise before.
        const passed = Math.min(otherwise < MANY ? 1 : otherwise, rows.length - place);
        const last = rows[place + passed - 1]!;
        if (!same) remove.run(wallet, at, ord, last[AT], Number(last[ORD]) + 1);
        place += passed;
        nextAfter(Number(last[AT]), Number(last[ORD]) + 1);
        return same;
      },
      finish() {
        const left = rows[place];
        if (left) removeRest.run(wallet, left[AT], left[ORD]);
      },
    };
  };
}

function isBefore(row: Row, at: Instant, ord: number): boolean {
  const there = Number(row[AT]);
  return there < at || (there === at && Number(row[ORD]) < ord);
}

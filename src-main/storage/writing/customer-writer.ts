// Writes down what one customer's run derives, page by page, holding it against what stands from an earlier derivation.
// Bulk path: prepared statements only. Must not: decide anything; what is derived comes from the engine.
import type { Instant } from '../../../src-shared/calendar.ts';
import type { Posting } from '../../engine/postings.ts';
import {
  type Column,
  DRAWDOWN_MARKS,
  INSERT_DRAWDOWN,
  INSERT_POSTING,
  lotRow,
  monthNumber,
  postingRow,
  postingRowOf,
} from '../derived-rows.ts';
import type { OpenBook } from '../open.ts';
import { amountsOf } from '../sums/amounts.ts';
import { openSumClearer, openSumWriter, type SumWriter } from '../sums/month-sums.ts';
import type { DerivedPage, Drawdowns, Step } from './derived-page.ts';
import { type ManyRows, openManyRows } from './many-rows.ts';
import { openStandingLots, type StandingLots } from './standing-lots.ts';
import { openStanding, type StandingPostings } from './standing-postings.ts';

/** Writes what one customer's run derives from an instant on; what stood there from an earlier derivation gives way to it. */
export interface CustomerWriter {
  page(page: DerivedPage): void;
  /** The last page has been written. */
  finish(): void;
}

/** A wallet's number, what stands of it, and where its latest posting is among those of its instant. */
interface WalletPlace {
  readonly id: number;
  /** null: it is new. */
  readonly standing: StandingPostings | null;
  at: Instant;
  ord: number;
}

function remembered<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  return made;
}

/** Where the postings and lots of one customer go. */
interface Places {
  readonly sums: SumWriter;
  /** Drawdowns on their way. */
  readonly waiting: ManyRows;
  readonly lots: StandingLots;
  walletOf(creditType: string): WalletPlace;
  lotNumber(lotId: string): number;
  /** Its postings name it so from now on. */
  numbered(lotId: string, number: number): void;
}

/** With customer, instant and state. */
export const INSERT_SNAPSHOT = 'INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?)';

/** Opens writers of a customer's derived rows from an instant on. */
export function openCustomerWriters(
  book: OpenBook,
): (customer: number, writeFrom: Instant) => CustomerWriter {
  const { db } = book;
  const addWallet = db.prepare('INSERT INTO wallet (customer, credit_type) VALUES (?, ?)');
  const findLot = db.prepare('SELECT id FROM lot WHERE lot_id = ?').pluck();
  const newDrawdowns = openManyRows(db, INSERT_DRAWDOWN, DRAWDOWN_MARKS);
  const newSums = openSumWriter(db);
  const stand = openStood(book);
  const putDrawdowns = drawdownWriter(book);
  const putStep = stepWriter(book);
  return (customer, writeFrom) => {
    const { wallets, lots, finish } = stand(customer, writeFrom);
    const numbers = new Map<string, number>();
    const places: Places = {
      sums: newSums(),
      waiting: newDrawdowns(),
      lots,
      walletOf: (creditType) =>
        remembered(wallets, creditType, () => {
          const id = Number(addWallet.run(customer, creditType).lastInsertRowid);
          return { id, standing: null, at: Number.NaN, ord: 0 };
        }),
      lotNumber: (lotId) => remembered(numbers, lotId, () => findLot.get(lotId) as number),
      numbered: (lotId, number) => void numbers.set(lotId, number),
    };
    return {
      page(page) {
        let row = 0;
        for (const step of page.steps) {
          if (step.of === 'drawdowns') {
            putDrawdowns(places, step, page, row);
            row += step.rows;
          } else putStep(places, customer, step);
        }
      },
      finish() {
        places.waiting.flush();
        finish();
        places.sums.finish();
      },
    };
  };
}

/** Writes drawdowns, which stand in the columns of their page from row `from` on. */
function drawdownWriter({ codes }: OpenBook) {
  return (places: Places, of: Drawdowns, { columns, meters }: DerivedPage, from: number): void => {
    const wallet = places.walletOf(of.creditType);
    const lot = places.lotNumber(of.lot);
    const month = monthNumber(of.month);
    places.sums.add(wallet.id, { ...of, kind: 'drawdown', chargeKind: null }, lot, of.amounts);
    const ids = meters.map((code) => codes.idOf('meter', code));
    const { at: instants, event, meter, credits, basis, usage, breakage } = columns;
    const put = (row: Column[], n: number, ord: number): Column[] => {
      row.push(wallet.id, instants[n]!, ord, month, lot, event[n]!, ids[meter[n]!]!);
      row.push(credits[n]!, of.currency, basis[n]!, usage[n]!, breakage[n]!);
      return row;
    };
    for (let n = from; n < from + of.rows; n++) {
      const at = instants[n]!;
      const ord = nextOrd(wallet, at);
      const stands = wallet.standing?.keeps(at, ord, () => postingRowOf(put([], n, ord)));
      if (!stands) put(places.waiting.row(), n, ord);
    }
  };
}

/** Writes anything else. */
function stepWriter({ db, codes }: OpenBook) {
  const insert = db.prepare(INSERT_POSTING);
  const extendLot = db.prepare('UPDATE lot SET expires_at = ? WHERE lot_id = ?');
  const cutLot = db.prepare('UPDATE lot SET expires_at = ?, base_expires_at = ? WHERE lot_id = ?');
  const addUnrated = db.prepare('INSERT INTO unrated VALUES (?, ?, ?)');
  const saveSnapshot = db.prepare(INSERT_SNAPSHOT);
  const put = (places: Places, creditType: string, p: Posting): void => {
    const wallet = places.walletOf(creditType);
    const ord = nextOrd(wallet, p.at);
    const lot = p.lot === null ? null : places.lotNumber(p.lot);
    const meter = p.meter === null ? null : codes.idOf('meter', p.meter);
    places.sums.add(wallet.id, p, lot, amountsOf(p));
    const row = (): Column[] => postingRow(p, { wallet: wallet.id, ord, lot, meter });
    if (wallet.standing?.keeps(p.at, ord, row)) return;
    // In order, so that the table only grows at its end.
    places.waiting.flush();
    insert.run(row());
  };
  return (places: Places, customer: number, step: Exclude<Step, Drawdowns>): void => {
    switch (step.of) {
      case 'posting':
        put(places, step.creditType, step.posting);
        break;
      case 'lot': {
        const { id, expiresAt } = step.lot;
        const wallet = places.walletOf(step.creditType).id;
        const row = lotRow(step.lot, { wallet, madeAt: step.at, baseExpiresAt: expiresAt });
        places.numbered(id, places.lots.put(id, row));
        break;
      }
      case 'expiry':
        if (step.extended) extendLot.run(step.expiresAt, step.lot);
        else cutLot.run(step.expiresAt, step.expiresAt, step.lot);
        break;
      case 'unrated':
        addUnrated.run(customer, step.event.postedAt, step.event.ref);
        break;
      case 'snapshot':
        saveSnapshot.run(customer, step.at, step.state);
    }
  };
}

/** The place of the wallet's next posting among those of its instant. */
function nextOrd(wallet: WalletPlace, at: Instant): number {
  wallet.ord = at === wallet.at ? wallet.ord + 1 : 0;
  wallet.at = at;
  return wallet.ord;
}

interface Stood {
  /** By credit type. */
  readonly wallets: Map<string, WalletPlace>;
  readonly lots: StandingLots;
  /** Removes what was not derived again. */
  finish(): void;
}

/** What stands of a customer from an instant on, to be held against what is derived now; what is kept beside it is cleared. */
function openStood({ db }: OpenBook): (customer: number, from: Instant) => Stood {
  const walletsOf = db.prepare('SELECT credit_type, id FROM wallet WHERE customer = ?').raw();
  const clearUnrated = db.prepare('DELETE FROM unrated WHERE customer = ? AND posted_at >= ?');
  const clearSums = openSumClearer(db);
  const standing = openStanding(db);
  const standingLots = openStandingLots(db);
  return (customer, from) => {
    const known = walletsOf.all(customer) as [string, number][];
    const wallets = new Map<string, WalletPlace>();
    for (const [creditType, id] of known) {
      clearSums(id, from);
      wallets.set(creditType, { id, standing: standing(id, from), at: Number.NaN, ord: 0 });
    }
    clearUnrated.run(customer, from);
    const lots = standingLots(
      known.map(([, id]) => id),
      from,
    );
    return {
      wallets,
      lots,
      finish() {
        for (const { standing: left } of wallets.values()) left?.finish();
        lots.finish();
      },
    };
  };
}

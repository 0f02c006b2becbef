// Writes lots and postings straight into a book's tables, as an engine would have derived them: for tests of what reads
// them. Dates are UTC. Must not: know the rules; a test may post what no engine would.
import type { Lot, Posting } from '../../src-main/engine/postings.ts';
import type { ReportBook, ReportSource } from '../../src-main/reports/source.ts';
import {
  INSERT_LOT,
  INSERT_POSTING,
  type LotPlace,
  lotRow,
  postingRow,
} from '../../src-main/storage/derived-rows.ts';
import { type LedgerCut, ledgerSource } from '../../src-main/storage/ledger-source.ts';
import type { OpenBook } from '../../src-main/storage/open.ts';
import { amountsOf } from '../../src-main/storage/sums/amounts.ts';
import { openSumWriter } from '../../src-main/storage/sums/month-sums.ts';

export const day = (date: string): number => Date.parse(`${date.length === 10 ? `${date}T00:00:00` : date}Z`);

const REPORT_BOOK: ReportBook = {
  name: 'Acme',
  currency: 'EUR',
  creditScale: (creditType) => (creditType === 'credits' ? 2 : 0),
  currencyScale: () => 2,
  dateAt: (instant) => new Date(instant).toISOString().slice(0, 10),
};

type Numbers =
  | 'credits'
  | 'overage'
  | 'basis'
  | 'usage'
  | 'breakage'
  | 'overageRevenue'
  | 'receivable'
  | 'unbilled';
type Line = Partial<Omit<Posting, Numbers | 'amount' | 'at'>> &
  Pick<Posting, 'kind'> &
  Partial<Record<Numbers | 'amount', number | bigint>> & { at: string };

export interface Poster {
  /** A usage row. @returns its number, for postings to refer to. */
  event(eventId: string, meter?: string, quantity?: string): number;
  lot(lot: Partial<Lot> & Pick<Lot, 'id'>, place?: Partial<LotPlace>): void;
  post(line: Line): void;
}

/** Posts into one wallet; within an instant lines keep the order in which they are posted. */
export function poster(open: OpenBook, customer = 'anna', creditType = 'drinks'): Poster {
  const { db, codes } = open;
  const customerId = codes.idOf('customer', customer);
  const added = db
    .prepare('INSERT INTO wallet (customer, credit_type) VALUES (?, ?)')
    .run(customerId, creditType);
  const wallet = Number(added.lastInsertRowid);
  const lotIds = db.prepare('SELECT id FROM lot WHERE lot_id = ?').pluck();
  let ord = 0;
  return {
    event(eventId, meter = 'coffee', quantity = '1') {
      const insert = db.prepare(
        'INSERT INTO usage_event (event_id, attempt, batch, line, customer, meter, quantity, occurred_at, posted_at, crc) VALUES (?, 1, 1, 1, ?, ?, ?, ?, ?, 0)',
      );
      const at = day('2026-01-10');
      return Number(
        insert.run(eventId, customerId, codes.idOf('meter', meter), quantity, at, at).lastInsertRowid,
      );
    },
    lot(lot, place) {
      const startsAt = lot.startsAt ?? day('2026-01-01');
      const full: Lot = {
        kind: 'top_up',
        startsAt,
        expiresAt: null,
        credits: 0n,
        price: 0n,
        currency: 'EUR',
        priority: 100,
        source: null,
        subscription: null,
        meters: null,
        ...lot,
      };
      const at = { wallet, madeAt: startsAt, baseExpiresAt: full.expiresAt, ...place };
      db.prepare(INSERT_LOT).run(lotRow(full, at));
    },
    post({ at, ...line }) {
      const full = { ...NOTHING, month: at.slice(0, 7), ...line, at: day(at) };
      const numbers = Object.fromEntries(
        Object.entries(full).map(([key, value]) => [
          key,
          NUMBERS.has(key) ? BigInt(value as number | bigint) : value,
        ]),
      );
      const lot = line.lot == null ? null : (lotIds.get(line.lot) as number);
      const meter = line.meter == null ? null : codes.idOf('meter', line.meter);
      ord++;
      const posting = numbers as unknown as Posting;
      db.prepare(INSERT_POSTING).run(postingRow(posting, { wallet, ord, lot, meter }));
      const sums = openSumWriter(db)();
      sums.add(wallet, posting, lot, amountsOf(posting));
      sums.finish();
    },
  };
}

const ZEROS = {
  credits: 0,
  overage: 0,
  basis: 0,
  usage: 0,
  breakage: 0,
  overageRevenue: 0,
  receivable: 0,
  unbilled: 0,
  amount: 0,
};
const NUMBERS = new Set(Object.keys(ZEROS));
const NOTHING = {
  ...ZEROS,
  lot: null,
  event: null,
  eventId: null,
  meter: null,
  currency: null,
  charge: null,
  chargeKind: null,
};

/** The source up to the start of a day, through the month before that day's end. */
export function sourceTo(open: OpenBook, until: string, more: Partial<LedgerCut> = {}): ReportSource {
  const cutoff = day(until);
  const through = new Date(cutoff - 1).toISOString().slice(0, 7);
  return ledgerSource(open, REPORT_BOOK, { cutoff, through, ...more });
}

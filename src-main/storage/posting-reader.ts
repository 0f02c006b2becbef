// Reads postings back as the engine made them, wallet by wallet in order of time: for seals and for the replay's comparison.
// Must not: aggregate (ledger-source does) or write.
import type { Instant } from '../../src-shared/calendar.ts';
import { compareText } from '../../src-shared/text-order.ts';
import type { Posting } from '../engine/postings.ts';
import type { Codes } from './codes.ts';
import { chargeKind, monthOfNumber, postingKind } from './derived-rows.ts';
import type { BookTables } from './open.ts';

export interface StoredWallet {
  id: number;
  customer: string;
  creditType: string;
}

export interface PostingReader {
  /** All wallets, by customer code, then credit type. */
  wallets(): StoredWallet[];
  /** Postings of a wallet with from ≤ at < to, in order. */
  read(wallet: number, from: Instant, to: Instant): Iterable<Posting>;
}

/** The columns of POSTING_COLUMNS. */
export type PostingRow = [
  bigint,
  bigint,
  bigint,
  string | null,
  bigint | null,
  string | null,
  bigint | null,
  bigint,
  bigint,
  string | null,
  bigint,
  bigint,
  bigint,
  bigint,
  bigint,
  bigint,
  bigint,
  string | null,
  bigint | null,
  bigint,
];

/** How many postings are in memory at once. */
const PAGE = 5000;

/** Of posting p, its lot l and event u. */
export const POSTING_COLUMNS = `p.at, p.month, p.kind, l.lot_id, p.event, u.event_id, p.meter, p.credits, p.overage, p.currency,
  p.basis, p.usage, p.breakage, p.overage_revenue, p.receivable, p.unbilled, p.amount, p.charge, p.charge_kind, p.ord`;

export function openPostingReader({ db, codes }: BookTables): PostingReader {
  const select = db
    .prepare(
      `SELECT ${POSTING_COLUMNS}
       FROM posting p LEFT JOIN lot l ON l.id = p.lot LEFT JOIN usage_event u ON u.seq = p.event
       WHERE p.wallet = ? AND (p.at, p.ord) > (?, ?) AND p.at < ? ORDER BY p.at, p.ord LIMIT ${PAGE}`,
    )
    .raw()
    .safeIntegers();
  return {
    wallets() {
      const rows = db.prepare('SELECT id, customer, credit_type AS creditType FROM wallet').all() as {
        id: number;
        customer: number;
        creditType: string;
      }[];
      return rows
        .map(({ id, customer, creditType }) => ({ id, customer: codes.codeOf(customer), creditType }))
        .sort((a, b) => compareText(a.customer, b.customer) || compareText(a.creditType, b.creditType));
    },
    *read(wallet, from, to) {
      let [at, ord] = [from - 1, Number.MAX_SAFE_INTEGER];
      for (;;) {
        const rows = select.all(wallet, at, ord, to) as PostingRow[];
        for (const row of rows) yield toPosting(codes, row);
        const last = rows[rows.length - 1];
        if (rows.length < PAGE || !last) return;
        [at, ord] = [Number(last[0]), Number(last[19])];
      }
    },
  };
}

export function toPosting(codes: Codes, row: PostingRow): Posting {
  const [at, month, kind, lot, event, eventId, meter, credits, overage, currency, basis, usage, ...rest] =
    row;
  const [breakage, overageRevenue, receivable, unbilled, amount, charge, charged] = rest;
  return {
    at: Number(at),
    month: monthOfNumber(Number(month)),
    kind: postingKind(Number(kind)),
    lot,
    event: event === null ? null : Number(event),
    eventId,
    meter: meter === null ? null : codes.codeOf(Number(meter)),
    credits,
    overage,
    currency,
    basis,
    usage,
    breakage,
    overageRevenue,
    receivable,
    unbilled,
    amount,
    charge,
    chargeKind: charged === null ? null : chargeKind(Number(charged)),
  };
}

// What an evidence pack holds of the ledger: the month's postings in the order of the seal, the usage behind them, the lots that stood.
// Postings and usage stream, and the seal is recomputed as postings pass. Must not: derive, or hold more than a page of rows.
import type { Instant } from '../../../src-shared/calendar.ts';
import { formatInstant } from '../../../src-shared/calendar.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { Cell } from '../../../src-shared/report-table.ts';
import type { Book } from '../../engine/book.ts';
import { canonicalPosting } from '../../engine/seal.ts';
import { credits, lastDay, money } from '../../reports/cells.ts';
import { deferredOf, remainingOf } from '../../reports/lots.ts';
import type { LotSums, ReportBook } from '../../reports/source.ts';
import type { OpenBook } from '../../storage/open.ts';
import { openPostingReader } from '../../storage/posting-reader.ts';
import { postedUsage } from '../../storage/usage/posted-usage.ts';
import { hashAfter } from '../proof/sealing/hash.ts';
import type { PackTable } from './record-tables.ts';

/** Text is hashed in pieces of about this many characters. */
const PIECE = 64_000;

/** A table that knows more once its rows were read. */
export interface Counted extends PackTable {
  readonly rows: Iterable<readonly Cell[]>;
}
export interface SealedPostings extends Counted {
  /** After the last row: how many there were, and what they seal to. */
  sealed(): { postings: number; seal: string };
}
export interface MonthUsage extends Counted {
  /** After the last row: rows by batch. */
  byBatch(): ReadonlyMap<number, number>;
}

/** Postings in [from, to) in the order and with all the parts of the seal's canonical text (rules §13), as plain decimals. */
export function postingsTable(
  open: OpenBook,
  book: ReportBook,
  [from, to]: readonly [Instant, Instant],
  previousSeal: string,
  onRow: (count: number) => void,
): SealedPostings {
  const hash = hashAfter(previousSeal);
  let [piece, postings] = ['', 0];
  function* rows(): Generator<Cell[]> {
    const reader = openPostingReader(open);
    for (const { id, customer, creditType } of reader.wallets()) {
      const scale = book.creditScale(creditType);
      for (const p of reader.read(id, from, to)) {
        onRow(++postings);
        piece += canonicalPosting(customer, creditType, p);
        if (piece.length > PIECE) {
          hash.update(piece);
          piece = '';
        }
        const places = p.currency === null ? 0 : book.currencyScale(p.currency);
        const money = [p.basis, p.usage, p.breakage, p.overageRevenue, p.receivable, p.unbilled, p.amount];
        yield [
          formatInstant(p.at),
          String(p.at),
          customer,
          creditType,
          p.kind,
          p.lot,
          p.eventId,
          p.meter,
          formatScaled(p.credits, scale),
          formatScaled(p.overage, scale),
          p.currency,
          ...money.map((value) => formatScaled(value, places)),
          p.charge,
          p.chargeKind,
        ];
      }
    }
  }
  return {
    columns: [
      'at',
      'at_ms',
      'customer',
      'credit_type',
      'kind',
      'lot',
      'event_id',
      'meter',
      'credits',
      'overage',
      'currency',
      'deferred',
      'usage_revenue',
      'breakage_revenue',
      'overage_revenue',
      'receivable',
      'unbilled_receivable',
      'amount',
      'charge',
      'charge_kind',
    ],
    rows: { [Symbol.iterator]: rows },
    sealed: () => ({ postings, seal: hash.update(piece).digest('hex') }),
  };
}

/** Usage rows posted in [from, to), customer by customer, down to the file's batch and line. */
export function usageTable(
  open: OpenBook,
  book: Book,
  [from, to]: readonly [Instant, Instant],
  onRow: (count: number) => void,
): MonthUsage {
  const batches = new Map<number, number>();
  let count = 0;
  function* rows(): Generator<Cell[]> {
    for (const [code, { erased, excluded }] of book.customers) {
      for (const event of postedUsage(open, code, from, to)) {
        const { eventId, batch, line, meter, quantity, occurredAt, postedAt } = event;
        onRow(++count);
        batches.set(batch, (batches.get(batch) ?? 0) + 1);
        const state = book.undone.has(batch)
          ? 'undone'
          : erased.has(eventId)
            ? 'voided'
            : excluded.has(eventId)
              ? 'excluded'
              : 'counts';
        const times = [formatInstant(occurredAt), formatInstant(postedAt)];
        yield [
          eventId,
          code,
          meter,
          quantity,
          ...times,
          postedAt === occurredAt ? null : 'late',
          state,
          String(batch),
          String(line),
        ];
      }
    }
  }
  return {
    columns: [
      'event_id',
      'customer',
      'meter',
      'quantity',
      'occurred_at',
      'posted_at',
      'late',
      'state',
      'batch',
      'line',
    ],
    rows: { [Symbol.iterator]: rows },
    byBatch: () => batches,
  };
}

/** The lots that the sample was chosen from, to the month's end. */
export function lotsTable(
  book: ReportBook,
  lots: readonly LotSums[],
  sample: ReadonlySet<string>,
): PackTable {
  const rows = lots.map((lot): Cell[] => {
    const inCredits = (value: bigint): string => credits(book, value, lot.creditType);
    const inMoney = (value: bigint): string => money(book, value, lot.currency);
    const { granted, drawn, expired, rolledOver, refunded, voided } = lot;
    return [
      lot.lot,
      lot.customer,
      lot.creditType,
      lot.kind,
      book.dateAt(lot.startsAt),
      lastDay(book, lot.expiresAt),
      ...[granted, drawn, expired, rolledOver, refunded, voided, remainingOf(lot)].map(inCredits),
      lot.currency,
      ...[lot.price, lot.recognized, lot.moved, lot.returned, deferredOf(lot)].map(inMoney),
      sample.has(lot.lot) ? 'yes' : null,
    ];
  });
  return {
    columns: [
      'lot',
      'customer',
      'credit_type',
      'kind',
      'starts_on',
      'valid_through',
      'granted',
      'drawn',
      'expired',
      'rolled_over',
      'refunded',
      'voided',
      'remaining',
      'currency',
      'price',
      'recognized',
      'moved',
      'returned',
      'deferred',
      'in_sample',
    ],
    rows,
  };
}

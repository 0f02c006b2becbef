// One wallet's postings between two instants, each with the usage event behind it: what a statement lists. Read as they come, in the order
// of the wallet's own key, so that a wallet of any length is never held nor sorted. Must not: add up or format.
import type { Instant } from '../../../src-shared/calendar.ts';
import type { LedgerLine } from '../../reports/source.ts';
import { kindNumber } from '../derived-rows.ts';
import { LEDGER_COLUMNS, ledgerLine, NOT_IN_LEDGER } from '../ledger-source.ts';
import type { OpenBook } from '../open.ts';
import { prepared } from '../paging/kept.ts';

export interface WalletStretch {
  readonly customer: string;
  readonly creditType: string;
  readonly from: Instant;
  /** The first instant after it. */
  readonly until: Instant;
}

type Row = Record<string, bigint | string | null>;

/** In the order of the ledger report. @param unfunded only overage that nobody is charged for. */
export function* walletLines(
  open: OpenBook,
  { customer, creditType, from, until }: WalletStretch,
  unfunded = false,
): Generator<LedgerLine> {
  const { codes } = open;
  const which = unfunded
    ? `p.kind = ${kindNumber('overage')} AND p.currency IS NULL`
    : `p.kind NOT IN (${NOT_IN_LEDGER})`;
  const rows = prepared(
    open,
    `SELECT ${LEDGER_COLUMNS}, e.quantity, e.occurred_at AS occurredAt, e.posted_at AS postedAt
       FROM posting p JOIN wallet w ON w.id = p.wallet JOIN code c ON c.id = w.customer
       LEFT JOIN lot l ON l.id = p.lot LEFT JOIN usage_event e ON e.seq = p.event
       WHERE p.wallet = (SELECT id FROM wallet WHERE customer = @customer AND credit_type = @creditType)
         AND p.at >= @from AND p.at < @until AND ${which}
       ORDER BY p.at, p.ord`,
  )
    .safeIntegers()
    .iterate({ customer: codes.find('customer', customer) ?? 0, creditType, from, until });
  for (const row of rows as Iterable<Row>) {
    const quantity = row.quantity as string | null;
    const event =
      quantity === null
        ? null
        : { quantity, occurredAt: Number(row.occurredAt), postedAt: Number(row.postedAt) };
    yield { ...ledgerLine(row, (id) => codes.codeOf(Number(id))), event };
  }
}

// Postings of one customer that have something in common (a lot, a charge, an event, a stretch of time), each with its place in the
// ledger; and a lot with its terms. For explanations. Must not: add up (reports do).
import type { Instant } from '../../../src-shared/calendar.ts';
import type { Lot, Posting } from '../../engine/postings.ts';
import { lotKind } from '../derived-rows.ts';
import type { OpenBook } from '../open.ts';
import type { PostingRow } from '../posting-reader.ts';
import { POSTING_COLUMNS, toPosting } from '../posting-reader.ts';
import { HAS_ID } from '../usage/by-id.ts';

export interface PlacedPosting {
  /** As the ledger's window names it: wallet, instant, place at the instant. */
  readonly id: string;
  readonly customer: string;
  readonly creditType: string;
  readonly posting: Posting;
}

export interface PostingsAsked {
  readonly customer: string;
  readonly creditType?: string;
  /** From this instant on, and before that one. */
  readonly from?: Instant;
  readonly to?: Instant;
  readonly lot?: string;
  readonly charge?: string;
  readonly event?: string;
}

const FROM = `FROM wallet w CROSS JOIN posting p ON p.wallet = w.id
  LEFT JOIN lot l ON l.id = p.lot LEFT JOIN usage_event u ON u.seq = p.event`;
const COLUMNS = `${POSTING_COLUMNS}, w.id, w.credit_type`;
type Row = [...PostingRow, bigint, string];

/** In the order of posting, wallet by wallet. Read them before asking for anything else: the book is busy meanwhile. */
export function* postingsOf(open: OpenBook, asked: PostingsAsked): Generator<PlacedPosting> {
  const { customer, creditType, from, to, lot, charge, event } = asked;
  const conditions = ['w.customer = @customer'];
  const parameters: Record<string, string | number> = {
    customer: open.codes.find('customer', customer) ?? 0,
  };
  const only = (condition: string, name: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    parameters[name] = value;
  };
  only('w.credit_type = @creditType', 'creditType', creditType);
  only('p.at >= @from', 'from', from);
  only('p.at < @to', 'to', to);
  only('p.charge = @charge', 'charge', charge);
  only('p.lot = (SELECT id FROM lot WHERE lot_id = @lot)', 'lot', lot);
  only(`p.event IN (SELECT seq FROM usage_event WHERE ${HAS_ID} = @event)`, 'event', event);
  const rows = open.db
    .prepare(`SELECT ${COLUMNS} ${FROM} WHERE ${conditions.join(' AND ')} ORDER BY p.wallet, p.at, p.ord`)
    .raw()
    .safeIntegers()
    .iterate(parameters) as Iterable<Row>;
  for (const row of rows) yield placed(open, customer, row);
}

function placed({ codes }: OpenBook, customer: string, row: Row): PlacedPosting {
  const [wallet, creditType] = row.slice(-2) as [bigint, string];
  const posting = toPosting(codes, row.slice(0, -2) as unknown as PostingRow);
  return { id: `${wallet}|${posting.at}|${row[19]}`, customer, creditType, posting };
}

/** The posting of this place, or null. */
export function postingAt(open: OpenBook, id: string): PlacedPosting | null {
  const [wallet, at, ord] = id.split('|').map(Number);
  const row = open.db
    .prepare(`SELECT ${COLUMNS}, w.customer ${FROM} WHERE w.id = ? AND p.at = ? AND p.ord = ?`)
    .raw()
    .safeIntegers()
    .get(wallet, at, ord) as [...Row, bigint] | undefined;
  if (!row) return null;
  return placed(open, open.codes.codeOf(Number(row.at(-1))), row.slice(0, -1) as unknown as Row);
}

/** A lot with its terms and whose it is. */
export interface StoredLot extends Lot {
  readonly customer: string;
  readonly creditType: string;
  readonly madeAt: Instant;
  /** Where it would end without extensions. */
  readonly baseExpiresAt: Instant | null;
}

export function lotOf({ db, codes }: OpenBook, lotId: string): StoredLot | null {
  const row = db
    .prepare(
      `SELECT l.*, w.customer, w.credit_type FROM lot l JOIN wallet w ON w.id = l.wallet WHERE l.lot_id = ?`,
    )
    .safeIntegers()
    .get(lotId) as Record<string, bigint | string | null> | undefined;
  if (!row) return null;
  const instant = (value: bigint | string | null | undefined): Instant | null =>
    value == null ? null : Number(value);
  return {
    id: lotId,
    customer: codes.codeOf(Number(row.customer)),
    creditType: row.credit_type as string,
    kind: lotKind(Number(row.kind)),
    madeAt: Number(row.made_at),
    startsAt: Number(row.starts_at),
    expiresAt: instant(row.expires_at),
    baseExpiresAt: instant(row.base_expires_at),
    credits: row.credits as bigint,
    price: row.price as bigint,
    currency: row.currency as string,
    priority: Number(row.priority),
    source: row.source as string | null,
    subscription: row.subscription as string | null,
    meters: row.meters == null ? null : (JSON.parse(row.meters as string) as string[]),
  };
}

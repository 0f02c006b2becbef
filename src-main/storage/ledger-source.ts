// What the reports read, summed by SQL over the postings before a cut-off: a million lines are never added up in
// JavaScript, and the ledger is read while it is written. Sums are 64-bit integers from end to end (SQLite raises an error
// where they would not fit). Must not: derive, format or order rows for show (reports do), except the ledger's.
import type Database from 'better-sqlite3';
import type { Instant, Month } from '../../src-shared/calendar.ts';
import type { ChargeKind, PostingKind } from '../engine/postings.ts';
import { MAKES_LOT } from '../engine/postings.ts';
import type {
  ChargeLine,
  DeficitSum,
  ExceptionLine,
  LedgerLine,
  LotMonthSums,
  LotSums,
  MoneySums,
  OverageSums,
  ReportBook,
  ReportSource,
  WalletMonthSums,
} from '../reports/source.ts';
import {
  chargeKind,
  kindNumber,
  kindNumbers,
  lotKind,
  monthNumber,
  monthOfNumber,
  postingKind,
} from './derived-rows.ts';
import type { OpenBook } from './open.ts';
import { prepared } from './paging/kept.ts';
import { LONGEST_MONTH_MS, sumsOf } from './sums/month-sums.ts';

/** An `extend` adjustment: from `at` on the lot ends at `expiresAt`. */
export interface Extension {
  lot: string;
  at: Instant;
  expiresAt: Instant;
}

/** What part of the ledger the reports cover. */
export interface LedgerCut {
  /** Postings before this instant. */
  cutoff: Instant;
  /** The month of the last instant before the cut-off. */
  through: Month;
  /** The cut-off is the end of `through`: what months add up to is known without their postings. */
  wholeMonths?: boolean;
  /** Show only this month; what came before makes its opening figures. */
  month?: Month | null;
  /** Or only what is dated from this instant on. */
  from?: Instant;
  customer?: string | null;
  /** All extensions of the book: those dated at or after the cut-off must not show in a lot's validity. */
  extensions?: readonly Extension[];
  /** Usage without a rate and excluded usage, which posts nothing and so is known to the caller only. */
  exceptions?: readonly ExceptionLine[];
}

type Row = Record<string, bigint | string | null>;

const kind = kindNumber;
const kinds = (...words: PostingKind[]): string => kindNumbers(words);
/** Kinds that move no credits. */
export const NOT_IN_LEDGER = kinds('charge', 'reversal');

export function ledgerSource(open: OpenBook, book: ReportBook, cut: LedgerCut): ReportSource {
  const read = readerOf(open, cut);
  return {
    book,
    through: cut.through,
    month: cut.month ?? null,
    lots: () => lotsOf(read, cut),
    walletMonths: () => walletMonthsOf(read),
    money: (together = false) => moneyOf(read, together),
    lotMonths: () => lotMonthsOf(read),
    overage: () => overageOf(read),
    ledger: () => ledgerOf(read),
    charges: () => chargesOf(read),
    deficits: () => deficitsOf(read),
    exceptions: () => exceptionsOf(read, cut),
  };
}

/**
 * Runs queries over the postings of the cut. In their SQL, `{cut}` stands for its conditions on posting p of wallet w, `{sums}` for
 * a query of its month sums, `{few}` for both tables where few kinds of postings are asked for.
 */
interface Reader {
  prepare(sql: string): { all(): Row[]; iterate(): IterableIterator<Row> };
  code(id: bigint | string | null): string;
  /** A condition on posting p that keeps only what is to be shown. */
  shown: string;
}

function readerOf(open: OpenBook, cut: LedgerCut): Reader {
  const { codes } = open;
  const { cutoff, customer, month, from, through } = cut;
  const whose = customer == null ? '' : ' AND w.customer = @customer';
  const sums = sumsBefore(cut, whose);
  const filled = (sql: string): string =>
    sql.replaceAll('{cut}', `p.at < @cutoff${whose}`).replaceAll('{sums}', sums).replaceAll('{few}', FEW);
  const told = {
    cutoff,
    from,
    // A customer without an id has no wallets; no row has the id 0.
    customer: customer == null ? 0 : (codes.find('customer', customer) ?? 0),
    month: month == null ? 0 : monthNumber(month),
    through: monthNumber(through),
    early: cutoff - LONGEST_MONTH_MS,
  };
  return {
    prepare(sql) {
      const statement = prepared(open, filled(sql)).safeIntegers() as Database.Statement<unknown[], Row>;
      return { all: () => statement.all(told), iterate: () => statement.iterate(told) };
    },
    code: (id) => codes.codeOf(Number(id)),
    shown: `${month == null ? '' : 'AND p.month = @month'}${from === undefined ? '' : ' AND p.at >= @from'}`,
  };
}

/** The index of few kinds holds wallets as well: by wallet first, or each of a thousand customers would read those of all. */
const FEW = 'wallet w CROSS JOIN posting p ON p.wallet = w.id';

/** The sums of whole months as they are kept; of a month that the cut-off divides, as its postings before it add up. */
function sumsBefore({ wholeMonths }: LedgerCut, whose: string): string {
  const kept = `SELECT p.* FROM month_sum p JOIN wallet w ON w.id = p.wallet WHERE p.month`;
  if (wholeMonths) return `(${kept} <= @through${whose})`;
  const divided = `posting p JOIN wallet w ON w.id = p.wallet
    WHERE p.month = @through AND p.at >= @early AND p.at < @cutoff${whose}`;
  return `(${kept} < @through${whose} UNION ALL ${sumsOf(divided)})`;
}

const text = (value: bigint | string | null | undefined): string => value as string;
const maybe = (value: bigint | string | null | undefined): string | null => value as string | null;
const whole = (value: bigint | string | null | undefined): bigint => value as bigint;

function lotsOf(read: Reader, cut: LedgerCut): LotSums[] {
  const out = (as: string, ...words: PostingKind[]): string =>
    `ifnull(-sum(m.credits) FILTER (WHERE m.kind IN (${kinds(...words)})), 0) AS ${as}`;
  const basis = (as: string, ...words: PostingKind[]): string =>
    `ifnull(sum(m.basis_down - m.basis_up) FILTER (WHERE m.kind IN (${kinds(...words)})), 0) AS ${as}`;
  const rows = read
    .prepare(
      `SELECT l.lot_id, l.kind, l.starts_at, l.expires_at, l.base_expires_at, l.currency, l.price,
              l.source, l.subscription, w.customer, w.credit_type, s.*
       FROM (SELECT m.lot, ifnull(sum(m.credits) FILTER (WHERE m.kind IN (${kindNumbers(MAKES_LOT)})), 0) AS granted,
                    ${out('drawn', 'drawdown')}, ${out('expired', 'expiry')}, ${out('rolledOver', 'rollover_out')},
                    ${out('refunded', 'refund')}, ${out('voided', 'void')},
                    ${basis('recognized', 'drawdown', 'expiry')}, ${basis('moved', 'rollover_out')},
                    ${basis('returned', 'refund', 'void')}
             FROM {sums} m WHERE m.lot > 0 GROUP BY m.lot) s
       JOIN lot l ON l.id = s.lot JOIN wallet w ON w.id = l.wallet
       WHERE l.made_at < @cutoff`,
    )
    .all();
  const expiry = expiryAt(cut);
  return rows.map((row) => ({
    lot: text(row.lot_id),
    customer: read.code(row.customer!),
    creditType: text(row.credit_type),
    kind: lotKind(Number(row.kind)),
    source: maybe(row.source),
    subscription: maybe(row.subscription),
    startsAt: Number(row.starts_at),
    expiresAt: expiry(row),
    currency: text(row.currency),
    price: whole(row.price),
    granted: whole(row.granted),
    drawn: whole(row.drawn),
    expired: whole(row.expired),
    rolledOver: whole(row.rolledOver),
    refunded: whole(row.refunded),
    voided: whole(row.voided),
    recognized: whole(row.recognized),
    moved: whole(row.moved),
    returned: whole(row.returned),
  }));
}

/**
 * When a lot ends, as the book stood at the cut-off. `expires_at` has every extension worked in. For a lot with an
 * extension dated later we go from `base_expires_at`, which has none, to the latest day that an extension dated before
 * the cut-off gave it; never beyond `expires_at`, as an extension that did not fit any more was not carried out.
 */
function expiryAt({ cutoff, extensions = [] }: LedgerCut): (row: Row) => Instant | null {
  const later = new Set(extensions.filter(({ at }) => at >= cutoff).map(({ lot }) => lot));
  return (row) => {
    if (row.expires_at == null) return null;
    const final = Number(row.expires_at);
    if (row.base_expires_at == null || !later.has(text(row.lot_id))) return final;
    let expiresAt = Number(row.base_expires_at);
    for (const extension of extensions) {
      if (extension.lot === row.lot_id && extension.at < cutoff)
        expiresAt = Math.max(expiresAt, extension.expiresAt);
    }
    return Math.min(expiresAt, final);
  };
}

function walletMonthsOf(read: Reader): WalletMonthSums[] {
  const rows = read
    .prepare(
      `SELECT s.*, w.customer, w.credit_type
       FROM (SELECT m.wallet, m.month, m.kind, sum(m.credits) AS credits, sum(m.overage) AS overage
             FROM {sums} m GROUP BY m.wallet, m.month, m.kind) s
       JOIN wallet w ON w.id = s.wallet`,
    )
    .all();
  return rows.map((row) => ({
    month: monthOfNumber(Number(row.month)),
    customer: read.code(row.customer!),
    creditType: text(row.credit_type),
    kind: postingKind(Number(row.kind)),
    credits: whole(row.credits),
    overage: whole(row.overage),
  }));
}

const MONEY_SUMS = ['basis', 'usage', 'breakage', 'overage', 'receivable', 'unbilled']
  .map((name) => `sum(m.${name}_up) AS ${name}Up, sum(m.${name}_down) AS ${name}Down`)
  .join(', ');

function moneyOf(read: Reader, together: boolean): MoneySums[] {
  const rows = read
    .prepare(
      `SELECT ${together ? 'NULL' : 'w.customer'} AS customer, m.currency, m.month, m.kind, m.charge_kind AS chargeKind, ${MONEY_SUMS}
       FROM {sums} m JOIN wallet w ON w.id = m.wallet WHERE m.currency <> ''
       GROUP BY 1, m.currency, m.month, m.kind, m.charge_kind`,
    )
    .all();
  return rows.map((row) => moneySums(read, row));
}

function moneySums(read: Reader, row: Row): MoneySums {
  return {
    ...(row as unknown as MoneySums),
    month: monthOfNumber(Number(row.month)),
    customer: row.customer == null ? '' : read.code(row.customer),
    kind: postingKind(Number(row.kind)),
    chargeKind: chargeKindOf(row.chargeKind),
  };
}

function lotMonthsOf(read: Reader): LotMonthSums[] {
  const rows = read
    .prepare(
      `SELECT w.customer, w.credit_type AS creditType, l.lot_id AS lot, m.currency, m.month, m.kind,
              m.charge_kind AS chargeKind, sum(m.credits) AS credits, ${MONEY_SUMS}
       FROM {sums} m JOIN wallet w ON w.id = m.wallet LEFT JOIN lot l ON l.id = m.lot WHERE m.currency <> ''
       GROUP BY m.wallet, m.lot, m.currency, m.month, m.kind, m.charge_kind`,
    )
    .iterate();
  const found: LotMonthSums[] = [];
  for (const row of rows) found.push(moneySums(read, row) as LotMonthSums);
  return found;
}

function overageOf(read: Reader): OverageSums[] {
  const rows = read
    .prepare(
      `SELECT w.customer, w.credit_type AS creditType, p.month, p.meter, p.currency, count(*) AS lines,
              sum(p.overage) AS credits, sum(p.overage_revenue) AS revenue
       FROM {few} WHERE {cut} ${read.shown} AND p.kind = ${kind('overage')} AND p.currency IS NOT NULL
       GROUP BY w.id, p.month, p.meter, p.currency`,
    )
    .all();
  return rows.map((row) => ({
    ...(row as unknown as OverageSums),
    month: monthOfNumber(Number(row.month)),
    customer: read.code(row.customer!),
    meter: read.code(row.meter!),
    lines: Number(row.lines),
  }));
}

function chargeKindOf(value: bigint | string | null | undefined): ChargeKind | null {
  return value == null || value === -1n ? null : chargeKind(Number(value));
}

function* ledgerOf(read: Reader): Generator<LedgerLine> {
  // Joined before it is sorted: looked up in the order of wallets the names cost half of what they would afterwards.
  const rows = read
    .prepare(
      `SELECT ${LEDGER_COLUMNS}
       FROM posting p JOIN wallet w ON w.id = p.wallet JOIN code c ON c.id = w.customer
       LEFT JOIN lot l ON l.id = p.lot LEFT JOIN usage_event e ON e.seq = p.event
       WHERE {cut} ${read.shown} AND p.kind NOT IN (${NOT_IN_LEDGER})
       ORDER BY p.at, c.code, w.credit_type, p.ord`,
    )
    .iterate();
  for (const row of rows) yield ledgerLine(row, read.code);
}

/** What a line of the ledger is read from: posting p, wallet w, code c, lot l, event e. */
export const LEDGER_COLUMNS = `p.at, p.month, c.code AS customer, w.credit_type AS creditType, p.kind, l.lot_id AS lot,
  e.event_id AS eventId, p.meter, p.credits, p.overage, p.usage + p.breakage + p.overage_revenue AS revenue, p.currency`;

export function ledgerLine(row: Row, code: (id: bigint | string) => string): LedgerLine {
  return {
    at: Number(row.at),
    month: monthOfNumber(Number(row.month)),
    customer: text(row.customer),
    creditType: text(row.creditType),
    kind: postingKind(Number(row.kind)),
    lot: maybe(row.lot),
    eventId: maybe(row.eventId),
    meter: row.meter == null ? null : code(row.meter),
    credits: whole(row.credits),
    overage: whole(row.overage),
    revenue: whole(row.revenue),
    currency: maybe(row.currency),
  };
}

function chargesOf(read: Reader): ChargeLine[] {
  const rows = read
    .prepare(
      `SELECT p.at, p.month, p.charge, w.customer, w.credit_type, p.charge_kind, p.meter, p.credits, p.amount, p.currency
       FROM {few} WHERE {cut} ${read.shown} AND p.kind = ${kind('charge')}`,
    )
    .all();
  return rows.map((row) => ({
    at: Number(row.at),
    month: monthOfNumber(Number(row.month)),
    charge: text(row.charge),
    customer: read.code(row.customer!),
    creditType: text(row.credit_type),
    kind: chargeKind(Number(row.charge_kind)),
    meter: row.meter == null ? null : read.code(row.meter),
    credits: whole(row.credits),
    amount: whole(row.amount),
    currency: text(row.currency),
  }));
}

/**
 * Per wallet: what events fell short of (less what voids dropped), less what was drawn for them later. A drawdown pays a
 * deficit when it stands after the event's deficit; those before it are what the event could draw at once.
 */
function deficitsOf(read: Reader): DeficitSum[] {
  const rows = read
    .prepare(
      // MATERIALIZED and CROSS JOIN: the few deficits get an index of their own, the postings are read once.
      `WITH short AS MATERIALIZED (
         SELECT p.wallet, p.event, p.at, p.ord, p.overage FROM {few}
         WHERE {cut} AND p.kind = ${kind('deficit')}),
       paid AS (
         SELECT p.wallet, -sum(p.credits) AS credits
         FROM posting p CROSS JOIN short s ON s.event = p.event AND s.wallet = p.wallet
         WHERE p.kind = ${kind('drawdown')} AND p.at < @cutoff AND p.wallet IN (SELECT wallet FROM short)
           AND s.overage > 0 AND (p.at, p.ord) > (s.at, s.ord)
         GROUP BY p.wallet)
       SELECT w.customer, w.credit_type, sum(s.overage) - ifnull(paid.credits, 0) AS credits
       FROM short s JOIN wallet w ON w.id = s.wallet LEFT JOIN paid ON paid.wallet = s.wallet
       GROUP BY s.wallet HAVING sum(s.overage) <> ifnull(paid.credits, 0)`,
    )
    .all();
  return rows.map((row) => ({
    customer: read.code(row.customer!),
    creditType: text(row.credit_type),
    credits: whole(row.credits),
  }));
}

/** Overage that nobody pays, less what voids took back; and what the caller knows of. */
function exceptionsOf(read: Reader, { exceptions = [], customer }: LedgerCut): ExceptionLine[] {
  const rows = read
    .prepare(
      `SELECT e.event_id, e.meter, e.quantity, e.occurred_at, w.customer, w.credit_type, s.credits
       FROM (SELECT p.wallet, p.event, sum(p.overage) AS credits FROM {few}
             WHERE {cut} AND p.kind = ${kind('overage')} AND p.currency IS NULL
             GROUP BY p.wallet, p.event HAVING sum(p.overage) > 0) s
       JOIN wallet w ON w.id = s.wallet JOIN usage_event e ON e.seq = s.event`,
    )
    .all();
  const unfunded = rows.map(
    (row): ExceptionLine => ({
      eventId: text(row.event_id),
      customer: read.code(row.customer!),
      meter: read.code(row.meter!),
      quantity: text(row.quantity),
      occurredAt: Number(row.occurred_at),
      reason: 'unfunded',
      creditType: text(row.credit_type),
      credits: whole(row.credits),
    }),
  );
  return [...unfunded, ...exceptions.filter((line) => customer == null || line.customer === customer)];
}

// Sums that charts are drawn from: a wallet's credits in short steps of time, usage by meter. Each reads one span of the ledger by
// the wallets' own order, never the whole of it. Must not: derive, or know a day (steps become days in the book's zone later).
import type { Instant, Month } from '../../../src-shared/calendar.ts';
import { kindNumber, monthOfNumber } from '../derived-rows.ts';
import { NOT_IN_LEDGER } from '../ledger-source.ts';
import type { OpenBook } from '../open.ts';

/** Every zone's days begin at a whole quarter of an hour. */
const STEP = 15 * 60 * 1000;

export interface StepSum {
  creditType: string;
  /** The first instant of the quarter of an hour. */
  at: Instant;
  /** Credits in less credits out. */
  credits: bigint;
}

interface Span {
  from: Instant;
  until: Instant;
}

/** What moved in a customer's wallets, in order of time. */
export function stepSums({ db, codes }: OpenBook, customer: string, { from, until }: Span): StepSum[] {
  const rows = db
    .prepare(
      `SELECT w.credit_type AS creditType, p.at / ${STEP} AS step, sum(p.credits) AS credits
       FROM wallet w CROSS JOIN posting p ON p.wallet = w.id AND p.at >= @from AND p.at < @until
       WHERE w.customer = @customer AND p.kind NOT IN (${NOT_IN_LEDGER})
       GROUP BY w.id, step HAVING sum(p.credits) <> 0 ORDER BY w.id, step`,
    )
    .safeIntegers()
    .all({ customer: codes.find('customer', customer) ?? 0, from, until }) as Record<
    string,
    bigint | string
  >[];
  return rows.map(({ creditType, step, credits }) => ({
    creditType: creditType as string,
    at: Number(step) * STEP,
    credits: credits as bigint,
  }));
}

export interface MeterSum {
  month: Month;
  meter: string;
  creditType: string;
  drawn: bigint;
  /** Beyond the credits: billed, or not funded. */
  overage: bigint;
  events: number;
}

const kind = kindNumber;

/** What usage cost, by meter and month. @param customer null: everybody's. */
export function meterSums(
  { db, codes }: OpenBook,
  customer: string | null,
  { from, until }: Span,
): MeterSum[] {
  const rows = db
    .prepare(
      `SELECT p.month, p.meter, w.credit_type AS creditType,
              ifnull(-sum(p.credits) FILTER (WHERE p.kind = ${kind('drawdown')}), 0) AS drawn,
              ifnull(sum(p.overage) FILTER (WHERE p.kind = ${kind('overage')}), 0) AS overage,
              count(DISTINCT p.event) AS events
       FROM wallet w CROSS JOIN posting p ON p.wallet = w.id AND p.at >= @from AND p.at < @until
       WHERE (@customer IS NULL OR w.customer = @customer) AND p.meter IS NOT NULL
         AND p.kind IN (${kind('drawdown')}, ${kind('overage')})
       GROUP BY p.month, p.meter, w.credit_type`,
    )
    .safeIntegers()
    .all({ customer: customer === null ? null : (codes.find('customer', customer) ?? 0), from, until });
  return (rows as Record<string, bigint | string>[]).map((row) => ({
    month: monthOfNumber(Number(row.month)),
    meter: codes.codeOf(Number(row.meter)),
    creditType: row.creditType as string,
    drawn: row.drawn as bigint,
    overage: row.overage as bigint,
    events: Number(row.events),
  }));
}

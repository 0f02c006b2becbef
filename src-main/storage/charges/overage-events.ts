// The overage behind charges: each line that added to a charge billed in a month, or to one that is not billed yet; and what voids took
// back of it. Must not: price or add up; amounts are those posted.
import type { Instant, Month } from '../../../src-shared/calendar.ts';
import { kindNumber, monthNumber } from '../derived-rows.ts';
import type { OpenBook } from '../open.ts';

export interface OverageEvent {
  /** What a void took back stands under the charge of kind `credit` that gives it back: "void:<event>". */
  readonly charge: string;
  readonly customer: string;
  readonly creditType: string;
  readonly meter: string;
  readonly event: string;
  /** As imported. */
  readonly quantity: string;
  readonly occurredAt: Instant;
  readonly postedAt: Instant;
  readonly credits: bigint;
  readonly amount: bigint;
  readonly currency: string;
  /** Its charge is billed in the month; else it is not billed yet. */
  readonly billed: boolean;
}

const kind = kindNumber;

type Row = [string, string, string, string, string, string, bigint, bigint, bigint, bigint, string, bigint];

/** By customer, then charge, in the order of posting. Ask the book nothing else meanwhile. @param until end of the month. */
export function* overageEvents({ db }: OpenBook, month: Month, until: Instant): Generator<OverageEvent> {
  const rows = db
    .prepare(
      `WITH over AS MATERIALIZED (SELECT DISTINCT wallet FROM month_sum WHERE kind = ${kind('overage')} AND currency <> ''),
       billed AS MATERIALIZED (
         SELECT p.wallet, p.charge, max(p.month) AS month FROM over CROSS JOIN posting p ON p.wallet = over.wallet
         WHERE p.kind = ${kind('charge')} AND p.at < @until GROUP BY p.wallet, p.charge),
       line AS (
         SELECT p.*, ifnull(p.charge, 'void:' || e.event_id) AS whose, e.event_id, e.quantity, e.occurred_at
         FROM over CROSS JOIN posting p ON p.wallet = over.wallet JOIN usage_event e ON e.seq = p.event
         WHERE p.kind = ${kind('overage')} AND p.currency IS NOT NULL AND p.at < @until)
       SELECT l.whose, c.code, w.credit_type, m.code, l.event_id, l.quantity, l.occurred_at, l.at, l.overage,
              l.overage_revenue, l.currency, b.month IS NOT NULL
       FROM line l JOIN wallet w ON w.id = l.wallet JOIN code c ON c.id = w.customer JOIN code m ON m.id = l.meter
       LEFT JOIN billed b ON b.wallet = l.wallet AND b.charge = l.whose
       WHERE b.month IS NULL OR b.month = @month
       ORDER BY c.code, l.whose, l.at, l.ord`,
    )
    .raw()
    .safeIntegers()
    .iterate({ until, month: monthNumber(month) }) as Iterable<Row>;
  for (const row of rows) {
    const [charge, customer, creditType, meter, event, quantity] = row;
    yield {
      charge,
      customer,
      creditType,
      meter,
      event,
      quantity,
      occurredAt: Number(row[6]),
      postedAt: Number(row[7]),
      credits: row[8],
      amount: row[9],
      currency: row[10],
      billed: row[11] === 1n,
    };
  }
}

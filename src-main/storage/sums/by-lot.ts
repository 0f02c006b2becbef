// What the postings of a month moved, lot by lot: for journals that keep lots apart. Must not: format or order.
import type { Month } from '../../../src-shared/calendar.ts';
import type { MoneySums } from '../../reports/source.ts';
import { chargeKind, monthNumber, postingKind } from '../derived-rows.ts';
import type { OpenBook } from '../open.ts';

const PARTS = ['basis', 'usage', 'breakage', 'overage', 'receivable', 'unbilled'].map(
  (name) => `sum(m.${name}_up) AS ${name}Up, sum(m.${name}_down) AS ${name}Down`,
);

/** Sums of a whole month, as `ReportSource.money` has them, apart by lot; null where postings concern none. */
export function moneyByLot({ db, codes }: OpenBook, month: Month): (MoneySums & { lot: string | null })[] {
  const rows = db
    .prepare(
      `SELECT w.customer, m.currency, m.kind, m.charge_kind AS chargeKind, l.lot_id AS lot, ${PARTS.join(', ')}
       FROM month_sum m JOIN wallet w ON w.id = m.wallet LEFT JOIN lot l ON l.id = m.lot
       WHERE m.currency <> '' AND m.month = ? GROUP BY w.customer, m.currency, m.kind, m.charge_kind, m.lot`,
    )
    .safeIntegers()
    .all(monthNumber(month)) as (Record<string, bigint | string | null> & { lot: string | null })[];
  return rows.map((row) => ({
    ...(row as unknown as MoneySums),
    month,
    lot: row.lot,
    customer: codes.codeOf(Number(row.customer)),
    kind: postingKind(Number(row.kind)),
    chargeKind: row.chargeKind === -1n ? null : chargeKind(Number(row.chargeKind)),
  }));
}

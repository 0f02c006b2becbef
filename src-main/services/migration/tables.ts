// What a migration tells through the setup tables' planner: credit types, customers and lots; then, when its usage is in, the
// adjustments of these lots, without those that do not fit. Inside the transaction of a migration. Must not: tell what setup would refuse.
import { Refusal } from '../../../src-shared/findings/finding.ts';
import { negated } from '../../import/legacy/decimals.ts';
import type { LeftOut, PlannedAdjustment, PlannedLot } from '../../import/legacy/plan/plan.ts';
import type { RawTable } from '../../import/setup/existing.ts';
import { FIRST_ROW, madeTable } from '../incoming/made-table.ts';
import type { Session } from '../session.ts';
import { loadWithin } from '../setup.ts';

const table = (name: string, header: string[], rows: string[][]): RawTable =>
  madeTable(name, name, header, rows);

export function setupTables(
  creditTypes: readonly string[],
  customers: readonly { code: string; name: string }[],
  lots: readonly PlannedLot[],
): RawTable[] {
  const grants = lots.map((lot) => [
    lot.ref,
    lot.date,
    lot.customer,
    lot.kind,
    lot.creditType,
    lot.credits,
    lot.price,
    lot.currency,
    lot.expires,
    lot.synthetic ? `${lot.note} (made up of a total)` : lot.note,
  ]);
  return [
    table(
      'credit_types',
      ['code'],
      creditTypes.map((code) => [code]),
    ),
    table(
      'customers',
      ['code', 'name'],
      customers.map(({ code, name }) => [code, name]),
    ),
    table(
      'grants',
      ['ref', 'date', 'customer', 'kind', 'credit_type', 'credits', 'price', 'currency', 'expires', 'note'],
      grants,
    ),
  ];
}

const ADJUSTMENTS = ['ref', 'date', 'lot', 'type', 'credits', 'amount', 'reason'];

/** @returns those that were told, and those that do not fit, each with the reason. */
export function tellAdjustments(
  session: Session,
  planned: readonly PlannedAdjustment[],
  source: string,
): { told: readonly PlannedAdjustment[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = [];
  for (let told = planned; told.length > 0; ) {
    const rows = told.map(({ ref, date, lot, type, credits, amount, reason }) => [
      ...[ref, date, lot, type, credits],
      ...[amount ?? '', reason],
    ]);
    try {
      loadWithin(session, [table('adjustments', ADJUSTMENTS, rows)], source);
      return { told, leftOut };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const why = new Map(error.findings.map(({ place, message }) => [place?.row, message]));
      const fits = told.filter((_, index) => !why.has(index + FIRST_ROW));
      if (fits.length === told.length) throw error;
      for (const [index, one] of told.entries()) {
        const message = why.get(index + FIRST_ROW);
        if (message !== undefined) leftOut.push(leftBy(one, message));
      }
      told = fits;
    }
  }
  return { told: [], leftOut };
}

const leftBy = (
  { place, customer, creditType, credits, amount, currency, type }: PlannedAdjustment,
  why: string,
): LeftOut => ({
  place,
  customer,
  unit: creditType,
  credits: negated(credits),
  money: amount,
  currency,
  why: `${type === 'refund' ? 'refund' : 'correction'}: ${why}`,
});

// The revenue schedule: per customer and currency what was deferred, what came, what was recognised (rules §10).
// opening + billed + migrated + reinstated − usage_revenue − breakage_revenue − refunded = closing.
import { type Month, monthsBetween } from '../../src-shared/calendar.ts';
import type { Cell, Column } from '../../src-shared/report-table.ts';
import { isOverageCharge } from '../engine/postings.ts';
import { entryOf, inOrder, money } from './cells.ts';
import type { Report } from './report.ts';
import type { MoneySums, ReportSource } from './source.ts';
import type { DeferredSums } from './workbooks/revenue-data.ts';

const COLUMNS: readonly Column[] = [
  { key: 'month', title: 'Month', type: 'month' },
  { key: 'customer', title: 'Customer', type: 'text' },
  { key: 'currency', title: 'Currency', type: 'text' },
  { key: 'opening_deferred', title: 'Opening deferred', type: 'money', sum: true },
  { key: 'billed', title: 'Billed', type: 'money', sum: true },
  { key: 'migrated', title: 'Migrated', type: 'money', sum: true },
  { key: 'usage_revenue', title: 'Usage revenue', type: 'money', sum: true },
  { key: 'breakage_revenue', title: 'Breakage revenue', type: 'money', sum: true },
  { key: 'refunded', title: 'Refunded', type: 'money', sum: true },
  { key: 'reinstated', title: 'Reinstated', type: 'money', sum: true },
  { key: 'closing_deferred', title: 'Closing deferred', type: 'money', sum: true },
  { key: 'overage_revenue', title: 'Overage revenue', type: 'money', sum: true },
];

export interface Movement {
  billed: bigint;
  migrated: bigint;
  usage: bigint;
  breakage: bigint;
  refunded: bigint;
  reinstated: bigint;
  overage: bigint;
}

interface Schedule {
  customer: string;
  currency: string;
  months: Map<Month, Movement>;
}

export const revenue: Report = {
  name: 'revenue',
  title: 'Revenue',
  description: 'the revenue schedule: deferred, billed, recognised from usage, breakage and overage',
  make: (source) => ({ name: 'revenue', title: 'Revenue', columns: COLUMNS, rows: rowsOf(source) }),
};

function rowsOf(source: ReportSource): Cell[][] {
  const rows = deferredSums(source).map((sums) => {
    const { month, customer, currency, opening, billed, migrated, usage, breakage } = sums;
    const { refunded, reinstated, closing, overage } = sums;
    const numbers = [opening, billed, migrated, usage, breakage, refunded, reinstated, closing, overage];
    return [month, customer, currency, ...numbers.map((number) => money(source.book, number, currency))];
  });
  return inOrder(rows, 0, 1, 2);
}

/** The rows of the report as numbers, in no order; those whose every number is 0 are left out. */
export function deferredSums(source: ReportSource): (DeferredSums & { month: Month })[] {
  const found = new Map<string, Schedule>();
  for (const sums of source.money()) {
    const { customer, currency } = sums;
    const schedule = entryOf(found, `${customer}|${currency}`, () => ({
      customer,
      currency,
      months: new Map(),
    }));
    addSums(entryOf(schedule.months, sums.month, still), sums);
  }
  return [...found.values()].flatMap((schedule) => [...scheduleRows(source, schedule)]);
}

/**
 * One customer's roll-forward over any days, one per currency: `before` sums what came before them, `all` everything to their end.
 * A currency whose every number is 0 is left out.
 */
export function deferredWithin(before: readonly MoneySums[], all: readonly MoneySums[]): DeferredSums[] {
  const [then, now] = [byCurrency(before), byCurrency(all)];
  return [...now].flatMap(([currency, { customer, movement }]) => {
    const earlier = then.get(currency)?.movement ?? still();
    const moved = still();
    for (const key of Object.keys(moved) as (keyof Movement)[]) moved[key] = movement[key] - earlier[key];
    const [opening, closing] = [netOf(earlier), netOf(movement)];
    return isStill(opening, moved, closing) ? [] : [{ customer, currency, opening, ...moved, closing }];
  });
}

function byCurrency(money: readonly MoneySums[]): Map<string, { customer: string; movement: Movement }> {
  const found = new Map<string, { customer: string; movement: Movement }>();
  for (const sums of money) {
    const { customer, currency } = sums;
    addSums(entryOf(found, currency, () => ({ customer, movement: still() })).movement, sums);
  }
  return found;
}

/** What movements leave deferred. */
const netOf = ({ billed, migrated, reinstated, usage, breakage, refunded }: Movement): bigint =>
  billed + migrated + reinstated - usage - breakage - refunded;

const isStill = (opening: bigint, moved: Movement, closing: bigint): boolean =>
  opening === 0n && closing === 0n && Object.values(moved).every((number: bigint) => number === 0n);

/** What sums of postings add to each column of a month. */
export function movementOf(sums: MoneySums): Readonly<Movement> {
  const movement = still();
  addSums(movement, sums);
  return movement;
}

function still(): Movement {
  return { billed: 0n, migrated: 0n, usage: 0n, breakage: 0n, refunded: 0n, reinstated: 0n, overage: 0n };
}

function addSums(movement: Movement, sums: MoneySums): void {
  const basis = sums.basisUp - sums.basisDown;
  const receivable = sums.receivableUp - sums.receivableDown;
  switch (sums.kind) {
    case 'charge':
      // Overage is billed too, but never was deferred: it has a column of its own.
      if (!isOverageCharge(sums.chargeKind)) movement.billed += receivable;
      break;
    case 'opening':
      movement.migrated += basis;
      break;
    case 'refund':
      movement.refunded -= receivable;
      break;
    case 'reinstatement':
      // What a void takes back stands here, so usage_revenue stays as before it.
      movement.reinstated += basis;
      break;
  }
  if (sums.kind !== 'reinstatement') movement.usage += sums.usageUp - sums.usageDown;
  movement.breakage += sums.breakageUp - sums.breakageDown;
  movement.overage += sums.overageUp - sums.overageDown;
}

function* scheduleRows(
  source: ReportSource,
  { customer, currency, months }: Schedule,
): Generator<DeferredSums & { month: Month }> {
  const first = [...months.keys()].reduce((a, b) => (a < b ? a : b));
  let opening = 0n;
  for (const month of monthsBetween(first, source.through)) {
    const moved = months.get(month) ?? still();
    const closing = opening + netOf(moved);
    const isShown = source.month === null || source.month === month;
    if (isShown && !isStill(opening, moved, closing))
      yield { month, customer, currency, opening, ...moved, closing };
    opening = closing;
  }
}

// The journal: debits and credits of our accounts per month and currency, totalled apart (rules §10).
// The user's own account codes come with exports, not here.
import type { Month } from '../../src-shared/calendar.ts';
import type { Cell, Column } from '../../src-shared/report-table.ts';
import type { Account } from '../engine/facts.ts';
import { entryOf, inOrder, money } from './cells.ts';
import type { Report } from './report.ts';
import type { MoneySums, ReportSource } from './source.ts';

const COLUMNS: readonly Column[] = [
  { key: 'month', title: 'Month', type: 'month' },
  { key: 'currency', title: 'Currency', type: 'text' },
  { key: 'account', title: 'Account', type: 'text' },
  { key: 'debit', title: 'Debit', type: 'money', sum: true },
  { key: 'credit', title: 'Credit', type: 'money', sum: true },
];

/** Accounts whose usual side is the debit side; all others are liabilities and revenue. */
export const DEBIT_SIDE: ReadonlySet<string> = new Set<Account>([
  'receivable',
  'unbilled_receivable',
  'migration_clearing',
]);

/** What one sort of posting adds to one account. Never negative. */
export interface JournalSums {
  account: Account;
  debit: bigint;
  credit: bigint;
}

export const journal: Report = {
  name: 'journal',
  title: 'Journal',
  description: 'debits and credits per month, currency and account',
  make: (source) => ({ name: 'journal', title: 'Journal', columns: COLUMNS, rows: rowsOf(source) }),
};

function rowsOf(source: ReportSource): Cell[][] {
  const rows = journalTotals(source.money(), source.month).map(
    ({ month, currency, account, debit, credit }) => {
      return [
        month,
        currency,
        account,
        money(source.book, debit, currency),
        money(source.book, credit, currency),
      ];
    },
  );
  return inOrder(rows, 0, 1, 2);
}

/** The rows of the report as numbers, in no order: of one month, or of all. Rows of zeros are left out. */
export function journalTotals(
  money: Iterable<MoneySums>,
  only: Month | null,
): (JournalSums & { month: Month; currency: string })[] {
  const totals = new Map<string, JournalSums & { month: Month; currency: string }>();
  for (const sums of money) {
    const { month, currency } = sums;
    if (only !== null && only !== month) continue;
    for (const { account, debit, credit } of journalOf(sums)) {
      const make = () => ({ month, currency, account, debit: 0n, credit: 0n });
      const total = entryOf(totals, `${month}|${currency}|${account}`, make);
      total.debit += debit;
      total.credit += credit;
    }
  }
  return [...totals.values()].filter(({ debit, credit }) => debit !== 0n || credit !== 0n);
}

/** The accounts that postings of one kind move. Debits equal credits, as each of the postings balances. */
export function journalOf(sums: MoneySums): JournalSums[] {
  switch (sums.kind) {
    case 'grant':
    case 'rollover_in':
    case 'rollover_out':
    case 'deficit':
      // A grant's money comes with its charge, and credits that roll over stay deferred where they were.
      return [];
    case 'opening':
      return [
        { account: 'migration_clearing', debit: sums.basisUp, credit: sums.basisDown },
        { account: 'deferred_revenue', debit: sums.basisDown, credit: sums.basisUp },
      ];
    case 'charge':
      return chargeOf(sums);
    default:
      return [
        { account: 'deferred_revenue', debit: sums.basisDown, credit: sums.basisUp },
        { account: 'usage_revenue', debit: sums.usageDown, credit: sums.usageUp },
        { account: 'breakage_revenue', debit: sums.breakageDown, credit: sums.breakageUp },
        { account: 'overage_revenue', debit: sums.overageDown, credit: sums.overageUp },
        { account: 'receivable', debit: sums.receivableUp, credit: sums.receivableDown },
        { account: 'unbilled_receivable', debit: sums.unbilledUp, credit: sums.unbilledDown },
      ];
  }
}

function chargeOf(sums: MoneySums): JournalSums[] {
  const receivable: JournalSums = {
    account: 'receivable',
    debit: sums.receivableUp,
    credit: sums.receivableDown,
  };
  switch (sums.chargeKind) {
    case 'plan':
    case 'top_up':
    case 'auto_top_up':
      return [
        receivable,
        { account: 'deferred_revenue', debit: sums.receivableDown, credit: sums.receivableUp },
      ];
    case 'overage':
      // Of `bill_next_cycle`; what is charged now went to receivable when it was used.
      return [
        receivable,
        { account: 'unbilled_receivable', debit: sums.unbilledUp, credit: sums.unbilledDown },
      ];
    default:
      // A credit only tells what to invoice: its journal is on the overage line that takes back.
      return [];
  }
}

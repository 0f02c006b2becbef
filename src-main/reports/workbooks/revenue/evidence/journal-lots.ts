// The journal taken apart: what each lot moved on each account in the period; what concerns no lot, such as overage, by customer.
// Must not: bring a sum that is no formula over its own rows.
import { compareText } from '../../../../../src-shared/text-order.ts';
import type { Account } from '../../../../engine/facts.ts';
import { entryOf } from '../../../cells.ts';
import { journalOf } from '../../../journal.ts';
import { isWithin } from '../../../recognition/period.ts';
import { amount, header, text } from '../../cells.ts';
import type { RevenueData } from '../../revenue-data.ts';
import { type About, HEADING, tableSheet } from '../../sheets.ts';
import type { SpecSheet } from '../../spec.ts';
import { Table, type TableColumn } from '../../table.ts';
import { ACCOUNT_WORDS } from '../journal.ts';

const JOURNAL_LOTS = 'Journal by lot';

export interface JournalLine {
  readonly currency: string;
  readonly account: Account;
  readonly customer: string;
  readonly lot: string | null;
  debit: bigint;
  credit: bigint;
}

/** By currency, account, customer and lot. Lines of zeros are left out. */
export function journalLines({ lotMonths, period }: RevenueData): JournalLine[] {
  const lines = new Map<string, JournalLine>();
  for (const sums of lotMonths) {
    if (!isWithin(period, sums.month)) continue;
    const { currency, customer, lot } = sums;
    for (const { account, debit, credit } of journalOf(sums)) {
      if (debit === 0n && credit === 0n) continue;
      const key = [currency, account, customer, lot ?? ''].join('\u0000');
      const line = entryOf(lines, key, () => ({ currency, account, customer, lot, debit: 0n, credit: 0n }));
      line.debit += debit;
      line.credit += credit;
    }
  }
  return [...lines.entries()].sort(([a], [b]) => compareText(a, b)).map(([, line]) => line);
}

export function journalLotsTable(data: RevenueData, rows: readonly JournalLine[]): Table<JournalLine> {
  const scale = (currency: string): number => data.book.currencyScale(currency);
  const side = (key: 'debit' | 'credit', words: string): TableColumn<JournalLine> => ({
    key,
    head: header(words, 'amount'),
    cell: (line) => amount(line[key], scale(line.currency)),
    sum: (line) => line[key],
  });
  return new Table({
    sheet: JOURNAL_LOTS,
    head: HEADING,
    rows,
    unit: { key: 'currency', of: ({ currency }) => currency, scale },
    columns: [
      { key: 'account', head: header('Account'), cell: ({ account }) => text(ACCOUNT_WORDS[account]) },
      {
        key: 'code',
        head: header('Code'),
        cell: ({ account }) => text(data.accounts.get(account)?.code ?? null),
      },
      { key: 'customer', head: header('Customer'), cell: ({ customer }) => text(customer) },
      { key: 'lot', head: header('Lot'), cell: ({ lot }) => text(lot) },
      { key: 'currency', head: header('Currency'), cell: ({ currency }) => text(currency) },
      side('debit', 'Debit'),
      side('credit', 'Credit'),
    ],
  });
}

export const journalLotsSheet = (table: Table<JournalLine>, about: About): SpecSheet => ({
  ...tableSheet(table, about, {
    name: JOURNAL_LOTS,
    columns: [{ min: 20 }, { min: 10 }, { max: 24 }, { max: 40 }, {}, { min: 14 }, { min: 14 }],
    empty: 'No postings with money.',
    filtered: true,
    notes: ['Lines without a lot are overage and what is charged for it.'],
  }),
  landscape: false,
});

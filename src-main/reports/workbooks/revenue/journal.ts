// The journal of the period: debits and credits of each account apart, with the codes of the user's chart.
// Must not: bring a sum that is no formula over its own rows.
import type { Account } from '../../../engine/facts.ts';
import { amount, header, SheetDraft, text } from '../cells.ts';
import type { RevenueData } from '../revenue-data.ts';
import { type About, type Detail, HEADING, heading, span, totalFormula } from '../sheets.ts';
import { address, type SpecCell } from '../spec.ts';

export const JOURNAL = 'Journal';
export const ACCOUNT_WORDS: Readonly<Record<Account, string>> = {
  receivable: 'Receivable',
  unbilled_receivable: 'Unbilled receivable',
  deferred_revenue: 'Deferred revenue',
  usage_revenue: 'Usage revenue',
  breakage_revenue: 'Breakage revenue',
  overage_revenue: 'Overage revenue',
  migration_clearing: 'Migration clearing',
};

export interface JournalDraft extends Detail {
  /** The cell of an account's debit or credit, null where the account was not moved. */
  cell(currency: string, account: Account, side: 'debit' | 'credit'): string | null;
  /** The cell of a currency's total. */
  total(currency: string, side: 'debit' | 'credit'): string | null;
}

const DEBIT = 5;
const CREDIT = 6;

const COLUMNS: readonly SpecCell[] = [
  header('Currency'),
  header('Account'),
  header('Code'),
  header('Name in your chart'),
  header('Debit', 'amount'),
  header('Credit', 'amount'),
];

/** The row of a currency's totals. */
function journalTotal(
  draft: SheetDraft,
  data: RevenueData,
  currency: string,
  all: readonly [number, number],
): number {
  const scale = data.book.currencyScale(currency);
  const own = data.journal.filter((row) => row.currency === currency);
  const total = (column: number, value: bigint): SpecCell =>
    amount(value, scale, 'total', totalFormula(column, 1, all, currency, scale));
  const debits = own.reduce((sum, row) => sum + row.debit, 0n);
  const credits = own.reduce((sum, row) => sum + row.credit, 0n);
  const blank = text(null, 'total');
  const label = [text(currency, 'total'), text('Total', 'total'), blank, blank];
  return draft.add(...label, total(DEBIT, debits), total(CREDIT, credits));
}

export function journalSheet(data: RevenueData, about: About): JournalDraft {
  const draft = new SheetDraft();
  for (const row of heading('Journal', about, COLUMNS)) draft.addRow(row);
  const places = new Map<string, number>();
  for (const { currency, account, code, name, debit, credit } of data.journal) {
    const scale = data.book.currencyScale(currency);
    const row = draft.add(
      text(currency),
      text(ACCOUNT_WORDS[account]),
      text(code),
      text(name),
      amount(debit, scale),
      amount(credit, scale),
    );
    places.set(`${currency}|${account}`, row);
  }
  const all = span(data.journal.length);
  if (all) {
    for (const currency of new Set(data.journal.map((row) => row.currency))) {
      places.set(currency, journalTotal(draft, data, currency, all));
    }
  }
  draft.add();
  draft.add(
    text(
      'Debits and credits of the period apart, as the ledger posted them. Codes come from the accounts table.',
      'note',
    ),
  );
  const cellAt = (key: string, side: 'debit' | 'credit'): string | null => {
    const row = places.get(key);
    return row === undefined ? null : address(side === 'debit' ? DEBIT : CREDIT, row);
  };
  return {
    sheet: {
      name: JOURNAL,
      kind: 'detail',
      columns: [{ min: 10 }, { min: 24 }, { min: 10 }, { min: 24 }, { min: 16 }, { min: 16 }],
      rows: draft.rows,
      freeze: { rows: HEADING },
      printTitles: [HEADING, HEADING],
      footer: about.footer,
    },
    all,
    cell: (currency, account, side) => cellAt(`${currency}|${account}`, side),
    total: (currency, side) => cellAt(currency, side),
  };
}

// The ledger, line by line, in the order of posting (rules §7). The one report that is as long as the usage: its rows are
// read from the source while they are written, and never all held.
import { formatInstant } from '../../src-shared/calendar.ts';
import { LEDGER_COLUMNS } from '../../src-shared/ledger-columns.ts';
import type { Cell } from '../../src-shared/report-table.ts';
import type { PostingKind } from '../engine/postings.ts';
import { credits, money } from './cells.ts';
import type { Report } from './report.ts';
import type { LedgerLine, ReportBook, ReportSource } from './source.ts';

/** What has a line in the ledger, and under which name: an opening is a grant, charges and reversals move no credits. */
const ENTRIES: Readonly<Record<PostingKind, string | null>> = {
  grant: 'grant',
  opening: 'grant',
  rollover_in: 'rollover_in',
  reinstatement: 'reinstatement',
  drawdown: 'drawdown',
  expiry: 'expiry',
  rollover_out: 'rollover_out',
  refund: 'refund',
  void: 'void',
  overage: 'overage',
  deficit: 'deficit',
  charge: null,
  reversal: null,
};

/** Credits that begin or move on recognise nothing, so they have no revenue to show, not even 0. */
const WITHOUT_REVENUE: ReadonlySet<PostingKind> = new Set([
  'grant',
  'opening',
  'rollover_in',
  'rollover_out',
]);

/** The kinds that stand in the ledger under an entry's name. */
export function kindsOfEntry(entry: string): PostingKind[] {
  return LEDGER_KINDS.filter((kind) => ENTRIES[kind] === entry);
}

/** The name under which a kind stands in the ledger; '' where it does not. */
export function entryName(kind: PostingKind): string {
  return ENTRIES[kind] ?? '';
}

/** Kinds of posting that the ledger shows; the source gives only these. */
export const LEDGER_KINDS = (Object.keys(ENTRIES) as PostingKind[]).filter((kind) => ENTRIES[kind] !== null);

export const ledger: Report = {
  name: 'ledger',
  title: 'Ledger',
  description: 'every posting: grants, drawdowns, expiries, rollovers, overage, with the revenue recognised',
  make: (source) => ({ name: 'ledger', title: 'Ledger', columns: LEDGER_COLUMNS, rows: rowsOf(source) }),
};

function* rowsOf(source: ReportSource): Generator<readonly Cell[]> {
  for (const line of source.ledger()) yield ledgerRow(source.book, line);
}

/** One line as the report shows it; grids that ask for windows use it too. */
export function ledgerRow(book: ReportBook, line: LedgerLine): Cell[] {
  const { kind, creditType } = line;
  const currency = WITHOUT_REVENUE.has(kind) ? null : line.currency;
  const isShortfall = kind === 'overage' || kind === 'deficit';
  return [
    formatInstant(line.at),
    line.customer,
    creditType,
    ENTRIES[kind],
    line.lot,
    line.eventId,
    line.meter,
    credits(book, line.credits, creditType),
    isShortfall ? credits(book, line.overage, creditType) : null,
    currency === null ? null : money(book, line.revenue, currency),
    currency,
  ];
}

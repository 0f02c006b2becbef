// Every wallet month by month: what it opened with, what came, what went, what it closed with (rules §14.3).
import { type Month, monthsBetween } from '../../src-shared/calendar.ts';
import type { Cell, Column } from '../../src-shared/report-table.ts';
import type { PostingKind } from '../engine/postings.ts';
import { credits, entryOf, inOrder } from './cells.ts';
import type { Report } from './report.ts';
import type { ReportSource, WalletMonthSums } from './source.ts';

const FLOWS = [
  'granted',
  'rolled_in',
  'reinstated',
  'drawn',
  'expired',
  'rolled_out',
  'refunded',
  'voided',
] as const;
type Flow = (typeof FLOWS)[number];

const COLUMNS: readonly Column[] = [
  { key: 'month', title: 'Month', type: 'month' },
  { key: 'customer', title: 'Customer', type: 'text' },
  { key: 'credit_type', title: 'Credit type', type: 'text' },
  { key: 'opening', title: 'Opening', type: 'credits', sum: true },
  { key: 'granted', title: 'Granted', type: 'credits', sum: true },
  { key: 'rolled_in', title: 'Rolled in', type: 'credits', sum: true },
  { key: 'reinstated', title: 'Reinstated', type: 'credits', sum: true },
  { key: 'drawn', title: 'Drawn', type: 'credits', sum: true },
  { key: 'expired', title: 'Expired', type: 'credits', sum: true },
  { key: 'rolled_out', title: 'Rolled out', type: 'credits', sum: true },
  { key: 'refunded', title: 'Refunded', type: 'credits', sum: true },
  { key: 'voided', title: 'Voided', type: 'credits', sum: true },
  { key: 'closing', title: 'Closing', type: 'credits', sum: true },
  { key: 'overage', title: 'Overage', type: 'credits', sum: true },
];

/** The column a posting's credits stand in. Those that leave are posted negative and shown without a sign. */
const FLOW_OF: Partial<Record<PostingKind, Flow>> = {
  grant: 'granted',
  opening: 'granted',
  rollover_in: 'rolled_in',
  reinstatement: 'reinstated',
  drawdown: 'drawn',
  expiry: 'expired',
  rollover_out: 'rolled_out',
  refund: 'refunded',
  void: 'voided',
};
/** Does a posting of this kind change how many credits a wallet has? */
export const movesCredits = (kind: PostingKind): boolean => FLOW_OF[kind] !== undefined;

const INFLOWS: ReadonlySet<Flow> = new Set<Flow>(['granted', 'rolled_in', 'reinstated']);

type Movement = Record<Flow | 'net' | 'overage', bigint>;

interface WalletMonths {
  customer: string;
  creditType: string;
  months: Map<Month, Movement>;
}

export const wallets: Report = {
  name: 'wallets',
  title: 'Wallets',
  description: 'each wallet month by month: opening, what came, what went, closing',
  make: (source) => ({ name: 'wallets', title: 'Wallets', columns: COLUMNS, rows: rowsOf(source) }),
};

function rowsOf(source: ReportSource): Cell[][] {
  const found = new Map<string, WalletMonths>();
  for (const sums of source.walletMonths()) {
    const { customer, creditType } = sums;
    const wallet = entryOf(found, `${customer}|${creditType}`, () => ({
      customer,
      creditType,
      months: new Map(),
    }));
    addSums(entryOf(wallet.months, sums.month, still), sums);
  }
  return inOrder(
    [...found.values()].flatMap((wallet) => [...walletRows(source, wallet)]),
    0,
    1,
    2,
  );
}

function still(): Movement {
  return {
    granted: 0n,
    rolled_in: 0n,
    reinstated: 0n,
    drawn: 0n,
    expired: 0n,
    rolled_out: 0n,
    refunded: 0n,
    voided: 0n,
    net: 0n,
    overage: 0n,
  };
}

function addSums(movement: Movement, sums: WalletMonthSums): void {
  if (sums.kind === 'overage' || sums.kind === 'deficit') movement.overage += sums.overage;
  const flow = FLOW_OF[sums.kind];
  if (!flow) return;
  movement[flow] += INFLOWS.has(flow) ? sums.credits : -sums.credits;
  movement.net += sums.credits;
}

function* walletRows(
  source: ReportSource,
  { customer, creditType, months }: WalletMonths,
): Generator<Cell[]> {
  const inCredits = (value: bigint): string => credits(source.book, value, creditType);
  const first = [...months.keys()].reduce((a, b) => (a < b ? a : b));
  let opening = 0n;
  for (const month of monthsBetween(first, source.through)) {
    const movement = months.get(month) ?? still();
    const closing = opening + movement.net;
    const numbers = [opening, ...FLOWS.map((flow) => movement[flow]), closing, movement.overage];
    const isShown = source.month === null || source.month === month;
    if (isShown && numbers.some((number) => number !== 0n)) {
      yield [month, customer, creditType, ...numbers.map(inCredits)];
    }
    opening = closing;
  }
}

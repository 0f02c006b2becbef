// What a stretch of a customer's run derives, on its way to whoever writes it down, which may be another thread: drawdowns, which are
// nearly all there is, in columns and added up, the rest as it came. Must not: know a table, or leave out anything that is derived.
import type { Instant, Month } from '../../../src-shared/calendar.ts';
import type { UsageEvent } from '../../engine/facts.ts';
import type { Lot, Posting } from '../../engine/postings.ts';
import type { RunSink } from '../../engine/run.ts';
import { type Amounts, addPosting, noAmounts } from '../sums/amounts.ts';

/** Drawdowns that follow each other from one lot in one month. */
export interface Drawdowns {
  readonly of: 'drawdowns';
  readonly creditType: string;
  readonly lot: string;
  readonly month: Month;
  readonly currency: string | null;
  readonly amounts: Amounts;
  /** How many rows of the columns they are. */
  rows: number;
}

export type Step =
  | Drawdowns
  | { readonly of: 'posting'; readonly creditType: string; readonly posting: Posting }
  | { readonly of: 'lot'; readonly creditType: string; readonly at: Instant; readonly lot: Lot }
  | {
      readonly of: 'expiry';
      readonly lot: string;
      readonly expiresAt: Instant | null;
      readonly extended: boolean;
    }
  | { readonly of: 'unrated'; readonly event: UsageEvent }
  | { readonly of: 'snapshot'; readonly at: Instant; readonly state: string };

/** Drawdowns row by row. Amounts are exact: a drawdown with one that is no safe integer is a posting like any other. */
export interface DrawdownColumns<Numbers> {
  readonly at: Numbers;
  readonly event: Numbers;
  /** Index into `meters`. */
  readonly meter: Numbers;
  readonly credits: Numbers;
  readonly basis: Numbers;
  readonly usage: Numbers;
  readonly breakage: Numbers;
}

export interface DerivedPage {
  readonly steps: readonly Step[];
  readonly meters: readonly string[];
  readonly columns: DrawdownColumns<ArrayLike<number>>;
}

export interface PageCollector extends RunSink {
  /** The run stands so when `at` is over. */
  snapshot(at: Instant, state: string): void;
  /** What came since the last page. */
  take(): DerivedPage;
}

/** Collects what is dated at `writeFrom` or later; what lies before stands already. */
export function collectPages(writeFrom: Instant): PageCollector {
  let steps: Step[] = [];
  let columns = noColumns();
  let meters = new Map<string, number>();
  /** The drawdowns that the next one may belong to. */
  let last: Drawdowns | null = null;
  const add = (step: Exclude<Step, Drawdowns>): void => {
    steps.push(step);
    last = null;
  };
  const drawdown = (creditType: string, p: Posting): void => {
    if (
      last?.lot !== p.lot ||
      last.month !== p.month ||
      last.creditType !== creditType ||
      last.currency !== p.currency
    ) {
      const { month, currency } = p;
      last = { of: 'drawdowns', creditType, lot: p.lot!, month, currency, amounts: noAmounts(), rows: 0 };
      steps.push(last);
    }
    last.rows++;
    addPosting(last.amounts, p);
    let meter = meters.get(p.meter!);
    if (meter === undefined) {
      meter = meters.size;
      meters.set(p.meter!, meter);
    }
    columns.at.push(p.at);
    columns.event.push(p.event!);
    columns.meter.push(meter);
    columns.credits.push(Number(p.credits));
    columns.basis.push(Number(p.basis));
    columns.usage.push(Number(p.usage));
    columns.breakage.push(Number(p.breakage));
  };
  return {
    posting(creditType, posting) {
      if (posting.at < writeFrom) return;
      if (posting.kind === 'drawdown' && isQuick(posting)) drawdown(creditType, posting);
      else add({ of: 'posting', creditType, posting });
    },
    lot(creditType, at, lot) {
      // As it is now: a lot that is extended later says so itself.
      if (at >= writeFrom) add({ of: 'lot', creditType, at, lot: { ...lot } });
    },
    expiry: (lot, expiresAt, extended) => add({ of: 'expiry', lot, expiresAt, extended }),
    unrated(event) {
      if (event.postedAt >= writeFrom) add({ of: 'unrated', event });
    },
    snapshot: (at, state) => add({ of: 'snapshot', at, state }),
    take() {
      const page = { steps, columns, meters: [...meters.keys()] };
      [steps, columns, meters, last] = [[], noColumns(), new Map(), null];
      return page;
    },
  };
}

const noColumns = (): DrawdownColumns<number[]> => ({
  at: [],
  event: [],
  meter: [],
  credits: [],
  basis: [],
  usage: [],
  breakage: [],
});

/** Whether numbers tell its amounts exactly: SQLite stores the same integers, and takes them in half the time. */
function isQuick({ credits, basis, usage, breakage }: Posting): boolean {
  return isSafe(credits) && isSafe(basis) && isSafe(usage) && isSafe(breakage);
}

const isSafe = (amount: bigint): boolean => Number.isSafeInteger(Number(amount));

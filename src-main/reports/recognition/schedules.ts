// The waterfall and the expiry ladder as tables, for the screen: the figures of the revenue workbook's sheets of those names, at the end of
// the last month that is covered. Must not: be counted among the reports other programs rely on; the columns follow the months.
import type { Month } from '../../../src-shared/calendar.ts';
import type { Cell, Column } from '../../../src-shared/report-table.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { credits, entryOf, lastDay, money } from '../cells.ts';
import { deferredOf, remainingOf } from '../lots.ts';
import type { Report } from '../report.ts';
import type { ReportSource } from '../source.ts';
import { monthInWords } from '../workbooks/words.ts';
import type { CohortLine } from './cohorts.ts';
import { cohortLines, remainingOf as remainingOfCohort, shownMonths } from './cohorts.ts';
import { isOn, ladderAt } from './ladder.ts';
import { bookedOf } from './lot-movements.ts';

const amountColumn = (key: string, title: string): Column => ({ key, title, type: 'money', sum: true });

const waterfall: Report = {
  name: 'waterfall',
  title: 'Waterfall',
  description: 'what was sold in each month, in which months it was recognised, what is left',
  make(source) {
    const lotMonths = source.lotMonths();
    const lines = cohortLines(lotMonths, bookedOf(source.lots(), lotMonths));
    const shown = shownMonths(lines, source.through);
    const columns: Column[] = [
      { key: 'booked_in', title: 'Booked in', type: 'month' },
      { key: 'currency', title: 'Currency', type: 'text' },
      amountColumn('booked', 'Booked'),
      amountColumn('recognised', 'Recognised'),
      amountColumn('refunded', 'Refunded'),
      amountColumn('remaining', 'Remaining'),
      ...(shown.early ? [amountColumn('earlier', 'Earlier')] : []),
      ...shown.months.map((month) =>
        amountColumn(month, `${monthInWords(month).slice(0, 3)} ${month.slice(0, 4)}`),
      ),
    ];
    return { name: 'waterfall', title: 'Waterfall', columns, rows: waterfallRows(source, lines, shown) };
  },
};

/** Months in which nothing was recognised stay blank. */
function waterfallRows(
  { book }: ReportSource,
  lines: readonly CohortLine[],
  { months, early }: ReturnType<typeof shownMonths>,
): Cell[][] {
  const groups = Map.groupBy(lines, ({ currency, booked }) => `${currency}|${booked}`);
  const rows: Cell[][] = [];
  for (const [, own] of [...groups].sort(([a], [b]) => compareText(a, b))) {
    const { booked, currency } = own[0]!;
    const sum = (of: (line: CohortLine) => bigint): bigint =>
      own.reduce((total, line) => total + of(line), 0n);
    const recognised = (when: (month: Month) => boolean): bigint =>
      sum(({ month, usage, breakage }) => (when(month) ? usage + breakage : 0n));
    const totals = [
      sum(({ billed }) => billed),
      recognised(() => true),
      sum(({ refunded }) => refunded),
      sum(remainingOfCohort),
    ];
    const each = [
      ...(early ? [recognised((month) => month < months[0]!)] : []),
      ...months.map((one) => recognised((month) => month === one)),
    ];
    if ([...totals, ...each].every((one) => one === 0n)) continue;
    const shown = each.map((one) => (one === 0n ? null : money(book, one, currency)));
    rows.push([booked, currency, ...totals.map((one) => money(book, one, currency)), ...shown]);
  }
  return rows;
}

const LADDER: readonly Column[] = [
  { key: 'currency', title: 'Currency', type: 'text' },
  { key: 'credit_type', title: 'Credit type', type: 'text' },
  { key: 'usable', title: 'May be used for', type: 'text' },
  { key: 'from', title: 'Last day from', type: 'date' },
  { key: 'through', title: 'Last day through', type: 'date' },
  { key: 'term', title: 'Term', type: 'text' },
  { key: 'remaining', title: 'Credits left', type: 'credits', sum: true },
  { key: 'deferred', title: 'Deferred', type: 'money', sum: true },
];

const ladder: Report = {
  name: 'ladder',
  title: 'Expiry ladder',
  description: 'what is left by how long it may still be used, current and non-current',
  make: (source) => ({ name: 'ladder', title: 'Expiry ladder', columns: LADDER, rows: ladderRows(source) }),
};

function ladderRows(source: ReportSource): Cell[][] {
  const { book, through } = source;
  const rungs = ladderAt(through);
  const found = new Map<
    string,
    { currency: string; creditType: string; left: bigint[]; deferred: bigint[] }
  >();
  for (const lot of source.lots()) {
    const [left, deferred] = [remainingOf(lot), deferredOf(lot)];
    if (left === 0n && deferred === 0n) continue;
    const { currency, creditType } = lot;
    const make = () => ({ currency, creditType, left: rungs.map(() => 0n), deferred: rungs.map(() => 0n) });
    const sums = entryOf(found, `${currency}|${creditType}`, make);
    const at = rungs.findIndex((rung) => isOn(rung, lastDay(book, lot.expiresAt)));
    sums.left[at]! += left;
    sums.deferred[at]! += deferred;
  }
  return [...found.entries()]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, { currency, creditType, left, deferred }]) =>
      rungs.flatMap((rung, at): Cell[][] => {
        if (left[at] === 0n && deferred[at] === 0n) return [];
        const term = rung.current ? 'current' : 'non_current';
        const amounts = [credits(book, left[at]!, creditType), money(book, deferred[at]!, currency)];
        return [[currency, creditType, rung.name, rung.from, rung.to, term, ...amounts]];
      }),
    );
}

export const SCHEDULES: readonly Report[] = [waterfall, ladder];

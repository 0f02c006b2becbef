// The whole ledger that fits a filter, as its windows show it: for a file, for its totals, and for finding a text in it. Goes by
// stretches of time, so that no more than some are put in order at once. Must not: derive, or hold the ledger.
import type { PostingKind } from '../../engine/postings.ts';
import type { LedgerLine } from '../../reports/source.ts';
import { kindNumbers, monthNumber } from '../derived-rows.ts';
import type { LedgerOrder } from '../ledger-pages.ts';
import { keysInOrder, readKeys } from '../ledger-pages.ts';
import { LEDGER_COLUMNS, ledgerLine } from '../ledger-source.ts';
import type { OpenBook } from '../open.ts';
import { MOST_SORTED } from './kept.ts';
import type { LedgerPagesFilter, Span } from './ledger-scan.ts';
import { conditionsOf } from './ledger-scan.ts';
import { type Stretches, stretchAt, stretchesOf } from './stretches.ts';

type Row = Record<string, bigint | string | null>;

const FROM = `FROM wallet w CROSS JOIN posting p ON p.wallet = w.id AND p.at >= @at AND p.at < @end
  JOIN code c ON c.id = w.customer
  LEFT JOIN lot l ON l.id = p.lot LEFT JOIN usage_event e ON e.seq = p.event`;

/** All lines in the order of the window. @param few as many are put in order at once. */
export function* walkLedger(
  open: OpenBook,
  filter: LedgerPagesFilter,
  order: LedgerOrder,
  few = MOST_SORTED,
): Generator<LedgerLine> {
  const stretches = stretchesOf(open, filter);
  if (stretches.total <= few) {
    for (const { line } of readKeys(open, keysInOrder(open, filter, order))) yield line;
    return;
  }
  const { conditions, parameters } = conditionsOf(open, filter);
  const down = order.descending ? ' DESC' : '';
  const select = open.db
    .prepare(
      `SELECT ${LEDGER_COLUMNS} ${FROM} WHERE ${conditions}
       ORDER BY p.at${down}, c.code${down}, w.credit_type${down}, p.ord${down}`,
    )
    .safeIntegers();
  for (const { at, end } of inPieces(stretches, few, order.descending)) {
    for (const row of select.iterate({ ...parameters, at, end }) as Iterable<Row>)
      yield ledgerLine(row, (id) => open.codes.codeOf(Number(id)));
  }
}

/** Spans of whole stretches, each of about as many lines. */
function* inPieces(stretches: Stretches, most: number, descending: boolean): Iterable<Span> {
  const { list, total } = stretches;
  for (let place = descending ? total : 0; descending ? place > 0 : place < total; ) {
    const [low, high] = descending ? [place - most, place - 1] : [place, place + most - 1];
    const first = list[stretchAt(stretches, Math.max(0, low))]!;
    const last = list[stretchAt(stretches, Math.min(total, high + 1) - 1)]!;
    yield { at: first.at, end: last.end };
    place = descending ? first.before : last.before + last.rows;
  }
}

export interface LedgerSums {
  readonly credits: readonly { creditType: string; credits: bigint; overage: bigint }[];
  readonly revenue: readonly { currency: string; revenue: bigint }[];
}

/** What the lines that fit come to: from what months add up to, so that a million lines cost no more than a hundred. */
export function sumLedger(open: OpenBook, filter: LedgerPagesFilter): LedgerSums {
  const { from, where, amounts, parameters } = summedLedger(open, filter);
  const all = (sql: string): unknown[] => open.db.prepare(sql).safeIntegers().all(parameters);
  const credits = all(
    `SELECT w.credit_type AS creditType, sum(${amounts.credits}) AS credits, sum(${amounts.overage}) AS overage
     ${from} ${where} GROUP BY w.credit_type ORDER BY w.credit_type`,
  );
  const earned = all(
    `SELECT p.currency, sum(${amounts.revenue}) AS revenue ${from} ${where} AND ifnull(p.currency, '') <> ''
     GROUP BY p.currency ORDER BY p.currency`,
  );
  return { credits, revenue: earned } as LedgerSums;
}

/** What is added up, p, and the amount of each column of it. */
export function summedLedger(open: OpenBook, filter: LedgerPagesFilter) {
  const { conditions, parameters } = conditionsOf(open, filter);
  const inMonth = filter.month ? `AND p.month = ${monthNumber(filter.month.month)}` : '';
  const sums = filter.event === null;
  return {
    from: `FROM wallet w CROSS JOIN ${sums ? 'month_sum' : 'posting'} p ON p.wallet = w.id`,
    where: `WHERE ${conditions} ${inMonth}`,
    amounts: {
      credits: 'p.credits',
      overage: `CASE WHEN p.kind IN (${kindNumbers(['overage', 'deficit'])}) THEN p.overage ELSE 0 END`,
      revenue: sums
        ? 'p.usage_up - p.usage_down + p.breakage_up - p.breakage_down + p.overage_up - p.overage_down'
        : 'p.usage + p.breakage + p.overage_revenue',
    },
    parameters,
  };
}

/** What is looked for. Amounts are scaled integers, by credit type or currency: found with either sign. */
export interface Wanted {
  /** In lower case. */
  readonly text: string;
  readonly kinds: readonly PostingKind[];
  readonly credits: readonly { unit: string; amount: bigint }[];
  readonly money: readonly { unit: string; amount: bigint }[];
}

export interface Search {
  readonly newest: boolean;
  /** A place of the window; what is looked for lies beyond it. */
  readonly from: number;
  readonly forward: boolean;
}

export interface Found {
  /** null: not among the lines looked at. */
  readonly place: number | null;
  /** Where to go on; null: at the end. */
  readonly next: number | null;
  readonly total: number;
}

/** Lines looked at for one answer, or the lines of one stretch: some tenths of a second. */
const MOST_LOOKED_AT = 100_000;

/** The next line with the text, among as many as one answer looks at. */
export function findInLedger(
  open: OpenBook,
  filter: LedgerPagesFilter,
  wanted: Wanted,
  { newest, from, forward }: Search,
): Found {
  const stretches = stretchesOf(open, filter);
  const { total } = stretches;
  // Newest first is the same counted from the end.
  const turned = (place: number): number => (newest ? total - 1 - place : place);
  const upward = forward !== newest;
  const start = Math.max(-1, Math.min(total, turned(from)));
  const span = spanBeyond(stretches, start, upward);
  if (!span) return { place: null, next: null, total };
  const place = firstIn(open, filter, wanted, span, upward);
  const end = upward ? span.high - 1 : span.low;
  const over = upward ? span.high >= total : span.low <= 0;
  return { place: place === null ? null : turned(place), next: over ? null : turned(end), total };
}

interface Looked extends Span {
  /** Lines before the span. */
  readonly before: number;
  /** The places that count. */
  readonly low: number;
  readonly high: number;
}

/** As many whole stretches beyond a place as one answer looks at. */
function spanBeyond(stretches: Stretches, start: number, upward: boolean): Looked | null {
  const { list, total } = stretches;
  if (upward ? start + 1 >= total : start <= 0) return null;
  const near = stretchAt(stretches, upward ? start + 1 : start - 1);
  const { before, rows } = list[near]!;
  const most = upward ? before + MOST_LOOKED_AT : Math.max(0, before + rows - MOST_LOOKED_AT);
  const far = upward
    ? Math.max(near, stretchAt(stretches, most) - 1)
    : Math.min(near, stretchAt(stretches, most - 1) + (most > 0 ? 1 : 0));
  const [first, last] = [list[Math.min(near, far)]!, list[Math.max(near, far)]!];
  const after = last.before + last.rows;
  return {
    at: first.at,
    end: last.end,
    before: first.before,
    low: upward ? start + 1 : first.before,
    high: upward ? after : start,
  };
}

function firstIn(
  open: OpenBook,
  filter: LedgerPagesFilter,
  wanted: Wanted,
  { at, end, before, low, high }: Looked,
  upward: boolean,
): number | null {
  const { conditions, parameters } = conditionsOf(open, filter);
  const found = open.db
    .prepare(
      `SELECT place FROM (
         SELECT row_number() OVER (ORDER BY p.at, c.code, w.credit_type, p.ord) - 1 + @before AS place,
                ${hitOf(open, wanted, parameters)} AS hit
         ${FROM} WHERE ${conditions}
       ) WHERE hit AND place >= @low AND place < @high ORDER BY place ${upward ? 'ASC' : 'DESC'} LIMIT 1`,
    )
    .pluck()
    .get({ ...parameters, at, end, before, low, high });
  return typeof found === 'number' ? found : null;
}

/** Whether a line has what is wanted; what it compares with is added to the parameters. */
function hitOf(
  open: OpenBook,
  { text, kinds, credits, money }: Wanted,
  parameters: Record<string, number | string | bigint>,
): string {
  parameters.text = text;
  const texts = ['c.code', 'w.credit_type', 'l.lot_id', 'e.event_id', 'p.currency'];
  const hits = texts.map((column) => `instr(lower(ifnull(${column}, '')), @text) > 0`);
  const meters = open.codes
    .all()
    .filter(({ kind, code }) => kind === 'meter' && code.toLowerCase().includes(text));
  const ids = meters.map(({ code }) => open.codes.find('meter', code) ?? 0);
  if (ids.length > 0) hits.push(`p.meter IN (${ids.join(', ')})`);
  if (kinds.length > 0) hits.push(`p.kind IN (${kindNumbers(kinds)})`);
  for (const [index, { unit, amount }] of credits.entries()) {
    hits.push(`(w.credit_type = @type${index} AND @credits${index} IN (abs(p.credits), p.overage))`);
    Object.assign(parameters, { [`type${index}`]: unit, [`credits${index}`]: amount });
  }
  for (const [index, { unit, amount }] of money.entries()) {
    hits.push(
      `(p.currency = @currency${index} AND abs(p.usage + p.breakage + p.overage_revenue) = @money${index})`,
    );
    Object.assign(parameters, { [`currency${index}`]: unit, [`money${index}`]: amount });
  }
  return `(${hits.join(' OR ')})`;
}

// Postings as the lines that a seal is made of (rules §13), put together by SQL: a value at a time they would cost three times as much.
// Line ends in ids are not escaped here: whoever reads them asks the engine whether they are canonical as they are. Must not: be the
// only place that knows the text; where it differs from the engine's, the engine's counts.
import type { Instant } from '../../../src-shared/calendar.ts';
import { CHARGE_KINDS, POSTING_KINDS } from '../../engine/postings.ts';
import type { OpenBook } from '../open.ts';

/** How many postings are in memory at once, but for those of one instant. */
const PAGE = 5000;

export interface PlainLines {
  readonly from: Instant;
  readonly to: Instant;
  readonly count: number;
  readonly text: string;
}

/** Reads a wallet's postings with from ≤ at < to in order, each line after `head`. */
export type PlainReader = (wallet: number, head: string, from: Instant, to: Instant) => Iterable<PlainLines>;

export function openPlainReader({ db }: OpenBook): PlainReader {
  const instant = db
    .prepare('SELECT at FROM posting WHERE wallet = ? AND at >= ? AND at < ? ORDER BY at LIMIT 1 OFFSET ?')
    .pluck();
  const lines = db
    .prepare(
      `SELECT ? || concat_ws('|', p.at, ${wordOf('p.kind', POSTING_KINDS)}, ${escaped('l.lot_id')}, ${escaped('u.event_id')},
         ${escaped('m.code')}, p.credits, p.overage, ifnull(p.currency, ''), p.basis, p.usage, p.breakage, p.overage_revenue,
         p.receivable, p.unbilled, p.amount, ${escaped('p.charge')},
         CASE WHEN p.charge_kind IS NULL THEN '' ELSE ${wordOf('p.charge_kind', CHARGE_KINDS)} END) || char(10)
       FROM posting p LEFT JOIN lot l ON l.id = p.lot LEFT JOIN usage_event u ON u.seq = p.event
       LEFT JOIN code m ON m.id = p.meter
       WHERE p.wallet = ? AND p.at >= ? AND p.at < ? ORDER BY p.at, p.ord`,
    )
    .pluck();
  return function* (wallet, head, from, to) {
    let at = instant.get(wallet, from, to, 0) as Instant | undefined;
    while (at !== undefined) {
      const next = instant.get(wallet, at, to, PAGE) as Instant | undefined;
      const end: Instant = next === undefined ? to : Math.max(next, at + 1);
      const read = lines.all(head, wallet, at, end) as string[];
      yield { from: at, to: end, count: read.length, text: read.join('') };
      at = next === undefined ? undefined : end;
    }
  };
}

/** Ids that are made of what a row says have a bar in them. */
const escaped = (column: string): string =>
  `ifnull(replace(replace(${column}, char(92), '\\5c;'), '|', '\\7c;'), '')`;

/** The word that a small integer stands for; NULL, so that the line is a field short, for one that stands for none. */
function wordOf(column: string, words: readonly string[]): string {
  return `CASE ${column} ${words.map((word, number) => `WHEN ${number} THEN '${word}'`).join(' ')} END`;
}

// Postings as the lines that a seal is made of (rules §13), put together by SQL, a page of them at a time: a value at a time they would
// cost five times as much. Whoever reads them says whether they are canonical. Must not: be the only place that knows the text; where it
// differs from the engine's, the engine's counts.
import type { Instant } from '../../../src-shared/calendar.ts';
import { CHARGE_KINDS, POSTING_KINDS } from '../../engine/postings.ts';
import type { BookTables } from '../open.ts';

/** How many postings are in memory at once, but for those of one instant. */
const PAGE = 5000;

export interface PlainLines {
  readonly from: Instant;
  readonly to: Instant;
  readonly count: number;
  /** UTF-8; null: SQL cannot put them together, as an id has a line end in it. */
  readonly lines: Uint8Array | null;
}

/** Are these as many lines, and none of them broken up by an id? */
export type IsCanonical = (lines: Uint8Array, count: number) => boolean;

/** Reads a wallet's postings with from ≤ at < to in order, each line after `head`. */
export type PlainReader = (wallet: number, head: string, from: Instant, to: Instant) => Iterable<PlainLines>;

export function openPlainReader({ db }: BookTables, isCanonical: IsCanonical): PlainReader {
  const instant = db
    .prepare('SELECT at FROM posting WHERE wallet = ? AND at >= ? AND at < ? ORDER BY at LIMIT 1 OFFSET ?')
    .pluck();
  // Escaping each id costs a third of all: it is done once one has turned up that needs it.
  const bare = db.prepare(linesWith((column) => `ifnull(${column}, '')`)).raw();
  const escaped = db.prepare(linesWith(escapedText)).raw();
  let ways = [bare, escaped];
  const linesOf = (head: string, wallet: number, from: Instant, to: Instant, most: number): PlainLines => {
    let found: PlainLines = { from, to, count: 0, lines: null };
    for (const way of ways) {
      const [count, lines] = way.get(head, wallet, from, to, most) as [number, Buffer | null];
      if (lines === null || count === most) return { ...found, count };
      const right = (way === escaped || !lines.includes(BACKSLASH)) && isCanonical(lines, count);
      found = { ...found, count, lines: right ? lines : null };
      if (right) break;
      ways = [escaped];
    }
    return found;
  };
  return function* (wallet, head, from, to) {
    // Most have no more: where a page ends need not be looked for.
    const all = linesOf(head, wallet, from, to, PAGE + 1);
    if (all.count <= PAGE) {
      if (all.count > 0) yield all;
      return;
    }
    let at = instant.get(wallet, from, to, 0) as Instant | undefined;
    while (at !== undefined) {
      const next = instant.get(wallet, at, to, PAGE) as Instant | undefined;
      const end: Instant = next === undefined ? to : Math.max(next, at + 1);
      yield linesOf(head, wallet, at, end, ALL);
      at = next === undefined ? undefined : end;
    }
  };
}

/** As a limit. */
const ALL = -1;

const BACKSLASH = 92;

/** How many lines there are, and all of them as one text. The order is the lines' own, and SQLite keeps it for what joins texts. */
const linesWith = (text: (column: string) => string): string =>
  `SELECT count(*), cast(group_concat(line, char(10)) || char(10) AS BLOB) FROM (
     SELECT ? || concat_ws('|', p.at, ${wordOf('p.kind', POSTING_KINDS)}, ${text('l.lot_id')}, ${text('u.event_id')},
       ${text('m.code')}, p.credits, p.overage, ifnull(p.currency, ''), p.basis, p.usage, p.breakage, p.overage_revenue,
       p.receivable, p.unbilled, p.amount, ${text('p.charge')},
       CASE WHEN p.charge_kind IS NULL THEN '' ELSE ${wordOf('p.charge_kind', CHARGE_KINDS)} END) AS line
     FROM posting p LEFT JOIN lot l ON l.id = p.lot LEFT JOIN usage_event u ON u.seq = p.event LEFT JOIN code m ON m.id = p.meter
     WHERE p.wallet = ? AND p.at >= ? AND p.at < ? ORDER BY p.at, p.ord LIMIT ?)`;

/** Ids that are made of what a row says have a bar in them. */
const escapedText = (column: string): string =>
  `ifnull(replace(replace(${column}, char(92), '\\5c;'), '|', '\\7c;'), '')`;

/** The word that a small integer stands for; NULL, so that the line is a field short, for one that stands for none. */
function wordOf(column: string, words: readonly string[]): string {
  return `CASE ${column} ${words.map((word, number) => `WHEN ${number} THEN '${word}'`).join(' ')} END`;
}

// Windows of the ledger against all of it put in order at once: of any place, size, filter and way, before the lines are counted, while
// they are, and after. Lines are dense in places, far apart in others, many at one instant, and some before 1970.
import { expect, it } from 'vitest';
import { POSTING_KINDS, type PostingKind } from '../../src-main/engine/postings.ts';
import { LEDGER_KINDS } from '../../src-main/reports/ledger.ts';
import { kindNumber, kindNumbers } from '../../src-main/storage/derived-rows.ts';
import { countLines, ledgerWindow } from '../../src-main/storage/ledger-pages.ts';
import type { OpenBook } from '../../src-main/storage/open.ts';
import type { LedgerPagesFilter } from '../../src-main/storage/paging/ledger-scan.ts';
import { sumsOf } from '../../src-main/storage/sums/month-sums.ts';
import { seeded } from '../support/random.ts';
import { onSample } from '../support/samples/sample-book.ts';

const DAY = 86_400_000;
const MARCH = { month: '2025-03', from: Date.UTC(2025, 1, 28, 23), to: Date.UTC(2025, 2, 31, 22) };
const NONE: LedgerPagesFilter = { customer: null, lot: null, event: null, kinds: null, month: null };
const FILTERS: readonly LedgerPagesFilter[] = [
  NONE,
  { ...NONE, month: MARCH },
  { ...NONE, kinds: ['drawdown'] },
  { ...NONE, kinds: ['expiry', 'grant'] },
  { ...NONE, kinds: ['reinstatement'] },
  { ...NONE, kinds: ['deficit'], month: MARCH },
  { ...NONE, customer: 'nordhaven' },
  { ...NONE, customer: 'nordhaven', month: MARCH, kinds: ['drawdown'] },
];

/** Postings of all kinds but two, of which one stands alone, beside those of the sample. */
function addPostings(open: OpenBook): void {
  const random = seeded(61);
  const wallets = open.db.prepare('SELECT id FROM wallet').pluck().all() as number[];
  const insert = open.db.prepare(
    `INSERT INTO posting (wallet, at, ord, month, kind, credits, basis, usage) VALUES (?, ?, ?, 202503, ?, 1, 0, 0)`,
  );
  const kinds = POSTING_KINDS.filter((kind) => kind !== 'reinstatement' && kind !== 'deficit');
  const bases = [MARCH.from, MARCH.to - 1, MARCH.from + 9 * DAY, MARCH.from + 400 * DAY, 3 * DAY, -2 * DAY];
  const add = (at: number, ord: number, kind: PostingKind): void => {
    insert.run(wallets[random.below(wallets.length)], at, ord, kindNumber(kind));
  };
  for (let ord = 10_000; ord < 14_000; ord++) {
    const spread = [1, 20, 3_600_000, 3 * DAY][random.below(4)]!;
    add(bases[random.below(bases.length)]! + random.below(spread), ord, kinds[random.below(kinds.length)]!);
  }
  add(MARCH.from + 5 * DAY, 14_000, 'reinstatement');
  open.db.exec(`DELETE FROM month_sum; INSERT INTO month_sum ${sumsOf('posting p')}`);
}

function idsInOrder(open: OpenBook, { customer, kinds, month }: LedgerPagesFilter, down: string): string[] {
  return open.db
    .prepare(
      `SELECT p.wallet || '|' || p.at || '|' || p.ord FROM posting p
       JOIN wallet w ON w.id = p.wallet JOIN code c ON c.id = w.customer
       WHERE p.kind IN (${kindNumbers(kinds ?? LEDGER_KINDS)}) AND c.code = ifnull(?, c.code) AND p.at >= ? AND p.at < ?
       ORDER BY p.at ${down}, c.code ${down}, w.credit_type ${down}, p.ord ${down}`,
    )
    .pluck()
    .all(customer, month?.from ?? -1e15, month?.to ?? 1e15) as string[];
}

it('are those of the whole ledger, counted or not', () =>
  onSample((open) => {
    addPostings(open);
    const random = seeded(62);
    let uncounted = 0;
    for (const filter of FILTERS) {
      const ways = [true, false].map((descending) => ({
        order: { by: null, descending },
        ids: idsInOrder(open, filter, descending ? 'DESC' : ''),
      }));
      const all = ways[0]!.ids.length;
      const look = (few: number, below: number): void => {
        for (const { order, ids } of ways) {
          const [start, limit] = [random.below(below), 1 + random.below(100)];
          const { rows, total } = ledgerWindow(open, filter, start, limit, order, few);
          expect(rows.map(({ id }) => id)).toEqual(ids.slice(start, start + limit));
          if (total === null) uncounted++;
          else expect(total).toBe(all);
        }
      };
      const times = (count: number, work: () => void): void => {
        for (let time = 0; time < count; time++) work();
      };
      for (let total: number | null = null; total === null; ) {
        times(3, () => look(300, 200));
        total = countLines(open, filter, 400).total;
      }
      expect(countLines(open, filter)).toEqual({ total: all, sorts: true });
      for (const few of [-1, 300, 20_000]) times(15, () => look(few, all + 3));
    }
    expect(uncounted).toBeGreaterThan(100);
  }));

it('are counted of one kind with those of all others', () =>
  onSample((open) => {
    const top = { by: null, descending: true };
    const look = (kinds: PostingKind[]) => ledgerWindow(open, { ...NONE, kinds }, 0, 50, top, 100).total;
    expect([look(['drawdown']), look(['grant'])]).toEqual([null, null]);
    expect(countLines(open, { ...NONE, kinds: ['drawdown'] }).total).toBeGreaterThan(0);
    for (const kind of LEDGER_KINDS)
      expect(look([kind])).toBe(idsInOrder(open, { ...NONE, kinds: [kind] }, '').length);
  }));

it('are counted at once where none fits, or few enough', () =>
  onSample((open) => {
    const top = { by: null, descending: false };
    const none: LedgerPagesFilter = { ...NONE, kinds: ['reinstatement'], month: MARCH };
    expect(ledgerWindow(open, none, 0, 50, top, -1)).toEqual({ rows: [], total: 0, sorts: false });
    const { total } = ledgerWindow(open, NONE, 0, 50, top);
    expect(total).toBe(idsInOrder(open, NONE, '').length);
  }));

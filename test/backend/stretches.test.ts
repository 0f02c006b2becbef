// The ledger cut into stretches of time, of any size: every line lies in one of them, none is divided within an instant, places are
// found in them, and the whole ledger read by them is the ledger in order.
import { describe, expect, it } from 'vitest';
import { POSTING_KINDS } from '../../src-main/engine/postings.ts';
import { LEDGER_KINDS } from '../../src-main/reports/ledger.ts';
import { ledgerWindow } from '../../src-main/storage/ledger-pages.ts';
import type { LedgerPagesFilter } from '../../src-main/storage/paging/ledger-scan.ts';
import { walkLedger } from '../../src-main/storage/paging/ledger-walk.ts';
import { stretchAt, stretchesOf } from '../../src-main/storage/paging/stretches.ts';
import { onSample } from '../support/samples/sample-book.ts';

const NONE: LedgerPagesFilter = { customer: null, lot: null, event: null, kinds: null, month: null };
const MARCH = { month: '2025-03', from: Date.UTC(2025, 1, 28, 23), to: Date.UTC(2025, 2, 31, 22) };
const FILTERS: LedgerPagesFilter[] = [
  NONE,
  { ...NONE, month: MARCH },
  { ...NONE, kinds: ['expiry', 'grant'] },
  { ...NONE, customer: 'nordhaven' },
];

it('what has no line in the ledger are the last kinds of posting', () => {
  expect(POSTING_KINDS.slice(0, POSTING_KINDS.indexOf('charge'))).toEqual(LEDGER_KINDS);
});

describe('stretches of the ledger', () => {
  it('count what lies in them, follow each other, and are not much larger than asked but for one instant', () =>
    onSample((open) => {
      for (const filter of FILTERS) {
        const { rows } = ledgerWindow(open, filter, 0, 100_000, { by: null, descending: false });
        const instants = rows.map(({ line }) => line.at);
        for (const about of [1, 7, 60, 100_000]) {
          const stretches = stretchesOf(open, filter, about);
          expect(stretches.total).toBe(rows.length);
          let [before, last] = [0, Number.NEGATIVE_INFINITY];
          for (const [index, stretch] of stretches.list.entries()) {
            const { at, end } = stretch;
            expect(stretch.before).toBe(before);
            expect(stretch.rows).toBe(instants.filter((instant) => instant >= at && instant < end).length);
            expect(at >= last && end - at <= 86_400_000).toBe(true);
            if (filter.customer === null && end - at > 1) expect(stretch.rows).toBeLessThanOrEqual(4 * about);
            expect(stretchAt(stretches, before)).toBe(index);
            expect(stretchAt(stretches, before + stretch.rows - 1)).toBe(index);
            [before, last] = [before + stretch.rows, end];
          }
          expect(before).toBe(rows.length);
          expect(stretchAt(stretches, before)).toBe(stretches.list.length);
        }
      }
    }));

  it('put together are the ledger, in either order, however few are put in order at once', () =>
    onSample((open) => {
      for (const filter of FILTERS) {
        for (const descending of [false, true]) {
          const order = { by: null, descending };
          const { rows } = ledgerWindow(open, filter, 0, 100_000, order);
          for (const few of [1, 40, 900]) {
            const walked = [...walkLedger(open, filter, order, few)];
            expect(walked).toEqual(rows.map(({ line }) => line));
          }
        }
      }
    }));
});

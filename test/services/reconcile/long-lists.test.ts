// Lists that are longer than the window shows: a count of the rest, as much of either side, and a text that reaches every line.
import { expect, it } from 'vitest';
import { shown } from '../../../src-main/services/reconcile/shown.ts';
import { reconciliation } from '../../../src-main/services/reconcile/state.ts';
import { must } from '../company-book.ts';
import { corner, reconciled } from './reconcile-book.ts';

const MONTH = '2026-01';
const LINES = 5100;

it('of long lists the first lines are shown, and a text reaches the others', async () => {
  const book = await corner();
  const lines = Array.from(
    { length: LINES },
    (_, index) => `${index},order-${index},anna,2026-01-20,${index + 1000}.00,Advice ${index}`,
  );
  const view = await reconciled(
    book,
    'invoices.csv',
    `invoice,order,customer,date,net amount,description\n${lines.join('\n')}`,
    { month: MONTH },
  );
  const sides = (side: string, { open } = view): number =>
    open.filter(({ line }) => line.side === side).length;
  expect(view.counts.open).toBe(LINES + 3);
  expect([sides('book'), sides('outside'), view.moreOpen]).toEqual([3, 5000, LINES - 5000]);

  const standing = must(await reconciliation(book.session, 'billing', MONTH));
  const found = (find: string) => shown(standing, find);
  const last = found('ORDER-5099');
  expect(last.open.map(({ line }) => line.reference)).toEqual(['order-5099']);
  expect([last.moreOpen, last.counts.open]).toEqual([0, LINES + 3]);
  expect(last.totals).toEqual(view.totals);
  expect(found('advice anna 6099.00').open).toHaveLength(1);
  expect(found('invoices.csv').moreOpen).toBe(LINES - 5000);
  expect(found('nobody').open).toEqual([]);
});

// What two people signed of an old spreadsheet's month stands in the window with what the reviewer says matters, and is void there when the
// month is opened again.
import { join } from 'node:path';
import process from 'node:process';
import { expect } from 'vitest';
import { reopenMonth } from '../../../src-main/services/months.ts';
import { matchByHand, signOff } from '../../../src-main/services/reconcile/deeds.ts';
import { reconcileFile } from '../../../src-main/services/reconcile/reconcile-file.ts';
import type { Session } from '../../../src-main/services/session.ts';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { setOut } from '../journey.ts';
import { bookOfCase, CASE } from './book-of-case.ts';

const AT = { leg: 'spreadsheet', month: '2025-03' } as const;
const NAMES = {
  'Halden Logistics': 'halden',
  'HALDEN LOGISTICS': 'halden',
  'Halden Logistik GmbH': 'halden',
};

/** Birke's credits are accepted as they differ, and two people sign. */
async function signed(session: Session) {
  const path = join(CASE, 'legacy.xlsx');
  const asked = { ...AT, path, names: NAMES, profile: null, days: null, tolerance: null, out: null };
  const taken = await reconcileFile(session, asked);
  if (!taken.ok) return [taken];
  const of = (side: string): string[] =>
    taken.value.standing.open
      .filter(({ line }) => line.side === side && line.party === 'birke' && line.unit === 'credits')
      .map(({ line }) => line.key);
  const matched = await matchByHand(session, {
    ...AT,
    book: of('book'),
    outside: of('outside'),
    note: 'known',
  });
  const prepared = await signOff(session, { ...AT, role: 'preparer', conclusion: '' });
  session.actor.user = 'rita';
  const matters = { materiality: { credits: '50' }, materialityReason: 'A hundredth' };
  return [matched, prepared, await signOff(session, { ...AT, ...matters, role: 'reviewer', conclusion: '' })];
}

journey.for([
  [false, false],
  [true, true],
] as const)('a signed month, dark: %s, opened again: %s', async ([dark, again]) => {
  const book = await bookOfCase(['2025-01', '2025-02', '2025-03'], async (session) => [
    ...(await signed(session)),
    ...(again ? [reopenMonth(session, AT.month, 'late usage')] : []),
  ]);
  const { page, screenshot } = await setOut({ book, dark, locale: 'en-GB', height: 720 });
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
  await page.evaluate(() => {
    window.location.hash = '#/reconcile?leg=spreadsheet&view=sign&month=2025-03';
  });
  const totals = page.getByRole('region', { name: 'Totals' });
  await totals
    .getByText(again ? 'not said' : 'exceeded')
    .first()
    .waitFor();
  const standing = again ? 'void: 2025-03 was opened again on 2025-07-01 by rita' : '2025-07-01';
  await page.getByText(new RegExp(`^Prepared by mara, .*${standing}`)).waitFor();
  expect(await page.getByText(new RegExp(`^Reviewed by rita, .*${standing}`)).count()).toBe(1);
  expect(await page.getByText('Materiality: A hundredth').count()).toBe(again ? 0 : 1);
  await expectAccessible(page);
  const folder = process.env.DRAWDOWN_PICTURES;
  if (folder) await screenshot(join(folder, `signed-${dark ? 'dark' : 'light'}.png`));
});

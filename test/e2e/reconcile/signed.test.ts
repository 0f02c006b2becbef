// What two people signed of an old spreadsheet's month stands in the window with what the reviewer says matters, and is void there when the
// month is opened again. What could not be compared is said to who signs.
import { join } from 'node:path';
import { expect } from 'vitest';
import { closeMonth } from '../../../src-main/services/months.ts';
import { matchByHand, signOff } from '../../../src-main/services/reconcile/deeds.ts';
import { reconcileFile } from '../../../src-main/services/reconcile/reconcile-file.ts';
import type { Session } from '../../../src-main/services/session.ts';
import { loadSetup } from '../../../src-main/services/setup.ts';
import { setup } from '../../support/setup-tables.ts';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { setOut, toAddress } from '../journey.ts';
import { bookOfCase, CASE } from './book-of-case.ts';

const AT = { leg: 'spreadsheet', month: '2025-03' } as const;
const NAMES = {
  'Halden Logistics': 'halden',
  'HALDEN LOGISTICS': 'halden',
  'Halden Logistik GmbH': 'halden',
};

/** Velo has two credit types: the spreadsheet does not say of which its balances are. */
const UNSAID = `
credit_types
code   | name
drinks | Drinks

grants
ref | date       | customer | credit_type | credits | price | currency
v1  | 2025-03-03 | velo     | drinks      | 10      | 5.00  | EUR
`;

/** Birke's credits are accepted as they differ, and two people sign. */
async function signed(session: Session) {
  const march = [loadSetup(session, setup(UNSAID), 'more'), closeMonth(session, AT.month)];
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
  return [
    ...march,
    matched,
    prepared,
    await signOff(session, { ...AT, ...matters, role: 'reviewer', conclusion: '' }),
  ];
}

journey('a signed month says what matters, and is void once it is opened again', async () => {
  const book = await bookOfCase(['2025-01', '2025-02'], signed);
  const { page, host } = await setOut({ book, locale: 'en-GB', height: 720 });
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
  await toAddress(page, '#/reconcile?leg=spreadsheet&view=sign&month=2025-03');
  const totals = page.getByRole('region', { name: 'Totals' });
  await totals.getByText('exceeded').first().waitFor();
  // 2025-07-01 at midnight in UTC.
  await page.getByText('Prepared by mara, 01 Jul 2025 02:00:00').waitFor();
  expect(await page.getByText('Reviewed by rita, 01 Jul 2025 02:00:00').count()).toBe(1);
  expect(await page.getByText('Materiality: A hundredth').count()).toBe(1);
  await expectAccessible(page);
  const opened = await host.backend.call('months.reopen', { month: AT.month, reason: 'late usage' });
  expect(opened).toMatchObject({ ok: true });
  await page
    .getByText(
      /^Prepared by mara, .*void: Mar 2025 was opened again on \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} by /,
    )
    .waitFor();
  expect(await page.getByText(/^Reviewed by rita, .*void: Mar 2025 was opened again on /).count()).toBe(1);
  await totals.getByText('not said').first().waitFor();
  expect(await page.getByText('Materiality: A hundredth').count()).toBe(0);
  await page.getByRole('button', { name: 'Sign…' }).click();
  const signing = page.getByRole('complementary');
  await signing.getByText(/^Prepared by mara, 01 Jul 2025 02:00:00; void: Mar 2025 was /).waitFor();
  expect(await signing.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/^Balances of velo were not compared: /),
  ]);
  await expectAccessible(page);
});

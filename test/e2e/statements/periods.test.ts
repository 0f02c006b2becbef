// Statements of subscription periods that end in a month: chosen beside the month, previewed, read as a document, and saved.
import { expect } from 'vitest';
import { partsOf } from '../../support/workbook-parts.ts';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { atSample, toAddress } from '../journey.ts';

journey('a subscription period has a statement of exactly its days', async () => {
  const { page, download } = await atSample({ locale: 'en-GB' });
  await toAddress(page, '#/statements?month=2025-11');
  await page.getByRole('radiogroup', { name: 'Statements of' }).getByText('Periods').click();
  const grid = page.getByRole('grid', { name: 'Statements of periods that end in 2025-11' });
  const row = grid.getByRole('row').filter({ hasText: 'nordhaven' }).first();
  await row.getByRole('gridcell').first().dblclick();
  await page.getByRole('button', { name: 'Open, print …' }).waitFor();
  if (process.env.DRAWDOWN_PICTURES) await page.screenshot({ path: '/tmp/b-periods.png' });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Open, print …' }).click();
  const paper = page.getByRole('article');
  await paper.getByText('Charges dated from').waitFor();
  if (process.env.DRAWDOWN_PICTURES) await page.screenshot({ path: '/tmp/b-period-paper.png' });
  const { name } = await download(() => page.getByRole('button', { name: 'Save workbook' }).click());
  expect(name).toBe('ST-2025-11-nordhaven-2025-11-01-2025-11-30.xlsx');
  await page.getByRole('link', { name: 'Statements /' }).click();
  await grid.waitFor();
  const all = await download(() => page.getByRole('button', { name: 'Save all workbooks' }).click());
  expect(all.name).toBe('statements-periods-2025-11.zip');
  expect([...partsOf(all.bytes).keys()]).toEqual(
    expect.arrayContaining([name, 'index-periods-2025-11.xlsx']),
  );
});

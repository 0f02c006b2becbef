// The old spreadsheet beside the book in the window: names are said, differences have their causes and lead into the book, the report
// and the certificate are delivered, and the comparison counts for the parallel run.
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { partsOf } from '../../support/workbook-parts.ts';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { cell } from '../find.ts';
import { type Journey, setOut } from '../journey.ts';
import { bookOfCase, CASE } from './book-of-case.ts';

/** The balances of the month are taken in, and signed: not by one person twice. */
async function signMonth(page: Page, picture: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Take the balances in' }).click();
  const list = page.getByRole('radiogroup', { name: 'What is listed' });
  await list.getByText(/^Suggested [1-9]/).waitFor();
  await expectAccessible(page);
  await picture('sign-open');
  await page.getByRole('button', { name: 'Sign…' }).click();
  const signing = page.getByRole('complementary');
  await signing.getByRole('button', { name: 'Sign as preparer' }).click();
  await page.getByText(/^Prepared by /).waitFor();
  await page.getByRole('button', { name: 'Sign…' }).click();
  await signing.getByLabel('Materiality, credits').fill('25');
  await signing.getByLabel('Why this materiality').fill('A tenth of a percent of what was sold');
  await signing.getByRole('button', { name: 'Sign as reviewer' }).click();
  await signing.getByText(/so somebody else reviews it/).waitFor();
  await expectAccessible(page);
  await picture('sign-review');
  await page.keyboard.press('Escape');
}

/** To be looked at, where somebody asks for it. */
const pictures =
  (screenshot: (path: string) => Promise<void>) =>
  async (name: string): Promise<void> => {
    const folder = process.env.DRAWDOWN_PICTURES;
    if (folder) await screenshot(join(folder, `${name}.png`));
  };

function view(page: Page, name: string): Promise<void> {
  return page.getByRole('radiogroup', { name: 'View' }).getByText(name, { exact: true }).click();
}

async function saved({ page, download }: Journey, button: string): Promise<string> {
  return (await download(() => page.getByRole('button', { name: button }).click())).name;
}

journey('an old spreadsheet is compared', async () => {
  const book = await bookOfCase(['2025-01', '2025-02', '2025-03']);
  const begun = await setOut({ book, locale: 'en-GB', height: 720 });
  const { page, choose, screenshot } = begun;
  const picture = pictures(screenshot);
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
  await page.evaluate(() => {
    window.location.hash = '#/reconcile?leg=spreadsheet';
  });
  const chosen = page.getByRole('button', { name: 'Choose the spreadsheet…' });
  await chosen.waitFor();
  await expectAccessible(page);
  await choose(() => chosen.click(), [join(CASE, 'legacy.xlsx')]);
  await page.getByRole('heading', { name: 'Whose names are these?' }).waitFor();
  await expectAccessible(page);
  await picture('names');
  expect(await page.getByRole('button', { name: 'Compare', exact: true }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Halden Logistics GmbH?' }).click();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const said = page.getByRole('region', { name: 'What the comparison comes to' });
  await said.waitFor();
  expect(await said.getByRole('status').textContent()).toBe(
    '13 of 36 balances agree; 23 differ for 9 causes that are known, and nothing is left unexplained.',
  );
  await expectAccessible(page);
  await picture('summary');
  const report = await begun.download(() => page.getByRole('button', { name: 'Save the report…' }).click());
  expect(report.name).toBe('compared-2025-01-2025-06.xlsx');
  expect([...partsOf(report.bytes).keys()]).toContain('xl/worksheets/sheet5.xml');
  await page.getByRole('button', { name: 'Record for the parallel run' }).click();
  await page.getByText(/^Recorded\. How its columns/).waitFor();
  await view(page, 'Differences');
  const slip = cell(page, '1', 'cause');
  await slip.waitFor();
  expect(await slip.textContent()).toContain('Arithmetic slip');
  await picture('differences');
  await cell(page, '4', 'cause').dblclick();
  const panel = page.getByRole('complementary', { name: /^4\. / });
  await panel.waitFor();
  await expectAccessible(page);
  await picture('difference');
  // Spreadsheet, book and difference, where it begins and at the end.
  expect(await panel.getByRole('row').allInnerTexts()).toContain('This difference\t(31.14)\t0.00');
  expect(await panel.getByRole('listitem').allInnerTexts()).toEqual([
    'Balances!F5',
    'use-0008, 2025-02-23: usage.csv, line 9',
  ]);
  await panel.getByRole('link', { name: '919.29' }).click();
  await page.getByRole('complementary', { name: 'Balance of halden' }).waitFor();
  await picture('explained');
  await view(page, 'Line by line');
  await page.getByRole('grid', { name: 'Line by line' }).waitFor();
  await picture('lines');
  await view(page, 'Parallel run');
  const months = page.getByRole('table', { name: 'Months of the parallel run' });
  await months.waitFor();
  expect(await months.getByRole('row').count()).toBe(7);
  expect(await page.getByRole('status').textContent()).toContain(
    'The spreadsheet is still needed: 0 of the 3',
  );
  await expectAccessible(page);
  await picture('parallel');
  expect(await saved(begun, 'Save the certificate…')).toBe('parallel-run.xlsx');

  await view(page, 'Sign a month');
  await signMonth(page, picture);
  expect(await saved(begun, 'Save the workbook…')).toBe('reconciliation-spreadsheet-2025-03.xlsx');
});

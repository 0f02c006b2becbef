// The old spreadsheet beside the book in the window: names are said, differences have their causes and lead into the book, the report
// and the certificate are delivered, and the comparison counts for the parallel run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { closeMonth } from '../../../src-main/services/months.ts';
import { readTables } from '../../../src-main/services/read-tables.ts';
import { openSession } from '../../../src-main/services/session.ts';
import { loadSetup } from '../../../src-main/services/setup.ts';
import { importUsage } from '../../../src-main/services/usage/import-usage.ts';
import { createBook } from '../../../src-main/storage/open.ts';
import { partsOf } from '../../support/workbook-parts.ts';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { cell } from '../find.ts';
import { setOut } from '../journey.ts';

const CASE = join(import.meta.dirname, '../../cases/legacy/planted-balance-grid');

/** The book of the case, with these months closed. */
async function bookOfCase(closed: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-sheet-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const actor = { user: 'mara', now: () => Date.UTC(2025, 6, 1) };
  const path = join(folder, 'lumen.ddb');
  const made = createBook(path, { user: actor.user, at: actor.now() });
  const tables = await readTables(join(CASE, 'setup'));
  if (!made.ok || !tables.ok) throw new Error('no book');
  const session = openSession(made.value, actor);
  const answers = [
    loadSetup(session, tables.value, 'setup'),
    await importUsage(session, { path: join(CASE, 'usage.csv'), profile: null, dryRun: false }),
    ...closed.map((month) => closeMonth(session, month)),
  ];
  made.value.close();
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  return path;
}

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

journey.for([false, true])('an old spreadsheet is compared, dark: %s', async (dark) => {
  const book = await bookOfCase(['2025-01', '2025-02', '2025-03']);
  const { page, choose, download, screenshot } = await setOut({ book, dark, locale: 'en-GB', height: 720 });
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
  const report = await download(() => page.getByRole('button', { name: 'Save the report…' }).click());
  expect(report.name).toBe('compared-2025-01-2025-06.xlsx');
  expect([...partsOf(report.bytes).keys()]).toContain('xl/worksheets/sheet5.xml');
  await page.getByRole('button', { name: 'Record for the parallel run' }).click();
  await page.getByText(/^Recorded\. How its columns/).waitFor();
  await view('Differences');
  const slip = cell(page, '1', 'cause');
  await slip.waitFor();
  expect(await slip.textContent()).toContain('Arithmetic slip');
  await picture('differences');
  await cell(page, '4', 'cause').dblclick();
  const panel = page.getByRole('complementary', { name: /^4\. / });
  await panel.waitFor();
  await expectAccessible(page);
  await picture('difference');
  await panel.getByRole('link', { name: 'What the book’s balance is made of' }).click();
  await page.getByRole('complementary', { name: 'Balance of halden' }).waitFor();
  await picture('explained');
  await view('Line by line');
  await page.getByRole('grid', { name: 'Line by line' }).waitFor();
  await picture('lines');
  await view('Parallel run');
  const months = page.getByRole('table', { name: 'Months of the parallel run' });
  await months.waitFor();
  expect(await months.getByRole('row').count()).toBe(7);
  expect(await page.getByRole('status').textContent()).toContain(
    'The spreadsheet is still needed: 0 of the 3',
  );
  await expectAccessible(page);
  await picture('parallel');
  const certificate = await download(() =>
    page.getByRole('button', { name: 'Save the certificate…' }).click(),
  );
  expect(certificate.name).toBe('parallel-run.xlsx');

  await view('Sign a month');
  await signMonth(page, picture);
  const signed = await download(() => page.getByRole('button', { name: 'Save the workbook…' }).click());
  expect(signed.name).toBe('reconciliation-spreadsheet-2025-03.xlsx');

  function view(name: string): Promise<void> {
    return page.getByRole('radiogroup', { name: 'View' }).getByText(name, { exact: true }).click();
  }

  /** To be looked at, where somebody asks for it. */
  async function picture(name: string): Promise<void> {
    const folder = process.env.DRAWDOWN_PICTURES;
    if (folder) await screenshot(join(folder, `${name}-${dark ? 'dark' : 'light'}.png`));
  }
});

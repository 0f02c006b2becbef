// A month by the keyboard alone: from the start screen to the closed month, the import with a mended cell on the way, then its statement,
// its revenue, and its reconciliation with what was invoiced. Nothing here touches the mouse or puts the focus anywhere; a file
// chooser is the system's own.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { journey } from '../chromium.ts';
import { cell } from '../find.ts';
import { type Journey, setOut } from '../journey.ts';

const SETUP = resolve(import.meta.dirname, '../../../docs/guide/setup');
const TABLES = ['customers', 'credit_types', 'meters', 'packs', 'plans', 'rates', 'subscriptions', 'grants'];
const USAGE = `event_id,customer,meter,quantity,occurred_at
k-1,acme,api_calls,640,2026-01-05T09:30:00+01:00
k-2,acme,api_calls,41S,2026-01-12T16:05:00+01:00
k-3,bolt,api_calls,90,2026-01-20T11:00:00+01:00
`;

const INVOICES = `Order;Customer;Invoice date;Net amount;Currency
order-1001;bolt;15.01.2026;999,00;EUR
`;

journey('from the start screen to a reconciled month by the keyboard alone', async () => {
  const begun = await setOut({ height: 720 });
  const { page, folder, choose } = begun;
  const { keyboard } = page;
  const file = join(folder, '..', 'usage.csv');
  writeFileSync(file, USAGE);

  await page.getByRole('main', { name: 'Start' }).waitFor();
  await press(page, page.getByRole('button', { name: /New book/ }));
  await isFocused(page.getByLabel('Name'));
  await keyboard.type('By keys');
  await tabTo(page, page.getByLabel('First month'));
  await keyboard.type('2026-01');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();

  await press(page, page.getByRole('link', { name: 'from setup tables' }));
  const setup = page.getByRole('complementary', { name: 'Load setup tables' });
  await setup.waitFor();
  await tabTo(page, setup.getByRole('button', { name: 'Choose files …' }));
  await choose(
    () => keyboard.press('Enter'),
    TABLES.map((table) => join(SETUP, `${table}.csv`)),
  );
  await setup.getByText('Loaded: 11 added').waitFor();
  await keyboard.press('Escape');
  await setup.waitFor({ state: 'detached' });

  await keyboard.press('Control+k');
  await isFocused(page.getByRole('textbox', { name: 'Find anything' }));
  await keyboard.type('import us');
  await keyboard.press('Enter');
  const source = page.getByRole('button', { name: 'Choose a file …' });
  await isFocused(source);
  await choose(() => keyboard.press('Enter'), [file]);
  await mend(page);
  await press(page, page.getByRole('button', { name: 'Import 3 rows' }));
  await page.getByText(/Imported 3 rows of usage.csv as batch 1/).waitFor();

  await keyboard.press('Control+4');
  await page.getByRole('heading', { name: 'Usage', level: 1 }).waitFor();
  await page.getByText('k-3').first().waitFor();
  await keyboard.press('Control+6');
  await press(page, page.getByRole('button', { name: 'Close Jan 2026' }));
  await page.getByText('Jan 2026 is closed').waitFor();
  await saveStatement(begun);
  await saveRevenue(begun);
  await reconcile(begun);
  await keyboard.press('Control+0');
  await page.getByRole('heading', { name: 'Audit', level: 1 }).waitFor();
});

/** The first one: looked at beside the list, saved, and back to its row. */
async function saveStatement({ page, download }: Journey): Promise<void> {
  await page.keyboard.press('Control+7');
  await page.getByRole('heading', { name: 'Statements', level: 1 }).waitFor();
  await toRows(page, page);
  await page.keyboard.press('Enter');
  const statement = page.getByRole('complementary', { name: 'Acme Ltd' });
  await statement.getByText(/All \d+ agree with the book/).waitFor();
  const { name } = await download(() =>
    press(page, statement.getByRole('button', { name: 'Save workbook' })),
  );
  expect(name).toMatch(/^ST-2026-01-.+\.xlsx$/);
  await page
    .getByText('1 statement is')
    .or(page.getByText(`${name} is saved`))
    .waitFor();
  await page.keyboard.press('Escape');
  await statement.waitFor({ state: 'detached' });
  await isFocused(page.getByRole('gridcell'));
}

/** Through its tabs by arrows, to the journal's panel and back, and the workbook of the month from its menu. */
async function saveRevenue({ page, download }: Journey): Promise<void> {
  const { keyboard } = page;
  await keyboard.press('Control+8');
  await tabTo(page, page.getByRole('tab', { name: 'Roll-forward' }));
  for (const tab of ['Waterfall', 'Expiry ladder', 'Journal']) {
    await keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: tab, selected: true }).waitFor();
  }
  const exporting = page.getByRole('button', { name: 'Export journal…' });
  await press(page, exporting, 'Shift+Tab');
  const journal = page.getByRole('complementary', { name: 'Journal of Jan 2026' });
  await tabTo(page, journal.getByRole('combobox', { name: 'Template' }));
  await keyboard.press('Escape');
  await journal.waitFor({ state: 'detached' });
  await isFocused(exporting);
  await press(page, page.getByRole('button', { name: 'Revenue workbook' }));
  await isFocused(page.getByRole('menuitem', { name: 'Of Jan 2026' }));
  const { name } = await download(() => keyboard.press('Enter'));
  expect(name).toBe('revenue-2026-01.xlsx');
}

/** An invoice of another amount: taken in, said why, signed, and the workbook saved. */
async function reconcile({ page, folder, choose, download }: Journey): Promise<void> {
  const { keyboard } = page;
  const file = join(folder, '..', 'invoices.csv');
  writeFileSync(file, INVOICES);
  await keyboard.press('Control+9');
  await press(page, page.getByRole('button', { name: 'Take a file in…' }));
  const panel = page.getByRole('complementary');
  await tabTo(page, panel.getByRole('button', { name: 'Choose a file…' }));
  await choose(() => keyboard.press('Enter'), [file]);
  await press(page, panel.getByRole('button', { name: 'Take in and match' }));
  await panel.waitFor({ state: 'detached' });
  const source = page.getByRole('region', { name: 'In Invoices only' });
  // From a row to what stands behind its grid in one step.
  await toRows(page, page.getByRole('region', { name: 'In the book only' }));
  await keyboard.press('Tab');
  await isFocused(source.getByLabel('Filter rows'));
  await toRows(page, source);
  await keyboard.press('Enter');
  await tabTo(page, panel.getByLabel('Reason'));
  await keyboard.type('Disp');
  await tabTo(page, panel.getByLabel('Note'));
  await keyboard.type('twice as dear');
  await press(page, panel.getByRole('button', { name: 'Keep' }));
  await source.getByText('twice as dear').waitFor();
  const sign = page.getByRole('button', { name: 'Sign…' });
  await press(page, sign, 'Shift+Tab');
  await press(page, panel.getByRole('button', { name: 'Sign as preparer' }));
  await page.getByText(/^Prepared by /).waitFor();
  await isFocused(sign);
  const workbook = page.getByRole('button', { name: 'Save the workbook…' });
  const { name } = await download(() => press(page, workbook, 'Shift+Tab'));
  expect(name).toBe('reconciliation-billing-2026-01.xlsx');
}

/** To the first row of a grid, by way of its titles. */
async function toRows(page: Page, within: Page | Locator): Promise<void> {
  await tabTo(page, within.getByRole('columnheader').or(within.getByRole('gridcell')));
  await page.keyboard.press('ArrowDown');
  await isFocused(within.getByRole('gridcell'));
}

/** The letter among digits: to its cell by arrows, typed over, checked again. */
async function mend(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Errors (1)' }).waitFor();
  const wrong = cell(page, '3', 'c3').last();
  await toRows(page, page);
  for (let step = 0; step < 12 && !(await hasFocus(wrong)); step++) await page.keyboard.press('ArrowRight');
  await isFocused(wrong);
  await page.keyboard.type('415');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Check 1 changed row' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Errors (0)' }).waitFor();
}

async function press(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  await tabTo(page, target, key);
  await page.keyboard.press('Enter');
}

/** Goes on by Tab, as a person does, until the focus is there; not being able to get there is what fails. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 60; step++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
    passed.push(await page.evaluate(() => document.activeElement?.textContent?.slice(0, 30) ?? ''));
  }
  expect(passed, `the way by ${key} to ${target}`).toBe('there');
}

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluateAll((found) => found.some((one) => one === document.activeElement));

async function isFocused(target: Locator): Promise<void> {
  await target.first().waitFor();
  await expect.poll(() => hasFocus(target)).toBe(true);
}

// A month by the keyboard alone: from the start screen to the closed month, the import with a mended cell on the way. Nothing here
// touches the mouse or puts the focus anywhere; a file chooser is the system's own.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { journey } from '../chromium.ts';
import { cell } from '../find.ts';
import { setOut } from '../journey.ts';

const SETUP = resolve(import.meta.dirname, '../../../docs/guide/setup');
const TABLES = ['customers', 'credit_types', 'meters', 'packs', 'plans', 'rates', 'subscriptions', 'grants'];
const USAGE = `event_id,customer,meter,quantity,occurred_at
k-1,acme,api_calls,640,2026-01-05T09:30:00+01:00
k-2,acme,api_calls,41S,2026-01-12T16:05:00+01:00
k-3,bolt,api_calls,90,2026-01-20T11:00:00+01:00
`;

journey('from the start screen to a closed month by the keyboard alone', async () => {
  const { page, folder, choose } = await setOut({ height: 720 });
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
  await keyboard.press('Control+0');
  await page.getByRole('heading', { name: 'Audit', level: 1 }).waitFor();
});

/** The letter among digits: to its cell by arrows, typed over, checked again. */
async function mend(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Errors (1)' }).waitFor();
  const wrong = cell(page, '3', 'c3').last();
  await tabTo(page, page.getByLabel('Filter rows'));
  await tabTo(page, page.getByRole('columnheader').or(page.getByRole('gridcell')));
  await page.keyboard.press('ArrowDown');
  for (let step = 0; step < 12 && !(await hasFocus(wrong)); step++) await page.keyboard.press('ArrowRight');
  await isFocused(wrong);
  await page.keyboard.type('415');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Check 1 changed row' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Errors (0)' }).waitFor();
}

async function press(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  await tabTo(page, target);
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

// Totals that explain themselves: of a grid at hand, filtered and not, and of Usage and the Ledger, whose totals come from the book.
// Must not: test what all explanations of totals say; test/services/explain does.
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { atSample } from '../journey.ts';

const panelOf = (page: Page, name: string | RegExp): Locator => page.getByRole('complementary', { name });

/** A cell of the first row of totals. */
const totalAt = (page: Page, column: string): Locator =>
  page.locator(`.dd-total[row-index="b-0"] [col-id="${column}"]`);

const shownIn = async (cell: Locator): Promise<string> => (await cell.textContent())?.trim() ?? '';

/** What a part comes to, as it is written there. */
async function comesTo(panel: Locator, part: RegExp): Promise<string> {
  const total = panel.getByRole('table', { name: part }).getByRole('row', { name: /^Total/ });
  return (await total.getByRole('cell').textContent())?.trim() ?? '';
}

journey('a total says of which rows it is the sum, anew as they are filtered', async () => {
  const { page } = await atSample();
  await page.keyboard.press('Control+2');
  const deferred = totalAt(page, 'deferred');
  await deferred.waitFor();

  // All rows: it is a figure of the book.
  const whole = await shownIn(deferred);
  await deferred.getByRole('link').click();
  const figure = panelOf(page, 'Deferred revenue');
  await figure.getByRole('table', { name: /^By customer/ }).waitFor();
  expect(await comesTo(figure, /^By customer/)).toBe(whole);
  await page.keyboard.press('Escape');

  await page.getByRole('textbox', { name: 'Filter rows' }).fill('api');
  await expect.poll(() => shownIn(deferred)).not.toBe(whole);
  const part = await shownIn(deferred);
  await deferred.click({ position: { x: 3, y: 3 } });
  await page.keyboard.press('Enter');
  const total = panelOf(page, 'Total: Deferred');
  await total.getByText(/^The sum of these \d+ rows in EUR of “Balances of wallets”\.$/).waitFor();
  await total.getByText('Rows with “api”.').waitFor();
  expect(await comesTo(total, /^By customer/)).toBe(part);
  await expectAccessible(page);

  // It follows the filter while it is open, and leads on.
  await page.getByRole('textbox', { name: 'Filter rows' }).fill('montclair');
  await total.getByText('Rows with “montclair”.').waitFor();
  expect(await comesTo(total, /^By row/)).toBe(await shownIn(deferred));
  await total.getByRole('table').getByRole('link').first().click();
  const next = panelOf(page, 'Deferred revenue of montclair');
  await next.getByRole('navigation', { name: 'The way here' }).getByRole('link', { name: 'Total' }).click();
  await total.getByText('Rows with “montclair”.').waitFor();
});

journey('totals of Usage and of the Ledger say what they are the sum of', async () => {
  const { page } = await atSample();
  await page.keyboard.press('Control+5');
  await page.getByRole('heading', { name: 'Ledger', level: 1 }).waitFor();
  await page.getByRole('combobox', { name: 'Customer' }).fill('montclair');
  await page.getByRole('option').first().click();
  const revenue = totalAt(page, 'revenue');
  await revenue.getByRole('link').click();
  const ledger = panelOf(page, 'Total: Revenue');
  await ledger.getByText(/^The sum of these [\d.]+ lines of the ledger\.$/).waitFor();
  await ledger.getByText('Customer montclair.').waitFor();
  for (const part of [/^By entry/, /^By lot/, /^By month/])
    expect(await comesTo(ledger, part), part.source).toBe(await shownIn(revenue));
  await expectAccessible(page);
  await ledger
    .getByRole('table', { name: /^By lot/ })
    .getByRole('link')
    .first()
    .click();
  await ledger.getByText(/^Customer montclair, lot MTC/).waitFor();

  await page.keyboard.press('Control+4');
  await page.getByRole('heading', { name: 'Usage', level: 1 }).waitFor();
  await page.getByRole('combobox', { name: 'Meter' }).click();
  await page.getByRole('option').first().click();
  const earned = totalAt(page, 'revenue');
  await earned.getByRole('link').click();
  const usage = panelOf(page, 'Total: Revenue');
  await usage.getByText(/^The sum of these [\d.]+ rows of usage\.$/).waitFor();
  expect(await comesTo(usage, /^By customer/)).toBe(await shownIn(earned));
  await usage
    .getByRole('table', { name: /^By customer/ })
    .getByRole('link')
    .first()
    .click();
  await usage
    .getByRole('table', { name: /^By event/ })
    .getByRole('link')
    .first()
    .click();
  await panelOf(page, /^Event /).waitFor();
});

journey('where nothing is pinned, totals stand in words below the grid and say the same', async () => {
  const { page } = await atSample();
  const below = page.getByRole('status').filter({ hasText: 'Totals:' });
  for (const [key, name, part] of [
    ['Control+2', 'Deferred revenue', /^By customer/],
    ['Control+5', 'Total: Revenue', /^By entry/],
  ] as const) {
    await page.keyboard.press(key);
    const total = totalAt(page, key === 'Control+2' ? 'deferred' : 'revenue');
    await total.waitFor();
    const said = await shownIn(total);
    await turnGridsForReaders(page);
    expect(await page.locator('.dd-total').count()).toBe(0);
    await below.getByRole('link', { name: said, exact: true }).click();
    expect(await comesTo(panelOf(page, name), part)).toBe(said);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await turnGridsForReaders(page);
  }
});

async function turnGridsForReaders(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Look' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Grids for screen readers' }).click();
  await page.keyboard.press('Escape');
}

// Explain this number: from an amount on a screen, link by link, down to the file and row it came from; with the mouse, by keyboard
// alone, by its address, and from grids and the search box. Must not: test what explanations say; test/services/explain does.
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { cellAt } from '../find.ts';
import { atSample } from '../journey.ts';

const panelOf = (page: Page, name: string | RegExp): Locator => page.getByRole('complementary', { name });

/** What a part of the explanation comes to, as it is written there. */
async function totalOf(panel: Locator, part: string | RegExp): Promise<string> {
  const table = panel.getByRole('table', { name: part });
  return (
    (await table
      .getByRole('row', { name: /^Total/ })
      .getByRole('cell')
      .textContent()) ?? ''
  );
}

journey('an amount leads to its customers, lots, usage and the row of a file', async () => {
  const { page } = await atSample();
  await page.keyboard.press('Control+1');
  const figure = page.getByRole('link', { name: /^Deferred revenue: .* EUR$/ });
  const shown = (await figure.textContent())?.replace(' EUR', '') ?? '';
  expect(shown).toMatch(/^\d[\d.]*,\d\d$/);
  await figure.click();

  const whole = panelOf(page, 'Deferred revenue');
  await whole.getByRole('table', { name: /^By customer/ }).waitFor();
  expect(await totalOf(whole, 'By customer EUR')).toBe(shown);
  expect(await totalOf(whole, 'How it moved in the month EUR')).toBe(shown);
  await expectAccessible(page);
  await whole.getByRole('link', { name: 'montclair' }).click();

  const customer = panelOf(page, 'Deferred revenue of montclair');
  await customer
    .getByRole('table', { name: /^By lot/ })
    .getByRole('link')
    .first()
    .click();
  const lot = panelOf(page, /^Lot MTC-API/);
  await lot.getByText(/Granted to montclair by subscription MTC-API/).waitFor();
  await expectAccessible(page);
  await lot
    .getByRole('table', { name: /^Usage it paid/ })
    .getByRole('link')
    .first()
    .click();

  const event = panelOf(page, /^Event /);
  await event.getByText(/came with import batch \d+, from line \d+ of 2025-\d\d[\w-]*\.csv/).waitFor();
  await event.getByText(/In force is the/).waitFor();
  await expectAccessible(page);

  // The way one came stays in sight, has an address, and goes back.
  const way = event.getByRole('navigation', { name: 'The way here' });
  expect(await way.getByRole('link').allTextContents()).toEqual([
    'Deferred revenue',
    'montclair',
    expect.stringMatching(/^MTC-API/),
  ]);
  const address = page.url();
  expect(address).toContain('#/overview?explain=event');
  await page.goBack();
  await lot.waitFor();
  expect(await lot.getByRole('navigation', { name: 'The way here' }).getByRole('link').count()).toBe(2);
  await lot.getByRole('link', { name: 'montclair', exact: true }).click();
  await customer.waitFor();
  await page.goto(address);
  await page.reload();
  await event.getByText(/came with import batch/).waitFor();
  await event.getByRole('button', { name: 'Close panel' }).click();
  await event.waitFor({ state: 'detached' });
  expect(page.url()).toMatch(/#\/overview$/);
});

async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect
    .poll(
      async () => {
        if (await target.evaluate((element) => element === document.activeElement)) return true;
        await page.keyboard.press('Tab');
        return target.evaluate((element) => element === document.activeElement);
      },
      { timeout: 60_000, interval: 5 },
    )
    .toBe(true);
}

journey('all of it by keyboard: open, follow, go back, close, and be where one was', async () => {
  const { page } = await atSample();
  const figure = page.getByRole('link', { name: /^Overage to bill: / });
  await tabTo(page, figure);
  await page.keyboard.press('Enter');
  const whole = panelOf(page, 'Overage to bill');
  await tabTo(page, whole.getByRole('link', { name: 'nordhaven' }));
  await page.keyboard.press('Enter');
  const customer = panelOf(page, 'Overage to bill of nordhaven');
  await tabTo(page, customer.getByRole('link', { name: /^NHL-API/ }).first());
  await page.keyboard.press('Enter');
  const charge = panelOf(page, /^Charge NHL-API/);
  await charge.getByText('It is not billed yet: more may be added until it is.').waitFor();
  // The focus is on what was led to, so that it is read.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toContain('Charge NHL-API');
  const way = charge.getByRole('navigation', { name: 'The way here' });
  await tabTo(page, way.getByRole('link', { name: 'nordhaven' }));
  await page.keyboard.press('Enter');
  await customer.waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('aside') !== null)).toBe(true);
  await page.keyboard.press('Escape');
  await customer.waitFor({ state: 'detached' });
  await expect.poll(() => figure.evaluate((element) => element === document.activeElement)).toBe(true);
});

journey('numbers of grids, lines of the ledger and what is searched for explain themselves', async () => {
  const { page } = await atSample();
  await page.keyboard.press('Control+8');
  await page.getByRole('heading', { name: 'Revenue', level: 1 }).waitFor();
  const cell = cellAt(page, 0, 'usage_revenue');
  const shown = (await cell.textContent())?.trim();
  await cell.click({ position: { x: 3, y: 3 } });
  await page.keyboard.press('Enter');
  const revenue = panelOf(page, /^Usage revenue of /);
  await revenue.getByRole('table').waitFor();
  expect(await totalOf(revenue, /^By lot|^Made of/)).toBe(shown);
  await page.keyboard.press('Escape');
  await revenue.waitFor({ state: 'detached' });
  await expect.poll(() => cell.evaluate((element) => element.contains(document.activeElement))).toBe(true);

  await page.keyboard.press('Control+5');
  const credits = cellAt(page, 0, 'credits');
  // Its line comes a moment after the grid.
  await credits.getByText(/\d/).waitFor();
  await credits.click({ position: { x: 3, y: 3 } });
  await page.keyboard.press('Enter');
  await panelOf(page, /^Grant of lot|^Opening of lot/).waitFor();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Find anything' }).fill('u-42965757b202');
  await page
    .getByRole('option', { name: /u-42965757b202/ })
    .or(page.getByText('u-42965757b202').first())
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  const event = panelOf(page, 'Event u-42965757b202');
  await event.getByText(/from line 375 of 2025-06\.csv/).waitFor();
  expect(page.url()).toContain('#/usage?text=u-42965757b202');
  await event.getByRole('form', { name: 'Void' }).waitFor();
});

journey('what the book does not have is said, and what is no subject opens nothing', async () => {
  const { page } = await atSample();
  const [base] = page.url().split('#');
  await page.goto(`${base}#/overview?explain=lot%2Fnowhere`);
  await panelOf(page, 'Explanation').getByText('The book has no lot nowhere').waitFor();
  await page.goto(`${base}#/overview?explain=nonsense`);
  await panelOf(page, 'Explanation').waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
});

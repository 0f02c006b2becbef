// From the start screen to a book that ties out to the old spreadsheet: what was understood is looked at and corrected in place,
// names become customers, the general ledger is typed, the report saved. In light and dark, by keys where a step has one.
import { join } from 'node:path';
import process from 'node:process';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { type Journey, setOut } from '../journey.ts';

/** Where pictures of the screens go, when somebody wants to look at them. */
const PICTURES = process.env.DRAWDOWN_PICTURES;
const workbook = (name: string): string =>
  join(import.meta.dirname, '../../cases/legacy', name, 'legacy.xlsx');

async function begin(
  dark: boolean,
  firstMonth: string,
): Promise<Journey & { look(name: string): Promise<void> }> {
  const begun = await setOut({ height: 720, dark, locale: 'en-GB' });
  const { page } = begun;
  await page.getByRole('button', { name: /Replace a spreadsheet/ }).click();
  await page.getByLabel('Name').fill('Lumen Labs');
  await page.getByLabel('First month').fill(firstMonth);
  await page.getByRole('button', { name: 'Make the book' }).click();
  await page.getByRole('heading', { name: 'Replace a spreadsheet', level: 1 }).waitFor();
  const look = async (name: string): Promise<void> => {
    if (PICTURES) await begun.screenshot(`${PICTURES}/${name}-${dark ? 'dark' : 'light'}.png`);
  };
  return { ...begun, look };
}

const goOn = (page: Page) => page.getByRole('button', { name: 'Continue' });
const goesOn = async (page: Page): Promise<boolean> =>
  (await goOn(page).count()) > 0 && (await goOn(page).isEnabled());

/** A column and a row, each changed where it stands, and back. */
async function correctInPlace(page: Page, sheet: Locator): Promise<void> {
  await sheet.getByRole('button', { name: 'Column K is Deferred revenue: change' }).click();
  await page.getByRole('menuitem', { name: 'Not read' }).click();
  await sheet.getByRole('button', { name: 'Column K is Not read: change' }).click();
  await page.getByRole('menuitem', { name: 'Deferred revenue' }).click();
  await sheet.getByRole('button', { name: 'Column K is Deferred revenue: change' }).waitFor();
  await sheet.getByRole('button', { name: 'Row 5', exact: true }).click();
  await page.getByRole('button', { name: 'Leave it out' }).click();
  await page.getByText(/15 rows are read/).waitFor();
  await page.getByRole('button', { name: 'Read it as data' }).click();
  await page.getByText(/16 rows are read/).waitFor();
}

/** It is on record. And was wrong after all: out again, where imports are undone. */
async function takeOutAgain({ page, look }: Awaited<ReturnType<typeof begin>>): Promise<void> {
  await page.evaluate("location.hash = '#/audit'");
  await page.getByText(/migrated as openings at 2025-07-01/).waitFor();
  await page.evaluate("location.hash = '#/usage?panel=batches'");
  await page
    .getByRole('region', { name: 'Old spreadsheets' })
    .getByRole('button', { name: 'legacy.xlsx' })
    .click();
  await page.getByLabel('Reason').fill('The sheet was of last year');
  await look('migrate-undo');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Undo this migration' }).click();
  await page.getByText('Undone: what it brought is as if it had never come').waitFor();
  await look('migrate-undone');
  await page.evaluate("location.hash = '#/customers'");
  await page.getByText('601.70').first().waitFor({ state: 'detached' });
}

journey('a list of purchases becomes openings that tie out to the general ledger', async () => {
  const begun = await begin(false, '2025-07');
  const { page, look } = begun;
  await look('migrate-file');
  await expectAccessible(page);
  const choose = page.getByRole('button', { name: 'Choose the spreadsheet …' });
  await begun.choose(() => choose.click(), [workbook('clean-purchases')]);
  // The sheet as it is, each column under what it is taken for.
  const sheet = page.getByRole('region', { name: 'Sheet Purchases' });
  await sheet.getByRole('button', { name: 'Column J is Remaining: change' }).waitFor();
  expect(
    await sheet.getByRole('button', { name: 'Row 7, a total: Total Halden Logistics GmbH' }).count(),
  ).toBe(1);
  await page.getByText(/16 rows are read; 8 are left out/).waitFor();
  await page.getByLabel('Credit type').fill('credits');
  await page.getByLabel('Credit type').blur();
  await expect.poll(() => goesOn(page)).toBe(true);
  await look('migrate-understood');
  await expectAccessible(page);

  await correctInPlace(page, sheet);
  await goOn(page).click();

  // Names that may be one customer are said to be before the others become new ones.
  await page.getByText('8 of 8 names are nobody’s yet.').waitFor();
  expect(await goesOn(page)).toBe(false);
  await look('migrate-customers');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Same as Halden Logistics GmbH' }).click();
  await page.getByText('6 of 8 names are nobody’s yet.').waitFor();
  await page.getByRole('button', { name: 'Make all 6 new customers' }).click();
  await page.getByText('Every name is a customer.').waitFor();
  await page.keyboard.press('Control+Enter');

  await page.getByLabel('General ledger, EUR').fill('711.71');
  await page.getByLabel('General ledger, USD').fill('400');
  await look('migrate-way');
  await expectAccessible(page);
  await goOn(page).click();

  const tieOut = page.getByRole('region', { name: 'Tie-out' });
  await tieOut.getByRole('row', { name: /Deferred revenue, USD.*differs/ }).waitFor();
  expect(await tieOut.getByText('agrees').count()).toBe(2);
  const commit = page.getByRole('button', { name: 'Bring it into the book' });
  await page.getByLabel('Approved by').fill('Jana Weber');
  expect(await commit.isDisabled()).toBe(true);
  await look('migrate-effect');
  await expectAccessible(page);
  // The general ledger was mistyped: back, and it ties out.
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByLabel('General ledger, USD').fill('411.92');
  await goOn(page).click();
  await expect.poll(() => tieOut.getByText('agrees').count()).toBe(3);
  await page.getByLabel('Remember the layout as').fill('old credits');
  await commit.click();
  await page.getByText(/legacy.xlsx is in the book, as migration 1, approved by Jana Weber/).waitFor();
  await look('migrate-done');
  await expectAccessible(page);
  const { name, bytes } = await begun.download(() =>
    page.getByRole('button', { name: 'Save the report …' }).click(),
  );
  expect(name).toBe('migration-legacy.xlsx');
  expect(bytes.subarray(0, 2).toString()).toBe('PK');

  await page.getByRole('button', { name: 'Look at the balances' }).click();
  await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor();
  await page.getByText('601.70').first().waitFor();
  await takeOutAgain(begun);
});

journey(
  'a list of transactions in the dark: its history needs meters, and says so; its totals go in and out again',
  async () => {
    const begun = await begin(true, '2025-01');
    const { page, look } = begun;
    await begun.choose(
      () => page.getByRole('button', { name: 'Choose the spreadsheet …' }).click(),
      [workbook('clean-transactions')],
    );
    await page.getByRole('region', { name: 'Sheet Transactions' }).waitFor();
    await page.getByLabel('Credit type').fill('credits');
    await page.getByLabel('Credit type').blur();
    await goOn(page).click();
    await page
      .getByRole('button', { name: /^Same as/ })
      .first()
      .click();
    await page.getByRole('button', { name: /^Make all/ }).click();
    await goOn(page).click();
    await page.getByRole('radio', { name: 'With its whole history' }).check();
    await page.getByText(/The book has no meter "api_calls"/).waitFor();
    await look('migrate-transactions');
    await expectAccessible(page);
    expect(await goesOn(page)).toBe(false);
    await page.getByRole('radio', { name: 'As openings at a cut-over date' }).check();
    await page.getByRole('textbox', { name: 'Cut-over date' }).fill('2025-07-01');
    await goOn(page).click();
    await page.getByText(/^Openings at 2025-07-01: \d lots, \d new customers/).waitFor();
    await look('migrate-totals');
    await expectAccessible(page);

    // In, and at once out again: the wizard's end offers it.
    await page.getByLabel('Approved by').fill('Jana Weber');
    await page.getByLabel('Why it is right though it does not tie out').fill('The ledger is not closed yet');
    await page.getByRole('button', { name: 'Bring it into the book' }).click();
    await page.getByLabel('Reason').fill('The wrong file');
    await page.getByRole('button', { name: 'Undo this migration' }).click();
    await page.getByText(/^Migration 1 is undone: what it brought is as if it had never come/).waitFor();
    expect(await page.getByRole('button', { name: 'Undo this migration' }).count()).toBe(0);
    await look('migrate-undone-at-once');
    await expectAccessible(page);
  },
);

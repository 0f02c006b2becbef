// A month reconciled with invoices in the window, by keyboard where it counts: a file is taken in, suggestions are confirmed, a line gets its
// reason and a file, a match is taken apart, two people sign, and the workbook comes out.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { partsOf } from '../../support/workbook-parts.ts';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { atSample, toAddress } from '../journey.ts';

/** November 2025 of the sample company as its billing program invoiced it: one twice as dear, one not at all, one of another matter. */
const INVOICES = `Invoice no;Order;Customer;Invoice date;Description;Net amount;Currency
RE-9001;LIN-ARCHIVE:2025-11-01;lindenau;01.11.2025;Plan;120,00;EUR
RE-9002;;Nordhaven Logistik;02.11.2025;Plan;1.080,00;EUR
RE-9003;NHL-ARCHIVE:2025-11-01;nordhaven;01.11.2025;Plan;35,00;EUR
RE-9004;NHL-SEASON:2025-11-01;nordhaven;01.11.2025;Plan;580,00;EUR
RE-9005;HOG-API:2025-11-51;hoeger;25.11.2025;Plan;360,00;EUR
RE-9006;;nordhaven;30.11.2025;Consulting;500,00;EUR
`;

async function toReconcile(page: Page): Promise<void> {
  await toAddress(page, '#/reconcile?month=2025-11');
  await page.getByRole('heading', { name: /Nothing to compare/ }).waitFor();
  await expectAccessible(page);
}

const list = (page: Page, name: RegExp) =>
  page.getByRole('radiogroup', { name: 'What is listed' }).getByText(name);
const row = (within: Page | Locator, index: number) =>
  within.locator(`[role=row][row-index="${index}"]`).first();

/** What one name in the file is, as it was suggested. */
async function sayName(page: Page, suggestion: string): Promise<void> {
  const names = page.getByRole('table', { name: 'Names in the file' });
  await names.getByRole('button', { name: `${suggestion}?` }).click();
  await names.getByRole('button').waitFor({ state: 'detached' });
  await expectAccessible(page);
}

/** Whoever prepared it does not review it. */
async function signTwice(page: Page, shot: (name: string) => Promise<void>): Promise<void> {
  const panel = page.getByRole('complementary');
  await page.getByRole('button', { name: 'Sign…' }).click();
  await panel.getByRole('button', { name: 'Sign as preparer' }).click();
  await page.getByText(/^Prepared by /).waitFor();
  await page.getByRole('button', { name: 'Sign…' }).click();
  await panel.getByRole('button', { name: 'Sign as reviewer' }).click();
  await panel.getByText(/so somebody else reviews it/).waitFor();
  await expectAccessible(page);
  await shot('8-sign');
}

journey('November is reconciled with its invoices', async () => {
  const { page, folder, choose, download, screenshot } = await atSample({ locale: 'en-GB' });
  await toReconcile(page);
  const pictures = process.env.DRAWDOWN_PICTURES;
  const shot = async (name: string): Promise<void> => {
    if (pictures) await screenshot(join(pictures, `${name}.png`));
  };
  await shot('1-empty');
  const file = join(folder, 'invoices.csv');
  writeFileSync(file, INVOICES);
  await page.getByRole('button', { name: 'Take a file in…' }).click();
  const panel = page.getByRole('complementary');
  const source = page.getByRole('region', { name: 'In Invoices only' });
  await choose(() => panel.getByRole('button', { name: 'Choose a file…' }).click(), [file]);
  await panel.getByRole('region', { name: 'First rows of the file' }).waitFor();
  expect(await panel.getByLabel('Net amount', { exact: true }).inputValue()).toBe('Net amount');
  await expectAccessible(page);
  await sayName(page, 'Nordhaven Logistik AG');
  await shot('2-take-in');
  await panel.getByLabel('Save as a profile for the next month').fill('billing desk');
  await panel.getByRole('button', { name: 'Take in and match' }).click();
  await list(page, /^Matched 3$/).waitFor();
  await row(source, 0).waitFor();
  await expectAccessible(page);
  await shot('3-open');

  await list(page, /^Suggested 2$/).click();
  await page.getByText('The references look alike').click();
  await page.keyboard.press('Enter');
  await list(page, /^Suggested 1$/).waitFor();
  await page.getByText('Same reference, another amount').click();
  await shot('4-suggested');
  await page.keyboard.press('Enter');
  await panel.getByLabel('Reason').fill('Invoiced twice');
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Match them' }).click();
  await list(page, /^Suggested 0$/).waitFor();

  await list(page, /^Open /).click();
  await row(source, 0).locator('[col-id=party]').click();
  await page.keyboard.press('Enter');
  await panel.getByLabel('Reason').selectOption('disputed');
  await panel.getByLabel('Note').fill('Consulting is not of this book');
  await panel.getByLabel('Owner').fill('A. Roth');
  await choose(() => panel.getByRole('button', { name: 'Attach…' }).click(), [file]);
  await panel.getByText('invoices.csv', { exact: false }).last().waitFor();
  await expectAccessible(page);
  await shot('5-line');
  await panel.getByRole('button', { name: 'Keep' }).click();
  await row(source, 0).getByText('Consulting is not of this book').waitFor();

  await list(page, /^Matched 5$/).click();
  await row(page, 0).locator('[col-id=pass]').click();
  await page.keyboard.press('Enter');
  await panel.getByLabel('Reason').fill('Another order');
  await shot('6-match');
  await panel.getByRole('button', { name: 'Take it apart' }).click();
  await list(page, /^Matched 4$/).waitFor();
  await list(page, /^Files 1$/).click();
  await page.getByRole('cell', { name: '1: invoices.csv' }).waitFor();
  await expectAccessible(page);
  await shot('7-files');

  await signTwice(page, shot);
  const { name, bytes } = await download(() =>
    page.getByRole('button', { name: 'Save the workbook…' }).click(),
  );
  expect(name).toBe('reconciliation-billing-2025-11.xlsx');
  expect([...partsOf(bytes).keys()]).toContain('xl/worksheets/sheet5.xml');
});

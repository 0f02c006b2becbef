// Handing on from the window: the journal of a month goes out once and then as a copy, a template is designed with its lines in sight, and
// the charges come as a workbook and as CSV. Both panels and the designer are tried for access, in both looks.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { atSample, type Journey, toAddress } from '../journey.ts';

async function atRevenue(tab: string, dark = false): Promise<Journey> {
  const begun = await atSample({ dark, locale: 'en-GB' });
  await goTo(begun.page, tab, '2025-11');
  return begun;
}

async function goTo(page: Page, tab: string, month: string): Promise<void> {
  await toAddress(page, `#/revenue?tab=${tab}&month=${month}`);
  await page.getByRole('tab', { name: tab === 'journal' ? 'Journal' : 'Charges', selected: true }).waitFor();
}

const openJournal = (page: Page) => page.getByRole('button', { name: 'Export journal…' }).click();

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: typeof option === 'string' }).click();
}

journey('a journal goes out once under a number, and then as the same file', async () => {
  const { page, download } = await atRevenue('journal');
  await openJournal(page);
  const panel = page.getByRole('complementary', { name: 'Journal of Nov 2025' });
  await panel.getByText('Not exported yet').waitFor();
  await choose(page, 'Template', /^xero/);
  await panel.getByText('GBP was moved in 2025-11').waitFor();
  expect(await panel.getByRole('button', { name: /^Export as/ }).isDisabled()).toBe(true);
  await choose(page, 'Currency', 'EUR');
  const first = await download(() =>
    panel.getByRole('button', { name: 'Export as JE-2025-11-000001' }).click(),
  );
  expect(first.name).toBe('JE-2025-11-000001.csv');
  expect(first.bytes.toString()).toMatch(/^\*Narration,\*Date,Description,\*AccountCode,\*TaxRate,\*Amount,/);
  await panel.getByText('Exported as JE-2025-11-000001').waitFor();
  await expectAccessible(page);
  const again = await download(() =>
    panel.getByRole('button', { name: 'Save JE-2025-11-000001 again' }).click(),
  );
  expect(again.bytes.equals(first.bytes)).toBe(true);
  await choose(page, 'Level', 'By lot');
  await panel.getByText('the journal would be different now').waitFor();
  await panel.getByLabel('Issue it again instead, because').fill('lots are wanted');
  const revised = await download(() => panel.getByRole('button', { name: 'Issue a revision' }).click());
  expect(revised.bytes.toString()).toContain('JE-2025-11-000001-R1');
});

journey('an open month gives a draft only', async () => {
  const { page, download } = await atRevenue('journal', true);
  await goTo(page, 'journal', '2025-12');
  await openJournal(page);
  const panel = page.getByRole('complementary', { name: 'Journal of Dec 2025' });
  await panel.getByText('only a draft can be saved').waitFor();
  await expectAccessible(page);
  const draft = await download(() => panel.getByRole('button', { name: 'Save a draft' }).click());
  expect(draft.name).toBe('DRAFT-JE-2025-12.zip');
});

journey('a template is designed with its first lines in sight', async () => {
  const { page, download } = await atRevenue('journal');
  await openJournal(page);
  await page.getByRole('button', { name: 'Design…' }).click();
  const lines = page.getByRole('region', { name: 'First lines of the file' });
  await lines.getByRole('columnheader', { name: 'entry_id' }).waitFor();
  await page.getByLabel('Columns from a header line').fill('Entry;*AccountCode;Soll;Haben;Text');
  await choose(page, 'Between cells', 'Semicolon');
  await page.getByRole('button', { name: 'Take them over' }).click();
  await page.getByText('a column must hold {amount}').first().waitFor();
  await choose(page, 'What Soll holds', 'Debit');
  await choose(page, 'What Haben holds', 'Credit');
  await page.getByLabel('Text of Text', { exact: true }).fill('Guthaben {month}');
  await choose(page, 'What Entry holds', 'Number of the entry');
  await choose(page, 'Amounts', '1234,50');
  await choose(page, 'File', 'CSV');
  await page.getByRole('button', { name: 'Move Text up' }).click();
  await lines.getByRole('cell', { name: 'Guthaben 2025-11' }).first().waitFor();
  await expect
    .poll(() => lines.getByRole('columnheader').allTextContents())
    .toEqual(['Entry', '*AccountCode', 'Soll', 'Text', 'Haben']);
  await expectAccessible(page);
  await page.getByLabel('Name of the template').fill('Buchhaltung');
  await page.getByRole('button', { name: 'Save the template' }).click();
  const panel = page.getByRole('complementary', { name: 'Journal of Nov 2025' });
  await choose(page, 'Currency', 'EUR');
  const { bytes } = await download(() => panel.getByRole('button', { name: /^Export as/ }).click());
  expect(bytes.toString().split('\r\n')[1]).toMatch(/^JE-2025-11-000001;1200;\d+,\d\d;Guthaben 2025-11;$/);
});

journey('charges go out as a workbook and as CSV of the same number', async () => {
  const { page, download } = await atRevenue('charges');
  await page.getByRole('button', { name: 'Export to invoice…' }).click();
  const panel = page.getByRole('complementary', { name: 'Charges of Nov 2025' });
  const book = await download(() => panel.getByRole('button', { name: 'Export the workbook' }).click());
  expect(book.name).toBe('charges-2025-11.xlsx');
  await panel.getByText('Exported as CH-2025-11-000001').waitFor();
  await expectAccessible(page);
  const csv = await download(() => panel.getByRole('button', { name: 'Save the CSV again' }).click());
  expect(csv.bytes.toString()).toMatch(/^batch,customer,.*\nCH-2025-11-000001,/);
});

// A billing clerk brings in what another system exported: dropped on the window, taken by the saved profile, mended in place and in
// bulk, looked at before it is committed, and undone. A file nobody knows is asked about its dates. Must not: test the rules.
import process from 'node:process';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { journey } from './chromium.ts';
import { cell, columnTexts, drop } from './find.ts';
import { atSample, type Journey } from './journey.ts';

/** Where pictures of the screens go, when somebody wants to look at them. */
const PICTURES = process.env.DRAWDOWN_PICTURES;

const DESK = `Klarblatt GmbH: usage for invoicing,,,,,,
Made 05/01/2026 by the billing desk,,,,,,
Record,Client,Product,Qty,Unit,Time,Remark
z-1,Nordhaven Logistik AG,Page OCR,"1,860",pages,27/11/2025 21:40,sent late
z-2,Koyo Seimitsu K.K.,Page OCR,"1,847",pages,02/12/2025 02:58,
z-3,Koyo Seimitsu K.K.,Document extraction,25l,docs,03/12/2025 04:34,
z-4,Quilo Labs,Page OCR,"90,000",pages,04/12/2025 05:55,
z-5,Aurelia Reisen,Translation,"7,419",chars,05/12/2025 11:21,
z-5,Aurelia Reisen,Translation,"7,419",chars,05/12/2025 11:21,
z-6,Blumen Adler,Page OCR,12,pages,06/12/2025 10:00,
z-7,Aurelia Reisen,Page OCR,99,pages,07/12/2025 10:00,a test
Total,,,"101,237",,,7 records
`;

const UNKNOWN = `Ref;Kunde;Dienst;Menge;Datum
k1;nordhaven;pages;1.234;01.02.2026
k2;nordhaven;pages;2.500;03.02.2026
`;

const looker =
  (begun: Journey, look: string) =>
  async (name: string): Promise<void> => {
    if (PICTURES) await begun.screenshot(`${PICTURES}/${name}-${look}.png`);
  };

async function write(page: Page, line: string, column: string, text: string): Promise<void> {
  await cell(page, line, column).last().click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

journey('a messy file is dropped, mended, imported by its saved profile, and undone', async () => {
  const begun = await atSample();
  const { page } = begun;
  const look = looker(begun, 'light');
  await drop(page.locator('body'), [{ name: 'desk-again.csv', text: DESK }]);
  // The profile of the billing desk fits: straight to the review, errors first.
  const counts = page.getByRole('region', { name: 'What would happen' });
  await counts.getByRole('button', { name: 'Import 4 rows' }).waitFor();
  expect(await counts.textContent()).toContain('3errors');
  await page.getByRole('tab', { name: 'Errors (3)' }).waitFor();
  await look('import-review-errors');
  await expectAccessible(page);

  // In bulk: a misspelt name is mapped, an unknown customer is made.
  const unknown = page.getByRole('region', { name: 'Unknown names' });
  await unknown.getByRole('combobox', { name: 'Map Quilo Labs to a customer' }).click();
  await page.getByRole('option', { name: /\(quillo\)/ }).click();
  await page.getByRole('tab', { name: 'Errors (2)' }).waitFor();
  await unknown.getByRole('button', { name: /Create customer “blumen-adler”/ }).click();
  await page.getByRole('tab', { name: 'Errors (1)' }).waitFor();

  // In place: a letter among digits; and a row that is none, with its reason.
  await write(page, '6', 'c3', '251');
  await page.getByRole('tab', { name: /^All/ }).click();
  await page.getByRole('button', { name: 'Check 1 changed row' }).waitFor();
  await write(page, '11', 'leave_out', 'a test by our own people');
  await page.getByRole('button', { name: 'Check 2 changed rows' }).click();
  await page.getByRole('tab', { name: 'Left out (1)' }).waitFor();
  await page.getByRole('tab', { name: 'Errors (0)' }).waitFor();
  await look('import-review-all');

  await page.getByRole('tab', { name: 'Effect and totals' }).click();
  const effect = page.getByRole('region', { name: 'Effect on credits' });
  await cell(effect, 'quillo|api_credits', 'wallet').getByText('Runs dry').waitFor();
  const totals = page.getByRole('region', { name: 'Control totals' });
  await totals.getByRole('row', { name: /pages/ }).waitFor();
  await look('import-effect');
  await expectAccessible(page);

  await counts.getByRole('button', { name: 'Import 6 rows' }).click();
  await page.getByText(/Imported 6 rows of desk-again.csv as batch \d+/).waitFor();
  await look('import-done');
  await expectAccessible(page);
  const rejects = await begun.download(() =>
    page.getByRole('button', { name: 'Save the rejected row …' }).click(),
  );
  expect(rejects.bytes.toString()).toContain('a test by our own people');
  await page.getByRole('button', { name: 'Show its usage' }).click();
  await lookThroughAndUndo(begun, look);
});

async function lookThroughAndUndo({ page }: Journey, look: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('heading', { name: 'Usage', level: 1 }).waitFor();
  await page.getByText('z-5').first().waitFor();
  expect([...(await columnTexts(page, 'event_id'))].sort()).toEqual([
    'z-1',
    'z-2',
    'z-3',
    'z-4',
    'z-5',
    'z-6',
  ]);
  await look('usage-batch');
  const first = page.locator('[role=row][row-index="0"] [col-id=quantity]').first();
  await first.click();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: /Event z-/ });
  await panel.getByText(/came with import batch/).waitFor();
  await look('usage-explain');
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Close panel' }).click();

  await page.getByRole('button', { name: 'Batches' }).click();
  const batches = page.getByRole('complementary', { name: 'Import batches' });
  await batches.getByRole('button', { name: 'desk-again.csv' }).click();
  const one = page.getByRole('complementary', { name: /^Batch/ });
  await one.getByText('billing-desk (changed)').waitFor();
  await one.getByLabel('Reason').fill('the desk will send it again');
  await look('usage-batches');
  await one.getByRole('button', { name: 'Undo this batch' }).click();
  await one.getByText('Undone: its rows are as if they had never come').waitFor();
  await page.getByText('z-5').first().waitFor({ state: 'detached' });
}

journey('a file nobody knows is asked about its dates and numbers; back loses nothing', async () => {
  const begun = await atSample({ dark: true });
  const { page } = begun;
  const look = looker(begun, 'dark');
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Usage' }).click();
  await page.locator('[role=row][row-index="20"]').first().waitFor();
  await look('usage');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Import …' }).click();
  await page.getByText('Drop a usage file anywhere').waitFor();
  await look('import-source');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Paste rows' }).click();
  await page.getByLabel(/Rows with their header/).fill(UNKNOWN);
  await page.getByRole('button', { name: 'Use these rows' }).click();
  await page.getByRole('region', { name: 'First rows of the file' }).waitFor();
  await look('import-shape');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await page.getByText(/a thousand and more, or a number with three decimals/).waitFor();
  await look('import-match');
  await expectAccessible(page);
  expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
  await page.getByRole('combobox', { name: 'Decimals' }).click();
  await page.getByRole('option', { name: 'Comma: 1,5' }).click();
  const dates = page.getByRole('combobox', { name: 'Dates are written' });
  if ((await dates.inputValue()) === '') {
    await dates.click();
    await page.getByRole('option', { name: /day first/ }).click();
  }
  await page.getByLabel('Remember this layout as').fill('Kundenportal');
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByRole('region', { name: 'First rows of the file' }).waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  expect(await page.getByLabel('Remember this layout as').inputValue()).toBe('Kundenportal');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Import 2 rows' }).waitFor();
  await look('import-effect');
  await page.getByRole('row', { name: /pages.*3.734/ }).waitFor();
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByText(/Imported 2 rows of pasted.csv/).waitFor();
});

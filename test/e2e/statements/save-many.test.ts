// Statements of a month, all of them or those that a filter leaves, as one zip out of the browser.
import { expect } from 'vitest';
import { partsOf } from '../../support/workbook-parts.ts';
import { journey } from '../chromium.ts';
import { atSample, toAddress } from '../journey.ts';

journey('all statements, or those shown, come as a zip', async () => {
  const { page, download } = await atSample({ locale: 'en-GB' });
  await toAddress(page, '#/statements?month=2025-11');
  await page.getByRole('gridcell', { name: 'aurelia' }).first().waitFor();
  const all = await download(() => page.getByRole('button', { name: 'Save all workbooks' }).click());
  expect(all.name).toBe('statements-2025-11.zip');
  const names = [...partsOf(all.bytes).keys()].filter((name) => name !== 'index-2025-11.xlsx');
  expect(names.length).toBe(partsOf(all.bytes).size - 1);
  expect(names.length).toBeGreaterThan(6);
  expect(names).toContain('ST-2025-11-nordhaven.xlsx');
  await page.getByText(`${names.length} statements are in statements-2025-11.zip.`).waitFor();
  await page.getByRole('textbox', { name: 'Filter rows' }).fill('nordhaven');
  await page.getByText(/^3 of \d+ rows/).waitFor();
  const some = await download(async () => {
    await page.getByRole('button', { name: 'Copy or export' }).click();
    await page.getByRole('menuitem', { name: 'Save the statements of the customers shown …' }).click();
  });
  expect([...partsOf(some.bytes).keys()]).toEqual(['ST-2025-11-nordhaven.xlsx']);
  await page.getByText('1 statement is in statements-2025-11.zip.').waitFor();
});

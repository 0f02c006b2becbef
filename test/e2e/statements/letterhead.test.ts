// A letterhead is told in Settings, with a preview; statements carry it, are issued by saving them, and what was issued is had again.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { lastingFolder } from '../../support/folders/lasting-folder.ts';
import { partsOf } from '../../support/workbook-parts.ts';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { atSample, toAddress } from '../journey.ts';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

journey('a statement under a letterhead is issued, and read again as it was', async () => {
  const { page, download } = await atSample({ locale: 'en-GB' });
  await toAddress(page, '#/settings');
  await page.getByRole('textbox', { name: 'Name of the issuer' }).fill('Klarblatt Billing');
  await page.getByRole('textbox', { name: 'Address' }).fill('Lindenweg 7\n10115 Berlin');
  await page.getByRole('textbox', { name: 'Contact' }).fill('billing@klarblatt.example');
  const preview = page.getByRole('region', { name: 'Preview of the letterhead' });
  await preview.getByText('Lindenweg 7, 10115 Berlin').waitFor();
  const logo = join(lastingFolder(), 'logo.png');
  writeFileSync(logo, PIXEL);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a picture …' }).click();
  await (await chooser).setFiles(logo);
  await page.getByText('logo.png, from when it is saved').waitFor();
  await page.getByRole('button', { name: 'Save the letterhead' }).click();
  await preview.getByRole('img', { name: 'Logo' }).waitFor();
  await expectAccessible(page);

  await toAddress(page, '#/statements?month=2025-10&customer=nordhaven');
  await page.getByText('Final, not issued yet').waitFor();
  const first = await download(() => page.getByRole('button', { name: 'Save workbook' }).click());
  expect(first.name).toBe('ST-2025-10-nordhaven.xlsx');
  const sheet = partsOf(first.bytes).get('xl/worksheets/sheet1.xml')!;
  expect(sheet).toContain('Klarblatt Billing');
  expect(sheet).toContain('ST-2025-10-000010');
  expect(Buffer.from(first.bytes).includes(PIXEL)).toBe(true);
  await page.getByRole('gridcell', { name: 'Issued', exact: true }).first().waitFor();
  expect(await page.getByRole('gridcell', { name: 'Not issued' }).count()).toBeGreaterThan(5);
  const again = await download(() =>
    page.getByRole('button', { name: 'Save a copy of ST-2025-10-000010' }).click(),
  );
  expect(Buffer.from(again.bytes).equals(Buffer.from(first.bytes))).toBe(true);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Open, print …' }).click();
  const paper = page.getByRole('article', { name: 'Statement ST-2025-10-nordhaven' });
  await paper.getByText('within 30 days of receipt, to billing@klarblatt.example').waitFor();
});

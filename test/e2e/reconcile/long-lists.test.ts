// More open lines than the window lists: it says so, and what is typed is found among all of them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { journey } from '../chromium.ts';
import { atSample, toAddress } from '../journey.ts';

const LINES = 5100;
const INVOICES = Array.from(
  { length: LINES },
  (_, index) => `RE-${index},ORDER-${index},nordhaven,2025-11-20,Advice,${1000 + index}.00,EUR`,
);

journey('of five thousand open lines and more the last is found', async () => {
  const { page, folder, choose } = await atSample({ locale: 'en-GB' });
  await toAddress(page, '#/reconcile?month=2025-11');
  const file = join(folder, 'invoices.csv');
  writeFileSync(
    file,
    `Invoice no,Order,Customer,Invoice date,Description,Net amount,Currency\n${INVOICES.join('\n')}\n`,
  );
  await page.getByRole('button', { name: 'Take a file in…' }).click();
  const panel = page.getByRole('complementary');
  await choose(() => panel.getByRole('button', { name: 'Choose a file…' }).click(), [file]);
  await panel.getByRole('button', { name: 'Take in and match' }).click();
  await page.getByText(/^The first 5,\d{3} of 5,1\d\d are listed$/).waitFor({ timeout: 60_000 });
  const find = page.getByLabel('Find among all lines');
  await find.fill('order-5099');
  await page.getByText('1 has it', { exact: true }).waitFor();
  const source = page.getByRole('region', { name: 'In Invoices only' });
  await source.getByText('ORDER-5099').waitFor();
  expect(await source.getByText(/^ORDER-\d+$/).count()).toBe(1);
  await find.press('Escape');
  await page.getByText(/are listed$/).waitFor();
  expect(await find.inputValue()).toBe('');
});

// Automatic backups in Settings: none at first, one before a month is reopened, turned off and on, and a copy of the book opened from one
// while the book stays as it is. And a book in a synchronized folder says so.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { newBook } from '../../../src-main/backend/books.ts';
import { lastingFolder } from '../../support/folders/lasting-folder.ts';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { atSample, setOut, toAddress } from '../journey.ts';

journey('a month is reopened, and the book of before is opened from its backup', async () => {
  const { page } = await atSample({ locale: 'en-GB', dark: true });
  await toAddress(page, '#/settings');
  await page.getByText('0 backups, 0.0 MB').waitFor();
  await toAddress(page, '#/months');
  await page.getByRole('button', { name: 'Reopen the last …' }).click();
  await page.getByRole('textbox', { name: /reason/i }).fill('one more file came');
  await page.getByRole('button', { name: 'Reopen', exact: true }).click();
  await page.getByRole('link', { name: 'Nov 2025 open' }).waitFor();
  await toAddress(page, '#/settings');
  const kept = page.getByRole('table', { name: 'Backups that are kept' });
  await kept.getByText('reopening a month').waitFor();
  await kept.scrollIntoViewIfNeeded();
  await expectAccessible(page);
  const automatic = page.getByRole('checkbox', { name: 'Automatic backups' });
  await automatic.click();
  await expect.poll(() => automatic.isChecked()).toBe(false);
  await page.getByRole('button', { name: 'Another folder …' }).click();
  await page.getByText('0 backups, 0.0 MB').waitFor();
  await page.getByRole('button', { name: 'Beside the book' }).click();
  await kept.getByRole('button', { name: 'Open a copy of backup 1' }).click();
  await page.getByRole('link', { name: 'Dec 2025 open' }).waitFor({ timeout: 60_000 });
  await page.getByTitle(/from backup 1\.ddb$/).waitFor();
  await page.getByText('0 backups, 0.0 MB').waitFor();
  expect(await page.getByRole('checkbox', { name: 'Automatic backups' }).isChecked()).toBe(true);
});

journey('a book in a synchronized folder says so', async () => {
  const folder = join(lastingFolder(), 'Dropbox');
  mkdirSync(folder);
  const path = join(folder, 'acme.ddb');
  newBook(path, { user: 'ina', now: () => 0 });
  const { page } = await setOut({ locale: 'en-GB', book: path });
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Acme');
  await page.getByRole('textbox', { name: 'First month' }).fill('2026-01');
  await page.getByRole('button', { name: 'Make the book' }).click();
  await page.getByRole('link', { name: 'Shared folder' }).click();
  await page
    .getByRole('region', { name: 'This book' })
    .getByText(/^Dropbox copies this folder between computers/)
    .waitFor();
  await expectAccessible(page);
});

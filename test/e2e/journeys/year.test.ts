// What happens in a year of a finance team, on the sample company: usage that comes after the close, an event voided, a month
// reopened and closed again, and the proof, which names what was changed behind the program's back.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { withoutGuards } from '../../services/tampered-book.ts';
import { journey } from '../chromium.ts';
import { cellAt, columnTexts, drop, goTo } from '../find.ts';
import { atSample } from '../journey.ts';
import { closeBook } from './steps.ts';

const AFTER_THE_CLOSE = `event_id,customer,meter,quantity,occurred_at
late-1,aurelia,pages,100,2025-11-20T10:00:00+01:00
`;

/** Pages of Montclair, drawn from a lot that lasts into February. */
const OF_NOVEMBER = 'u-32b6ab08f599';

journey('usage after the close is posted in the first open month; voided there, it never was', async () => {
  const { page } = await atSample();
  await drop(page.locator('body'), [{ name: 'november-again.csv', text: AFTER_THE_CLOSE }]);
  await page.getByRole('tab', { name: 'Late (1)' }).click();
  await cellAt(page, 0, 'state').getByText('Late').waitFor();
  await page.getByRole('button', { name: 'Import 1 row' }).click();
  await page.getByText(/Late: 1\./).waitFor();
  await page.getByRole('button', { name: 'Show its usage' }).click();
  await cellAt(page, 0, 'state').getByText('Late').waitFor();

  // Its postings stand in December, and it says why.
  await cellAt(page, 0, 'event_id').click();
  await page.keyboard.press('Enter');
  const event = page.getByRole('complementary', { name: /late-1/ });
  await event
    .getByText(/closed/)
    .first()
    .waitFor();
  const posted = await postings(page, 'late-1');
  expect(posted.at).toEqual(['01 Dec 2025 00:00:00']);
  expect(posted.credits).toEqual(['(28,00)']);

  await voidEvent(page, 'late-1', 'counted twice by the meter');
  await page.evaluate(showPostings, 'late-1');
  await page.getByText('No row fits').waitFor();
});

journey('an event of a closed month is voided: what it took is given back in the open month', async () => {
  const { page } = await atSample();
  const before = await postings(page, OF_NOVEMBER);
  expect(before.entry).toEqual(['Drawdown']);
  await voidEvent(page, OF_NOVEMBER, 'a test by our own people');
  const after = await postings(page, OF_NOVEMBER);
  expect(after.entry).toEqual(['Drawdown', 'Reinstatement']);
  expect(after.at[1]).toBe('01 Dec 2025 00:00:00');
  expect(after.credits).toEqual(['(203,00)', '203,00']);
});

async function voidEvent(page: Page, event: string, reason: string): Promise<void> {
  await goTo(page, 'Usage');
  await page.getByLabel('Event id begins with').fill(event);
  await page.waitForURL(/text=/);
  await cellAt(page, 0, 'event_id').getByText(event).click();
  await page.keyboard.press('Enter');
  const form = page.getByRole('complementary').getByRole('form', { name: 'Void' });
  expect(await form.getByRole('button', { name: 'Void' }).isDisabled()).toBe(true);
  await form.getByLabel('Reason').fill(reason);
  await form.getByRole('button', { name: 'Void' }).click();
  await cellAt(page, 0, 'state').getByText('Voided').waitFor();
}

const showPostings = (event: string): void => {
  window.location.hash = `#/ledger?event=${event}`;
};

async function postings(page: Page, event: string): Promise<Record<'at' | 'entry' | 'credits', string[]>> {
  await page.evaluate(showPostings, event);
  await page.getByRole('heading', { name: 'Ledger', level: 1 }).waitFor();
  await cellAt(page, 0, 'event_id').getByText(event).waitFor();
  return {
    at: await columnTexts(page, 'at'),
    entry: await columnTexts(page, 'entry'),
    credits: await columnTexts(page, 'credits'),
  };
}

journey('a month is reopened with a reason and closed again: the broken seal stays on record', async () => {
  const { page } = await atSample();
  await goTo(page, 'Months');
  const months = page.getByRole('region', { name: 'Closed months' });
  await months.getByRole('button', { name: 'Reopen the last …' }).click();
  const panel = page.getByRole('complementary', { name: 'Reopen Nov 2025' });
  await panel.getByLabel('Reason').fill('the season bonus was forgotten');
  await panel.getByRole('button', { name: 'Reopen', exact: true }).click();
  const broken = months.getByRole('row', { name: /Nov 2025 reopened .*the season bonus was forgotten/ });
  await broken.waitFor();
  await page.getByRole('link', { name: 'Nov 2025 open' }).waitFor();

  await page.getByRole('button', { name: 'Close Nov 2025' }).click();
  await page.getByText('Nov 2025 is closed').waitFor();
  await months.getByRole('row', { name: /Nov 2025 sealed/ }).waitFor();
  expect(await broken.count()).toBe(1);
  await goTo(page, 'Audit', 'Seals');
  await cellAt(page, 12, 'state').waitFor();
  expect((await columnTexts(page, 'state')).filter((state) => state === 'Reopened')).toHaveLength(2);
});

journey('the proof finds nothing in the book, and names what was changed in a copy of it', async () => {
  const { page, folder } = await atSample();
  const prove = async (): Promise<void> => {
    await goTo(page, 'Audit', 'Proof');
    await page.getByRole('button', { name: 'Run the proof' }).click();
  };
  await prove();
  await page.getByText('The book is proven').waitFor({ timeout: 60_000 });
  await closeBook(page);

  const copy = join(folder, 'Tampered.ddb');
  copyFileSync(join(folder, 'Klarblatt sample', 'klarblatt.ddb'), copy);
  withoutGuards(copy, (db) =>
    db.exec(`UPDATE posting SET credits = credits + 100 WHERE (wallet, at, ord) =
      (SELECT wallet, at, ord FROM posting WHERE event IS NOT NULL ORDER BY at LIMIT 1)`),
  );
  await page.reload();
  await page.getByRole('region', { name: 'Recent books' }).getByRole('button', { name: 'Tampered' }).click();
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
  await prove();
  await page.getByText('The book is not as it was recorded').waitFor({ timeout: 60_000 });
  const said = page.getByRole('alert');
  await said.getByText(/The postings of 2025-01 are not those that were sealed/).waitFor();
  await said.getByText(/aurelia: drawdown at 2025-01-02/).waitFor();
});

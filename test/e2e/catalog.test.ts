// A controller tries another rule for a plan, reads it in words, compares it with today, tells a new rate, is refused a closed
// month beside the cell, saves a statement, and lets the book prove itself.
import process from 'node:process';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { journey } from './chromium.ts';
import { cell, goTo } from './find.ts';
import { atSample } from './journey.ts';

/** Where pictures of the screens go, when somebody wants to look at them. */
const PICTURES = process.env.DRAWDOWN_PICTURES;

async function write(page: Page, sheet: string, row: string, column: string, text: string): Promise<void> {
  await cell(page.getByRole('region', { name: sheet }), row, column).click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

journey(
  'a rule is tried and read in words, a rate is told, a closed month is refused beside the cell',
  async () => {
    const begun = await atSample();
    const { page } = begun;
    const look = async (name: string): Promise<void> => {
      if (PICTURES) await begun.screenshot(`${PICTURES}/${name}.png`);
    };
    await goTo(page, 'Catalog', 'Plans');
    const plans = page.getByRole('region', { name: 'Plans' });
    const first = await plans.locator('[role=row][row-index="0"]').first().getAttribute('row-id');
    await cell(plans, first!, 'name').click();
    await page.getByRole('button', { name: 'Rules and what-if' }).click();
    const panel = page.getByRole('complementary', { name: 'Rules and what-if' });
    await panel.getByText(/grants/).waitFor();
    await look('catalog-plans');

    await write(page, 'Plans', first!, 'credits', '9999');
    await cell(plans, first!, 'credits').click();
    await panel.getByText(/grants 9,999/).waitFor();
    await page
      .getByText(/A plan stays as it was sold/)
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: 'Apply 1 change' }).isDisabled()).toBe(true);
    await panel.getByRole('button', { name: 'Compare with today' }).click();
    await panel.getByText(/differs? of/).waitFor();
    await panel
      .getByRole('table', { name: /Differences by customer/ })
      .first()
      .waitFor();
    await look('catalog-what-if');
    await expectAccessible(page);
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Nothing to apply' }).waitFor();

    await page.getByRole('tab', { name: 'Rates' }).click();
    const rates = page.getByRole('region', { name: 'Rates' });
    const standing = await rates.locator('[role=row][row-index="0"]').first().getAttribute('row-id');
    const meter = (await cell(rates, standing!, 'meter').textContent()) ?? '';
    const creditType = (await cell(rates, standing!, 'credit_type').textContent()) ?? '';
    await rates.getByRole('button', { name: 'Add row' }).click();
    const cells = { meter, credit_type: creditType, units: '1', credits: '3.5', from: '2025-02-01' };
    for (const [column, text] of Object.entries(cells)) await write(page, 'Rates', 'new:1', column, text);
    await page
      .getByText(/01 Feb 2025 lies in a closed month; the first open date is/)
      .first()
      .waitFor();
    await look('catalog-refused');
    expect(await cell(rates, 'new:1', 'from').getAttribute('class')).toContain('dd-problem');
    await write(page, 'Rates', 'new:1', 'from', '2026-06-01');
    await page.getByRole('button', { name: 'Apply 1 change' }).click({ timeout: 10_000 });
    await page.getByText('Applied: 1 added, 0 updated').waitFor();
    await cell(rates, `${meter}||2026-06-01`, 'credits').waitFor();
    await look('catalog-applied');

    await goTo(page, 'Audit', 'Proof');
    await page.getByRole('button', { name: 'Run the proof' }).click();
    await page.getByText('The book is proven').waitFor({ timeout: 60_000 });
    await look('audit-proof');
  },
);

journey('a block from a spreadsheet is weighed first and is one step back', async () => {
  const { page } = await atSample();
  await goTo(page, 'Catalog', 'Customers');
  const customers = page.getByRole('region', { name: 'Customers' });
  const first = await customers.locator('[role=row][row-index="0"]').first().getAttribute('row-id');
  const before = await cell(customers, first!, 'name').textContent();
  await cell(customers, first!, 'name').click();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'Northern Haven\tbooks@nh.test\r\nSecond One\tbooks@second.test');
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  await page.getByRole('button', { name: 'Apply 2 changes' }).waitFor();
  expect(await cell(customers, first!, 'name').textContent()).toBe('Northern Haven');
  await customers.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Nothing to apply' }).waitFor();
  expect(await cell(customers, first!, 'name').textContent()).toBe(before);
  await customers.getByRole('button', { name: 'Redo' }).click();
  await page.getByRole('button', { name: 'Apply 2 changes' }).click();
  await page.getByText('Applied: 0 added, 2 updated').waitFor();
});

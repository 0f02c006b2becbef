// The ledger and usage as grids over more than they hold: a text is found far below, and what fits leaves as files equal to the report.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { drawdown } from '../../hosts/drawdown.ts';
import { plainWorkbook } from '../../support/workbook-cells.ts';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { cellAt, goTo } from '../find.ts';
import { atSample, type Journey } from '../journey.ts';

const PICTURES = process.env.DRAWDOWN_PICTURES;

/** The report of the same book, by the command, once the window has let go of it. */
function report({ folder }: Journey, options: readonly string[]): string[][] {
  const copy = readdirSync(folder).find((name) => name.startsWith('Copy'));
  const ran = drawdown(['report', 'ledger', join(folder, copy!), '--format', 'csv', ...options], folder);
  if (ran.status !== 0) throw new Error(ran.stderr);
  return ran.stdout
    .trim()
    .split('\n')
    .map((line) => line.split(','));
}

/** The first rows: a cell that is clicked before loses the focus to them. */
const hasCome = (page: Page, column: string) =>
  expect.poll(() => cellAt(page, 0, column).textContent()).not.toBe('');

/** Takes a copy of the book that the command can open. */
async function copyBook(begun: Journey): Promise<void> {
  const { page } = begun;
  const saved = await begun.download(async () => {
    await page.getByRole('button', { name: /^Book / }).click();
    await page.getByRole('menuitem', { name: 'Save a copy …' }).click();
  });
  writeFileSync(join(begun.folder, 'Copy.ddb'), saved.bytes);
}

journey(
  'a text is found in lines that are not loaded, forward and back, in the ledger and in usage',
  async () => {
    const begun = await atSample();
    const { page } = begun;
    await copyBook(begun);
    const lines = report(begun, []).slice(1);
    // The last lot that the ledger names: far below what is loaded.
    const lot = lines.findLast((line) => line[4] !== '')![4]!;
    const first = lines.findIndex((line) => line[4] === lot);
    expect(first).toBeGreaterThan(400);
    await goTo(page, 'Ledger');
    await hasCome(page, 'entry');
    await cellAt(page, 0, 'entry').click();
    await page.keyboard.press('Control+f');
    const box = page.getByRole('textbox', { name: 'Find in all rows' });
    await box.fill(lot);
    await box.press('Enter');
    const written = (n: number): string => n.toLocaleString('de-DE');
    await page.getByText(`row ${written(first + 1)} of ${written(lines.length)}`).waitFor();
    await expect.poll(() => cellAt(page, first, 'lot').getAttribute('class')).toContain('dd-found');
    if (PICTURES) await begun.screenshot(`${PICTURES}/found-far.png`);
    await expectAccessible(page);
    await box.press('Shift+Enter');
    const last = lines.findLastIndex((line) => line[4] === lot);
    await page.getByText(`row ${written(last + 1)} of`).waitFor();
    await box.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('col-id'))).toBe('lot');

    await goTo(page, 'Usage');
    await hasCome(page, 'event_id');
    await cellAt(page, 0, 'quantity').click();
    const below = (await cellAt(page, 0, 'event_id').textContent()) ?? '';
    await page.getByText('First imported').click();
    await expect.poll(() => cellAt(page, 0, 'event_id').textContent()).not.toBe(below);
    await cellAt(page, 0, 'quantity').click();
    await page.keyboard.press('Control+f');
    await box.fill(below);
    await box.press('Enter');
    await expect.poll(() => page.locator('.dd-found').textContent(), { timeout: 30_000 }).toBe(below);
    await box.fill('nothing is called so');
    await box.press('Enter');
    await page.getByText('not found').waitFor({ timeout: 30_000 });
  },
);

/** The first window of the ledger comes as it does in a large book: before its lines are counted. */
async function leaveUncounted(page: Page): Promise<void> {
  let first = true;
  await page.route('**/call', async (route) => {
    if (!first || !route.request().postData()?.includes('"ledger.window"')) return route.continue();
    first = false;
    const response = await route.fetch();
    const reply = await response.json();
    await route.fulfill({
      response,
      json: { ...reply, value: { ...reply.value, total: null, sorts: false } },
    });
  });
}

journey(
  'few enough rows are sorted by what one asks for; a text is found in that order; totals stand below',
  async () => {
    const { page } = await atSample();
    await goTo(page, 'Usage');
    await page.getByText('Total EUR').waitFor();
    const number = async (row: number, column: string): Promise<number> =>
      Number(((await cellAt(page, row, column).textContent()) ?? '').replace(/\./g, '').replace(',', '.'));
    const header = (name: string) => page.getByRole('columnheader', { name });
    await header('Quantity').click();
    await header('Quantity').click();
    await expect.poll(() => header('Quantity').getAttribute('aria-sort')).toBe('descending');
    await expect.poll(() => number(0, 'quantity')).toBeGreaterThan(1000);
    const largest = [await number(0, 'quantity'), await number(1, 'quantity'), await number(2, 'quantity')];
    expect(largest).toEqual([...largest].sort((a, b) => b - a));
    // By its id: found where this order has it.
    const below = (await cellAt(page, 9, 'event_id').textContent()) ?? '';
    await cellAt(page, 0, 'quantity').click();
    await page.keyboard.press('Control+f');
    const box = page.getByRole('textbox', { name: 'Find in all rows' });
    await box.fill(below);
    await box.press('Enter');
    await expect.poll(() => page.locator('.dd-found').textContent()).toBe(below);
    await page.getByText(/^row 10 of/).waitFor();
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/usage-sorted.png` });
    await leaveUncounted(page);
    await goTo(page, 'Ledger');
    await cellAt(page, 0, 'entry').waitFor();
    await page.getByText(/^[\d.]+ rows$/).waitFor();
    // Sorting is offered once it is known that the rows are few enough.
    await expect.poll(() => header('Credits').getAttribute('class')).toContain('ag-header-cell-sortable');
    await header('Credits').click();
    await expect.poll(() => header('Credits').getAttribute('aria-sort')).toBe('ascending');
    await header('Credits').click();
    await expect.poll(() => header('Credits').getAttribute('aria-sort')).toBe('descending');
    await expect.poll(() => number(0, 'credits')).toBeGreaterThan(await number(10, 'credits'));
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/ledger-sorted.png` });
    await expectAccessible(page);
  },
);

journey(
  'what fits is saved as CSV and as a workbook equal to the report, and any grid as it is shown',
  async () => {
    const begun = await atSample();
    const { page } = begun;
    const scratch = mkdtempSync(join(tmpdir(), 'drawdown-files-'));
    onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
    await copyBook(begun);
    await goTo(page, 'Ledger');
    await page
      .getByRole('combobox', { name: 'Customer' })
      .or(page.getByRole('textbox', { name: 'Customer' }))
      .first()
      .click();
    await page.getByRole('option', { name: /Nordhaven/ }).click();
    await page.getByText('Total', { exact: true }).first().waitFor();
    if (PICTURES) await begun.screenshot(`${PICTURES}/ledger-totals.png`);
    const save = async (label: RegExp | string) => {
      const file = await begun.download(async () => {
        await page.getByRole('button', { name: 'Copy or export' }).click();
        await page.getByRole('menuitem', { name: label }).click();
      });
      const path = join(scratch, file.name);
      writeFileSync(path, file.bytes);
      return { ...file, path };
    };
    const expected = report(begun, ['--customer', 'nordhaven']);
    const csv = await save('Save all lines that fit as CSV');
    expect(csv.name).toBe('ledger-nordhaven.csv');
    const rows = csv.bytes
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    expect(rows.slice(1)).toEqual(expected.slice(1));
    const xlsx = await save('Save all lines that fit as a workbook');
    const sheet = (await plainWorkbook(xlsx.path)).get('Ledger')!;
    const ids = expected.slice(1).map((line) => line[5]);
    expect(ids.map((_, index) => sheet.get(`F${index + 5}`)?.value ?? '')).toEqual(ids);

    await goTo(page, 'Customers');
    await page.locator('[role=row][row-index="0"]').first().waitFor();
    await page.getByRole('textbox', { name: 'Filter rows' }).fill('nordhaven');
    await page.getByText(/^\d+ of \d+ rows$/).waitFor();
    const shown = await save('Save what is shown as a workbook');
    const [cells] = [...(await plainWorkbook(shown.path)).values()];
    const texts = [...cells!.values()].map(({ value }) => String(value));
    expect(texts.filter((text) => text === 'nordhaven')).not.toEqual([]);
    expect(texts.filter((text) => /lindenau|tavola/.test(text))).toEqual([]);
  },
);

// The catalog as a sheet: values picked by keyboard, drafts that outlive the screen, blocks from a spreadsheet.
import process from 'node:process';
import { expect } from 'vitest';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { cell, goTo } from '../find.ts';
import { atSample } from '../journey.ts';
import { openTable, paste, rowAt, typeInto } from './catalog-sheet.ts';

/** Where pictures go, when somebody wants to look at them. */
const PICTURES = process.env.DRAWDOWN_PICTURES;

journey('choices and references are picked by keyboard', async () => {
  const begun = await atSample();
  const { page } = begun;
  const grants = await openTable(page, 'Grants');
  await grants.getByRole('button', { name: 'Add row' }).click();
  const customer = cell(grants, 'new:1', 'customer');
  await customer.click();
  await page.keyboard.type('n');
  const box = page.getByRole('combobox', { name: 'Customer' });
  const options = page.getByRole('listbox', { name: 'Customer' }).getByRole('option');
  await box.waitFor();
  const many = await options.count();
  const first = (await options.first().locator('span').first().textContent()) ?? '';
  expect(await options.first().getAttribute('aria-selected')).toBe('true');
  if (PICTURES) await begun.screenshot(`${PICTURES}/picker.png`);
  await expectAccessible(page);
  await page.keyboard.type(first.slice(1, 4));
  await expect.poll(() => options.count()).toBeLessThan(many);
  await page.keyboard.press('Enter');
  await box.waitFor({ state: 'hidden' });
  await expect.poll(() => customer.textContent()).toBe(first);

  // Arrows go through all there is; Escape leaves the cell as it was.
  const kind = cell(grants, 'new:1', 'kind');
  await kind.click();
  await page.keyboard.press('F2');
  const kinds = page.getByRole('listbox', { name: 'Kind' }).getByRole('option');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const second = (await kinds.nth(1).locator('span').first().textContent()) ?? '';
  const named = await page.getByRole('combobox', { name: 'Kind' }).getAttribute('aria-activedescendant');
  expect(await kinds.nth(1).getAttribute('id')).toBe(named);
  await page.keyboard.press('Escape');
  await page.getByRole('combobox').waitFor({ state: 'hidden' });
  expect(await kind.textContent()).toBe('');
  await kind.click();
  await page.keyboard.press('F2');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect.poll(() => kind.textContent()).toBe(second);
});

journey('choices are picked with the mouse and in lists; what is not there is kept and marked', async () => {
  const { page } = await atSample();
  const grants = await openTable(page, 'Grants');
  await grants.getByRole('button', { name: 'Add row' }).click();
  await cell(grants, 'new:1', 'credit_type').dblclick();
  const types = page.getByRole('listbox', { name: 'Credit type' }).getByRole('option');
  const type = (await types.first().locator('span').first().textContent()) ?? '';
  await types.first().click();
  await expect.poll(() => cell(grants, 'new:1', 'credit_type').textContent()).toBe(type);

  // A list goes on after a comma.
  const meters = cell(grants, 'new:1', 'meters');
  await meters.click();
  await page.keyboard.press('F2');
  const codes = page.getByRole('listbox', { name: 'Meters' }).getByRole('option');
  const [one, two] = [
    await codes.nth(0).locator('span').first().textContent(),
    await codes.nth(1).locator('span').first().textContent(),
  ];
  await page.keyboard.type(`${one},${two?.slice(0, 3)}`);
  await page.keyboard.press('Enter');
  await expect.poll(() => meters.textContent()).toBe(`${one}, ${two}`);

  // What is not there stays as typed, with the reason.
  const customer = cell(grants, 'new:1', 'customer');
  await typeInto(grants, 'new:1', 'customer', 'nobody-at-all');
  await expect.poll(() => customer.textContent()).toBe('nobody-at-all');
  await page
    .getByRole('status', { name: 'What cannot be applied' })
    .getByText(/nobody-at-all/)
    .waitFor();
  await expect.poll(() => customer.getAttribute('class')).toContain('dd-problem');
});

journey(
  'a rate that stands is not overwritten: beside the cell is the first open date, and what to do',
  async () => {
    const { page } = await atSample();
    const rates = await openTable(page, 'Rates');
    const row = await rowAt(rates, 0);
    await typeInto(rates, row, 'credits', '7.5');
    await cell(rates, row, 'credits').click();
    await rates
      .getByText(/A rate changes by a new row with a later "from"; the first open date is 01 Dec 2025/)
      .waitFor();
    expect(await cell(rates, row, 'credits').getAttribute('class')).toContain('dd-problem');
    await rates.getByRole('button', { name: 'Copy row' }).click();
    await typeInto(rates, 'new:1', 'from', '2025-12-01');
    await page.getByRole('button', { name: 'Apply 1 change' }).click();
    await page.getByText('Applied: 1 added, 0 updated').waitFor();
  },
);

journey('a new row with the code of one in the book is marked as a change of that one', async () => {
  const { page } = await atSample();
  const customers = await openTable(page, 'Customers');
  await customers.getByRole('button', { name: 'Add row' }).click();
  await typeInto(customers, 'new:1', 'code', 'nordhaven');
  await cell(customers, 'new:1', 'code').click();
  await customers.getByText('“nordhaven” is in the book: what stands here changes that row').waitFor();
  expect(await cell(customers, 'new:1', 'code').getAttribute('class')).toContain('dd-remarked');
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/remarked.png` });
  await expectAccessible(page);
  await typeInto(customers, 'new:1', 'code', 'nordhaven-2');
  await expect
    .poll(() => cell(customers, 'new:1', 'code').getAttribute('class'))
    .not.toContain('dd-remarked');
});

journey('what was typed is there when one comes back, and can still be taken back', async () => {
  const begun = await atSample();
  const { page } = begun;
  const customers = await openTable(page, 'Customers');
  const row = await rowAt(customers, 0);
  const before = await cell(customers, row, 'name').textContent();
  await typeInto(customers, row, 'name', 'Northern Haven');
  const meters = await openTable(page, 'Meters');
  await meters.getByRole('button', { name: 'Add row' }).click();
  await typeInto(meters, 'new:1', 'code', 'faxes');
  await page.getByRole('button', { name: 'Apply 2 changes' }).waitFor();

  await goTo(page, 'Ledger');
  const back = page.getByRole('link', { name: '2 changes not applied yet' });
  if (PICTURES) await begun.screenshot(`${PICTURES}/not-applied.png`);
  await back.click();
  await page.getByRole('button', { name: 'Apply 2 changes' }).waitFor();
  await openTable(page, 'Customers');
  expect(await cell(customers, row, 'name').textContent()).toBe('Northern Haven');

  // Another table may refer to what waits.
  const rates = await openTable(page, 'Rates');
  await rates.getByRole('button', { name: 'Add row' }).click();
  await cell(rates, 'new:1', 'meter').click();
  await page.keyboard.type('fax');
  await page.getByRole('option', { name: /faxes/ }).waitFor();
  await page.keyboard.press('Escape');

  // The window is not closed over it without a question.
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();

  // Another book is open meanwhile; the draft is this book's alone.
  await page.getByRole('button', { name: /^Book / }).click();
  await page.getByRole('menuitem', { name: 'Close the book' }).click();
  await page.getByRole('main', { name: 'Start' }).waitFor();
  await page.getByRole('button', { name: /klarblatt/ }).click();
  await page.getByRole('link', { name: '2 changes not applied yet' }).click();
  await openTable(page, 'Customers');
  expect(await cell(customers, row, 'name').textContent()).toBe('Northern Haven');
  await customers.getByRole('button', { name: 'Undo' }).click();
  expect(await cell(customers, row, 'name').textContent()).toBe(before);
  await page.getByRole('button', { name: 'Apply 1 change' }).click();
  await page.getByText('Applied: 1 added, 0 updated').waitFor();
  await page.getByText('All changes saved').waitFor();
  await openTable(page, 'Meters');
  await cell(meters, 'faxes', 'code').waitFor();
  expect(await meters.locator('[row-id^="new:"]').count()).toBe(0);
});

journey('three rows of three cells from a spreadsheet, filled down, cleared, and stepped back', async () => {
  const { page } = await atSample();
  const meters = await openTable(page, 'Meters');
  await meters.getByRole('button', { name: 'Add row' }).click();
  await cell(meters, 'new:1', 'code').click();
  await paste(page, 'faxes\tFaxes\tpage\r\ncopies\t"Pages ""big"""\tpage\r\nscans\tScans\tscan\r\n');
  await page.getByRole('button', { name: 'Apply 3 changes' }).waitFor();
  const shown = async (): Promise<string[]> =>
    Promise.all(
      ['new:1', 'new:2', 'new:3'].map(async (row) =>
        (await Promise.all(['code', 'name', 'unit'].map((key) => cell(meters, row, key).textContent()))).join(
          '|',
        ),
      ),
    );
  const pasted = ['faxes|Faxes|page', 'copies|Pages "big"|page', 'scans|Scans|scan'];
  expect(await shown()).toEqual(pasted);
  await cell(meters, 'new:1', 'unit').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+d');
  await expect.poll(shown).toEqual(['faxes|Faxes|page', 'copies|Pages "big"|page', 'scans|Scans|page']);
  await page.keyboard.press('Delete');
  await expect.poll(shown).toEqual(['faxes|Faxes|', 'copies|Pages "big"|', 'scans|Scans|']);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(shown).toEqual(pasted);
  await page.keyboard.press('Control+y');
  await expect.poll(shown).toEqual(['faxes|Faxes|page', 'copies|Pages "big"|page', 'scans|Scans|page']);
  await page.getByRole('button', { name: 'Apply 3 changes' }).click();
  await page.getByText('Applied: 3 added, 0 updated').waitFor();
});

journey('numbers and dates are typed, pasted, edited and copied as the person writes them', async () => {
  const { page } = await atSample();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const rates = await openTable(page, 'Rates');
  await rates.getByRole('button', { name: 'Add row' }).click();
  await cell(rates, 'new:1', 'units').click();
  await paste(page, '1.000\t3,125\t01 Jun 2026');
  const shown = (): Promise<(string | null)[]> =>
    Promise.all(['units', 'credits', 'from'].map((key) => cell(rates, 'new:1', key).textContent()));
  const trimmed = async (): Promise<string[]> => (await shown()).map((text) => text?.trim() ?? '');
  await expect.poll(trimmed).toEqual(['1.000', '3,125', '01 Jun 2026']);
  // Opened and closed, a value is what it was.
  for (const key of ['units', 'credits', 'from']) {
    await cell(rates, 'new:1', key).click();
    await page.keyboard.press('F2');
    await page.keyboard.press('Enter');
  }
  expect(await trimmed()).toEqual(['1.000', '3,125', '01 Jun 2026']);
  await cell(rates, 'new:1', 'units').click();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+Shift+c');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('1000\t3,125');
  await goTo(page, 'Settings');
  await page
    .getByRole('combobox', { name: 'Numbers' })
    .or(page.getByRole('textbox', { name: 'Numbers' }))
    .first()
    .click();
  await page.getByRole('option', { name: '1,234.50' }).click();
  await page
    .getByRole('combobox', { name: 'Dates' })
    .or(page.getByRole('textbox', { name: 'Dates' }))
    .first()
    .click();
  await page.getByRole('option', { name: '2026-03-31' }).click();
  await openTable(page, 'Rates');
  await expect.poll(trimmed).toEqual(['1,000', '3.125', '2026-06-01']);
});

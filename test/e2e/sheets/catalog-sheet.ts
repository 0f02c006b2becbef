// The ways about in the sheets of the catalog, as people go and type. Must not: expect anything.
import type { Locator, Page } from 'playwright-core';
import { cell, goTo } from '../find.ts';

/** The sheet of a table of the catalog. */
export async function openTable(page: Page, name: string): Promise<Locator> {
  if (!(await page.getByRole('heading', { name: 'Catalog', level: 1 }).isVisible()))
    await goTo(page, 'Catalog');
  await page.getByRole('tab', { name }).click();
  const sheet = page.getByRole('region', { name, exact: true });
  await sheet.locator('[role=row][row-index="0"]').first().waitFor();
  return sheet;
}

/** The id of the row at this place, from 0. */
export async function rowAt(sheet: Locator, index: number): Promise<string> {
  return (await sheet.locator(`[role=row][row-index="${index}"]`).first().getAttribute('row-id')) ?? '';
}

/** Types into a cell, as one does: the first letter opens it, Enter ends it. */
export async function typeInto(sheet: Locator, row: string, column: string, text: string): Promise<void> {
  await cell(sheet, row, column).click();
  await sheet.page().keyboard.type(text);
  await sheet.page().keyboard.press('Enter');
}

/** Puts text on the clipboard as a spreadsheet does, and pastes it where the cursor is. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', given);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

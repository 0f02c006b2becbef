// Where journeys through sheets begin: the sample company, and the ways about in its sheets. Must not: expect anything.
import type { Locator, Page } from 'playwright-core';
import { cell } from '../find.ts';
import type { Journey, JourneyOptions } from '../journey.ts';
import { setOut } from '../journey.ts';

export async function atSample(options: JourneyOptions = {}): Promise<Journey> {
  const begun = await setOut(options);
  await begun.page.getByRole('button', { name: /sample company/ }).click();
  await begun.page.getByRole('navigation', { name: 'Screens' }).waitFor({ timeout: 60_000 });
  return begun;
}

export async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen }).click();
  await page.getByRole('heading', { name: screen, level: 1 }).waitFor();
}

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

// What journeys do again and again, as people do it: to a screen, into a cell, through a panel with a reason. Must not: expect anything.
import type { Locator, Page } from 'playwright-core';
import { cell } from '../find.ts';

export async function write(
  within: Page | Locator,
  row: string,
  column: string,
  text: string,
): Promise<void> {
  const target = cell(within, row, column).last();
  await target.click();
  await target.page().keyboard.type(text);
  await target.page().keyboard.press('Enter');
}

/** From a list to choose from. */
export async function choose(page: Page, list: string | RegExp, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: list }).click();
  await page.getByRole('option', { name: option }).click();
}

/** Lets go of the book, so that the command can have it. */
export async function closeBook(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Book / }).click();
  await page.getByRole('menuitem', { name: 'Close the book' }).click();
  await page.getByRole('main', { name: 'Start' }).waitFor();
}

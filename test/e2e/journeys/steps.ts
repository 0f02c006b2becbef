// What journeys do again and again, as people do it: to a screen, into a cell, through a panel with a reason. Must not: expect anything.
import type { Locator, Page } from 'playwright-core';
import { cell } from '../find.ts';
import { type Journey, type JourneyOptions, setOut } from '../journey.ts';

/** The sample company by its one click. */
export async function atSample(options: JourneyOptions = {}): Promise<Journey> {
  const begun = await setOut({ height: 720, ...options });
  await begun.page.getByRole('button', { name: /sample company/ }).click();
  await begun.page.getByRole('navigation', { name: 'Screens' }).waitFor({ timeout: 60_000 });
  return begun;
}

export async function goTo(page: Page, screen: string, tab?: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen }).click();
  await page.getByRole('heading', { name: screen, level: 1 }).waitFor();
  if (tab) await page.getByRole('tab', { name: tab }).click();
}

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

// Finding things as people and screen readers do: by role and name; in grids by the row's id and the column's. Classes are the
// grid's own business. Must not: wait by time.
import type { Locator, Page } from 'playwright-core';

/** A cell of a grid. Only rows in sight are there: scroll to the others. */
export function cell(within: Page | Locator, rowId: string, column: string): Locator {
  return row(within, rowId).locator(`[col-id=${quoted(column)}]`);
}

export function row(within: Page | Locator, rowId: string): Locator {
  return within.locator(`[role=row][row-id=${quoted(rowId)}]`);
}

/** The cell in the row with this number, from 0 as the grid shows them. */
export function cellAt(within: Page | Locator, index: number, column: string): Locator {
  return within.locator(`[role=row][row-index="${index}"] [col-id=${quoted(column)}][role=gridcell]`);
}

/** What a column shows, from the top, of the rows that are in sight; totals are none. */
export async function columnTexts(within: Page | Locator, column: string): Promise<string[]> {
  const cells = within.locator(`[role=row][row-index] [col-id=${quoted(column)}][role=gridcell]`);
  const found = await cells.evaluateAll((elements) =>
    elements.map((element) => ({
      at: Number(element.closest('[row-index]')?.getAttribute('row-index')),
      text: element.textContent?.trim() ?? '',
    })),
  );
  const rows = found.filter(({ at }) => !Number.isNaN(at));
  return rows.sort((a, b) => a.at - b.at).map(({ text }) => text);
}

/** To a screen by the rail, and there to a tab. */
export async function goTo(page: Page, screen: string, tab?: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen }).click();
  await page.getByRole('heading', { name: screen, level: 1 }).waitFor();
  if (tab) await page.getByRole('tab', { name: tab }).click();
}

/** Drops files on an element, as from the desktop. */
export async function drop(target: Locator, files: readonly { name: string; text: string }[]): Promise<void> {
  const transfer = await target.page().evaluateHandle((given) => {
    const made = new DataTransfer();
    for (const { name, text } of given) made.items.add(new File([text], name));
    return made;
  }, files);
  for (const type of ['dragenter', 'dragover', 'drop'])
    await target.dispatchEvent(type, { dataTransfer: transfer });
}

const quoted = (text: string): string => JSON.stringify(text);

// The wizard by its finer points: rows pasted as a spreadsheet copies them, a file that is cut another way than it looks, totals of
// the source that differ, mending taken back behind a review, an import stopped half way, and all of it by keys alone.
import process from 'node:process';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { journey } from './chromium.ts';
import { cell, drop } from './find.ts';
import { atSample, type Journey } from './journey.ts';

/** Where pictures of the screens go, when somebody wants to look at them. */
const PICTURES = process.env.DRAWDOWN_PICTURES;
const HEADER = 'event_id,customer,meter,quantity,occurred_at';

const looker =
  (begun: Journey, look: string) =>
  async (name: string): Promise<void> => {
    if (PICTURES) await begun.screenshot(`${PICTURES}/${name}-${look}.png`);
  };

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', given);
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

async function type(page: Page, line: string, column: string, text: string): Promise<void> {
  await cell(page, line, column).last().click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** The next answer to a call comes when it is let go. */
async function holdFirst(page: Page, method: string): Promise<{ release(): Promise<void> }> {
  const letGo = Promise.withResolvers<void>();
  const came = Promise.withResolvers<void>();
  let holds = true;
  await page.route('**/call', async (route) => {
    if (!holds || !route.request().postData()?.includes(`"${method}"`)) return route.continue();
    holds = false;
    const response = await route.fetch();
    await letGo.promise;
    await route.fulfill({ response });
    came.resolve();
  });
  return {
    async release() {
      letGo.resolve();
      await came.promise;
      await page.unroute('**/call');
    },
  };
}

const counts = (page: Page) => page.getByRole('region', { name: 'What would happen' });

journey('rows pasted on the first step are cut, held against the source, and imported', async () => {
  const begun = await atSample();
  const { page } = begun;
  const look = looker(begun, 'light');
  await page.evaluate("location.hash = '#/import'");
  await page.getByText('Drop a usage file anywhere').waitFor();
  await paste(
    page,
    `${HEADER}\nq-1,nordhaven,pages,10,2026-01-02\nq-2,nordhaven,pages,2.5,2026-01-03\n`.replaceAll(
      ',',
      '\t',
    ),
  );
  await counts(page).getByRole('button', { name: 'Import 2 rows' }).waitFor();
  expect(await page.evaluate('document.activeElement?.textContent')).toBe('What the import would do');

  await page.getByLabel('Rows of all meters as the source says').fill('3');
  await page.getByLabel('Quantity of pages as the source says').fill('12,5');
  await page.getByText('1 fewer').waitFor();
  await page.getByText('agrees').waitFor();
  expect(await counts(page).getByRole('button', { name: 'Import 2 rows' }).isDisabled()).toBe(true);
  await counts(page).getByRole('button', { name: 'Control totals differ' }).waitFor();
  await look('import-totals-differ');
  await expectAccessible(page);
  await page.getByLabel('Quantity of all meters as the source says').fill('1,2,3');
  await page.getByText('no number').waitFor();
  await page.getByLabel('Quantity of all meters as the source says').fill('');
  await page.getByLabel(/Why the import is right/).fill('one row is a test of the portal');
  await counts(page).getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByText(/Imported 2 rows of pasted.csv/).waitFor();
  await page.evaluate("location.hash = '#/audit'");
  await page.getByText(/rows: 3 told, 2 imported, 1 fewer/).waitFor();
});

journey(
  'a file that looks otherwise than it is: encoding, separator, header and sheet are changed in sight of its rows',
  async () => {
    const begun = await atSample({ dark: true });
    const { page } = begun;
    const look = looker(begun, 'dark');
    const rows = page.getByRole('region', { name: 'First rows of the file' });
    const text = 'Export des Portals;;;;\nRef;Kunde;Dienst;Menge;Datum\nm1;Größe AG;pages;1,5;2026-01-10\n';
    await drop(page.locator('body'), [{ name: 'portal.csv', text }]);
    await rows.getByText('Größe AG').waitFor();
    await page.getByText('Reads: Größe AG').waitFor();
    await look('import-shape-found');
    const choose = async (name: string, option: string | RegExp): Promise<void> => {
      await page.getByRole('combobox', { name }).click();
      await page.getByRole('option', { name: option }).click();
    };
    await choose('Encoding', 'Windows-1252');
    await rows.getByText('GrÃ¶ÃŸe AG').waitFor();
    await choose('Encoding', 'As it looks');
    await rows.getByText('Größe AG').waitFor();
    await choose('Encoding', 'UTF-16 LE');
    await page.getByRole('alert').waitFor();
    await rows.getByText('Größe AG').waitFor();
    await choose('Separator', 'Comma ,');
    await rows.getByText('m1;Größe AG;pages;1').waitFor();
    await choose('Separator', 'As it looks');
    await rows.getByRole('cell', { name: 'Größe AG', exact: true }).waitFor();
    // Chosen while the choice before is still being read: both count, and the answer that comes late says nothing any more.
    const held = await holdFirst(page, 'import.shape');
    await choose('Separator', 'Tab');
    await choose('Encoding', 'Windows-1252');
    await rows.getByText('m1;GrÃ¶ÃŸe AG;pages;1,5').waitFor();
    await held.release();
    expect(await page.getByRole('combobox', { name: 'Separator' }).inputValue()).toBe('Tab');
    await rows.getByText('m1;GrÃ¶ÃŸe AG;pages;1,5').waitFor();
    await choose('Separator', 'As it looks');
    await choose('Encoding', 'As it looks');
    await rows.getByRole('cell', { name: 'Größe AG', exact: true }).waitFor();
    await rows.getByRole('button', { name: 'Line 1 is the header' }).click();
    await expect.poll(() => rows.locator('tr[aria-selected=true]').textContent()).toContain('Export des');
    await page.getByRole('button', { name: 'Look for it' }).click();
    await expect.poll(() => rows.locator('tr[aria-selected=true]').textContent()).toContain('Kunde');
    await page.getByText(/1,5 is 1,5/).waitFor();
    await choose('Decimals', 'Point: 1.5');
    await choose('Thousands', 'Not separated');
    await page.getByText(/1,5 is no number/).waitFor();
    await look('import-shape-changed');
    await expectAccessible(page);
  },
);

journey('mending is taken back and done again behind a review, names and all', async () => {
  const begun = await atSample();
  const { page } = begun;
  const text = `${HEADER}\nu-1,nordhaven,pages,1O,2026-01-02\nu-2,nordhafen,pages,7,2026-01-03\nu-3,nordhaven,pages,1,2026-01-04\n`;
  await drop(page.locator('body'), [{ name: 'undo.csv', text }]);
  await page.getByRole('tab', { name: 'Errors (2)' }).waitFor();
  await type(page, '2', 'c3', '10');
  // Kept while one looks elsewhere, checked or not.
  await page.evaluate("location.hash = '#/ledger'");
  await page.getByRole('heading', { name: 'Ledger', level: 1 }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Check 1 changed row' }).click();
  await page.getByRole('tab', { name: 'Errors (1)' }).waitFor();
  await page.getByRole('combobox', { name: 'Map nordhafen to a customer' }).click();
  await page.getByRole('option', { name: /\(nordhaven\)/ }).click();
  await counts(page).getByRole('button', { name: 'Import 3 rows' }).waitFor();

  // The mapping first, then the cell: each step back, and each forth.
  await page.getByRole('heading', { name: 'What the import would do' }).focus();
  await page.keyboard.press('Control+z');
  await page.getByRole('tab', { name: 'Errors (1)' }).waitFor();
  await page.keyboard.press('Control+z');
  await page.getByRole('tab', { name: /^All/ }).click();
  await expect.poll(() => cell(page, '2', 'c3').last().textContent()).toBe('1O');
  await page.getByRole('button', { name: 'Check 1 changed row' }).click();
  await page.getByRole('tab', { name: 'Errors (2)' }).waitFor();
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(() => cell(page, '2', 'c3').last().textContent()).toBe('10');
  await page.getByRole('button', { name: 'Redo' }).click();
  await counts(page).getByRole('button', { name: 'Import 3 rows' }).waitFor();
  await page.getByRole('tab', { name: 'Errors (0)' }).waitFor();
});

journey(
  'an import is stopped half way: the book is as it was, and the same review still stands',
  async () => {
    const { page } = await atSample();
    // So many that it takes seconds: a way to stop shows after half of one.
    const lines = Array.from(
      { length: 250_000 },
      (_, n) => `s-${n},nordhaven,pages,1,2026-01-${String(1 + (n % 28)).padStart(2, '0')}`,
    );
    await drop(page.locator('body'), [{ name: 'long.csv', text: `${HEADER}\n${lines.join('\n')}\n` }]);
    const commit = counts(page).getByRole('button', { name: /^Import 250.000 rows$/ });
    await commit.click({ timeout: 100_000 });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Stopped, as you asked').waitFor({ timeout: 60_000 });
    await page.getByText('The book is as it was before').waitFor();
    expect(await commit.isEnabled()).toBe(true);
    await page.evaluate("location.hash = '#/usage?panel=batches'");
    const batches = page.getByRole('complementary', { name: 'Import batches' });
    await batches.getByRole('row').nth(1).waitFor();
    expect(await batches.getByText('long.csv').count()).toBe(0);
  },
);

journey(
  'by keys alone: from Ctrl+K to the last button, and its profile is renamed, deleted and brought back',
  async () => {
    const { page } = await atSample();
    const focused = (): Promise<string> => page.evaluate("document.activeElement?.textContent?.trim() ?? ''");
    /** Tab, until this has the focus. */
    const tabTo = async (name: string | RegExp): Promise<void> => {
      for (let presses = 0; presses < 60; presses++) {
        const now: string = await page.evaluate(
          "(() => { const e = document.activeElement; return e?.getAttribute('aria-label') ?? e?.labels?.[0]?.textContent ?? e?.textContent?.trim() ?? ''; })()",
        );
        if (typeof name === 'string' ? now === name : name.test(now)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab never comes to ${name}`);
    };
    await page.keyboard.press('Control+k');
    await expect.poll(() => page.evaluate('document.activeElement?.tagName')).toBe('INPUT');
    await page.keyboard.type('import');
    await expect
      .poll(() => page.locator('.mantine-Spotlight-action').first().textContent())
      .toMatch(/^Import/);
    await page.keyboard.press('Enter');
    await page.getByText('Drop a usage file anywhere').waitFor();
    await expect.poll(focused).toBe('Choose a file …');
    await tabTo('Paste rows');
    await page.keyboard.press('Enter');
    await tabTo(/Rows with their header/);
    await page.keyboard.insertText('Ref;Kunde;Dienst;Menge;Datum\nt1;nordhaven;pages;1;2026-01-10\n');
    await tabTo('Use these rows');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'First rows of the file' }).waitFor();
    await expect.poll(focused).toBe('How the file is cut into rows and cells');
    await page.keyboard.press('Control+Enter');
    await expect.poll(focused).toBe('Which column holds what');
    await tabTo(/Remember this layout as/);
    await page.keyboard.insertText('Portal');
    await page.keyboard.press('Control+Enter');
    await expect.poll(focused).toBe('What the import would do');
    await counts(page).getByRole('button', { name: 'Import 1 row' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await expect.poll(focused).toBe('Import 1 row');
    await page.keyboard.press('Enter');
    await page.getByText(/Imported 1 rows? of pasted.csv/).waitFor();
    await expect.poll(focused).toBe('What was imported');

    await page.evaluate("location.hash = '#/settings'");
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Rename Portal' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('New name of Portal').fill('billing-desk');
    await page.keyboard.press('Enter');
    await page.getByText('There is a profile "billing-desk" already').waitFor();
    await page.getByLabel('New name of Portal').fill('Kundenportal');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Delete Kundenportal' }).click();
    await page.getByText('Profile Kundenportal is deleted').waitFor();
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await page.getByRole('button', { name: 'Rename Kundenportal' }).waitFor();
    await expectAccessible(page);
  },
);

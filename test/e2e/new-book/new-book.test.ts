// A new book with nothing in it: it says what comes first and how far one is, every screen says what goes there and where from, help
// opens at the screen one is on, and the settings give the book another name and a backup.
import { userInfo } from 'node:os';
import { expect } from 'vitest';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { goTo } from '../find.ts';
import { type Journey, setOut } from '../journey.ts';

async function newBook(): Promise<Journey> {
  const begun = await setOut({ locale: 'en-GB' });
  const { page } = begun;
  await page.getByRole('button', { name: /New book/ }).click();
  await page.getByLabel('Name').fill('Acme Ltd');
  await page.getByLabel('First month').fill('2026-01');
  await page.getByRole('button', { name: 'Make the book' }).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  return begun;
}

journey('what is told stands under the name that was typed, also after the next start', async () => {
  const { page, host } = await newBook();
  const recorded = async (): Promise<string> => {
    await host.backend.call('settings.rename', { name: `Acme ${Math.random()}` });
    const reply = await host.backend.call('audit.facts', { limit: 1 });
    return (reply as unknown as { value: { facts: { author: string }[] } }).value.facts[0]!.author;
  };
  await goTo(page, 'Settings');
  const named = page.getByLabel('Your name');
  await named.fill('Ada Lovelace');
  await page.getByRole('button', { name: 'Use this name' }).click();
  await page.getByText(/under what you sign off/).waitFor();
  expect(await recorded()).toBe('Ada Lovelace');
  await expectAccessible(page);
  await page.reload();
  await expect.poll(() => named.inputValue()).toBe('Ada Lovelace');
  await named.fill('');
  await page.getByRole('button', { name: /^Record as/ }).click();
  await page.getByText(/under what you sign off/).waitFor();
  expect(await recorded()).toBe(userInfo().username);
});

journey('first steps say what is next, and what was told counts', async () => {
  const { page, host } = await newBook();
  const steps = page.getByRole('region', { name: 'First steps' });
  await expect.poll(() => steps.getByRole('row').first().textContent()).toMatch(/^next *Credit types/);
  expect(await steps.getByText('to come').count()).toBe(6);
  await expectAccessible(page);
  const rows = [{ id: 'new:1', cells: ['credits', '', '', '', '', ''] }];
  const told = await host.backend.call('catalog.apply', { tables: [{ table: 'credit_types', rows }] });
  expect(told, JSON.stringify(told)).toMatchObject({ ok: true });
  await expect.poll(() => steps.getByRole('row').first().textContent()).toMatch(/^1 told *Credit types/);
  await expect.poll(() => steps.getByRole('row').nth(1).textContent()).toMatch(/^next *Meters/);
  await steps.getByRole('link', { name: 'Meters' }).click();
  await page.getByRole('tab', { name: 'Meters', selected: true }).waitFor();
  await page.getByText('Nothing here yet. Add a row, or paste rows copied from a sheet.').first().waitFor();
});

journey('screens without anything say what goes there, and lead to it', async () => {
  const { page } = await newBook();
  const empties: [screen: string, says: string, leads: string][] = [
    ['Customers', 'No customer holds credits yet', '#/catalog?tab=customers'],
    ['Ledger', 'Nothing is posted yet', '#/catalog?tab=subscriptions'],
    ['Statements', 'No statements for this month', '#/catalog?tab=grants'],
    ['Revenue', 'Nothing in this month', '#/catalog?tab=plans'],
  ];
  for (const [screen, says, leads] of empties) {
    await goTo(page, screen);
    await page.getByRole('heading', { name: says }).waitFor();
    expect(await page.getByRole('main').locator(`a[href="${leads}"]`).count(), screen).toBe(1);
    await expectAccessible(page);
  }
  await goTo(page, 'Usage');
  await page.getByRole('heading', { name: 'No usage yet' }).waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Import usage …' }).click();
  await page.getByRole('heading', { name: 'Import usage', level: 1 }).waitFor();
});

journey('help begins with the screen one is on, and is searched as a whole', async () => {
  const { page } = await newBook();
  await goTo(page, 'Months');
  await page.keyboard.press('F1');
  const help = page.getByRole('complementary', { name: 'Help' });
  await help
    .getByRole('region', { name: 'Months' })
    .getByText(/Closing checks everything/)
    .waitFor();
  await help.getByText('Words on this screen').waitFor();
  await expectAccessible(page);
  await help.getByRole('textbox', { name: 'Search in help' }).fill('coffee');
  await help
    .getByRole('region', { name: 'Coffee pass' })
    .getByText('7 drinks, 14.00 still deferred')
    .waitFor();
  expect(await help.getByText('Words on this screen').count()).toBe(0);
  await help.getByRole('textbox', { name: 'Search in help' }).fill('no such word');
  await help.getByText('Nothing in help says “no such word”.').waitFor();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
});

journey('the book gets another name, which stays on record, and a backup', async () => {
  const { page, download } = await newBook();
  await goTo(page, 'Settings');
  await page.getByRole('textbox', { name: 'Name of the book' }).fill('Acme Group');
  await page.getByRole('button', { name: 'Rename the book' }).click();
  await page.getByRole('button', { name: 'Book Acme Group' }).waitFor();
  await expectAccessible(page);
  const { name, bytes } = await download(() => page.getByRole('button', { name: 'Save a backup …' }).click());
  expect(name).toBe('Acme Group copy.ddb');
  expect(bytes.subarray(0, 15).toString()).toBe('SQLite format 3');
  await page.getByText('Copy saved').waitFor();
  await goTo(page, 'Audit');
  await page.getByText(/The book of Acme Group/).waitFor();
});

// A month in the window from nothing to its workbooks: a new book, its setup from files, usage as somebody exported it, mended on the
// way, the close, and statement and revenue as workbooks. Every number in them is what the command reports of the same book.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { journey } from '../chromium.ts';
import { drop, goTo } from '../find.ts';
import { type Journey, setOut } from '../journey.ts';
import { type Read, readWorkbook, report, taken } from './numbers.ts';
import { choose, closeBook, write } from './steps.ts';

const SETUP = resolve(import.meta.dirname, '../../../docs/guide/setup');
const TABLES = [
  'book',
  'accounts',
  'credit_types',
  'customers',
  'grants',
  'meters',
  'packs',
  'plans',
  'rates',
  'subscriptions',
];

/** Of people who never saw the book: names for codes, German numbers, a letter among digits, a day that is none, a sum below. */
const PORTAL = `Portal: Nutzung Januar 2026;;;;
Beleg;Kunde;Dienst;Menge;Zeitpunkt
n-1;acme;api_calls;1.640;05.01.2026 09:30
n-2;acme;api_calls;1.415;12.01.2026 16:05
n-3;Bolt und Söhne;api_calls;9O;20.01.2026 11:00
n-4;acme;support_hours;1,5;21.01.2026 10:00
n-5;Neuland GmbH;api_calls;50;23.01.2026 12:00
n-6;acme;api_calls;35;32.01.2026 12:00
Summe;;;3.231,5;
`;

journey('a month from an empty book to its workbooks, which say what the command says', async () => {
  const begun = await setOut({ height: 720 });
  const { page, folder } = begun;
  await makeBook(page);
  await loadSetup(begun);
  await importPortal(page);
  await addRate(page);
  await closeMonth(page);
  const statement = await saved(begun, async () => {
    await goTo(page, 'Statements');
    await page.getByRole('gridcell', { name: 'Acme Ltd' }).dblclick();
    const preview = page.getByRole('complementary').filter({ hasText: 'Closing balance' });
    await preview.getByText(/All \d+ agree with the book/).waitFor();
    await preview.getByRole('button', { name: 'Save workbook' }).click();
  });
  const revenue = await saved(begun, async () => {
    await goTo(page, 'Revenue');
    await page.getByRole('button', { name: 'Revenue workbook' }).click();
    await page.getByRole('menuitem', { name: /^Of (?!its quarter)/ }).click();
  });
  const quarter = await begun.download(async () => {
    await page.getByRole('button', { name: 'Revenue workbook' }).click();
    await page.getByRole('menuitem', { name: 'Of its quarter, 2026-Q1' }).click();
  });
  expect(quarter.name).toBe('revenue-2026-Q1.xlsx');
  const checked = await readWorkbook(quarter.bytes, join(folder, '..'));
  expect(checked.beside('Checks').get('All checks')).toBe('OK');
  await closeBook(page);
  const book = join(folder, 'Brightwater.ddb');
  expectStatement(statement, book);
  expectRevenue(revenue, book);
});

async function makeBook(page: Page): Promise<void> {
  await page.getByRole('button', { name: /New book/ }).click();
  await page.getByLabel('Name').fill('Brightwater');
  await page.getByLabel('First month').fill('2026-01');
  expect(await page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Europe/Berlin');
  await page.getByRole('button', { name: 'Make the book' }).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
}

/** First with a mistake, which is named by file, row and column; nothing of it is kept. */
async function loadSetup({ page, folder, choose: pick }: Journey): Promise<void> {
  await page.getByRole('link', { name: 'from setup tables' }).click();
  const panel = page.getByRole('complementary', { name: 'Load setup tables' });
  const load = (files: readonly string[]) =>
    pick(() => panel.getByRole('button', { name: 'Choose files …' }).click(), files);
  const broken = join(folder, '..', 'broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'meters.csv'), 'code,name,unit\napi_calls,API calls,call\n');
  writeFileSync(
    join(broken, 'rates.csv'),
    'meter,credit_type,units,credits,from\napi_cals,credits,5,1,2026-01-01\n',
  );
  await load([join(broken, 'meters.csv'), join(broken, 'rates.csv')]);
  await panel
    .getByRole('alert')
    .getByText(/rates, row 2, meter/)
    .waitFor();
  await load(TABLES.map((table) => join(SETUP, `${table}.csv`)));
  await panel.getByText('Loaded: 18 added, 1 updated').waitFor();
  expect(await panel.getByRole('row', { name: /^Meters 2/ }).count()).toBe(1);
  await panel.getByRole('button', { name: 'Close panel' }).click();
}

async function importPortal(page: Page): Promise<void> {
  await drop(page.locator('body'), [{ name: 'portal.csv', text: PORTAL }]);
  await page.getByRole('region', { name: 'First rows of the file' }).waitFor();
  await page.getByLabel('Left out at the end').fill('1');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('combobox', { name: 'Decimals' }).waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  const counts = page.getByRole('region', { name: 'What would happen' });
  await page.getByRole('tab', { name: 'Errors (3)' }).click();
  const unknown = page.getByRole('region', { name: 'Unknown names' });
  await choose(page, 'Map Bolt und Söhne to a customer', /\(bolt\)/);
  await unknown.getByRole('button', { name: /Create customer “neuland-gmbh”/ }).click();
  await page.getByRole('tab', { name: 'Errors (2)' }).waitFor();
  await write(page, '5', 'c3', '90');
  await write(page, '8', 'c4', '30.01.2026 12:00');
  await page.getByRole('button', { name: /^Check 2 changed rows/ }).click();
  await page.getByRole('tab', { name: 'Errors (0)' }).waitFor();
  await counts.getByRole('button', { name: 'Import 6 rows' }).click();
  await page.getByText(/Imported 6 rows of portal.csv as batch 1/).waitFor();
}

/** Support has no rate yet: the close says so, and the rates take one. */
async function addRate(page: Page): Promise<void> {
  await goTo(page, 'Months');
  await page.getByRole('button', { name: 'Close Jan 2026' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByText(/1 event without a rate/).waitFor();
  await goTo(page, 'Catalog', 'Rates');
  const rates = page.getByRole('region', { name: 'Rates' });
  await rates.getByRole('button', { name: 'Add row' }).click();
  const row = {
    meter: 'support_hours',
    credit_type: 'credits',
    units: '1',
    credits: '10',
    from: '2026-01-01',
  };
  for (const [column, text] of Object.entries(row)) await write(rates, 'new:1', column, text);
  await page.getByRole('button', { name: 'Apply 1 change' }).click();
  await page.getByText('Applied: 1 added').waitFor();
}

async function closeMonth(page: Page): Promise<void> {
  await goTo(page, 'Months');
  await page.getByText('All usage has a rate').waitFor();
  await page.getByRole('button', { name: 'Close Jan 2026' }).click();
  await page.getByText('Jan 2026 is closed').waitFor();
  await page.getByRole('button', { name: 'Close Feb 2026' }).waitFor();
}

async function saved(begun: Journey, work: () => Promise<void>): Promise<Read> {
  const { name, bytes } = await begun.download(work);
  expect(name).toMatch(/2026-01.*\.xlsx$/);
  return readWorkbook(bytes, join(begun.folder, '..'));
}

const day = (text: string | number | boolean | null | undefined): string =>
  String(text).replace(/^date |T.*/g, '');

function expectStatement(statement: Read, book: string): void {
  const of = ['--month', '2026-01', '--customer', 'acme'];
  const [wallet] = report('wallets', book, ...of);
  const summary = statement.beside('Summary');
  const balance = (label: string) => [...summary].find(([text]) => text.startsWith(label))?.[1];
  expect({
    opening: balance('Opening balance'),
    granted: balance('Granted'),
    rolled_in: balance('Rolled in'),
    drawn: taken(balance('Used')),
    rolled_out: taken(balance('Rolled out')),
    closing: balance('Closing balance'),
    overage: balance('Overage: used beyond the credits'),
  }).toEqual(pick(wallet!, ['opening', 'granted', 'rolled_in', 'drawn', 'rolled_out', 'closing', 'overage']));
  expect(balance('Checks')).toBe('OK');

  const lots = report('lots', book, '--through', '2026-01', '--customer', 'acme');
  expect(
    statement.rows('Lots', 'Wallet').map((lot) => ({
      lot: lot.Lot,
      drawn: taken(lot.Used),
      remaining: lot.Closing,
      deferred: lot['Value left'],
      valid_through: day(lot['Valid through']),
    })),
  ).toEqual(lots.map((lot) => pick(lot, ['lot', 'drawn', 'remaining', 'deferred', 'valid_through'])));

  const moved = statement
    .rows('Activity', 'Wallet')
    .filter(({ Entry }) => !/forward/.test(String(Entry)))
    .map((line) => ({
      event_id: line.Event ?? '',
      lot: line.Lot ?? '',
      credits: Number(line.In ?? 0) - Number(line.Out ?? 0),
    }));
  const postings = report('ledger', book, ...of).map((one) => pick(one, ['event_id', 'lot', 'credits']));
  expect(moved).toEqual(postings);
  expect(moved.length).toBeGreaterThan(5);

  const charged = statement.rows('Summary', 'Charge').map((charge) => ({
    charge: charge.Charge,
    date: day(charge.Date),
    credits: charge.Credits,
    amount: charge.Amount,
  }));
  const charges = report('charges', book, ...of);
  expect(charged).toEqual(charges.map((one) => pick(one, ['charge', 'date', 'credits', 'amount'])));
}

function expectRevenue(revenue: Read, book: string): void {
  const of = ['--month', '2026-01'];
  expect(revenue.beside('Checks').get('All checks')).toBe('OK');
  expect(
    revenue.rows('Summary', 'Customer').map((line) => ({
      customer: line.Customer,
      opening_deferred: line['Deferred, 1 January 2026'],
      billed: line.Billed,
      migrated: line.Migrated,
      usage_revenue: taken(line['Usage revenue']),
      closing_deferred: line['Deferred, 31 January 2026'],
      overage_revenue: line['Overage revenue'],
    })),
  ).toEqual(
    report('revenue', book, ...of).map((line) =>
      pick(line, [
        'customer',
        'opening_deferred',
        'billed',
        'migrated',
        'usage_revenue',
        'closing_deferred',
        'overage_revenue',
      ]),
    ),
  );
  const lots = report('lots', book, '--through', '2026-01').toSorted((x, y) => byText(x.lot, y.lot));
  expect(
    revenue
      .rows('Lots', 'Customer')
      .map((lot) => ({
        lot: lot.Lot,
        recognized: taken(lot['Usage revenue']) + taken(lot['Breakage revenue']),
        deferred: lot['Closing deferred'],
      }))
      .toSorted((x, y) => byText(x.lot, y.lot)),
  ).toEqual(lots.map((lot) => pick(lot, ['lot', 'recognized', 'deferred'])));
  expect(
    revenue
      .rows('Lot credits', 'Customer')
      .map((lot) => ({ lot: lot.Lot, drawn: taken(lot.Used), remaining: lot['Closing credits'] }))
      .toSorted((x, y) => byText(x.lot, y.lot)),
  ).toEqual(lots.map((lot) => pick(lot, ['lot', 'drawn', 'remaining'])));
  expect(
    revenue.rows('Journal', 'Currency').map(({ Account, Debit, Credit }) => ({
      account: String(Account).toLowerCase().replaceAll(' ', '_'),
      debit: Debit,
      credit: Credit,
    })),
  ).toEqual(report('journal', book, ...of).map((line) => pick(line, ['account', 'debit', 'credit'])));
}

const byText = (a: unknown, b: unknown): number => (String(a) < String(b) ? -1 : 1);

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;
}

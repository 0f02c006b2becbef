// Every place of the window on the sample company, and how one gets there: what is looked at for access, and what pictures are
// taken of. A screen, tab or panel that is added gets its line here. Must not: test anything, or know the test runner.
import type { Locator, Page } from 'playwright-core';
import { CATALOG_TABLES } from '../../../src-shared/contract/catalog.ts';
import { cell, drop } from '../find.ts';

export interface Scene {
  /** Of its picture. */
  readonly name: string;
  /** Goes there from any screen of the open book, and waits until all of it is there. */
  show(page: Page): Promise<void>;
}

const panel = (page: Page, name?: RegExp | string): Locator =>
  page.getByRole('complementary', name === undefined ? {} : { name });
/** Of a file that is going to be exported. */
const firstLines = (page: Page): Locator =>
  page.getByRole('region', { name: 'First lines of the file' }).getByRole('cell');
const firstRow = (page: Page): Locator => page.locator('[role=row][row-index="0"]').first();

/** To an address by way of another screen, so that nothing of the scene before is left. */
async function to(page: Page, address: string): Promise<void> {
  const settings = page.getByRole('heading', { name: 'Settings', level: 1 });
  await page.evaluate(() => {
    window.location.hash = '#/settings';
  });
  await settings.waitFor();
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, address);
  if (!address.startsWith('#/settings')) await settings.waitFor({ state: 'detached' });
}

/** A screen at its address. @param there what is on it when it is whole. */
const screen = (name: string, address: string, there: (page: Page) => Locator = firstRow): Scene => ({
  name,
  show: async (page) => {
    await to(page, address);
    await there(page).first().waitFor();
  },
});

/** A scene and what one does there. */
const then = (name: string, { show }: Scene, work: (page: Page) => Promise<void>): Scene => ({
  name,
  show: async (page) => {
    await show(page);
    await work(page);
  },
});

const section = (title: string) => (page: Page) => page.getByRole('region', { name: title });

const CUSTOMER = 'nordhaven';
const customerTab = (tab: string): Scene => screen(`customer-${tab}`, `#/customers/${CUSTOMER}?tab=${tab}`);

const catalogTab = (tab: string): Scene =>
  screen(`catalog-${tab.replace('_', '-')}`, `#/catalog?tab=${tab}`, (page) =>
    // A table may be empty: then there is its first row to write into, or a word.
    page.getByRole('region').locator('[role=row], p, button'),
  );

const usage = screen('usage', '#/usage');
const catalogPlans = catalogTab('plans');
const importAnew: Scene = {
  name: 'import-source',
  show: async (page) => {
    await to(page, '#/import');
    const begun = page.getByRole('button', { name: 'Another file' });
    const source = page.getByText('Drop a usage file anywhere');
    await begun.or(source).first().waitFor();
    if (await begun.isVisible()) await begun.click();
    await source.waitFor();
  },
};

/** A file nobody knows, whose dates and numbers can be read in two ways. */
const UNKNOWN = `Ref;Kunde;Dienst;Menge;Datum
k1;nordhaven;pages;1.234;01.02.2026
k2;nordhaven;pages;2.500;03.02.2026
`;
/** What the billing desk's saved profile fits, with something wrong in it. */
const DESK = `Klarblatt GmbH: usage for invoicing,,,,,,
Made 05/01/2026 by the billing desk,,,,,,
Record,Client,Product,Qty,Unit,Time,Remark
s-1,Nordhaven Logistik AG,Page OCR,"1,860",pages,27/11/2025 21:40,sent late
s-2,Koyo Seimitsu K.K.,Page OCR,"1,847",pages,02/12/2025 02:58,
s-3,Koyo Seimitsu K.K.,Document extraction,25l,docs,03/12/2025 04:34,
s-4,Quilo Labs,Page OCR,"90,000",pages,04/12/2025 05:55,
s-5,Blumen Adler,Page OCR,12,pages,06/12/2025 10:00,
Total,,,"93,744",,,5 records
`;

const importShape = then('import-shape', importAnew, async (page) => {
  await drop(page.locator('body'), [{ name: 'portal.csv', text: UNKNOWN }]);
  await page.getByRole('region', { name: 'First rows of the file' }).waitFor();
});
const importReview = then('import-review', importAnew, async (page) => {
  await drop(page.locator('body'), [{ name: 'desk.csv', text: DESK }]);
  await page.getByRole('region', { name: 'What would happen' }).waitFor();
  await firstRow(page).waitFor();
});

/** What the billing program invoiced of November: one twice as dear, one not at all, one of another matter. */
const INVOICES = `Order;Customer;Invoice date;Net amount;Currency
LIN-ARCHIVE:2025-11-01;lindenau;01.11.2025;120,00;EUR
;Nordhaven Logistik AG;02.11.2025;1.080,00;EUR
NHL-ARCHIVE:2025-11-01;nordhaven;01.11.2025;35,00;EUR
NHL-SEASON:2025-11-01;nordhaven;01.11.2025;580,00;EUR
HOG-API:2025-11-51;hoeger;25.11.2025;360,00;EUR
MTC-API:2025-11-15;montclair;15.11.2025;4.150,00;EUR
;nordhaven;30.11.2025;500,00;EUR
`;
const reconcile: Scene = {
  name: 'reconcile',
  show: async (page) => {
    await to(page, '#/reconcile?month=2025-11');
    const take = page.getByRole('button', { name: 'Take a file in…' });
    await take.waitFor();
    if (await page.getByRole('heading', { name: /Nothing to compare/ }).isVisible()) {
      await take.click();
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        panel(page).getByRole('button', { name: 'Choose a file…' }).click(),
      ]);
      await chooser.setFiles({ name: 'invoices.csv', mimeType: 'text/csv', buffer: Buffer.from(INVOICES) });
      await panel(page).getByRole('button', { name: 'Take in and match' }).click();
    }
    await firstRow(page).waitFor();
  },
};

const LEGACY = new URL('../../cases/legacy/clean-purchases/legacy.xlsx', import.meta.url).pathname;
const migrateFile: Scene = {
  name: 'migrate-file',
  show: async (page) => {
    await to(page, '#/migrate');
    const begun = page.getByRole('button', { name: 'Another spreadsheet' });
    const choose = page.getByRole('button', { name: 'Choose the spreadsheet …' });
    await begun.or(choose).first().waitFor();
    if (await begun.isVisible()) await begun.click();
    await choose.waitFor();
  },
};
const migrateSays = then('migrate-what-it-says', migrateFile, async (page) => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose the spreadsheet …' }).click(),
  ]);
  await chooser.setFiles(LEGACY);
  await page.getByRole('region', { name: 'Sheet Purchases' }).waitFor();
});

export const SCENES: readonly Scene[] = [
  screen('overview', '#/overview', section('Before the month closes')),
  screen('customers', '#/customers'),
  screen('customer', `#/customers/${CUSTOMER}`, (page) => page.getByText('Lasts until')),
  ...['lots', 'ledger', 'charges', 'months'].map(customerTab),
  ...CATALOG_TABLES.map(catalogTab),
  then('catalog-rules', catalogPlans, async (page) => {
    await cell(page, (await firstRow(page).getAttribute('row-id')) ?? '', 'name')
      .first()
      .click();
    await page.getByRole('button', { name: 'Rules and what-if' }).click();
    await panel(page)
      .getByText(/grants/)
      .first()
      .waitFor();
  }),
  screen('setup', '#/overview?panel=setup', (page) => panel(page, 'Load setup tables').getByRole('button')),
  usage,
  then('usage-event', usage, async (page) => {
    // Totals come a moment after the rows, and take the grid some of its room.
    await page.getByText(/^Total EUR$/).waitFor();
    await firstRow(page).locator('[col-id=quantity]').click();
    await page.locator('[row-index="0"] [col-id=quantity]:focus').waitFor();
    await page.keyboard.press('Enter');
    await panel(page, /Event/).getByText('Rate', { exact: true }).waitFor();
  }),
  then('usage-batches', usage, async (page) => {
    await page.getByRole('button', { name: 'Batches' }).click();
    await panel(page, 'Import batches').getByRole('row').nth(3).waitFor();
  }),
  screen('ledger', '#/ledger'),
  screen('months', '#/months', section('Closed months')),
  screen('months-exceptions', '#/months?tab=exceptions'),
  screen('statements', '#/statements'),
  screen('statement', `#/statements?customer=${CUSTOMER}`, (page) =>
    panel(page).getByText(/All \d+ agree with the book/),
  ),
  ...['revenue', 'waterfall', 'ladder', 'journal', 'lots', 'charges'].map((tab) =>
    screen(tab === 'revenue' ? tab : `revenue-${tab}`, `#/revenue?tab=${tab}&month=2025-11`),
  ),
  screen('export-journal', '#/revenue?tab=journal&month=2025-11&export=open', firstLines),
  screen('journal-template', '#/revenue?tab=journal&month=2025-11&design=xero', firstLines),
  screen('export-charges', '#/revenue?tab=charges&month=2025-11&export=open', (page) =>
    panel(page).getByText('Not exported yet'),
  ),
  then('revenue-workbook', screen('revenue', '#/revenue?month=2025-11'), async (page) => {
    await page.getByRole('button', { name: 'Revenue workbook' }).click();
    await page.getByRole('menuitem', { name: /quarter/ }).waitFor();
  }),
  reconcile,
  then('reconcile-suggested', reconcile, async (page) => {
    await page
      .getByRole('radiogroup', { name: 'What is listed' })
      .getByText(/^Suggested/)
      .click();
    await firstRow(page).waitFor();
  }),
  screen('audit-facts', '#/audit?tab=facts'),
  screen('audit-seals', '#/audit?tab=seals'),
  then(
    'audit-proof',
    screen('audit', '#/audit?tab=proof', (page) => page.getByRole('button', { name: 'Run the proof' })),
    async (page) => {
      await page.getByRole('button', { name: 'Run the proof' }).click();
      await page.getByText('The book is proven').waitFor({ timeout: 60_000 });
    },
  ),
  screen('audit-evidence', '#/audit?tab=evidence', (page) =>
    page.getByRole('button', { name: 'Export the evidence pack…' }),
  ),
  screen('settings', '#/settings', section('Import profiles')),
  migrateFile,
  migrateSays,
  importAnew,
  importShape,
  then('import-match', importShape, async (page) => {
    await page.keyboard.press('Control+Enter');
    await page.getByText(/a thousand and more/).waitFor();
  }),
  importReview,
  then('import-effect', importReview, async (page) => {
    await page.getByRole('tab', { name: 'Effect and totals' }).click();
    await page.getByRole('region', { name: 'Effect on credits' }).waitFor();
  }),
  then('help', screen('overview', '#/overview', section('Before the month closes')), async (page) => {
    await page.keyboard.press('F1');
    await panel(page, 'Help').waitFor();
  }),
  then('find', screen('overview', '#/overview', section('Before the month closes')), async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Find anything' }).fill('nord');
    await page.getByRole('dialog').getByText('Customer · nordhaven').waitFor();
  }),
];

/** Panels that stay open when one goes on. */
const CLOSING: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  help: async (page) => panel(page, 'Help').getByRole('button', { name: 'Close panel' }).click(),
  find: async (page) => page.keyboard.press('Escape'),
};

/** Leaves what a scene left open. */
export async function leave({ name }: Scene, page: Page): Promise<void> {
  await CLOSING[name]?.(page);
}

/** Until nothing in the page has moved for a moment: what comes in parts is all there, and no colour is on its way. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const still = (): void => {
          watching.disconnect();
          resolve();
        };
        let waiting = setTimeout(still, 120);
        const watching = new MutationObserver(() => {
          clearTimeout(waiting);
          waiting = setTimeout(still, 120);
        });
        watching.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      }),
  );
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null))).then(() => {}),
  );
}

// A statement on paper: what Chromium prints is read back, and is the workbook's, number for number. Draft months say so on every
// page, tables begin every page with their heading, and the window's colours stay off the paper.
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { cannotReadPdf, pdfPages } from '../../support/pdf-text.ts';
import { type PlainCell, plainWorkbook } from '../../support/workbook-cells.ts';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { atSample, type Journey, toAddress } from '../journey.ts';

const printing = cannotReadPdf ? journey.skip : journey;

async function atStatement(number: string, options: { dark?: boolean } = {}): Promise<Journey> {
  const begun = await atSample({ ...options, locale: 'en-GB' });
  const { page } = begun;
  const [, month = '', customer = ''] = /^ST-(\d{4}-\d\d)-(.*)$/.exec(number) ?? [];
  await toAddress(page, `#/statements?month=${month}&customer=${customer}`);
  await page.getByRole('button', { name: 'Open, print …' }).click();
  await page.getByRole('article', { name: `Statement ${number}` }).waitFor();
  return begun;
}

const print = async (page: Page): Promise<Buffer> =>
  Buffer.from(await page.pdf({ preferCSSPageSize: true, printBackground: true }));

/** The numbers of a sheet in the order in which they are read, as they are written for people; blanks and zeros left out. */
function numbersOf(cells: ReadonlyMap<string, PlainCell>): string[] {
  return [...cells.values()].flatMap(({ value, format }) => {
    if (typeof value !== 'number' || value === 0 || !/[#0]/.test(format)) return [];
    const places = /\.(0+)/.exec(format)?.[1]?.length ?? 0;
    const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
    const written = Math.abs(value).toLocaleString('en-GB', digits);
    return [value < 0 ? `(${written})` : written];
  });
}

/** What is not found, in its order. */
function missing(wanted: readonly string[], found: readonly string[]): string[] {
  let at = 0;
  return wanted.filter((one) => {
    const next = found.indexOf(one, at);
    if (next >= 0) at = next + 1;
    return next < 0;
  });
}

printing('a printed statement has the numbers of its workbook', async () => {
  const { page, download } = await atStatement('ST-2025-11-nordhaven');
  await expectAccessible(page);
  expect(await page.title()).toBe('ST-2025-11-nordhaven');
  const pages = pdfPages(await print(page));
  const { name, bytes } = await download(() => page.getByRole('button', { name: 'Save workbook' }).click());
  expect(name).toBe('ST-2025-11-nordhaven.xlsx');
  const file = join(tmpdir(), `print-${crypto.randomUUID()}.xlsx`);
  onTestFinished(() => rmSync(file));
  writeFileSync(file, bytes);
  const workbook = await plainWorkbook(file);
  const printed = pages.join('\n').split(/\s+/);
  for (const sheet of ['Summary', 'Lots', 'Activity', 'Rates']) {
    const numbers = numbersOf(workbook.get(sheet)!);
    expect(numbers.length, sheet).toBeGreaterThan(sheet === 'Rates' ? 5 : 20);
    expect(missing(numbers, printed), sheet).toEqual([]);
  }
  expect(pages[0]).toContain('Klarblatt GmbH');
  expect(pages[0]).not.toContain('All changes saved');
  expect(pages.length).toBeGreaterThan(4);
  for (const [index, text] of pages.entries()) {
    expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
    expect(text).toMatch(/ST-2025-11-00000\d · Nordhaven Logistik AG/);
    expect(text).not.toMatch(/draft/i);
  }
  // Pages in the middle of the activity have its heading, too.
  expect(pages.filter((text) => /Wallet +Date +Entry +Event/.test(text)).length).toBeGreaterThan(3);
});

printing('an open month is a draft on every page, and dark stays off the paper', async () => {
  const { page } = await atStatement('ST-2025-12-montclair', { dark: true });
  await expectAccessible(page);
  const pages = pdfPages(await print(page));
  expect(pages[0]).toMatch(/DRAFT|Draft/);
  expect(pages[0]).toContain('is not closed yet');
  for (const text of pages) expect(text).toContain('Assurances Montclair SA · Draft');
  await page.emulateMedia({ media: 'print' });
  const colours = await page.evaluate(() => {
    const paper = document.querySelector('article')!;
    return [document.documentElement, document.body, paper].map((one) => {
      const { colorScheme, backgroundColor } = getComputedStyle(one);
      return `${colorScheme} ${backgroundColor}`;
    });
  });
  for (const colour of colours) expect(colour).toMatch(/^light rgba?\((255, 255, 255|0, 0, 0, 0)\)?/);
});

// Charts: what they draw stands in their tables and is the reports' own; they lead on by keyboard; as pictures they are white
// whatever the window has, and named after what they show.
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { drawdown } from '../../hosts/drawdown.ts';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { atSample, toAddress } from '../journey.ts';

async function choose(page: Page, chart: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Chart: ${chart}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** The table that stands in a chart's place, row by row. */
async function tableOf(page: Page, chart: string): Promise<string[][]> {
  await choose(page, chart, 'Show as table');
  const rows = page.getByRole('region', { name: chart }).getByRole('row');
  await rows.nth(1).waitFor();
  return rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td')].map((one) => one.textContent?.trim() ?? '')),
  );
}

/** Columns of a report of the command line. */
function reported(folder: string, name: string, columns: readonly string[]): string[][] {
  const book = join(folder, 'Klarblatt sample', 'klarblatt.ddb');
  const copy = join(folder, `${name}.ddb`);
  const copied = drawdown(['restore', book, copy], folder);
  if (copied.status !== 0) throw new Error(copied.stderr);
  const ran = drawdown(['report', name, copy, '--format', 'csv'], folder);
  const [head = '', ...lines] = ran.stdout.trim().split('\n');
  const at = columns.map((column) => head.replace('\ufeff', '').split(',').indexOf(column));
  return lines.map((line) => at.map((index) => line.split(',')[index] ?? ''));
}

const cents = (text: string): bigint => BigInt(text.replace(/[.,()]/g, ''));

journey(
  'deferred revenue by month is the revenue report, and each month leads to it by keyboard',
  async () => {
    const { page, host, folder } = await atSample({ locale: 'en-GB' });
    const chart = page.getByRole('group', { name: /^Deferred revenue at each month/ });
    const november = chart.getByRole('link', { name: /^Nov 2025: 6,129.87 EUR at the end/ });
    await november.waitFor();
    await expectAccessible(page);
    const rows = await tableOf(page, 'Deferred revenue by month');
    expect(rows).toHaveLength(13);
    await choose(page, 'Deferred revenue by month', 'Show as chart');
    await november.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Revenue', level: 1 }).waitFor();
    expect(page.url()).toContain('month=2025-11');
    await host.backend.call('book.close', {});
    const sums = new Map<string, bigint>();
    for (const [month = '', currency, closing = ''] of reported(folder, 'revenue', [
      'month',
      'currency',
      'closing_deferred',
    ]))
      if (currency === 'EUR') sums.set(month, (sums.get(month) ?? 0n) + cents(closing));
    const closings = rows.slice(1).map((cells) => cents(cells.at(-1) ?? ''));
    expect(closings).toEqual([...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum));
  },
);

journey('the burn of a wallet ends with its balance and says when it runs out', async () => {
  const { page } = await atSample({ locale: 'en-GB' });
  await toAddress(page, '#/customers/montclair');
  const name = 'API credits: balance and run-out';
  const chart = page.getByRole('group', { name: /^API credits: balance over time/ });
  await chart.getByText('43,040.41 credits on 31 Dec 2025').waitFor();
  await chart.getByText('runs out about 14 Feb 2026').waitFor();
  await chart.getByText('17,099.58 would expire 14 Feb 2026').waitFor();
  await expectAccessible(page);
  const rows = await tableOf(page, name);
  const past = rows.filter((cells) => cells[2] === 'end of day');
  expect(past.length).toBeGreaterThan(100);
  expect(past.at(-1)?.[1]).toBe('43,040.41');
  expect(rows.filter((cells) => cells[2] === 'would expire')).toEqual([
    ['14 Feb 2026', '17,099.58', 'would expire'],
  ]);
});

journey('usage by meter and what expires lead to what they are made of', async () => {
  const { page } = await atSample({ locale: 'en-GB' });
  const meters = page.getByRole('group', { name: /^Usage by meter/ });
  await meters.getByRole('link', { name: /^Page OCR: / }).click();
  await page.getByRole('heading', { name: 'Usage', level: 1 }).waitFor();
  expect(page.url()).toContain('meter=');
  await page.goBack();
  const ladder = page.getByRole('group', { name: /^Credits left by the month/ });
  await ladder.getByRole('link', { name: /^Feb 2026: 43,040.41/ }).click();
  const panel = page.getByRole('complementary', { name: 'Credits that expire' });
  await panel.getByRole('link', { name: 'MTC-API:2025-11-15' }).waitFor();
  expect(await panel.getByText('43,040.41').count()).toBeGreaterThan(1);
});

/** Size and corner of a picture, as the page's own decoder sees it. */
function seen(
  page: Page,
  bytes: Buffer,
): Promise<{ width: number; height: number; corner: number[]; inks: number }> {
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const pen = canvas.getContext('2d')!;
    pen.drawImage(image, 0, 0);
    const { data: pixels } = pen.getImageData(0, 0, image.width, image.height);
    const colours = new Set<number>();
    for (let at = 0; at < pixels.length; at += 4)
      colours.add((pixels[at]! << 16) | (pixels[at + 1]! << 8) | pixels[at + 2]!);
    const inks = [0x1d5a9e, 0x8a9bae].filter((ink) => colours.has(ink)).length;
    return { width: image.width, height: image.height, corner: [...pixels.slice(0, 4)], inks };
  }, bytes.toString('base64'));
}

journey('a chart is saved as a picture, white in the dark as well', async () => {
  const { page, download } = await atSample({ locale: 'en-GB' });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const chart: Locator = page.getByRole('group', { name: /^Deferred revenue at each month/ });
    await chart.waitFor();
    await expectAccessible(page);
    const { name, bytes } = await download(() => choose(page, 'Deferred revenue by month', 'Save as PNG …'));
    expect(name).toBe('deferred-revenue-EUR.png');
    const box = (await chart.boundingBox())!;
    const picture = await seen(page, bytes);
    expect(picture.corner).toEqual([255, 255, 255, 255]);
    expect(picture.inks, 'both hues of the light look').toBe(2);
    expect(picture.width).toBeGreaterThan(2 * box.width);
    // Title and note stand above it.
    expect(picture.height).toBeGreaterThan(2 * (box.height + 40));
    // The word of the first one may still stand.
    await page.getByText('deferred-revenue-EUR.png is saved').last().waitFor();
  }
});

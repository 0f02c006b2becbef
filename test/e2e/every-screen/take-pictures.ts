// `npm run screenshots`: every place of the window as a picture in docs/screenshots, light at 1440×900 and dark at 1280×720, from the
// sample company. To be looked at, and shown in the README. `npm run screenshots -- usage` takes those whose names begin so.
// Must not: compare pixels; a font is another on every computer.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import type { Browser, Page } from 'playwright-core';
import { type BrowserHost, startBrowserHost } from '../../../src-main/hosts/browser/host.ts';
import { buildPage, PAGE_FOLDER, pageIsStale } from '../../../src-main/hosts/start/build-page.ts';
import { startChromium } from '../../support/chromium.ts';
import { leave, SCENES, settled } from './scenes.ts';
import { smallPng } from './small-png.ts';

const FOLDER = resolve(import.meta.dirname, '../../../docs/screenshots');
const LOOKS = {
  light: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 720 }, colorScheme: 'dark' },
} as const;

const wanted = process.argv.slice(2);
const failed: string[] = [];
if (pageIsStale()) {
  const told = buildPage();
  if (told !== null) throw new Error(told);
}
// Its name is in the pictures.
const scratch = join(tmpdir(), 'drawdown-pictures');
rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch);
const host = await startBrowserHost({
  page: PAGE_FOLDER,
  folder: join(scratch, 'Drawdown'),
  temporary: scratch,
  worker: new URL('./worker-of-then.ts', import.meta.url),
});
const browser = await startChromium();
try {
  for (const look of Object.keys(LOOKS) as (keyof typeof LOOKS)[]) await takeAll(browser, host, look);
} finally {
  await browser.close();
  await host.stop();
  rmSync(scratch, { recursive: true, force: true });
}
if (failed.length > 0) {
  process.stderr.write(`${failed.join('\n')}\n`);
  process.exitCode = 1;
}

async function takeAll(into: Browser, from: BrowserHost, look: keyof typeof LOOKS): Promise<void> {
  const context = await into.newContext({
    ...LOOKS[look],
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(from.link());
  const take = async (name: string, show: () => Promise<void>): Promise<void> => {
    if (wanted.length > 0 && !wanted.some((one) => name.startsWith(one))) return;
    await show()
      .then(() => picture(page, look, name))
      .catch((error: Error) => failed.push(`${look}/${name}: ${error.message.split('\n')[0]}`));
  };
  if (look === 'light') {
    await take('start', () => page.getByRole('main', { name: 'Start' }).waitFor());
    await page.getByRole('button', { name: /sample company/ }).click();
  }
  await page.getByRole('navigation', { name: 'Screens' }).waitFor({ timeout: 120_000 });
  for (const scene of SCENES) {
    await take(scene.name, () => scene.show(page));
    await leave(scene, page).catch(() => {});
  }
  await context.close();
}

async function picture(page: Page, look: string, name: string): Promise<void> {
  mkdirSync(join(FOLDER, look), { recursive: true });
  await page.mouse.move(0, 0);
  await settled(page);
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  writeFileSync(join(FOLDER, look, `${name}.png`), smallPng(png));
}

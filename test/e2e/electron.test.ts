// The desktop window: the built main process and preload run in a strict stand-in of Electron, over the real page in Chromium.
import type { EventEmitter } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { beforeAll, expect, onTestFinished } from 'vitest';
import { buildPage, windowIsStale } from '../../src-main/hosts/start/build-page.ts';
import { drawdown } from '../hosts/drawdown.ts';
import { type LaunchOptions, launch, type StandIn } from '../support/electron-stand-in/launch.ts';
import { readPreload } from '../support/electron-stand-in/preload-script.ts';
import { checkOptions, STANDS_FOR } from '../support/electron-stand-in/window.ts';
import { browser, journey } from './chromium.ts';
import { type Complaints, listenForComplaints } from './complaints.ts';
import { type DesktopWindow, goThroughDesktop, goThroughMonth } from './desktop-journey.ts';
import { drop } from './find.ts';

const PRELOAD = resolve(import.meta.dirname, '../../out/preload/index.cjs');

beforeAll(() => {
  if (windowIsStale()) expect(buildPage()).toBeNull();
});

interface Started {
  readonly app: StandIn;
  readonly page: Page;
  readonly scratch: string;
  readonly complaints: Complaints;
}

async function start(options: Partial<LaunchOptions> & { home?: string } = {}): Promise<Started> {
  const scratch = options.home ?? mkdtempSync(join(tmpdir(), 'drawdown-desktop-'));
  for (const folder of ['userData', 'documents']) mkdirSync(join(scratch, folder), { recursive: true });
  const context = await (await browser()).newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'de-DE',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = await listenForComplaints(page, STANDS_FOR.chromium);
  const app = await launch({ page, home: scratch, ...options });
  onTestFinished(async () => {
    const ended = app.quit();
    await context.close();
    await ended;
    if (!options.home) rmSync(scratch, { recursive: true, force: true });
    expect(complaints.all, 'what the page complained of').toEqual([]);
  });
  return { app, page, scratch, complaints };
}

const atStart = (page: Page): Promise<void> => page.getByRole('main', { name: 'Start' }).waitFor();

/** An answer as the page gets it over the bridge. */
function ask(page: Page, method: string, input: object = {}): Promise<Record<string, unknown>> {
  const request = JSON.stringify({ id: 77, method, input });
  return page.evaluate(`window.drawdown.call(${request})`) as Promise<Record<string, unknown>>;
}

const inStandIn = ({ app, page, scratch }: Pick<Started, 'app' | 'page' | 'scratch'>): DesktopWindow => ({
  page,
  scratch,
  willChoose: async (path) => void app.state.choices.push(path),
  title: async () => app.state.title,
  openFile: async (path) => void app.state.contents.emit('open-file', { preventDefault() {} }, path),
  async bring(path) {
    await app.onDisk(basename(path), path);
    await drop(page.locator('body'), [{ name: basename(path), text: 'what the page itself never reads' }]);
  },
  quit: async () => void (await app.quit()),
});

journey('a month in the desktop window, closed over running work: nothing is lost', async () => {
  const { app, page, scratch } = await start();
  const seen = await goThroughMonth(inStandIn({ app, page, scratch }));
  expect(seen.titles[0]).toMatch(/^Brightwater Labs Ltd – .*Brightwater\.ddb – 2026-01 open$/);
  expect(seen.titles[1]).toMatch(/ – 2026-02 open$/);
  expect(seen.recent).toEqual(['Brightwater']);
  for (const said of [seen.copy, seen.interrupted]) expect(said).toContain('proven');
});

journey('the sample company in the desktop window: what it writes is what the command writes', async () => {
  const { app, page, scratch } = await start();
  const seen = await goThroughDesktop(inStandIn({ app, page, scratch }));
  expect(seen.heading).toContain('Overview');
  expect(seen.title).toMatch(/^Klarblatt.* – .*klarblatt\.ddb – 20\d\d-\d\d open$/);
  expect(seen.fromWindow.split('\n').length).toBeGreaterThan(10);
  expect(seen.fromWindow.replace(/^\ufeff/, '')).toBe(seen.fromCommand.replace(/^\ufeff/, ''));
  expect(app.state.represented).toBe(join(scratch, 'Klarblatt sample', 'klarblatt.ddb'));
  expect(app.state.recent).toEqual([app.state.represented]);
  expect(JSON.parse(readFileSync(join(scratch, 'userData/window.json'), 'utf8'))).toMatchObject({
    bounds: { width: 1400, height: 900 },
  });
});

journey('the menu makes, copies, closes and opens books through native dialogs', async () => {
  const { app, page, scratch } = await start();
  await atStart(page);
  expect(app.state.shown).toBe(true);
  for (const role of ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll']) app.item('Edit', role);
  for (const role of ['resetZoom', 'zoomIn', 'zoomOut']) app.item('View', role);
  expect(() => app.click('File', 'close')).toThrow('cannot be clicked');
  app.state.choices.push(join(scratch, 'Mine'));
  app.click('File', 'new');
  await page.getByText(/Mine\.ddb has no settings yet/).waitFor();
  await expect.poll(() => app.item('File', 'save-copy').enabled).toBe(true);
  app.state.choices.push(join(scratch, 'Copy.ddb'));
  app.click('File', 'save-copy');
  await expect.poll(() => existsSync(join(scratch, 'Copy.ddb'))).toBe(true);
  app.state.choices.push(null);
  app.click('File', 'open');
  app.click('File', 'close');
  await page.getByRole('button', { name: /sample company/ }).waitFor();
  await expect.poll(() => app.state.title).toBe('Drawdown');
  app.click('File', 'recent', 'Mine');
  await page.getByText(/Mine\.ddb has no settings yet/).waitFor();
  writeFileSync(join(scratch, 'Broken.ddb'), 'no book at all');
  app.state.choices.push(join(scratch, 'Broken.ddb'));
  app.click('File', 'open');
  await expect.poll(() => app.state.told).toMatchObject([{ message: expect.stringContaining('Broken.ddb') }]);
  app.click('View', 'colours', 'theme-dark');
  expect(JSON.parse(readFileSync(join(scratch, 'userData/theme.json'), 'utf8'))).toBe('dark');
});

journey('books come by argument, by a second start, and by being dropped', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'drawdown-desktop-'));
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
  for (const name of ['one', 'two', 'three']) drawdown(['new', `${name}.ddb`], scratch);
  const { app, page } = await start({ home: scratch, argv: ['--some-switch', join(scratch, 'one.ddb')] });
  await page.getByText(/one\.ddb has no settings yet/).waitFor();
  app.state.contents.emit('second-instance', {}, ['electron', 'two.ddb'], scratch);
  await page.getByText(/two\.ddb has no settings yet/).waitFor();
  expect(app.state.focused).toBe(1);
  app.state.contents.emit('open-file', { preventDefault() {} }, join(scratch, 'three.ddb'));
  await page.getByText(/three\.ddb has no settings yet/).waitFor();
  await app.onDisk('one.ddb', join(scratch, 'one.ddb'));
  const take = `window.drawdown.call({ id: 1, method: 'host.take', input: {} }, [new File(['x'], 'NAME')])`;
  const taken = (await page.evaluate(take.replace('NAME', 'one.ddb'))) as { value: { ref: string } };
  expect(taken).toMatchObject({ ok: true, value: { name: 'one.ddb' } });
  expect(await ask(page, 'host.keepBook', { file: taken.value.ref })).toMatchObject({ ok: true });
  // One that cannot even be looked at is no fault of the program.
  symlinkSync('loop.ddb', join(scratch, 'loop.ddb'));
  await app.onDisk('loop.ddb', join(scratch, 'loop.ddb'));
  expect(await page.evaluate(take.replace('NAME', 'loop.ddb'))).toMatchObject({
    error: { code: 'unknown_file' },
  });
  // A file that the page made up has no place on the disk.
  const madeUp = await page.evaluate(take.replace('NAME', 'made-up.ddb'));
  expect(madeUp).toMatchObject({ ok: false, error: { code: 'unknown_file' } });
});

journey('the window is not closed over what was typed without a question', async () => {
  const { app, page } = await start();
  await atStart(page);
  app.state.presses.push(0, 1);
  expect([app.state.leaves(), app.state.leaves()]).toEqual([false, true]);
  expect(app.state.told[0]?.message).toContain('not applied');
});

journey('pasted rows have no place on the disk, and are imported all the same', async () => {
  const { app, page, scratch } = await start();
  await atStart(page);
  app.state.choices.push(scratch);
  await page.getByRole('button', { name: /sample company/ }).click();
  await page.getByRole('navigation', { name: 'Screens' }).waitFor({ timeout: 90_000 });
  await page.evaluate("location.hash = '#/import'");
  await page.getByText('Drop a usage file anywhere').waitFor();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    const rows = ['event_id,customer,meter,quantity,occurred_at', 'd-1,nordhaven,pages,10,2026-01-02'];
    clipboardData.setData('text/plain', rows.join('\r\n').replaceAll(',', '\t'));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await page.getByRole('button', { name: 'Import 1 row' }).click();
  await page.getByText(/Imported 1 rows? of pasted.csv/).waitFor();
  const tooMuch = await ask(page, 'host.spool', { name: 'a.csv', text: 'x'.repeat(5_000_001) });
  expect(tooMuch).toMatchObject({ ok: false, error: { code: 'bad_input' } });
});

journey('a second start gives way to the first', async () => {
  const { app, page } = await start({ isFirst: false });
  expect(await app.exited).toBe(0);
  expect(app.state.window).toBeNull();
  expect(page.url()).toBe('about:blank');
});

journey('nobody but the page is listened to, and the page goes nowhere', async () => {
  const { app, page, scratch, complaints } = await start();
  await atStart(page);
  expect(await page.evaluate('Object.keys(window.drawdown)')).toEqual(['call', 'subscribe']);
  expect(await page.evaluate('[typeof require, typeof process, typeof module]')).toEqual(
    Array(3).fill('undefined'),
  );
  const handler = app.state.handlers.get('drawdown:call')!;
  const { webContents } = app.state.window as { webContents: object };
  const ours = { url: 'app://drawdown/index.html', parent: null };
  for (const stranger of [
    { sender: {}, senderFrame: ours },
    { sender: webContents, senderFrame: null },
    { sender: webContents, senderFrame: { ...ours, parent: ours } },
    { sender: webContents, senderFrame: { ...ours, url: 'app://drawdown.evil.example/index.html' } },
    { sender: webContents, senderFrame: { ...ours, url: 'https://drawdown/index.html' } },
  ])
    expect(await handler(stranger, { id: 1, method: 'app.state' })).toMatchObject({ ok: false });
  for (const request of [null, 'x', [], {}, { id: 'x', method: 'find' }, { id: 1.5, method: 'find' }])
    expect(await page.evaluate(`window.drawdown.call(${JSON.stringify(request)})`)).toMatchObject({
      ok: false,
      error: { code: 'bad_input' },
    });
  expect(await ask(page, '__proto__')).toMatchObject({ error: { code: 'unknown_method' } });
  await namesStayNames({ app, page, scratch });
  const aborted = page.waitForEvent('requestfailed', (request) => request.url().includes('evil.example'));
  await page.evaluate(`location.href = 'https://evil.example/'`);
  await aborted;
  await expect.poll(() => app.state.navigations).toEqual([{ url: 'https://evil.example/', denied: true }]);
  expect(app.state.openWindow?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
  for (const url of [
    'https://evil.example/x',
    'http://127.0.0.1:9/',
    'wss://evil.example/',
    'file:///etc/passwd',
  ])
    expect(app.state.lets(url), url).toBe(false);
  expect(app.state.lets('app://drawdown/index.html')).toBe(true);
  const deniedBy = (emitter: EventEmitter, name: string): boolean => {
    let denied = false;
    emitter.emit(name, { preventDefault: () => (denied = true) });
    return denied;
  };
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])
    expect(deniedBy(app.state.ofPage, name), name).toBe(true);
  expect(deniedBy(app.state.ofSession, 'will-download')).toBe(true);
  const ourPage = { getURL: () => 'app://drawdown/' };
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'openExternal',
    'usb',
    'hid',
    'serial',
  ]) {
    app.state.permission!(ourPage, permission, (granted) => expect(granted, permission).toBe(false));
    expect(app.state.mayAlready!(ourPage, permission, 'app://drawdown/'), permission).toBe(false);
  }
  expect(app.state.mayUse!({ deviceType: 'usb' })).toBe(false);
  for (const from of ['https://evil.example/', 'app://drawdown.evil.example/'])
    expect(app.state.mayAlready!(null, 'clipboard-sanitized-write', from), from).toBe(false);
  complaints.expected(/evil\.example/);
});

/** Whatever the page calls a file, it is proposed in the folder that a person saw last. */
async function namesStayNames({
  app,
  page,
  scratch,
}: Pick<Started, 'app' | 'page' | 'scratch'>): Promise<void> {
  for (const name of ['..', '...', '/', '\u202e'])
    for (const method of ['host.target', 'host.folder', 'host.newBook', 'host.savePdf'])
      expect(await ask(page, method, { name })).toMatchObject({ error: { code: 'bad_file_name' } });
  for (const name of [
    '../../etc/passwd',
    '/etc/passwd',
    'C:\\Windows\\x',
    'a/../../../b',
    '..\\..\\x',
    '\\..\\',
  ]) {
    app.state.choices.push(null);
    expect(await ask(page, 'host.target', { name })).toMatchObject({ value: { file: null } });
    expect(dirname(app.state.proposed.at(-1)!), name).toBe(join(scratch, 'documents'));
  }
}

journey('app:// gives the page under its policy, and nothing else', async () => {
  const { app, page, scratch } = await start();
  await atStart(page);
  const get = app.state.protocols.get('app')!;
  const page200 = await get(new Request('app://drawdown/index.html'));
  expect(page200.status).toBe(200);
  expect(page200.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
  const link = resolve(import.meta.dirname, `../../out/renderer/link-${process.pid}.json`);
  symlinkSync(resolve(import.meta.dirname, '../../package.json'), link);
  onTestFinished(() => rmSync(link, { force: true }));
  for (const path of [
    'drawdown/../package.json',
    'drawdown/..%2f..%2fpackage.json',
    'drawdown/%2e%2e%2fmain%2findex.js',
    'drawdown/..%5c..%5cpackage.json',
    'drawdown/%00index.html',
    'drawdown/%E0%A4%A',
    `drawdown/link-${process.pid}.json`,
    'drawdown/assets',
    'elsewhere/index.html',
    `drawdown/${encodeURIComponent(join(scratch, 'x.json'))}`,
  ])
    expect((await get(new Request(`app://${path}`))).status, path).toBe(404);
  expect((await get(new Request('app://drawdown/index.html', { method: 'POST' }))).status).toBe(404);
});

journey('the stand-in refuses what a sandboxed window refuses', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'drawdown-preload-'));
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
  const refused = (name: string, text: string): void => {
    writeFileSync(join(scratch, name), text);
    expect(() => readPreload(join(scratch, name)), text).toThrow();
  };
  refused('a.mjs', 'const a = 1;');
  refused('b.cjs', "import { contextBridge } from 'electron';");
  refused('c.cjs', "const local = require('./local.cjs');");
  refused('d.cjs', "const zod = require('zod');");
  refused('e.cjs', "void import('electron');");
  const good = { sandbox: true, contextIsolation: true, preload: PRELOAD };
  expect(checkOptions({ webPreferences: good })).toContain('exposeInMainWorld');
  for (const wrong of [
    { nodeIntegration: true },
    { contextIsolation: false },
    { contextIsolation: undefined },
    { sandbox: false },
    { webSecurity: false },
    { unheardOf: true },
  ])
    expect(() => checkOptions({ webPreferences: { ...good, ...wrong } })).toThrow();
  expect(() => checkOptions({ unheardOf: 1, webPreferences: good })).toThrow();
});

journey(
  'a statement is saved as PDF where a person says, and nowhere when the dialog is cancelled',
  async () => {
    const { app, page, scratch } = await start();
    await atStart(page);
    app.state.choices.push(scratch);
    await page.getByRole('button', { name: /sample company/ }).click();
    await page.getByRole('navigation', { name: 'Screens' }).waitFor({ timeout: 90_000 });
    await page.evaluate(() => {
      window.location.hash = '#/statements/2025-11/nordhaven';
    });
    const save = page.getByRole('button', { name: 'Save as PDF' });
    const file = join(scratch, 'nordhaven.pdf');
    app.state.choices.push(null, file);
    await save.click();
    await expect.poll(() => app.state.choices.length).toBe(1);
    expect(existsSync(file)).toBe(false);
    await save.click();
    await page.getByText(`ST-2025-11-nordhaven.pdf is saved: ${file}`).waitFor();
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
    const book = join(scratch, 'Klarblatt sample', 'klarblatt.ddb');
    const bytes = readFileSync(book);
    app.state.choices.push(book);
    expect(await ask(page, 'host.savePdf', { name: 'x.pdf' })).toMatchObject({
      ok: false,
      error: { code: 'bad_file_name' },
    });
    expect(readFileSync(book).equals(bytes)).toBe(true);
    expect(await ask(page, 'host.savePdf', { name: '...' })).toMatchObject({
      ok: false,
      error: { code: 'bad_file_name' },
    });
  },
);

journey('a recent book that is gone is marked on the start screen, and left out of the menu', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'drawdown-desktop-'));
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
  for (const name of ['kept', 'lost']) drawdown(['new', `${name}.ddb`], scratch);
  mkdirSync(join(scratch, 'userData'));
  const recent = ['kept', 'lost'].map((name) => join(scratch, `${name}.ddb`));
  writeFileSync(join(scratch, 'userData/recent.json'), JSON.stringify(recent));
  rmSync(join(scratch, 'lost.ddb'));
  const { app, page } = await start({ home: scratch });
  await atStart(page);
  const books = page.getByRole('region', { name: 'Recent books' });
  const lost = books.getByRole('row', { name: /lost/ });
  await lost.getByText('missing').waitFor();
  expect(await lost.getByRole('button').count()).toBe(0);
  app.item('File', 'recent', 'kept');
  expect(() => app.item('File', 'recent', 'lost')).toThrow();
  await books.getByRole('button', { name: 'kept' }).click();
  await page.getByText(/kept\.ddb has no settings yet/).waitFor();
});

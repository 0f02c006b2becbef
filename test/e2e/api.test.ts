// The page's way to its host, in the browser: typed calls, refusals, jobs with progress and cancel, events, files both ways, and
// a host that is gone. The page itself is an empty one.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Picked } from '../../src-shared/contract/host.ts';
import type { api } from './api-page/main.ts';
import { journey } from './chromium.ts';
import { setOut } from './journey.ts';

type Api = typeof api;
const built = mkdtempSync(join(tmpdir(), 'drawdown-api-page-'));
beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    base: './',
    root: resolve(import.meta.dirname, 'api-page'),
    build: { outDir: built, emptyOutDir: true, modulePreload: { polyfill: false } },
  });
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

/** Runs in the page, which cannot see what stands around the function. */
function inPage<T>(page: Page, work: (api: Api) => Promise<T>): Promise<T>;
function inPage<T, G>(page: Page, work: (api: Api, given: G) => Promise<T>, given: G): Promise<T>;
function inPage<T, G>(page: Page, work: (api: Api, given: G) => Promise<T>, given?: G): Promise<T> {
  const source = `(${work.toString()})(window.api, ${JSON.stringify(given) ?? 'undefined'})`;
  return page.evaluate(source) as Promise<T>;
}

journey('calls are answered, and refused with a code and findings', async () => {
  const { page, folder } = await setOut({ built });
  expect(await inPage(page, ({ client }) => client.call('app.state', {}))).toMatchObject({ book: null });
  expect(await inPage(page, ({ host }) => host.info())).toMatchObject({ kind: 'browser', folder });
  const refused = await inPage(page, async ({ client }) =>
    client.call('find', { text: 'x' }).then(
      () => null,
      ({ name, code, findings }) => ({ name, code, findings }),
    ),
  );
  expect(refused).toMatchObject({ name: 'ApiError', code: 'no_book', findings: [{ code: 'no_book' }] });
  const bad = await inPage(page, async ({ host }) => host.newBook('..').catch(({ code }) => code));
  expect(bad).toBe('bad_file_name');
});

journey('a job says how far it is; changes are heard by both tabs, progress by one', async () => {
  const { page, complaints } = await setOut({ built });
  const other = await page.context().newPage();
  await other.goto(page.url());
  await inPage(other, async ({ client, transport }) => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    client.subscribe(({ type }) => heard.push(type));
    transport.subscribe(({ type }) => heard.push(`raw ${type}`));
  });
  const { steps, book } = await inPage(page, async ({ client, host }) => {
    const steps: string[] = [];
    const made = await host.saveInFolder(
      'Sample',
      (folder) => client.job('book.sample', { folder }, ({ step }) => steps.push(step)).done,
    );
    return { steps, book: made!.answer };
  });
  expect(book.name).toContain('Klarblatt');
  expect(steps.length).toBeGreaterThan(1);
  const heard = (): Promise<string[]> => other.evaluate('heard');
  await expect.poll(heard).toContain('changed');
  expect(await heard()).not.toContain('raw progress');
  expect(complaints.all).toEqual([]);
});

journey('files go in by the chooser and come out as downloads', async () => {
  const { page, download, choose, folder } = await setOut({ built });
  const file = join(built, 'Übung 1.csv');
  writeFileSync(file, 'a;b\n1;2\n');
  let picking: Promise<Picked[]> | null = null;
  await choose(async () => {
    picking = inPage(page, ({ host }) => host.pickFiles({ accept: '.csv' }));
  }, [file]);
  expect(await picking).toMatchObject([
    { name: 'Übung 1.csv', ref: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  ]);
  const saved = await download(() =>
    inPage(page, async ({ client, host }) => {
      await host.saveInFolder('Sample', (folder) => client.job('book.sample', { folder }).done);
      await host.saveAs(
        'Lots – 2025.csv',
        (file) => client.job('report.save', { name: 'lots', format: 'csv', file }).done,
      );
    }),
  );
  expect(saved.name).toBe('Lots – 2025.csv');
  expect(saved.bytes.toString('utf8').split('\n').length).toBeGreaterThan(10);
  const copied = await inPage(page, async ({ client, host }) => {
    await client.call('book.close', {});
    const [dropped] = await host.take([new File(['no book at all'], 'Dropped.ddb')]);
    const kept = await host.keepBook(dropped!);
    return client.call('book.open', { file: kept.ref }).catch(({ code }) => `${kept.name} ${code}`);
  });
  expect(copied).toMatch(/^Dropped (?!internal)/);
  expect(readdirSync(folder)).toContain('Dropped.ddb');
});

journey('a host that is gone is told in words', async () => {
  const { page, host, complaints } = await setOut({ built });
  await inPage(page, ({ client }) => client.call('app.state', {}));
  await host.stop();
  const told = await inPage(page, async ({ client }) =>
    client.call('app.state', {}).catch(({ code, message }) => ({ code, message })),
  );
  expect(told).toEqual({ code: 'backend_down', message: expect.stringContaining('start Drawdown again') });
  // The browser says so in its console, and asks for the events again.
  expect(complaints.expected(/ERR_|Failed to load|request failed/)).toBeGreaterThan(0);
  await page.goto('about:blank').catch(() => {});
  complaints.expected(/ERR_|Failed to load|request failed|asked elsewhere: about/);
});

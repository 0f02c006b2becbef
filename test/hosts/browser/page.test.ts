// What the browser host serves: the files of the built page as they were at the start, and nothing else; each answer with the
// headers that keep the page to itself.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPage } from '../../../src-main/hosts/browser/page-files.ts';
import { type Loopback, openLoopback, PAGE } from '../loopback.ts';

let page: Loopback;
beforeAll(async () => {
  page = await openLoopback();
});
afterAll(() => page.stop());

describe('headers', () => {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  it.each([
    { path: '', status: 200 },
    { path: 'page.js', status: 200 },
    { path: 'nothing', status: 404 },
    { path: '/', status: 403 },
    { path: 'call', method: 'POST', headers: { 'content-type': 'application/json' }, body: '', status: 400 },
    { path: 'call', method: 'POST', status: 415 },
    { path: 'events', status: 400 },
    { path: 'download/x', status: 404 },
    { path: '', method: 'OPTIONS', status: 405 },
  ])('stand on every answer: $status to $method $path', async ({ status, ...asking }) => {
    const answer = await page.ask(asking);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(answer.headers['x-powered-by']).toBeUndefined();
  });
});

describe('files', () => {
  it('have their type', async () => {
    const [index, script] = [await page.ask(), await page.ask({ path: 'page.js?v=1' })];
    expect(index).toMatchObject({ text: PAGE, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(script).toMatchObject({
      text: 'void 0;',
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    });
  });

  it.each([
    '../secret.js',
    './../secret.js',
    'x/../../secret.js',
    '..%2fsecret.js',
    '%2e%2e/secret.js',
    '%2e%2e%2fsecret.js',
    '..\\secret.js',
    '..%5csecret.js',
    '..%c0%afsecret.js',
    '%252e%252e%252fsecret.js',
    '/../secret.js',
    '//secret.js',
    'page.js/../../secret.js',
    'page.js%00.html',
    'index.html',
    'page.js/',
    'PAGE.JS',
    'constructor',
    '__proto__',
    'download/../page.js',
  ])('are not reached by %s', async (path) => {
    const answer = await page.ask({ path: `${page.room}${path}` });
    expect(answer.status).toBe(404);
    expect(answer.text).toBe(
      path.startsWith('download/')
        ? 'This file was downloaded before, or there was none.\n'
        : 'There is nothing here.\n',
    );
  });

  it('are those of the start: later ones, links and unknown kinds are not there', async () => {
    writeFileSync(join(page.page, 'later.js'), 'later');
    expect((await page.ask({ path: 'later.js' })).status).toBe(404);
    mkdirSync(join(page.page, 'assets'));
    writeFileSync(join(page.page, 'assets/grid.css'), 'p {}');
    writeFileSync(join(page.page, 'assets/grid.js.map'), '{}');
    symlinkSync(join(page.page, '../secret.js'), join(page.page, 'linked.js'));
    symlinkSync(join(page.page, '..'), join(page.page, 'above'));
    const files = readPage(page.page);
    expect([...files.keys()].sort()).toEqual(['', 'assets/grid.css', 'later.js', 'page.js']);
  });

  it('must have a page among them', () => {
    expect(() => readPage(join(page.page, 'assets'))).toThrow('There is no page');
  });
});

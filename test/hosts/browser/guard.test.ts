// Who is let in by the browser host: the browser that opened the one-time link, from its page. Every other way in is tried.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loopback, openLoopback, PAGE } from '../loopback.ts';

let page: Loopback;
beforeAll(async () => {
  page = await openLoopback();
});
afterAll(() => page.stop());

const pathOf = (link: string): string => link.slice(page.host.origin.length);
const STRANGER = { cookie: undefined };
const CALL = { method: 'POST', path: 'call', body: '{"method":"app.state"}' } as const;
const JSON_TYPE = { 'content-type': 'application/json' };

describe('the one-time link', () => {
  it('gives a cookie that no script reads and no other site sends, and leaves the address', async () => {
    const { status, headers, text } = await page.ask({ path: pathOf(page.host.link()), headers: STRANGER });
    expect({ status, location: headers.location, text }).toEqual({
      status: 303,
      location: page.room,
      text: '',
    });
    const [cookie = '', ...flags] = headers['set-cookie']![0]!.split('; ');
    expect(flags).toEqual([`Path=${page.room}`, 'HttpOnly', 'SameSite=Strict']);
    expect(cookie).toMatch(/^drawdown=[\w-]{32}$/);
    expect((await page.ask({ headers: { cookie } })).text).toBe(PAGE);
  });

  it('works once', async () => {
    const path = pathOf(page.host.link());
    expect((await page.ask({ path, headers: STRANGER })).status).toBe(303);
    const again = await page.ask({ path, headers: STRANGER });
    expect(again).toMatchObject({ status: 403, text: expect.stringContaining('used before') });
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('leads a browser that was let in before to the page, used or not', async () => {
    const path = pathOf(page.host.link());
    await page.ask({ path, headers: STRANGER });
    const again = await page.ask({ path });
    expect(again).toMatchObject({ status: 303, headers: { location: page.room } });
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('ends the one before it', async () => {
    const old = pathOf(page.host.link());
    const fresh = pathOf(page.host.link());
    expect((await page.ask({ path: old, headers: STRANGER })).status).toBe(403);
    expect((await page.ask({ path: fresh, headers: STRANGER })).status).toBe(303);
  });

  it.each(['?token=', '?token=wrong', '?token', '?TOKEN=x', ''])('is not guessed: %s', async (search) => {
    page.host.link();
    const { status, headers } = await page.ask({ path: search, headers: STRANGER });
    expect({ status, cookie: headers['set-cookie'] }).toEqual({ status: 403, cookie: undefined });
  });

  it('is not taken by POST', async () => {
    const path = pathOf(page.host.link());
    expect((await page.ask({ method: 'POST', path, headers: STRANGER })).status).toBe(403);
    expect((await page.ask({ path, headers: STRANGER })).status).toBe(303);
  });
});

describe('without the cookie', () => {
  it.each([
    { path: '' },
    { path: 'page.js' },
    { path: 'events?page=00000000-0000-0000-0000-000000000000' },
    { path: 'download/00000000-0000-0000-0000-000000000000' },
    CALL,
    { method: 'POST', path: 'upload?name=a.csv', body: 'x' },
  ])('nothing is served: $path', async (asking) => {
    for (const cookie of [undefined, '', 'drawdown=', 'drawdown=wrong', `${page.cookie}x`, 'other=1']) {
      const { status, text } = await page.ask({ ...asking, headers: { ...JSON_TYPE, cookie } });
      expect({ status, text }).toEqual({ status: 403, text: expect.stringMatching(/^Open the link/) });
    }
  });

  it('among other cookies it is found', async () => {
    const cookie = `a=b; drawdown=old; ${page.cookie}; c=d`;
    expect((await page.ask({ headers: { cookie } })).status).toBe(200);
  });

  it('the cookie of another host opens nothing, nor does ours outside its room', async () => {
    const other = await openLoopback();
    try {
      expect((await page.ask({ headers: { cookie: other.cookie } })).status).toBe(403);
      for (const path of ['/', '/call', '/page.js', other.room, page.room.slice(0, -1), `/x${page.room}`])
        expect((await page.ask({ path })).status).toBe(403);
    } finally {
      await other.stop();
    }
  });
});

describe('another name for the server (DNS rebinding)', () => {
  it.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1', 'evil.example:PORT', 'localhost:PORT'])(
    'is refused: Host %s',
    async (name) => {
      const host = name.replace('PORT', String(page.port));
      expect(await page.ask({ headers: { host } })).toMatchObject({ status: 403 });
      expect(await page.ask({ ...CALL, headers: { ...JSON_TYPE, host } })).toMatchObject({ status: 403 });
      const path = pathOf(page.host.link());
      expect((await page.ask({ path, headers: { host, cookie: undefined } })).status).toBe(403);
    },
  );

  it('no name, two names and an address in the request line are refused', async () => {
    const own = `Host: 127.0.0.1:${page.port}\r\n`;
    const rest = `Cookie: ${page.cookie}\r\nConnection: close\r\n\r\n`;
    expect(await page.raw(`GET ${page.room} HTTP/1.1\r\n${rest}`)).toMatch(/^HTTP\/1.1 400 /);
    const twice = await page.raw(`GET ${page.room} HTTP/1.1\r\nHost: evil.example\r\n${own}${rest}`);
    expect(twice).toMatch(/^HTTP\/1.1 40[03] /);
    const absolute = await page.raw(`GET http://evil.example${page.room} HTTP/1.1\r\n${own}${rest}`);
    expect(absolute).toMatch(/^HTTP\/1.1 403 /);
  });
});

describe('another page', () => {
  it.each([
    'http://evil.example',
    'null',
    'https://127.0.0.1:PORT',
    'http://localhost:PORT',
    'http://127.0.0.1',
  ])('makes no call: Origin %s', async (from) => {
    const origin = from.replace('PORT', String(page.port));
    expect((await page.ask({ ...CALL, headers: { ...JSON_TYPE, origin } })).status).toBe(403);
    expect((await page.ask({ headers: { origin } })).status).toBe(403);
  });

  it('makes no call by hiding where it is', async () => {
    expect((await page.ask({ ...CALL, headers: { ...JSON_TYPE, origin: undefined } })).status).toBe(403);
  });

  it.each(['cross-site', 'same-site', 'none', 'else'])('is known by Sec-Fetch-Site: %s', async (site) => {
    const headers = { 'sec-fetch-site': site };
    expect((await page.ask({ ...CALL, headers: { ...JSON_TYPE, ...headers } })).status).toBe(403);
    // A person who types the address comes from nowhere.
    expect((await page.ask({ headers })).status).toBe(site === 'none' ? 200 : 403);
  });

  it('gets no leave to ask by a preflight, nor by another method', async () => {
    for (const method of ['OPTIONS', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'TRACE']) {
      const headers = { origin: 'http://evil.example', 'access-control-request-method': 'POST' };
      const answer = await page.ask({ method, path: 'call', headers });
      expect(answer.status).toBe(405);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    expect(Object.keys((await page.ask()).headers).filter((name) => /access-control/.test(name))).toEqual([]);
  });

  it('sends no call as a form does', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', undefined])
      expect((await page.ask({ ...CALL, headers: { 'content-type': type } })).status).toBe(415);
    expect(
      (await page.ask({ method: 'POST', path: 'upload?name=a', headers: { 'content-type': 'text/plain' } }))
        .status,
    ).toBe(415);
  });
});

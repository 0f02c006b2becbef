// What the browser host does not put up with: too much, too slow, too many. The limits are smaller here than in life.
import { readdirSync } from 'node:fs';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, type Loopback, openLoopback } from '../loopback.ts';

let page: Loopback;
beforeAll(async () => {
  page = await openLoopback({
    headMs: 400,
    headBytes: 4096,
    callMs: 300,
    callBytes: 10_000,
    uploadBytes: 50_000,
    idleMs: 300,
    streams: 2,
    heartbeatMs: 50,
  });
});
afterAll(() => page.stop());

const head = (path: string, more: string): string =>
  `POST ${page.room}${path} HTTP/1.1\r\nHost: 127.0.0.1:${page.port}\r\nOrigin: ${page.host.origin}\r\nCookie: ${page.cookie}\r\n${more}\r\n`;
const JSON_TYPE = 'Content-Type: application/json\r\n';
const BYTES_TYPE = 'Content-Type: application/octet-stream\r\n';
const BYTES = { 'content-type': 'application/octet-stream' };
const stillServes = async (): Promise<void> => expect((await page.ask()).status).toBe(200);

describe('too much', () => {
  it('of a call is refused before it was read, and while it is', async () => {
    const told = await page.raw(head('call', `${JSON_TYPE}Content-Length: 10001\r\n`));
    expect(told).toMatch(/^HTTP\/1.1 413 [\s\S]*"code":"bad_input"/);
    const chunk = `1000\r\n${'x'.repeat(4096)}\r\n`;
    const chunked = head('call', `${JSON_TYPE}Transfer-Encoding: chunked\r\n`);
    expect(await page.raw(chunked + chunk.repeat(3))).toMatch(/^HTTP\/1.1 413 /);
    await stillServes();
  });

  it('of a file is refused, and leaves nothing behind', async () => {
    const asking = { method: 'POST', path: 'upload?name=big.csv', headers: BYTES };
    const before = passing();
    const told = await page.raw(head('upload?name=big.csv', `${BYTES_TYPE}Content-Length: 50001\r\n`));
    expect(told).toMatch(/^HTTP\/1.1 413 [\s\S]*"code":"file_too_large"/);
    const chunk = `2000\r\n${'x'.repeat(8192)}\r\n`;
    const chunked = head('upload?name=big.csv', `${BYTES_TYPE}Transfer-Encoding: chunked\r\n`);
    expect(await page.raw(chunked + chunk.repeat(8))).toMatch(/^HTTP\/1.1 413 /);
    expect(passing()).toEqual(before);
    expect((await page.ask({ ...asking, body: 'x'.repeat(50_000) })).status).toBe(200);
    await stillServes();
  });

  it('of headers is refused', async () => {
    const told = await page.raw(head('call', `X-Long: ${'x'.repeat(5000)}\r\n`));
    expect(told).toMatch(/^HTTP\/1.1 431 /);
  });
});

describe('too slow', () => {
  it('with the head: the connection ends', async () => {
    const told = await page.raw('GET / HTTP/1.1\r\nHost: 127', (socket) => drip(socket, 'x', 100));
    expect(told).toMatch(/^(HTTP\/1.1 408 .*[\s\S]*)?$/);
    await stillServes();
  });

  it('with a call: the connection ends', async () => {
    const slow = head('call', `${JSON_TYPE}Content-Length: 1000\r\n`);
    const told = await page.raw(slow, (socket) => drip(socket, ' ', 50));
    expect(told).toMatch(/^HTTP\/1.1 408 /);
    await stillServes();
  });

  it('with a file: silence ends it, steady trickling does not; one cut off leaves nothing behind', async () => {
    const before = passing();
    const silent = head('upload?name=a.csv', `${BYTES_TYPE}Content-Length: 10\r\n`);
    expect(await page.raw(`${silent}abc`)).toMatch(/^HTTP\/1.1 408 /);
    expect(await page.raw(`${silent}abc`, (socket) => socket.end())).not.toMatch(/200 OK/);
    await expect.poll(passing).toEqual(before);
    let sent = 0;
    const told = await page.raw(silent, (socket) => {
      const timer = setInterval(() => {
        socket.write('x');
        if (++sent === 10) clearInterval(timer);
      }, 100);
      socket.on('data', () => socket.end());
    });
    expect(told).toMatch(/^HTTP\/1.1 200 OK/);
  });

  it('never with an answer: a long one shows that it is still to come', async () => {
    const folder = answerOf<{ file: string }>(await page.call('host.folder', { name: 'Sample' })).file;
    const body = JSON.stringify({ id: 7, method: 'book.sample', input: { folder } });
    const headers = { 'content-type': 'application/json' };
    const { text } = await page.ask({ method: 'POST', path: 'call', headers, body });
    expect(text).toMatch(/^ +\{"id":7,"ok":true/);
  });
});

it('too many event streams are refused, and a closed one makes room', async () => {
  const events = `events?page=${crypto.randomUUID()}`;
  const sockets: Socket[] = [];
  const open = (): Promise<string> =>
    page.raw(head(events, '').replace('POST', 'GET'), (socket) => sockets.push(socket));
  const told = [open(), open()];
  await expect.poll(() => sockets.filter(({ bytesRead }) => bytesRead > 0).length).toBe(2);
  expect((await page.ask({ path: events })).status).toBe(503);
  for (const socket of sockets) socket.destroy();
  for (const text of await Promise.all(told)) expect(text).toMatch(/^HTTP\/1.1 200 OK/);
  const third = open();
  await expect.poll(() => sockets.length).toBe(3);
  setTimeout(() => sockets.at(-1)?.destroy(), 200);
  expect(await third).toMatch(/^HTTP\/1.1 200 OK[\s\S]*text\/event-stream/);
});

function drip(socket: Socket, text: string, everyMs: number): void {
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(text)), everyMs);
  socket.on('close', () => clearInterval(timer));
}

/** Everything in the private folder of files on their way. */
function passing(): string[] {
  return readdirSync(page.temporary, { recursive: true }).map(String).sort();
}

// Requests as no browser sends them: two in one, bodies whose length is said twice, heads that end oddly, other protocols, many
// sockets. None is answered as the page's own, and the server goes on serving. The limits are smaller here than in life.
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loopback, openLoopback, PAGE } from '../loopback.ts';

let page: Loopback;
beforeAll(async () => {
  page = await openLoopback({ headMs: 400, callMs: 400, idleMs: 400, connections: 6 });
});
afterAll(() => page.stop());

const CALL = '{"id":1,"method":"app.state"}';
const own = (): string =>
  `Host: 127.0.0.1:${page.port}\r\nOrigin: ${page.host.origin}\r\nCookie: ${page.cookie}\r\n`;
const post = (lengths: string, body: string): string =>
  `POST ${page.room}call HTTP/1.1\r\n${own()}Content-Type: application/json\r\n${lengths}\r\n${body}`;
/** A request that would be answered with the page if it were taken for one of its own. */
const hidden = (): string => `GET ${page.room} HTTP/1.1\r\n${own()}Connection: close\r\n\r\n`;
const answers = (text: string): string[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status!);

describe('a request hidden in another', () => {
  const chunked = (): string => `${CALL.length.toString(16)}\r\n${CALL}\r\n0\r\n\r\n`;
  it.each<[string, () => string]>([
    ['a length and chunks', () => post(`Content-Length: 4\r\nTransfer-Encoding: chunked\r\n`, chunked())],
    ['chunks and a length', () => post(`Transfer-Encoding: chunked\r\nContent-Length: 4\r\n`, chunked())],
    ['two lengths', () => post('Content-Length: 0\r\nContent-Length: 29\r\n', CALL)],
    ['a list of lengths', () => post('Content-Length: 0, 29\r\n', CALL)],
    ['a length with a sign', () => post('Content-Length: +29\r\n', CALL)],
    ['a length of another base', () => post('Content-Length: 0x1d\r\n', CALL)],
    ['chunks by another name', () => post('Transfer-Encoding: xchunked\r\n', chunked())],
    ['chunks named twice', () => post('Transfer-Encoding: chunked, identity\r\n', chunked())],
    ['a blank before the colon', () => post('Transfer-Encoding : chunked\r\n', chunked())],
    ['a folded line', () => post('X: 1\r\n Transfer-Encoding: chunked\r\n', chunked())],
    ['a bare line feed', () => post('X: 1\nTransfer-Encoding: chunked\r\n', chunked())],
    ['a bare carriage return', () => post('X: 1\rTransfer-Encoding: chunked\r\n', chunked())],
    ['a NUL in a name', () => post('X\u0000: 1\r\nContent-Length: 29\r\n', CALL)],
    ['a chunk of no size', () => post('Transfer-Encoding: chunked\r\n', `\r\n${CALL}\r\n0\r\n\r\n`)],
    [
      'a chunk of a huge size',
      () => post('Transfer-Encoding: chunked\r\n', `ffffffffffffffffff\r\n${CALL}\r\n0\r\n\r\n`),
    ],
    ['a chunk that ends oddly', () => post('Transfer-Encoding: chunked\r\n', `1d\n${CALL}\r\n0\r\n\r\n`)],
  ])('by %s', async (_how, shape) => {
    const told = await page.raw(shape() + hidden(), (socket) => void setTimeout(() => socket.end(), 600));
    expect(told).not.toContain(PAGE);
    expect(answers(told).every((status) => status === '400')).toBe(true);
    expect((await page.ask()).text).toBe(PAGE);
  });

  it('is two requests where each is whole, and a stranger’s second is asked for the cookie too', async () => {
    const first = `GET ${page.room} HTTP/1.1\r\n${own()}\r\n`;
    const stranger = `GET ${page.room} HTTP/1.1\r\nHost: 127.0.0.1:${page.port}\r\n\r\n`;
    const told = await page.raw(first + stranger);
    expect(answers(told)).toEqual(['200', '403']);
  });
});

describe('another protocol', () => {
  it.each<[string, () => string, string[]]>([
    ['a websocket, of a stranger', () => upgrade(''), ['403']],
    ['a websocket, of the page', () => upgrade(`Cookie: ${page.cookie}\r\n`), ['200']],
    ['a tunnel', () => `CONNECT evil.example:443 HTTP/1.1\r\n${own()}\r\n`, []],
    ['HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', ['400']],
    ['HTTP/0.9', () => `GET ${page.room}\r\n\r\n`, ['403']],
    ['TLS', () => '\u0016\u0003\u0001\u0002\u0000\u0001\u0000', ['400']],
    ['a mail', () => 'EHLO evil.example\r\n', ['400']],
  ])('is not spoken: %s', async (_what, shape, statuses) => {
    const told = await page.raw(shape(), (socket) => void setTimeout(() => socket.end(), 600));
    expect(answers(told)).toEqual(statuses);
    expect(told).not.toMatch(/101 Switching|upgrade:/i);
  });
});

const upgrade = (more: string): string =>
  `GET ${page.room} HTTP/1.1\r\nHost: 127.0.0.1:${page.port}\r\n${more}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;

describe('many sockets', () => {
  it('that say nothing are ended, and the page is served again', async () => {
    const idle = Array.from({ length: 30 }, () => connect(page.port, '127.0.0.1').on('error', () => {}));
    const ended = idle.map((socket) => new Promise((resolve) => socket.on('close', resolve)));
    for (const socket of idle) socket.resume();
    await Promise.all(ended);
    expect((await page.ask()).text).toBe(PAGE);
  });

  it('of a stranger with endless bodies are not listened to', async () => {
    const sockets: Socket[] = [];
    const told = await page.raw(
      `POST ${page.room}upload?name=a HTTP/1.1\r\nHost: 127.0.0.1:${page.port}\r\nOrigin: ${page.host.origin}\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000000000\r\n\r\n`,
      (socket) => sockets.push(socket),
    );
    expect(answers(told)).toEqual(['403']);
    expect(sockets[0]!.destroyed).toBe(true);
  });
});

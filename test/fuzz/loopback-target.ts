// Requests to the loopback server, changed byte by byte: without the cookie nothing is served, with it nothing but the page and
// replies to calls, whatever the request looks like; and the server goes on serving. Must not: know a call.
import { connect } from 'node:net';
import { type Loopback, openLoopback, PAGE } from '../hosts/loopback.ts';
import { Fault } from './ground.ts';
import { changeBytes } from './mutate.ts';
import type { Target } from './target.ts';

/** In place of what is known only once the server runs. */
const ROOM = '@ROOM@';
const HOST = '@HOST@';
const COOKIE = '@COOKIE@';

let opened: Promise<Loopback> | null = null;
const server = (): Promise<Loopback> => {
  opened ??= openLoopback({ headMs: 300, callMs: 300, idleMs: 300 });
  return opened;
};

export async function closeLoopback(): Promise<void> {
  await (await opened)?.stop();
}

const request = (line: string, more: string, body = ''): Buffer =>
  Buffer.from(`${line} HTTP/1.1\r\nHost: ${HOST}\r\n${more}Connection: close\r\n\r\n${body}`);
const LET_IN = `Cookie: ${COOKIE}\r\n`;
const CALL = '{"id":1,"method":"app.state","input":{},"page":"p"}';
const JSON_HEAD = `Origin: http://${HOST}\r\nContent-Type: application/json\r\n`;

/** What the server says until it ends the connection; a request that never comes to its end is let be. */
function answerTo(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.setEncoding('latin1').setTimeout(1500, () => socket.destroy());
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}

function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0);
}

export const loopback: Target = {
  name: 'loopback',
  begin: () => [
    request(`GET ${ROOM}`, LET_IN),
    request(`GET ${ROOM}page.js`, LET_IN),
    request(`GET ${ROOM}download/00000000-0000-0000-0000-000000000000`, LET_IN),
    request(`GET ${ROOM}..%2f..%2fsecret.js`, LET_IN),
    request(`GET ${ROOM}?token=x`, ''),
    request(`GET ${ROOM}`, 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n'),
    request(`POST ${ROOM}call`, `${LET_IN}${JSON_HEAD}Content-Length: ${CALL.length}\r\n`, CALL),
    request(`POST ${ROOM}call`, `${JSON_HEAD}Content-Length: ${CALL.length}\r\n`, CALL),
    request(
      `POST ${ROOM}call`,
      `${LET_IN}${JSON_HEAD}Transfer-Encoding: chunked\r\n`,
      `${CALL.length.toString(16)}\r\n${CALL}\r\n0\r\n\r\n`,
    ),
    request(
      `POST ${ROOM}upload?name=a.csv`,
      `${LET_IN}Origin: http://${HOST}\r\nContent-Type: application/octet-stream\r\nContent-Length: 1\r\n`,
      'x',
    ),
  ],
  change: changeBytes,
  async attempt(_ground, input) {
    const page = await server();
    const filled = (cookie: string): Buffer =>
      Buffer.from(
        input
          .toString('latin1')
          .replaceAll(ROOM, page.room)
          .replaceAll(HOST, `127.0.0.1:${page.port}`)
          .replaceAll(COOKIE, cookie),
        'latin1',
      );
    const stranger = await answerTo(page.port, filled('drawdown=stranger'));
    const status = statusOf(stranger);
    if (/HTTP\/1\.1 [23]\d\d /.test(stranger))
      throw new Fault(`a stranger was answered: ${stranger.slice(0, 300)}`);
    const known = await answerTo(page.port, filled(page.cookie));
    const served = known.includes(PAGE) || known.includes('void 0;') || /\{"id":\d+,"ok":/.test(known);
    if (statusOf(known) === 200 && !served && !known.includes('text/event-stream'))
      throw new Fault(`what is no page was served: ${known.slice(0, 300)}`);
    if (/secret|access-control/i.test(known)) throw new Fault(`more was served: ${known.slice(0, 300)}`);
    if (statusOf(known) > 500) throw new Fault(known.slice(0, 300));
    return `${status || 'cut off'}, ${statusOf(known) || 'cut off'}`;
  },
};

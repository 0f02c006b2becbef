// A browser host on temporary folders, and requests to it as a browser, a stranger or an attacker would send them: every header
// is the test's own. Must not: go through `fetch`, which minds what may be sent.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserHost } from '../../src-main/hosts/browser/host.ts';
import { startBrowserHost } from '../../src-main/hosts/browser/host.ts';
import type { Limits } from '../../src-main/hosts/browser/limits.ts';
import type { Reply } from '../../src-shared/contract/wire.ts';

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Asking {
  readonly method?: string;
  /** From the room; from the root where it begins with "/". */
  readonly path?: string;
  /** Over those of the page; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Buffer;
}

export interface Loopback {
  readonly host: BrowserHost;
  readonly port: number;
  /** The folder of books, and that of the page. */
  readonly folder: string;
  readonly page: string;
  /** Holds the private folder of files on their way. */
  readonly temporary: string;
  /** "/…/" and "drawdown=…", as a browser has them after the link. */
  readonly room: string;
  readonly cookie: string;
  /** As the page asks. */
  ask(asking?: Asking): Promise<Answered>;
  /** A call, as the page makes it. */
  call(method: string, input?: unknown, more?: Record<string, unknown>): Promise<Reply>;
  /** Sends bytes as they are, and gathers what comes until the server ends it. */
  raw(bytes: string, then?: (socket: Socket) => void): Promise<string>;
  stop(): Promise<void>;
}

export const PAGE = '<!doctype html><title>Drawdown</title><p>The page';

export async function openLoopback(
  limits: Partial<Limits> = {},
  book?: (folder: string) => string,
  worker?: URL,
): Promise<Loopback> {
  const scratch = mkdtempSync(join(tmpdir(), 'drawdown-loopback-'));
  const [folder, page] = [join(scratch, 'books'), mkdtempSync(join(scratch, 'page-'))];
  writeFileSync(join(page, 'index.html'), PAGE);
  writeFileSync(join(page, 'page.js'), 'void 0;');
  writeFileSync(join(scratch, 'secret.js'), 'secret');
  const temporary = mkdtempSync(join(scratch, 'passing-'));
  const host = await startBrowserHost({
    page,
    folder,
    book: book?.(scratch),
    checkAnswers: true,
    temporary,
    worker,
    limits,
  });
  const port = Number(new URL(host.origin).port);
  const entered = await send(port, {
    path: host.link().slice(host.origin.length),
    headers: { host: `127.0.0.1:${port}` },
  });
  const room = entered.headers.location!;
  const cookie = entered.headers['set-cookie']![0]!.split(';')[0]!;
  const ask = ({ method = 'GET', path = '', headers = {}, body }: Asking = {}): Promise<Answered> => {
    const page = { host: `127.0.0.1:${port}`, cookie, origin: method === 'GET' ? undefined : host.origin };
    const full = path.startsWith('/') ? path : `${room}${path}`;
    return send(port, { method, path: full, headers: { ...page, ...headers }, body });
  };
  return {
    host,
    port,
    folder,
    page,
    temporary,
    room,
    cookie,
    ask,
    async call(method, input = {}, more = {}) {
      const body = JSON.stringify({ id: 1, method, input, ...more });
      const headers = { 'content-type': 'application/json' };
      const { text } = await ask({ method: 'POST', path: 'call', headers, body });
      return JSON.parse(text) as Reply;
    },
    raw: (bytes, then) => sendRaw(port, bytes, then),
    async stop() {
      await host.stop();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

/** The value of a reply that has to be one. */
export function answerOf<T>(reply: Reply): T {
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
  return reply.value as T;
}

function send(port: number, { method = 'GET', path = '/', headers = {}, body }: Asking): Promise<Answered> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined) as [string, string][];
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: Object.fromEntries(given),
      setHost: false,
      agent: false,
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, headers: answered } = response;
        resolve({ status, headers: answered, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
    sent.end(body);
  });
}

function sendRaw(port: number, bytes: string, then?: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes);
      then?.(socket);
    });
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}

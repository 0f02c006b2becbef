// What may be asked of the server once the guard has let a request in: the page's files, calls, events, uploads, downloads.
// Must not: be reached without the guard.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { HostCode } from '../../../src-shared/contract/host.ts';
import { isHostMethod } from '../../../src-shared/contract/host.ts';
import {
  asRequest,
  failedReply,
  faultOf,
  type Reply,
  type Request,
} from '../../../src-shared/contract/wire.ts';
import type { Backend } from '../../backend/window/client.ts';
import { safeFileName } from '../serving/file-names.ts';
import type { PassingFiles } from '../serving/passing-files.ts';
import { sayNo, sendBytes, sendReply } from './answers.ts';
import { readText, saveBody, TooLarge, TooSlow } from './bodies.ts';
import type { HostCalls } from './host-calls.ts';
import type { Limits } from './limits.ts';
import type { PageFile } from './page-files.ts';
import type { Pages } from './pages.ts';

export interface Routes {
  readonly page: ReadonlyMap<string, PageFile>;
  readonly backend: Backend;
  readonly pages: Pages;
  readonly hostCalls: HostCalls;
  readonly passing: PassingFiles;
  readonly limits: Limits;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
}

const PAGE_NAME = /^[0-9a-f-]{36}$/;
const DOWNLOAD = 'download/';

export async function serve(routes: Routes, path: string, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  if (request.method === 'POST') {
    if (path === 'call') return answerCall(routes, exchange);
    if (path === 'upload') return takeUpload(routes, exchange);
    return sayNo(response, 404, 'There is nothing here.');
  }
  const file = routes.page.get(path);
  if (file) return sendBytes(response, file.type, file.bytes);
  if (path === 'events') return openEvents(routes, exchange);
  if (path.startsWith(DOWNLOAD)) return sendDownload(routes, path.slice(DOWNLOAD.length), response);
  sayNo(response, 404, 'There is nothing here.');
}

interface Call extends Request {
  readonly page: string;
}

async function answerCall(routes: Routes, { request, response }: Exchange): Promise<void> {
  if (!isOf(request, 'application/json')) return sayNo(response, 415, 'A call is JSON.');
  let call: Call | null;
  try {
    call = readCall(await readText(request, routes.limits.callBytes, routes.limits.callMs));
  } catch (error) {
    if (error instanceof TooLarge)
      return sendReply(response, failedReply(0, 'bad_input', 'The call is too large'), 413);
    if (error instanceof TooSlow) return sayNo(response, 408, 'The call did not come to its end.');
    throw error;
  }
  if (!call) return sendReply(response, failedReply(0, 'bad_input', 'This is not a call'), 400);
  // Blanks may stand before JSON: a reply that takes minutes shows that it is still to come.
  const beat = setInterval(() => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/json' });
    response.write(' ');
  }, routes.limits.heartbeatMs);
  try {
    sendReply(response, await replyTo(routes, call));
  } finally {
    clearInterval(beat);
  }
}

async function replyTo({ hostCalls, pages }: Routes, { id, method, input, page }: Call): Promise<Reply> {
  try {
    return isHostMethod(method)
      ? await hostCalls.call(id, method, input, (job) => pages.cancel(page, job))
      : await pages.call(page, id, method, input);
  } catch (error) {
    return { id, ok: false, error: faultOf(error) };
  }
}

function readCall(text: string): Call | null {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return null;
  }
  const request = asRequest(said);
  const { page = '' } = (request ? said : {}) as Record<string, unknown>;
  return request && typeof page === 'string' ? { ...request, page } : null;
}

async function takeUpload({ backend, passing, limits }: Routes, exchange: Exchange): Promise<void> {
  const { request, response, query } = exchange;
  if (!isOf(request, 'application/octet-stream')) return sayNo(response, 415, 'A file comes as bytes.');
  const no = (code: HostCode | 'internal', message: string, status = 400): void =>
    sendReply(response, failedReply(0, code, message), status);
  const name = safeFileName(query.get('name') ?? '');
  if (name === null) return no('bad_file_name', 'The file has no name');
  const path = passing.placeFor(name);
  try {
    await saveBody(request, path, limits.uploadBytes, limits.idleMs);
  } catch (error) {
    passing.drop(path);
    if (error instanceof TooLarge)
      return no('file_too_large', `${name} is larger than ${limits.uploadBytes} bytes`, 413);
    if (error instanceof TooSlow) return sayNo(response, 408, 'The file did not come to its end.');
    return no('no_space_here', `${name} cannot be kept: ${(error as Error).message}`);
  }
  const ref = backend.grant(path);
  passing.uploaded(ref, path);
  sendReply(response, { id: 0, ok: true, value: { ref, name: basename(path) } });
}

function openEvents({ pages }: Routes, { response, query }: Exchange): void {
  const page = query.get('page') ?? '';
  if (!PAGE_NAME.test(page)) sayNo(response, 400, 'Which page is it?');
  else if (!pages.open(page, response)) sayNo(response, 503, 'Too many pages are open.');
}

async function sendDownload({ passing }: Routes, ref: string, response: ServerResponse): Promise<void> {
  const file = passing.takeOut(ref);
  if (!file) return sayNo(response, 404, 'This file was downloaded before, or there was none.');
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': file.size,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, encodeByte)}`,
  });
  // The browser may end it half-way; the file goes all the same.
  await pipeline(file.stream, response).catch(() => {});
}

const encodeByte = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;

function isOf(request: IncomingMessage, type: string): boolean {
  return request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() === type;
}

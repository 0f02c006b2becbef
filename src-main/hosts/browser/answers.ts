// How the server answers: every answer carries the headers that keep the page to itself. Must not: decide what to answer.
import type { ServerResponse } from 'node:http';
import type { Reply } from '../../../src-shared/contract/wire.ts';
import { SAFE_HEADERS } from '../serving/headers.ts';

export function setSafeHeaders(response: ServerResponse): void {
  for (const [header, value] of SAFE_HEADERS) response.setHeader(header, value);
}

export function sayNo(response: ServerResponse, status: number, why: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // What is left of the request is not waited for.
  response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${why}\n`);
}

export function sendBytes(response: ServerResponse, type: string, bytes: Buffer): void {
  response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
  response.end(bytes);
}

export function sendReply(response: ServerResponse, reply: Reply, status = 200): void {
  if (!response.headersSent) {
    if (status !== 200) response.setHeader('connection', 'close');
    response.writeHead(status, { 'content-type': 'application/json' });
  }
  response.end(JSON.stringify(reply));
}

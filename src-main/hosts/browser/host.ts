// The browser host: the page on 127.0.0.1 for one person's browser, with the same worker behind it as in the desktop window.
// Must not: listen anywhere else, or do a call's work.
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { HostInfo } from '../../../src-shared/contract/host.ts';
import { type Backend, startBackend } from '../../backend/window/client.ts';
import { openPassingFiles } from '../serving/passing-files.ts';
import { openRemembered, type Remembered } from '../serving/remembered.ts';
import { sayNo, setSafeHeaders } from './answers.ts';
import { openBookFolder } from './book-folder.ts';
import { type Guard, openGuard } from './guard.ts';
import { openHostCalls } from './host-calls.ts';
import { LIMITS, type Limits } from './limits.ts';
import { readPage } from './page-files.ts';
import { openPages } from './pages.ts';
import { type Routes, serve } from './routes.ts';
import { listenAsBefore } from './same-port.ts';

export interface BrowserHostOptions {
  /** The built page. */
  readonly page: string;
  /** Where books are kept. */
  readonly folder: string;
  /** A book to open at once. */
  readonly book?: string;
  /** Answers are checked against the contract: in tests and while developing. */
  readonly checkAnswers?: boolean;
  readonly limits?: Partial<Limits>;
  /** The worker's file, where it is not run from the sources. */
  readonly worker?: URL;
  /** Where files on their way are kept, if not where the system keeps temporary ones. */
  readonly temporary?: string;
}

export interface BrowserHost {
  readonly origin: string;
  /** A link that opens the page once. */
  link(): string;
  /** Why the book could not be opened. */
  readonly refusedAtStart: HostInfo['refusedAtStart'];
  readonly backend: Backend;
  /** Waits for the running write, closes the book and takes away what was passing through. */
  stop(): Promise<void>;
}

const WORKER = new URL('../../backend/window/worker.ts', import.meta.url);

export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const limits: Limits = { ...LIMITS, ...options.limits };
  const page = readPage(options.page);
  const books = openBookFolder(options.folder);
  const backend = startBackend(options.worker ?? WORKER, {
    checkAnswers: options.checkAnswers ?? false,
    person: join(options.folder, '.person.json'),
  });
  const passing = openPassingFiles(options.temporary);
  try {
    const refusedAtStart = options.book === undefined ? null : await openAtStart(backend, options.book);
    const hostCalls = openHostCalls({ backend, books, passing, refusedAtStart });
    const pages = openPages(backend, limits);
    const routes: Routes = { page, backend, pages, hostCalls, passing, limits };
    const { server, origin, guard } = await listen(routes, openRemembered(books.path));
    let stopping: Promise<void> | null = null;
    const stop = async (): Promise<void> => {
      const closed = new Promise((resolve) => server.close(resolve));
      await backend.stop();
      pages.close();
      server.closeIdleConnections();
      // Replies that were just given still go out; nobody is waited for longer.
      const last = setTimeout(() => server.closeAllConnections(), 500);
      await closed;
      clearTimeout(last);
      passing.clear();
    };
    return {
      origin,
      link: guard.link,
      refusedAtStart,
      backend,
      stop: () => {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    await backend.stop();
    passing.clear();
    throw error;
  }
}

async function openAtStart(backend: Backend, book: string): Promise<HostInfo['refusedAtStart']> {
  const reply = await backend.call('book.open', { file: backend.grant(book) });
  if (reply.ok) return null;
  const { code, message } = reply.error;
  return { code, message: `${book}: ${message}` };
}

async function listen(
  routes: Routes,
  remembered: Remembered,
): Promise<{ server: Server; origin: string; guard: Guard }> {
  const { limits } = routes;
  const server = createServer({
    headersTimeout: limits.headMs,
    // Bodies have time limits of their own; a large upload may take its time.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(limits.headMs, 5000),
    maxHeaderSize: limits.headBytes,
    keepAliveTimeout: 60_000,
  });
  server.maxConnections = limits.connections;
  const origin = `http://127.0.0.1:${await listenAsBefore(server, remembered)}`;
  const guard = openGuard(origin);
  server.on('request', (request, response) => {
    setSafeHeaders(response);
    const { method = '', url = '', headers } = request;
    const verdict = guard.check({ method, url, headers });
    if (verdict.kind === 'refuse') return sayNo(response, verdict.status, verdict.why);
    if (verdict.kind === 'welcome') {
      if (verdict.cookie !== '') response.setHeader('set-cookie', verdict.cookie);
      response.writeHead(303, { location: verdict.to }).end();
      return;
    }
    serve(routes, verdict.path, { request, response, query: verdict.query }).catch(() => response.destroy());
  });
  return { server, origin, guard };
}

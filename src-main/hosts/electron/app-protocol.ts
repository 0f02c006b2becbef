// app://drawdown: the built page as the window loads it, with the headers that keep it to itself. Must not: reach any file
// outside the page's folder, or answer for another name.
import { readFile, realpath } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve, sep } from 'node:path';
import { protocol } from 'electron';
import { FILE_TYPES, SAFE_HEADERS } from '../serving/headers.ts';

const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://drawdown`;
export const PAGE_ADDRESS = `${ORIGIN}/index.html`;

/** To be called before the program is ready. The policy of the page holds here as on the web: nothing bypasses it. */
export function claimScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

export function servePage(folder: string): void {
  protocol.handle(SCHEME, async ({ method, url }) => {
    const file = method === 'GET' ? fileFor(folder, url) : null;
    const type = file === null ? undefined : FILE_TYPES[extname(file)];
    if (file === null || type === undefined) return answer(404, 'text/plain', 'There is nothing here.');
    try {
      // A link in the folder could lead anywhere.
      if (!isBelow(await realpath(folder), await realpath(file)))
        return answer(404, 'text/plain', 'There is nothing here.');
      return answer(200, type, new Uint8Array(await readFile(file)));
    } catch {
      return answer(404, 'text/plain', 'There is nothing here.');
    }
  });
}

/** The file that an address means, or null where it means none of ours. */
function fileFor(folder: string, address: string): string | null {
  const url = URL.parse(address);
  if (url?.protocol !== `${SCHEME}:` || url.host !== 'drawdown') return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = resolve(folder, `.${path === '/' ? '/index.html' : path}`);
  return isBelow(folder, file) ? file : null;
}

function isBelow(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function answer(status: number, type: string, body: string | Uint8Array<ArrayBuffer>): Response {
  return new Response(body, { status, headers: [...SAFE_HEADERS.map(pair), ['content-type', type]] });
}

const pair = ([header, value]: readonly [string, string]): [string, string] => [header, value];

// Who may talk to the loopback server: the browser that opened the one-time link, from the page it was given, and nobody else.
// Every request passes here first. Must not: serve anything, or tell a stranger more than "no".
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type Verdict =
  /** Let in; `path` is what is asked for, below the room. */
  | { readonly kind: 'pass'; readonly path: string; readonly query: URLSearchParams }
  /** The one-time link was opened: give this cookie, and send the browser to the page. */
  | { readonly kind: 'welcome'; readonly cookie: string; readonly to: string }
  | { readonly kind: 'refuse'; readonly status: number; readonly why: string };

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Guard {
  check(asked: Asked): Verdict;
  /** A link that opens the page once. It takes the place of one that was not used. */
  link(): string;
}

const COOKIE = 'drawdown';
const NEW_LINK = 'Open the link that Drawdown shows where it was started; Enter there makes a new one.';

/** @param origin "http://127.0.0.1:PORT", the only name the server answers to. */
export function openGuard(origin: string): Guard {
  // Cookies of 127.0.0.1 go to every port: a path that nobody else knows keeps ours from other programs' servers.
  const room = `/${secret()}/`;
  const host = new URL(origin).host;
  const sessions = new Set<string>();
  let token: string | null = null;

  const welcome = (given: string): Verdict | null => {
    if (token === null || hash(given) !== token) return null;
    token = null;
    const session = secret();
    sessions.add(hash(session));
    const cookie = `${COOKIE}=${session}; Path=${room}; HttpOnly; SameSite=Strict`;
    return { kind: 'welcome', cookie, to: room };
  };

  return {
    link() {
      const fresh = secret();
      token = hash(fresh);
      return `${origin}${room}?token=${fresh}`;
    },
    check({ method, url, headers }) {
      // DNS rebinding: the browser thinks it talks to another name, and says which.
      if (headers.host !== host) return refuse(403, 'This is not the address of this server.');
      if (method !== 'GET' && method !== 'POST') return refuse(405, 'Only GET and POST.');
      if (!fromOurPage(method, headers, origin)) return refuse(403, 'Only the page itself may ask.');
      if (!url.startsWith(room)) return refuse(403, NEW_LINK);
      const [path = '', search = ''] = split(url.slice(room.length));
      const query = new URLSearchParams(search);
      const known = cookiesOf(headers.cookie).some((value) => sessions.has(hash(value)));
      const given = method === 'GET' && path === '' ? query.get('token') : null;
      if (given !== null) {
        // An old link in a browser that was let in before: to the page, without the token in the address.
        if (known) return { kind: 'welcome', cookie: '', to: room };
        return welcome(given) ?? refuse(403, `This link was used before. ${NEW_LINK}`);
      }
      return known ? { kind: 'pass', path, query } : refuse(403, NEW_LINK);
    },
  };
}

/** Browsers say where a request comes from: always with POST, and in Sec-Fetch-Site with everything. */
function fromOurPage(method: string, headers: IncomingHttpHeaders, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  // "none": a person typed or opened the address.
  const near = site === undefined || site === 'same-origin' || (site === 'none' && method === 'GET');
  const said = headers.origin;
  return near && (said === undefined ? method === 'GET' : said === origin);
}

function split(rest: string): string[] {
  const at = rest.indexOf('?');
  return at < 0 ? [rest] : [rest.slice(0, at), rest.slice(at + 1)];
}

function cookiesOf(header = ''): string[] {
  return header
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${COOKIE}=`))
    .map((part) => part.slice(COOKIE.length + 1));
}

function refuse(status: number, why: string): Verdict {
  return { kind: 'refuse', status, why };
}

const secret = (): string => randomBytes(24).toString('base64url');
/** Secrets are compared by their hash: how long that takes says nothing of them. */
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

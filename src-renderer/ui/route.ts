// Where the page is: a path and choices after "#", so that every view has an address, Back works, and links are links.
// Must not: know a screen.
import { useSyncExternalStore } from 'react';

export interface Route {
  /** Parts of the path, decoded: ["customers", "nordhaven"]. */
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

/** An address of the page: to(['customers', code], { tab: 'lots' }) → "#/customers/code?tab=lots". */
export function to(path: readonly string[], query: Readonly<Record<string, string | null>> = {}): string {
  const parts = Object.entries(query).flatMap(([key, value]) =>
    value === null || value === '' ? [] : [`${encodeURIComponent(key)}=${encodeURIComponent(value)}`],
  );
  return `#/${path.map(encodeURIComponent).join('/')}${parts.length > 0 ? `?${parts.join('&')}` : ''}`;
}

export function go(address: string): void {
  window.location.hash = address;
}

/** Changes the address without a step for Back: for choices within a screen. */
export function replaceRoute(address: string): void {
  window.history.replaceState(null, '', address);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

function read(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  return {
    path: path
      .split('/')
      .filter((part) => part !== '')
      .map(decode),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

let last = { hash: '', route: read('') };

function snapshot(): Route {
  const { hash } = window.location;
  if (hash !== last.hash) last = { hash, route: read(hash) };
  return last.route;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, snapshot);
}

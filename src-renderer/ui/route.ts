// Where the page is: a path and choices after "#", so that every view has an address, Back works, and links are links. What is being
// explained stands in the address, too, beside the screen it was opened from. Must not: know a screen.
import { useSyncExternalStore } from 'react';

export interface Route {
  /** Parts of the path, decoded: ["customers", "nordhaven"]. */
  readonly path: readonly string[];
  /** Choices of the screen; what is being explained is not among them. */
  readonly query: Readonly<Record<string, string>>;
}

/** The choice that says what is being explained. */
const EXPLAIN = 'explain';

/** An address of the page: to(['customers', code], { tab: 'lots' }) → "#/customers/code?tab=lots". */
export function to(path: readonly string[], query: Readonly<Record<string, string | null>> = {}): string {
  return `#/${path.map(encodeURIComponent).join('/')}${queryText(query)}`;
}

function queryText(query: Readonly<Record<string, string | null>>): string {
  const parts = Object.entries(query).flatMap(([key, value]) =>
    value === null || value === '' ? [] : [`${encodeURIComponent(key)}=${encodeURIComponent(value)}`],
  );
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** An explanation of this subject on whatever screen one is: "#?explain=…". */
export function explainedHere(subject: string): string {
  return `#${queryText({ [EXPLAIN]: subject })}`;
}

/** The address of a screen with an explanation beside it. */
export function explainedAt(
  subject: string,
  path: readonly string[],
  query: Readonly<Record<string, string | null>> = {},
): string {
  return to(path, { ...query, [EXPLAIN]: subject });
}

export function go(address: string): void {
  window.location.hash = address;
}

/** Changes the address without a step for Back: for choices within a screen. */
export function replaceRoute(address: string): void {
  window.history.replaceState(null, '', address);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** Changes some choices of the screen as it is now; the others, and what is explained beside it, stay. */
export function chooseHere(change: Readonly<Record<string, string | null>>): void {
  const { route, explained } = snapshot();
  const query = { ...route.query, ...change };
  replaceRoute(explained === null ? to(route.path, query) : explainedAt(explained, route.path, query));
}

/** Closes the explanation; the screen stays as it is. */
export function closeExplained(): void {
  const { path, query } = snapshot().route;
  replaceRoute(to(path, query));
}

interface Place {
  readonly hash: string;
  readonly route: Route;
  readonly explained: string | null;
}

/** An address without a path ("#?explain=…") means the screen one is on. */
function read(hash: string, before: Route): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const { [EXPLAIN]: explained = null, ...choices } = Object.fromEntries(new URLSearchParams(query));
  if (hash.startsWith('#?')) return { hash, route: before, explained };
  const parts = path.split('/').filter((part) => part !== '');
  const route = { path: parts.map(decode), query: choices };
  // The same screen with the same choices stays the same object: opening an explanation fetches nothing anew.
  return { hash, route: JSON.stringify(route) === JSON.stringify(before) ? before : route, explained };
}

/** A part of an address as text; as it is where it is no address. */
export function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

let last: Place = { hash: '', route: { path: [], query: {} }, explained: null };

function snapshot(): Place {
  const { hash } = window.location;
  if (hash !== last.hash) last = read(hash, last.route);
  return last;
}

/** Writes "#?explain=…" as the whole address that it means. */
function settle(): void {
  if (!window.location.hash.startsWith('#?')) return;
  const { route, explained } = snapshot();
  window.history.replaceState(null, '', to(route.path, { ...route.query, [EXPLAIN]: explained }));
}

function subscribe(listener: () => void): () => void {
  const heard = (): void => {
    settle();
    listener();
  };
  window.addEventListener('hashchange', heard);
  return () => window.removeEventListener('hashchange', heard);
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, () => snapshot().route);
}

/** What is being explained, as it stands in the address; null: nothing. */
export function useExplainedText(): string | null {
  return useSyncExternalStore(subscribe, () => snapshot().explained);
}

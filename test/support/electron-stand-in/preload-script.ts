// A sandboxed window's preload: refused where Electron would refuse it, and wrapped so that a page of Chromium runs it before its own
// scripts, with the bridge between both worlds copying what crosses. Must not: give the page anything else of the stand-in.
import { readFileSync } from 'node:fs';
import { extname, isAbsolute } from 'node:path';
import { Script } from 'node:vm';

export const INVOKE = '__standInInvoke';
export const INSIDE = '__standInInside';
/** What a sandboxed preload may require. */
const ALLOWED = ['electron', 'events', 'timers', 'url'];

export function readPreload(file: string): string {
  if (!isAbsolute(file)) throw new Error(`preload must be an absolute path: ${file}`);
  if (extname(file) === '.mjs') throw new Error('A sandboxed preload cannot be an ES module');
  const text = readFileSync(file, 'utf8');
  try {
    new Script(`(function (exports, require, module) {${text}\n})`);
  } catch (error) {
    throw new Error(`Unable to load preload script ${file}: ${error}`);
  }
  for (const [, required = ''] of text.matchAll(/\brequire\(\s*["'`]([^"'`]*)["'`]\s*\)/g))
    if (!ALLOWED.includes(required)) throw new Error(`preload: module not found: ${required}`);
  if (/\bimport\s*\(/.test(text)) throw new Error('A sandboxed preload cannot import()');
  return text;
}

/** The script a page runs first. */
export function pageScript(preload: string): string {
  return `(${runPreload.toString()})(${JSON.stringify(INVOKE)}, ${JSON.stringify(INSIDE)},
    function (exports, require, module) {${preload}\n});`;
}

type Anything = (...given: unknown[]) => unknown;
type Preload = (exports: object, require: (name: string) => unknown, module: object) => void;

/** Runs in the page; sees nothing of what stands around it. */
function runPreload(invokeName: string, insideName: string, preload: Preload): void {
  const world = globalThis as unknown as Record<string, unknown>;
  // Only the main frame has a preload.
  if (world.window !== world.top) return;
  const paths = new Map<string, string>();
  const listeners = new Map<string, Set<Anything>>();
  const only = (name: string, members: object): object =>
    new Proxy(members, {
      get(target, key) {
        if (typeof key === 'symbol' || key in target) return Reflect.get(target, key);
        throw new TypeError(`The stand-in has no ${name}.${key} in a preload`);
      },
    });
  const cross = (value: unknown): unknown => {
    if (typeof value === 'symbol') throw new TypeError('A symbol cannot cross the bridge');
    if (typeof value === 'function')
      return (...given: unknown[]) => cross((value as Anything)(...given.map(cross)));
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof Promise)
      return value.then(cross, (error: unknown) => {
        throw new Error(error instanceof Error ? error.message : String(error));
      });
    if (value instanceof Blob) return value;
    if (Array.isArray(value)) return value.map(cross);
    const copied = Object.entries(value).map(([key, inner]) => [key, cross(inner)]);
    return Object.fromEntries(copied);
  };
  const on = (channel: string, listener: Anything): void => {
    const all = listeners.get(channel) ?? new Set();
    listeners.set(channel, all.add(listener));
  };
  const electron = {
    contextBridge: only('contextBridge', {
      exposeInMainWorld(key: string, api: object) {
        if (key in world) throw new Error(`Cannot bind an API on top of an existing property: ${key}`);
        const value = Object.freeze(cross(api));
        Object.defineProperty(world, key, { value, enumerable: true });
      },
    }),
    ipcRenderer: only('ipcRenderer', {
      invoke: async (channel: string, ...given: unknown[]) => {
        const send = world[invokeName] as (channel: string, given: unknown) => Promise<unknown>;
        return send(channel, structuredClone(given));
      },
      on,
      off: (channel: string, listener: Anything) => void listeners.get(channel)?.delete(listener),
    }),
    webUtils: only('webUtils', {
      getPathForFile(file: unknown) {
        if (!(file instanceof File)) throw new TypeError('getPathForFile wants a File');
        return paths.get(file.name) ?? '';
      },
    }),
  };
  Object.defineProperty(world, insideName, {
    value: {
      hear(channel: string, given: unknown[]) {
        for (const listener of listeners.get(channel) ?? []) listener({}, ...given);
      },
      onDisk: (name: string, path: string) => void paths.set(name, path),
    },
  });
  const required = (name: string): unknown => {
    if (name === 'electron') return only('electron', electron);
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  preload(module.exports, required, module);
}

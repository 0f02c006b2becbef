// Starts the *built* main process in this very process with the stand-in in Electron's place, over a page of a real Chromium.
// Must not: load sources, or forgive an import Electron does not have.
import { createRequire, registerHooks } from 'node:module';
import { resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { electronModule } from './electron-module.ts';
import { findItem, type MenuItem } from './menu.ts';
import { INSIDE } from './preload-script.ts';
import { newState, type State } from './state.ts';

const OUT = resolve(import.meta.dirname, '../../../out');
const MAIN = pathToFileURL(resolve(OUT, 'main/index.js')).href;
const KEPT = Symbol.for('drawdown.electron-stand-in');
const IMPORTER = 'electron-stand-in:importer';

export interface StandIn {
  readonly state: State;
  readonly exited: Promise<number>;
  item(...names: string[]): MenuItem;
  click(...names: string[]): void;
  /** Tells the page's preload where a file of this name lies, as the system does for one that was chosen or dropped. */
  onDisk(name: string, path: string): Promise<void>;
  quit(): Promise<number>;
}

export interface LaunchOptions {
  readonly page: Page;
  readonly home: string;
  readonly argv?: readonly string[];
  readonly isFirst?: boolean;
}

let launches = 0;
const require = createRequire(import.meta.url);

export async function launch({ page, home, argv = [], isFirst = true }: LaunchOptions): Promise<StandIn> {
  const state = newState();
  let exit: (status: number) => void = () => {};
  const exited = new Promise<number>((done) => {
    exit = done;
  });
  const electron = electronModule({ state, page, home, isFirst, onExit: (status) => exit(status) });
  await loadMain(electron, argv);
  const quit = (): Promise<number> => {
    (electron.app as { quit(): void }).quit();
    return exited;
  };
  return {
    state,
    exited,
    item: (...names) => findItem(state.menu, names),
    click(...names) {
      const found = findItem(state.menu, names);
      if (found.enabled === false) throw new Error(`${names.join(' > ')} cannot be clicked`);
      found.click?.();
    },
    onDisk: (name, path) =>
      page.evaluate(
        `window[${JSON.stringify(INSIDE)}].onDisk(${JSON.stringify(name)}, ${JSON.stringify(path)})`,
      ),
    quit,
  };
}

/** Each launch has modules of its own, as each start of a program has. */
async function loadMain(electron: Record<string, unknown>, argv: readonly string[]): Promise<void> {
  const id = ++launches;
  (globalThis as unknown as Record<symbol, unknown>)[KEPT] = electron;
  const names = Object.keys(electron);
  const source = `const all = globalThis[Symbol.for('drawdown.electron-stand-in')];
    ${names.map((name) => `export const ${name} = all[${JSON.stringify(name)}];`).join('\n')}`;
  const hooks = registerHooks({
    resolve(wanted, context, next) {
      if (wanted === IMPORTER) return { url: IMPORTER, format: 'module', shortCircuit: true };
      if (wanted === 'electron')
        return { url: `electron-stand-in:${id}`, format: 'module', shortCircuit: true };
      return next(wanted, context);
    },
    load(url, context, next) {
      if (url === `electron-stand-in:${id}`) return { format: 'module', source, shortCircuit: true };
      // Imports as a plain program does: the test runner's own import would go its own way.
      if (url === IMPORTER)
        return { format: 'module', source: 'export const load = (url) => import(url);', shortCircuit: true };
      return next(url, context);
    },
  });
  const before = process.argv;
  process.argv = ['electron', '.', ...argv];
  try {
    const { load } = require(IMPORTER) as { load(url: string): Promise<unknown> };
    await load(`${MAIN}?launch=${id}`);
  } finally {
    process.argv = before;
    hooks.deregister();
  }
}

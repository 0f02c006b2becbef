// Whether the desktop window can be had here, and starting it. Electron's binary is not part of the installation: it is fetched
// on first use, from a place that locked-down machines do not reach. Must not: import Electron; the window is a program of its own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

const ROOT = resolve(import.meta.dirname, '../../..');
const ELECTRON = join(ROOT, 'node_modules/electron');
/** The built main of hosts/electron. */
export const MAIN = join(ROOT, 'out/main/index.js');
const FETCH_WITHIN_MS = 180_000;

export type Desktop =
  | { readonly found: true; readonly binary: string }
  | { readonly found: false; readonly why: string };

export function findDesktop(say: (text: string) => void): Desktop {
  const no = (why: string): Desktop => ({ found: false, why });
  if (!existsSync(MAIN)) return no('The desktop window is not built');
  if (!hasDisplay()) return no('There is no display for a window');
  if (!existsSync(join(ELECTRON, 'install.js'))) return no('Electron is not installed');
  const there = binary();
  if (there !== null) return { found: true, binary: there };
  say('Fetching Electron, once …');
  spawnSync(process.execPath, [join(ELECTRON, 'install.js')], { timeout: FETCH_WITHIN_MS, stdio: 'ignore' });
  const fetched = binary();
  return fetched === null ? no('Electron cannot be fetched from here') : { found: true, binary: fetched };
}

/** Runs the window until it is closed. @returns its exit status. */
export function runDesktop(
  { binary: command }: Extract<Desktop, { found: true }>,
  book?: string,
): Promise<number> {
  // Some editors' terminals say that Electron is to be plain Node, or which file Node is to load first: neither is for the window.
  const { ELECTRON_RUN_AS_NODE: _, NODE_OPTIONS: __, ...env } = process.env;
  const child = spawn(command, [MAIN, ...(book === undefined ? [] : [book])], { stdio: 'inherit', env });
  // Ctrl+C reaches the window as well, which closes the book; this process only waits for it.
  process.on('SIGINT', () => {});
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (status) => done(status ?? 1));
  });
}

/** Electron's binary, where it was fetched before. */
export function binary(): string | null {
  const note = join(ELECTRON, 'path.txt');
  if (!existsSync(note)) return null;
  const path = join(ELECTRON, 'dist', readFileSync(note, 'utf8'));
  return existsSync(path) ? path : null;
}

export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

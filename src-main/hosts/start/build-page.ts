// Builds the page and the window when there is none or they are older than their sources, so that a fresh clone starts with one command.
// Must not: be part of a packaged program, whose page is built; there it finds no sources and does nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

const ROOT = resolve(import.meta.dirname, '../../..');
export const PAGE_FOLDER = join(ROOT, 'out/renderer');
const BUILDER = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js');
const SOURCES = ['src-renderer', 'src-shared', 'electron.vite.config.ts', 'package-lock.json'];

export function pageIsStale(): boolean {
  return isOlder(join(PAGE_FOLDER, 'index.html'), SOURCES);
}

/** The desktop window runs the main process and the worker as they were built, not from the sources. */
export function windowIsStale(): boolean {
  return pageIsStale() || isOlder(join(ROOT, 'out/main/index.js'), ['src-main', ...SOURCES]);
}

function isOlder(file: string, than: readonly string[]): boolean {
  if (!existsSync(join(ROOT, 'src-renderer'))) return false;
  const built = changedAt(file);
  return than.some((source) => newestIn(join(ROOT, source)) > built);
}

/** @returns what the builder said when it failed. */
export function buildPage(): string | null {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [BUILDER, 'build'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return status === 0 ? null : `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`;
}

function newestIn(path: string): number {
  const own = changedAt(path);
  if (!existsSync(path) || statSync(path).isFile()) return own;
  return readdirSync(path, { recursive: true, withFileTypes: true }).reduce(
    (newest, entry) => Math.max(newest, changedAt(join(entry.parentPath, entry.name))),
    own,
  );
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

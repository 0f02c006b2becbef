// Evidence packs for tests: given into a folder, read back, and checked by the recipes they bring along, as an auditor would run them.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'vitest';

const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import sys']).status === 0);
const required = process.env.DRAWDOWN_REQUIRE_TOOLS === '1';
if (!python && !required) console.warn('python3 is not installed: tests of the recipes are skipped');

/** A test that needs Python. */
export const testWithPython = test.skipIf(!python && !required);

export const RECIPE_NAMES = ['files', 'seal', 'facts', 'sample', 'batches'] as const;

/** Runs a recipe in the pack's folder. */
export function runRecipe(pack: string, name: (typeof RECIPE_NAMES)[number]): { ok: boolean; said: string } {
  const { status, stdout, stderr } = spawnSync(python ?? 'python3', [`recipes/check-${name}.py`], {
    cwd: pack,
    encoding: 'utf8',
  });
  return { ok: status === 0, said: stdout + stderr };
}

/** All files of a folder by path. */
export function filesOf(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'latin1'));
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

// LibreOffice as an independent spreadsheet program: it opens what we wrote, computes our formulas itself, and writes what it got.
// Without it tests that need it are skipped with a word, unless DRAWDOWN_REQUIRE_TOOLS=1 says they must run.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { test } from 'vitest';
import { type PlainWorkbook, plainWorkbook } from './workbook-cells.ts';
import { spoilt } from './workbook-parts.ts';

const installed = spawnSync('soffice', ['--version'], { encoding: 'utf8' }).status === 0;
const isMissing = !installed && process.env.DRAWDOWN_REQUIRE_TOOLS !== '1';
if (isMissing) console.warn('soffice is not installed: tests of recalculation are skipped');

/** A test that needs LibreOffice. */
export const testWithOffice = test.skipIf(isMissing);

// A profile of its own, in which every workbook is computed anew on loading (0: always).
const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;
/** The program is given a time limit, which is for so many files. */
const AT_ONCE = 25;

/**
 * Opens files, computes everything, and saves each as a workbook.
 * @param infilter how files of text are read; null: they are workbooks.
 * @returns where each of them was saved, by its path.
 */
export function savedByOffice(
  folder: string,
  paths: readonly string[],
  infilter: string | null = null,
): ReadonlyMap<string, string> {
  const [profile, given, out] = ['profile-', 'given-', 'saved-'].map((name) =>
    mkdtempSync(join(folder, name)),
  );
  mkdirSync(join(profile!, 'user'));
  writeFileSync(join(profile!, 'user', 'registrymodifications.xcu'), SETTINGS);
  // Files of different folders may share a name.
  const copies = paths.map((path, n) => join(given!, `${n}-${basename(path)}`));
  for (const [n, path] of paths.entries()) copyFileSync(path, copies[n]!);
  const options = [`-env:UserInstallation=file://${profile}`, '--headless', '--norestore'];
  if (infilter !== null) options.push(`--infilter=${infilter}`);
  for (let at = 0; at < copies.length; at += AT_ONCE)
    execFileSync(
      'soffice',
      [...options, '--convert-to', 'xlsx', '--outdir', out!, ...copies.slice(at, at + AT_ONCE)],
      { stdio: 'pipe', timeout: 110_000 },
    );
  rmSync(profile!, { recursive: true, force: true });
  return new Map(paths.map((path, n) => [path, join(out!, `${basename(copies[n]!, extname(path))}.xlsx`)]));
}

/** A workbook with something made wrong in it: `change` sees each of its parts. */
export interface Changed {
  readonly of: string;
  readonly change: (part: string, content: string) => string;
}

/**
 * Workbooks as LibreOffice computes them, from copies without any result, so that nothing can be taken over from us; and those that
 * a test changed, by the names it gives them. Where the program is missing they are not there: only `testWithOffice` asks for them.
 */
export function computedByOffice(
  folder: string,
  paths: readonly string[],
  changed: Readonly<Record<string, Changed>> = {},
): (pathOrName: string) => Promise<PlainWorkbook> {
  const copies = new Map<string, string>();
  const into = mkdtempSync(join(folder, 'blank-'));
  const copy = (key: string, { of, change }: Changed): void => {
    copies.set(key, join(into, `${copies.size}.xlsx`));
    spoilt(of, copies.get(key)!, change);
  };
  for (const of of paths)
    copy(of, { of, change: (_, content) => content.replace(/(<\/f>)<v>[^<]*<\/v>/g, '$1') });
  for (const [name, one] of Object.entries(changed)) copy(name, one);
  const saved = isMissing ? new Map() : savedByOffice(folder, [...copies.values()]);
  return async (pathOrName) => plainWorkbook(saved.get(copies.get(pathOrName)!)!);
}

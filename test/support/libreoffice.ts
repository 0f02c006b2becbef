// LibreOffice as an independent spreadsheet program: it computes our formulas itself, and writes what it got.
// Without it tests that need it are skipped with a word, unless DRAWDOWN_REQUIRE_TOOLS=1 says they must run.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, test } from 'vitest';

const installed = spawnSync('soffice', ['--version'], { encoding: 'utf8' }).status === 0;
const required = process.env.DRAWDOWN_REQUIRE_TOOLS === '1';
if (!installed && !required) console.warn('soffice is not installed: tests of recalculation are skipped');

/** A test that needs LibreOffice. */
export const testWithOffice = test.skipIf(!installed && !required);

/** A folder that goes with the test file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-excel-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

// A profile of its own, in which every workbook is computed anew on loading (0: always).
const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;

/** Opens the workbooks, computes everything, and saves each under its name in a new folder. @returns that folder. */
export function recalculate(folder: string, paths: readonly string[], format = 'xlsx'): string {
  const profile = mkdtempSync(join(folder, 'profile-'));
  mkdirSync(join(profile, 'user'));
  writeFileSync(join(profile, 'user', 'registrymodifications.xcu'), SETTINGS);
  const out = mkdtempSync(join(folder, 'computed-'));
  const arguments_ = [
    `-env:UserInstallation=file://${profile}`,
    '--headless',
    '--norestore',
    '--convert-to',
    format,
    '--outdir',
    out,
  ];
  execFileSync('soffice', [...arguments_, ...paths], { stdio: 'pipe', timeout: 110_000 });
  rmSync(profile, { recursive: true, force: true });
  return out;
}

export const computedPath = (folder: string, path: string): string => join(folder, basename(path));

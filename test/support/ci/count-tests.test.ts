// What continuous integration prints last is a sum; here is what goes into it, and that these tests run on the Node the
// project brings along (Node 20, which some machines have, crashes better-sqlite3).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addCounts, countRun, type RunReport, totalLine } from './count-tests.ts';

const root = join(import.meta.dirname, '../../..');

it('the tests run on Node 24, the version in node_modules, whatever the machine has', () => {
  const manifest = join(root, 'node_modules/node/package.json');
  const installed: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'));
  expect(process.version).toBe(`v${installed.version}`);
  expect(process.version).toMatch(/^v24\./);
});

function report(success: boolean, ...files: readonly [status: string, ...tests: string[]][]): RunReport {
  return {
    success,
    testResults: files.map(([status, ...tests], index) => ({
      name: `file-${index + 1}.test.ts`,
      status,
      message: status === 'failed' ? 'Cannot find module x' : '',
      assertionResults: tests.map((outcome, at) => ({ status: outcome, fullName: `test ${at + 1}` })),
    })),
  };
}

it.each([
  ['all passed', report(true, ['passed', 'passed', 'passed'], ['passed', 'passed']), '3 passed, 0 failed'],
  ['one failed', report(false, ['failed', 'passed', 'failed']), '1 passed, 1 failed'],
  ['a file that could not be read', report(false, ['failed'], ['passed', 'passed']), '1 passed, 1 failed'],
  ['a failed hook after tests that passed', report(false, ['failed', 'passed']), '1 passed, 1 failed'],
  ['an error outside of every test', report(false, ['passed', 'passed']), '1 passed, 1 failed'],
  [
    'skipped and still to be written',
    report(true, ['passed', 'passed', 'skipped', 'todo']),
    '1 passed, 0 failed, 2 skipped',
  ],
  ['nothing ran', report(true), '0 passed, 0 failed'],
  ['no report', null, '0 passed, 1 failed'],
])('%s', (_what, run, line) => {
  expect(totalLine(countRun('machine', run))).toBe(line);
});

it('runs add up, and failures are named by run, file and test', () => {
  const passed = report(true, ['passed', 'passed', 'skipped']);
  const failed = report(false, ['failed', 'failed', 'passed']);
  const sum = addCounts([countRun('machine', passed), countRun('Asia-Kolkata', failed)]);
  expect(totalLine(sum)).toBe('2 passed, 1 failed, 1 skipped');
  expect(sum.failures).toEqual(['Asia-Kolkata: file-1.test.ts: test 1']);
});

// node test/support/ci/count-tests.ts FOLDER RUN…: adds up what vitest's JSON reporter wrote of each run (FOLDER/RUN.json) and
// prints "N passed, N failed" as its last line. Fails when anything failed, a run left no report, or no test ran at all.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of vitest's JSON report that is read here. */
export interface RunReport {
  success: boolean;
  testResults: readonly {
    name: string;
    status: string;
    message: string;
    assertionResults: readonly { status: string; fullName: string }[];
  }[];
}

export interface Count {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed, as lines for people. */
  failures: string[];
}

/** Counts the tests of a run. A file that could not even be read, and a run that failed without a failed test, count as one. */
export function countRun(run: string, report: RunReport | null): Count {
  const count: Count = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const fail = (what: string): void => {
    count.failed++;
    count.failures.push(`${run}: ${what}`);
  };
  if (!report) {
    fail('the run left no report');
    return count;
  }
  for (const file of report.testResults) {
    const before = count.failed;
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') count.passed++;
      else if (status === 'failed') fail(`${file.name}: ${fullName}`);
      else count.skipped++;
    }
    if (file.status === 'failed' && count.failed === before)
      fail(`${file.name}: ${file.message.slice(0, 200)}`);
  }
  if (!report.success && count.failed === 0) fail('the run failed outside of its tests');
  return count;
}

export function addCounts(counts: readonly Count[]): Count {
  const sum: Count = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const { passed, failed, skipped, failures } of counts) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
    sum.failures.push(...failures);
  }
  return sum;
}

/** The last line: "12 passed, 0 failed", and ", 3 skipped" only where some were. */
export function totalLine({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function readReport(path: string): RunReport | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RunReport) : null;
}

function main([folder, ...runs]: string[]): void {
  if (folder === undefined || runs.length === 0) throw new Error('usage: count-tests.ts FOLDER RUN…');
  const counts = runs.map((run) => countRun(run, readReport(join(folder, `${run}.json`))));
  const sum = addCounts(counts);
  for (const failure of sum.failures) console.log(`FAILED ${failure}`);
  for (const [index, run] of runs.entries()) console.log(`${run}: ${totalLine(counts[index]!)}`);
  console.log(totalLine(sum));
  if (sum.failed > 0 || sum.passed === 0) process.exitCode = 1;
}

if (import.meta.main) main(process.argv.slice(2));

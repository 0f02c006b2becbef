// Before all journeys, once: the page is built from the sources as they are, and the sample company is made, which most begin with.
// Must not: run in other projects of the tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPage, pageIsStale } from '../../src-main/hosts/start/build-page.ts';
import { makeSampleCompany } from '../../src-main/services/sample/sample-company.ts';
import { must } from '../../src-shared/findings/finding.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the sample company. */
    sample: string;
  }
}

export async function setup(project: TestProject): Promise<() => void> {
  const failed = pageIsStale() ? buildPage() : null;
  if (failed !== null) throw new Error(`The page cannot be built:\n${failed}`);
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-sample-'));
  must(await makeSampleCompany(folder, { user: userInfo().username, now: Date.now }));
  project.provide('sample', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

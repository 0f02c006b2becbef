// A temporary folder that lasts as long as the test file that asked for it: for what its tests share.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export function lastingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

// A temporary folder for tests that open hundreds of books: in memory where the machine has such a place, since every
// opening and closing of a book waits for the disk several times. Must not: be used where the disk itself is tested.
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const IN_MEMORY = '/dev/shm';

export function quickFolder(): string {
  return mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'drawdown-quick-'));
}

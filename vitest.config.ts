// Three projects: `unit` is what `npm run check` runs (seconds, no files beyond temporary ones);
// `whole` adds everything that needs a book on disk, LibreOffice, or thousands of random books;
// `e2e` goes through the built page in a real browser.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Two cores are what there is at least; much of the time goes by in waiting for other processes.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'test/{shared,engine,import,reports,csv,support,tidy,page}/**/*.test.ts',
            'test/tidy.test.ts',
          ],
          // They leave nothing behind, so that what they import is read once for all of them.
          isolate: false,
          // Seconds on a quiet machine; how busy it is, is no reason to fail.
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'whole',
          include: [
            'test/{backend,cases,contract,excel,storage,services,hosts,properties,oracle,corpus,docs,torture,fuzz,supply}/**/*.test.ts',
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // What a test waits for may be slow on a busy machine; what never comes still fails.
          expect: { poll: { timeout: 60_000 } },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/e2e/built-page.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A page starts anew in more than a second where two browsers share a busy machine.
          expect: { poll: { timeout: 30_000 } },
          // After all others: beside a book being killed a browser is slow. Two browsers wait for their pages most of the time.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

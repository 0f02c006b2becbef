// Two projects: `unit` is what `npm run check` runs (seconds, no files beyond temporary ones);
// `whole` adds everything that needs a book on disk, LibreOffice, or thousands of random books.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{shared,engine,import,reports,csv,support,tidy}/**/*.test.ts', 'test/tidy.test.ts'],
        },
      },
      {
        test: {
          name: 'whole',
          include: [
            'test/{backend,cases,contract,excel,storage,services,hosts,properties,oracle,corpus,docs}/**/*.test.ts',
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

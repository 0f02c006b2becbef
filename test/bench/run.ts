// npm run bench -- NAME… [--rows N] [--runs N]: measures, and prints a table for each. Not part of the tests: what it says depends
// on the machine. docs/PERFORMANCE.md says what came out and how to read it.
import { parseArgs } from 'node:util';
import { benchDetail } from './detail.ts';
import { benchGrowth } from './growth.ts';
import { benchImport } from './import.ts';
import { benchMatching } from './matching.ts';
import { benchPages } from './pages.ts';
import { benchPeers } from './peers.ts';
import { benchRevenue } from './revenue.ts';
import { benchStatements } from './statements.ts';
import { benchVerify } from './verify.ts';
import { benchWindow } from './window/window.ts';
import { benchLargeBook } from './work/large-book.ts';
import { benchXlsxImport } from './xlsx-import.ts';

/** What is measured, with how many rows and runs unless told. */
const BENCHES: Record<
  string,
  { rows: number; runs: number; bench: (rows: number, runs: number) => void | Promise<void> }
> = {
  import: { rows: 1_000_000, runs: 5, bench: benchImport },
  peers: { rows: 100_000, runs: 5, bench: benchPeers },
  growth: { rows: 1_000_000, runs: 3, bench: benchGrowth },
  verify: { rows: 1_000_000, runs: 3, bench: benchVerify },
  work: { rows: 1_000_000, runs: 5, bench: benchLargeBook },
  pages: { rows: 5_000_000, runs: 1, bench: benchPages },
  window: { rows: 1_000_000, runs: 3, bench: benchWindow },
  matching: { rows: 100_000, runs: 3, bench: benchMatching },
  revenue: { rows: 200_000, runs: 3, bench: benchRevenue },
  detail: { rows: 1_000_000, runs: 3, bench: benchDetail },
  'xlsx-import': { rows: 200_000, runs: 3, bench: benchXlsxImport },
  statements: { rows: 200_000, runs: 3, bench: benchStatements },
};

const { values, positionals } = parseArgs({
  options: { rows: { type: 'string' }, runs: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !BENCHES[name]);
if (positionals.length === 0 || unknown.length > 0) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--rows N] [--runs N]\n`);
  process.exit(2);
}
for (const name of positionals) {
  const { rows, runs, bench } = BENCHES[name]!;
  await bench(Number(values.rows ?? rows), Number(values.runs ?? runs));
}

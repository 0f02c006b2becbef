// How long matching takes, and of planted truths how many are found: so many lines on each side, by sort. Nothing may be wrong. And the
// same number of lines through the whole service.
import { matchSides } from '../../src-main/reports/matching/match.ts';
import { DAYS, plant } from '../reports/matching/planted.ts';
import { benchReconcileFile } from './work/reconcile-file.ts';

export async function benchMatching(rows: number, runs: number): Promise<void> {
  await benchReconcileFile(rows, runs);
  for (let run = 1; run <= runs; run++) {
    const planted = plant(run, rows, Math.ceil(rows / 25));
    const begun = performance.now();
    const { sets, suggestions, passes } = matchSides(planted.book, planted.outside, {
      days: DAYS,
      tolerance: new Map([['EUR', 2n]]),
    });
    const seconds = (performance.now() - begun) / 1000;
    const truthOf = (key: string): string => planted.truth.get(key) ?? `alone ${key}`;
    const wrong = sets.filter((set) => new Set([...set.book, ...set.outside].map(truthOf)).size > 1).length;
    const taken = new Set(sets.flatMap((set) => [...set.book, ...set.outside]));
    const missed = new Set([...planted.truth].filter(([key]) => !taken.has(key)).map(([, truth]) => truth));
    process.stdout.write(
      `\nseed ${run}: ${planted.book.length} × ${planted.outside.length} lines in ${seconds.toFixed(1)} s, ` +
        `${sets.length} sets, ${wrong} wrong, ${suggestions.length} suggestions\n`,
    );
    for (const { pass, sets: count } of passes) process.stdout.write(`  ${pass.padEnd(22)} ${count}\n`);
    for (const [sort, all] of Map.groupBy(planted.sorts.keys(), (id) => planted.sorts.get(id)!)) {
      const found = all.filter((id) => !missed.has(id)).length;
      process.stdout.write(
        `  found ${sort.padEnd(24)} ${found} of ${all.length} (${((100 * found) / all.length).toFixed(1)} %)\n`,
      );
    }
  }
}

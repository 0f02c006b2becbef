// What becomes of an import as the file, and as the book, grows: a tenth of the rows beside all of them, and month after month
// into one book, each closed before the next.
import { join } from 'node:path';
import { drawdown, tell, withBench } from './book.ts';
import { type Measured, measure, printTable } from './measure.ts';

export function benchGrowth(rows: number, runs: number): void {
  const sizes = [rows / 10, rows].map((size) =>
    withBench({ rows: size, months: 12 }, false, ({ folder, usage, fresh }) => {
      const prepare = (): void => void fresh('book.ddb');
      const command = drawdown('import', join(folder, 'book.ddb'), usage[0]!);
      return measure([{ name: `${size} rows`, prepare, command }], runs)[0]!;
    }),
  );
  const perMillion: Record<string, string> = {};
  for (const [index, size] of [rows / 10, rows].entries()) {
    const each = Math.min(...sizes[index]!.seconds) / (size / 1e6);
    perMillion[sizes[index]!.name] = `${each.toFixed(1)} s a million at best`;
  }
  printTable('import, by rows', sizes, perMillion);
  benchMonths(rows, runs);
}

function benchMonths(rows: number, runs: number): void {
  withBench({ rows, months: 12 }, true, ({ folder, usage, fresh }) => {
    const shown = [1, 2, 6, 12];
    const imports = shown.map((n): Measured => ({ name: `month ${n}`, seconds: [], peakMb: [], cpu: [] }));
    const closes = shown.map(
      (n): Measured => ({ name: `close of month ${n}`, seconds: [], peakMb: [], cpu: [] }),
    );
    for (let run = 0; run < runs; run++) {
      fresh('book.ddb');
      const book = join(folder, 'book.ddb');
      for (const [index, file] of usage.entries()) {
        const month = `2026-${String(index + 1).padStart(2, '0')}`;
        const steps = [
          ['import', book, file],
          ['close', book, month],
        ];
        const at = shown.indexOf(index + 1);
        if (at < 0) for (const words of steps) tell(...words);
        else {
          const both = steps.map(
            (words) => measure([{ name: `month ${index + 1}`, command: drawdown(...words) }], 1)[0]!,
          );
          for (const [which, into] of [imports, closes].entries()) {
            into[at]!.seconds.push(...both[which]!.seconds);
            into[at]!.peakMb.push(...both[which]!.peakMb);
            into[at]!.cpu.push(...both[which]!.cpu);
          }
        }
      }
    }
    printTable(`import of ${Math.round(rows / 12)} rows a month`, imports);
    printTable('close', closes);
  });
}

// The revenue workbook of 1 000 customers with 20 lots each after twelve months: of the last month, and of the year.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { drawdown, tell, withBench } from './book.ts';
import { measure, printTable } from './measure.ts';

export function benchRevenue(rows: number, runs: number): void {
  withBench({ rows, months: 12, lots: 20 }, false, ({ folder, usage, fresh }) => {
    const book = fresh('book.ddb');
    tell('import', book, usage[0]!);
    // Derived through the year once, as it is when its months are closed.
    for (let month = 1; month <= 12; month++) tell('close', book, `2026-${String(month).padStart(2, '0')}`);
    const asked = { month: [], 'year to date': ['--year-to-date'] };
    const files = new Map(Object.keys(asked).map((name) => [name, join(folder, `${name}.xlsx`)]));
    const measured = measure(
      Object.entries(asked).map(([name, flags]) => ({
        name,
        command: drawdown('revenue', book, '--month', '2026-12', ...flags, '--out', files.get(name)!),
      })),
      runs,
    );
    const sizes = [...files].map(([name, file]) => [name, `${(statSync(file).size / 1e6).toFixed(1)} MB`]);
    printTable(`revenue workbook, 20 000 lots, ${rows} events`, measured, Object.fromEntries(sizes));
  });
}

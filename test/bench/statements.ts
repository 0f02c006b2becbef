// A month's statements for 1 000 customers, beside ExcelJS writing 1 000 plain workbooks of about the same number of rows.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { drawdown, tell, withBench } from './book.ts';
import { CUSTOMERS } from './data.ts';
import { type Measured, measure, median, printTable } from './measure.ts';

export function benchStatements(rows: number, runs: number): void {
  withBench({ rows, months: 1 }, false, ({ folder, usage, fresh }) => {
    const book = fresh('book.ddb');
    tell('import', book, usage[0]!);
    const events = Math.round(rows / CUSTOMERS);
    const [ours, theirs] = [join(folder, 'statements'), join(folder, 'peer')];
    mkdirSync(theirs);
    const write = drawdown('statements', book, '--month', '2026-01', '--out', ours);
    const measured = measure(
      [
        {
          name: `ExcelJS, 2 sheets, 40 and ${events} rows`,
          command: [
            process.execPath,
            join(import.meta.dirname, 'exceljs-peer.ts'),
            theirs,
            String(CUSTOMERS),
            String(events),
          ],
        },
        { name: 'drawdown statements, 5 sheets, live formulas', command: write },
      ],
      runs,
    );
    tell('close', book, '2026-01');
    measured.push(...measure([{ name: 'the same, issued: numbered and kept', command: write }], 1));
    measured.push(...measure([{ name: 'issued before, given again', command: write }], runs));
    const written = readdirSync(ours).filter((name) => name.startsWith('ST-')).length;
    const rate = (one: Measured): string => `${(written / median(one.seconds)).toFixed(0)} a second`;
    const rates = Object.fromEntries(measured.map((one) => [one.name, rate(one)]));
    printTable(`${written} statements of ${events} events each`, measured, rates);
  });
}

// The proof beside the import that it proves: verify reads every row again and derives everything from nothing.
import { join } from 'node:path';
import { drawdown, withBench } from './book.ts';
import { measure, printTable } from './measure.ts';

export function benchVerify(rows: number, runs: number): void {
  withBench({ rows, months: 12 }, false, ({ folder, usage, fresh }) => {
    const book = join(folder, 'book.ddb');
    const measured = measure(
      [
        {
          name: 'drawdown import',
          prepare: () => void fresh('book.ddb'),
          command: drawdown('import', book, usage[0]!),
        },
        { name: 'drawdown verify', command: drawdown('verify', book) },
        { name: 'drawdown report balances', command: drawdown('report', 'balances', book) },
        {
          name: 'drawdown report ledger',
          command: drawdown('report', 'ledger', book, '--out', `${book}.csv`),
        },
        { name: 'drawdown backup', command: drawdown('backup', book, `${book}.copy`, '--replace') },
      ],
      runs,
    );
    printTable(`a book of ${rows} usage rows`, measured);
  });
}

// Commands that write workbooks: the setup template, and a month's statements and revenue.
import { type Command, Option } from 'commander';
import { counted } from '../../../../src-shared/counted.ts';
import { WrongArguments } from '../answer.ts';
import { monthArgument, pathArgument, quarterArgument, workbookArgument } from '../arguments.ts';
import { BOOK } from './book.ts';
import { examples, NOTHING_CHANGED, perform, performingWith, type Running } from './perform.ts';

const performOn = performingWith(() => import('../../../backend/verbs/workbooks.ts'));

const BOOK_UNCHANGED = 'The book was not changed.';

export function addTemplate(program: Command, running: Running): void {
  program
    .command('template')
    .summary('write an empty setup workbook, with notes and examples')
    .description(
      'Writes a workbook with a sheet for each setup table: notes on every column, lists to choose from, example rows. ' +
        'Fill it in and load it with setup. A file that is there already is never touched.',
    )
    .argument('<FILE.xlsx>', 'the workbook', workbookArgument)
    .addHelpText('after', examples('template setup.xlsx', 'setup acme.ddb setup.xlsx'))
    .action((file: string) => {
      const { terminal } = running;
      return perform(
        running,
        NOTHING_CHANGED,
        async () => (await import('../../../backend/verbs/workbooks.ts')).writeTemplate(terminal.path(file)),
        ({ tables }) => ({
          lines: [
            `Wrote ${file}: ${tables.length} tables to fill in, with notes and example rows.`,
            `Then load it: drawdown setup BOOK ${file}`,
          ],
          data: { file: terminal.path(file), tables },
        }),
      );
    });
}

interface RevenueFlags {
  month?: string;
  quarter?: string;
  yearToDate?: true;
  out: string;
}

export function addRevenue(program: Command, running: Running): void {
  program
    .command('revenue')
    .summary('write the revenue workbook of a month, a quarter or a year to date')
    .description(
      'Writes a workbook with live formulas: the roll-forward of deferred revenue by customer, plan and lot in money and credits, ' +
        'waterfall, expiry ladder, breakage, overage, adjustments, tie-out, journal with the codes of your chart, close certificate, checks.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .option('--month <YYYY-MM>', 'the month', monthArgument)
    .addOption(
      new Option('--quarter <YYYY-Qn>', 'the calendar quarter instead of a month')
        .argParser(quarterArgument)
        .conflicts(['month', 'yearToDate']),
    )
    .option('--year-to-date', 'from January up to the month')
    .requiredOption('--out <FILE.xlsx>', 'the workbook', workbookArgument)
    .addHelpText(
      'after',
      examples(
        'revenue acme.ddb --month 2026-01 --out revenue-2026-01.xlsx',
        'revenue acme.ddb --quarter 2026-Q1 --out revenue-2026-Q1.xlsx',
        'revenue acme.ddb --month 2026-05 --year-to-date --out revenue.xlsx',
      ),
    )
    .action((book: string, flags: RevenueFlags) => giveRevenue(running, book, flags));
}

function giveRevenue(
  running: Running,
  book: string,
  { month = null, quarter, yearToDate, out }: Omit<RevenueFlags, 'month'> & { month?: string | null },
): Promise<void> {
  const { terminal } = running;
  const last = quarter ?? month;
  if (last === null) {
    throw new WrongArguments(
      'missing_option',
      'neither --month nor --quarter is given',
      'Say what the workbook is of: --month 2026-01 or --quarter 2026-Q1',
    );
  }
  const span = quarter ? 'quarter' : yearToDate ? 'year_to_date' : 'month';
  const path = terminal.path(out);
  return performOn(
    running,
    book,
    BOOK_UNCHANGED,
    (session, verbs) => verbs.writeRevenue(session, { month: last, span }, path, terminal.progress),
    ({ period, from, to, status, file, rows }) => ({
      lines: [
        `Wrote the revenue of ${period} to ${out}: ${counted(rows, 'customer and currency', 'customers and currencies')}.`,
        ...(status === 'draft' ? [`${to} is not closed: the workbook is a draft.`] : []),
      ],
      data: { period, from, to, status, file, rows },
    }),
  );
}

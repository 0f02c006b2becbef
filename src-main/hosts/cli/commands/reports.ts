// The report command: any report as csv, json or xlsx, to standard output or a file.
import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import { counted } from '../../../../src-shared/counted.ts';
import { nearest } from '../../../../src-shared/nearest.ts';
import { REPORT_LIST } from '../../../backend/reports.ts';
import type { ReportFormat, ReportGiven, Scope } from '../../../backend/verbs/reports.ts';
import type { Said } from '../answer.ts';
import { WrongArguments } from '../answer.ts';
import { dateArgument, monthArgument, pathArgument, textArgument } from '../arguments.ts';
import { BOOK } from './book.ts';
import { examples, ONLY_LOOKED, performingWith, type Running } from './perform.ts';

const performOn = performingWith(() => import('../../../backend/verbs/reports.ts'));

interface ReportFlags {
  month?: string;
  through?: string;
  asOf?: string;
  customer?: string;
  format?: ReportFormat;
  out?: string;
}

export function addReport(program: Command, running: Running): void {
  program
    .command('report')
    .summary('print a report: balances, lots, ledger, charges, wallets, revenue, journal …')
    .description(
      'Prints a report. It covers the book up to the end of --through; without it, up to the last month that is closed or ' +
        'in which anything is dated. Months that are not closed yet are derived on the spot, to their end.',
    )
    .argument('<NAME>', 'the report: see below')
    .argument('<BOOK>', BOOK, pathArgument)
    .option('--month <YYYY-MM>', 'only this month', monthArgument)
    .option('--through <YYYY-MM>', 'up to the end of this month', monthArgument)
    .option('--as-of <YYYY-MM-DD>', 'up to the end of this day', dateArgument)
    .option('--customer <CODE>', 'only this customer', textArgument)
    .addOption(
      new Option('--format <FORMAT>', 'csv unless --out ends in another one').choices([
        'csv',
        'json',
        'xlsx',
      ]),
    )
    .option('--out <FILE>', 'write to this file instead of standard output', pathArgument)
    .addHelpText('after', `\nReports:\n${reportLines().join('\n')}`)
    .addHelpText(
      'after',
      examples(
        'report balances acme.ddb',
        'report revenue acme.ddb --month 2026-01 --out revenue.xlsx',
        'report ledger acme.ddb --customer acme --format json',
      ),
    )
    .action((name: string, book: string, flags: ReportFlags) => giveReport(running, name, book, flags));
}

function reportLines(): string[] {
  const width = Math.max(...REPORT_LIST.map(({ name }) => name.length));
  return REPORT_LIST.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`);
}

function giveReport(running: Running, name: string, book: string, flags: ReportFlags): Promise<void> {
  const { terminal } = running;
  mustBeReport(name);
  const { month, through, asOf, customer, out } = flags;
  if (asOf && (month || through)) {
    throw new WrongArguments('options_contradict', '--as-of goes with neither --month nor --through');
  }
  if (month && through && month > through) {
    throw new WrongArguments('options_contradict', `${month} lies after ${through}`, 'Leave --through out');
  }
  const format = formatOf(flags);
  const scope: Scope = { month, through, asOf, customer };
  return performOn<ReportGiven>(
    running,
    book,
    ONLY_LOOKED,
    (session, verbs) => {
      if (out !== undefined) {
        return verbs.reportFile(session, name, scope, format, terminal.path(out), terminal.progress);
      }
      // --json promises one object; without a file, that is the report itself.
      const shown = format === 'json' || terminal.json ? 'json' : 'csv';
      return verbs.reportText(session, name, scope, shown, terminal.write);
    },
    (given) => (out === undefined ? null : sayWritten(given, out, format)),
  );
}

function mustBeReport(name: string): void {
  const names = REPORT_LIST.map((report) => report.name);
  if (names.includes(name)) return;
  const near = nearest(name, names);
  throw new WrongArguments(
    'unknown_report',
    `There is no report "${name}"`,
    `${near === null ? '' : `Did you mean ${near}? `}The reports are ${names.join(', ')}`,
  );
}

function formatOf({ format, out }: ReportFlags): ReportFormat {
  if (out === undefined) {
    if (format !== 'xlsx') return format ?? 'csv';
    throw new WrongArguments(
      'missing_option',
      'A workbook cannot be printed',
      'Say where it goes: --out FILE.xlsx',
    );
  }
  const ending = extname(out).toLowerCase();
  if (format !== undefined) {
    // A program that opens the file by its name would call it damaged.
    if ((format === 'xlsx') !== (ending === '.xlsx') && (format === 'xlsx' || ending === '.xlsx')) {
      throw new WrongArguments('options_contradict', `--format ${format} does not go with the name ${out}`);
    }
    return format;
  }
  if (ending === '.xlsx') return 'xlsx';
  return ending === '.json' ? 'json' : 'csv';
}

function sayWritten({ report, through, asOf, rows }: ReportGiven, out: string, format: ReportFormat): Said {
  return {
    lines: [
      `Wrote ${report} ${asOf === null ? `through ${through}` : `as of ${asOf}`} to ${out}: ${counted(rows, 'row')}.`,
    ],
    data: { report, through, as_of: asOf, format, rows, file: out },
  };
}

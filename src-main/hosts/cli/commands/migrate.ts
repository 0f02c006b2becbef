// The command for those who replace a spreadsheet: reads it, shows what it would bring, and brings it in.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { counted } from '../../../../src-shared/counted.ts';
import { canonicalDecimal } from '../../../../src-shared/decimal.ts';
import { done, type Finding } from '../../../../src-shared/findings/finding.ts';
import type { Migration } from '../../../backend/verbs/migrate.ts';
import { findingLine, type Said, WrongArguments } from '../answer.ts';
import { dateArgument, pathArgument, textArgument, workbookArgument } from '../arguments.ts';
import { BOOK } from './book.ts';
import { aligned, examples, NOTHING_CHANGED, performingWith, type Running } from './perform.ts';

const performOn = performingWith(() => import('../../../backend/verbs/migrate.ts'));

interface MigrateFlags {
  at?: string;
  history?: true;
  expires?: string;
  shape?: string;
  map?: Readonly<Record<string, string>>;
  newCustomers?: true;
  creditType?: string;
  currency?: string;
  meter?: string;
  ledger?: Readonly<Record<string, string>>;
  dryRun?: true;
  reason?: string;
  approvedBy?: string;
  report?: string;
  saveShape?: string;
  undo?: number;
}

export function addMigrate(program: Command, running: Running): void {
  program
    .command('migrate')
    .summary('bring an old credit spreadsheet into the book, tied out')
    .description(
      'Reads a workbook of any usual layout: one row per purchase, a sheet for each customer, a grid of balances, a list of ' +
        'transactions. It comes in as openings at a cut-over date, or its history is replayed through the rules. What comes in is ' +
        'tied out to the workbook and to the general ledger; a difference needs a reason. All of it comes in, or nothing. With ' +
        '--undo it goes out again, as if it had never come, until a month of it is closed or somebody adjusts one of its lots.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('[FILE]', 'the old spreadsheet (.xlsx or .csv)', pathArgument)
    .option('--at <YYYY-MM-DD>', 'as openings at this day, in an open month', dateArgument)
    .addOption(new Option('--history', 'replay purchases and usage at their own dates').conflicts(['at']))
    .option('--expires <DURATION>', 'with --history: how long purchases last, such as P12M', textArgument)
    .option(
      '--ledger <CUR=AMOUNT>',
      'deferred revenue in the general ledger (may be repeated)',
      ledgerArgument,
    )
    .option('--shape <NAME>', 'a saved layout of the spreadsheet, or a JSON file of one', textArgument)
    .option('--map <NAME=CODE>', 'a name in the spreadsheet is this customer (may be repeated)', mapArgument)
    .option('--new-customers', 'every other name that the book does not have is a new customer')
    .option('--credit-type <CODE>', 'what the credits are, where the spreadsheet does not say', textArgument)
    .option('--currency <CODE>', 'what amounts are in, where the spreadsheet does not say', textArgument)
    .option('--meter <CODE>', 'what usage is counted by, where the spreadsheet does not say', textArgument)
    .option('--dry-run', 'show what would come in, and change nothing')
    .option('--reason <WHY>', 'why it is right though it does not tie out, or why it is undone', textArgument)
    .option('--approved-by <NAME>', 'who approves the migration; left out: whoever runs it', textArgument)
    .option('--report <FILE.xlsx>', 'write the report of the migration', workbookArgument)
    .option('--save-shape <NAME>', 'keep the layout for the next time', textArgument)
    .addOption(
      new Option('--undo <NUMBER>', 'take a migration back out, with --reason and without FILE')
        .argParser(numberArgument)
        .conflicts(['at', 'history', 'dryRun']),
    )
    .addHelpText(
      'after',
      examples(
        'migrate acme.ddb credits.xlsx --at 2026-01-01 --ledger EUR=14210.50 --dry-run --report review.xlsx',
        'migrate acme.ddb old.xlsx --at 2026-01-01 --ledger EUR=14210.50 --new-customers --approved-by "J. Weber"',
        'migrate acme.ddb transactions.xlsx --history --expires P12M --map "ACME Inc=acme"',
        'migrate acme.ddb --undo 1 --reason "The sheet was of last year"',
      ),
    )
    .action((book: string, file: string | undefined, flags: MigrateFlags) => {
      const { undo } = flags;
      if (undo !== undefined) return undoMigration(running, book, file, undo, flags.reason ?? '');
      if (file === undefined)
        throw new WrongArguments(
          'missing_argument',
          'no spreadsheet is given',
          'Name the file, or take a migration back out with --undo NUMBER',
        );
      return migrate(running, book, file, flags);
    });
}

function numberArgument(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new InvalidArgumentError('It is the number of a migration, from 1.');
  return Number(text);
}

function undoMigration(
  running: Running,
  book: string,
  file: string | undefined,
  number: number,
  reason: string,
): Promise<void> {
  if (file !== undefined)
    throw new WrongArguments(
      'too_many_arguments',
      `${file} is not needed to undo a migration`,
      'Leave it out',
    );
  return performOn(
    running,
    book,
    NOTHING_CHANGED,
    (session, verbs) => verbs.undoMigration(session, number, reason, running.terminal.progress),
    (undone) => ({
      lines: [
        `Migration ${number} (${undone.file}) is taken back out: ${counted(undone.lots, 'lot')}, ` +
          `${counted(undone.adjustments, 'refund or correction', 'refunds and corrections')}, ${counted(undone.usage, 'usage row')}. It stays on record as undone.`,
        ...(undone.drew === 0
          ? []
          : [
              `${counted(undone.drew, 'usage event')} that came otherwise had drawn on it, and need other credits now.`,
            ]),
      ],
      data: { ...undone, reason },
    }),
  );
}

function ledgerArgument(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, currency = '', amount = ''] = /^([A-Z]{3})=(.+)$/.exec(text) ?? [];
  const read = canonicalDecimal(amount);
  if (read === null) throw new InvalidArgumentError('It is written as CUR=AMOUNT, such as EUR=14210.50.');
  return { ...before, [currency]: read };
}

function mapArgument(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.lastIndexOf('=');
  if (at <= 0) throw new InvalidArgumentError('A name is mapped as "NAME=CODE".');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1).trim() };
}

function migrate(running: Running, book: string, file: string, flags: MigrateFlags): Promise<void> {
  const { terminal } = running;
  const { at = null, history, dryRun = false, shape = null, report } = flags;
  if (at === null && !history)
    throw new WrongArguments(
      'missing_option',
      'neither --at nor --history is given',
      'Say how it comes in: --at 2026-01-01 for openings, or --history',
    );
  const path = terminal.path(file);
  return performOn<Reported>(
    running,
    book,
    NOTHING_CHANGED,
    async (session, verbs) => {
      const to = report === undefined ? null : terminal.path(report);
      const place = to === null ? done(null) : verbs.placeForMigrationReport(session, to, path);
      if (!place.ok) return place;
      const asked = {
        path,
        shape: shape !== null && /\.json$/i.test(shape) ? terminal.path(shape) : shape,
        said: {
          customers: flags.map ?? {},
          creditType: flags.creditType ?? null,
          currency: flags.currency ?? null,
          meter: flags.meter ?? null,
        },
        way: history ? ('history' as const) : ('openings' as const),
        at,
        expires: flags.expires ?? 'never',
        ledger: flags.ledger ?? {},
        newCustomers: flags.newCustomers ?? false,
        progress: terminal.progress,
      };
      const approved = dryRun
        ? null
        : {
            reason: flags.reason ?? '',
            approvedBy: flags.approvedBy ?? terminal.actor.user,
            remember: flags.saveShape ?? null,
          };
      const migrated = await verbs.migrateFrom(session, asked, approved);
      if (!migrated.ok) return migrated;
      const written =
        to === null ? done(null) : await verbs.writeMigrationReport(session, migrated.value, to, path);
      if (!written.ok && approved === null) return written;
      return done({ ...migrated.value, reportNotWritten: written.ok ? null : written.findings[0]! });
    },
    (migration) => sayMigrated(book, migration, file, report ?? null),
  );
}

/** A migration that stands though its report could not be written says why. */
type Reported = Migration & { readonly reportNotWritten: Finding | null };

function sayMigrated(
  book: string,
  { reportNotWritten, ...migration }: Reported,
  file: string,
  asked: string | null,
): Said {
  const report = reportNotWritten === null ? asked : null;
  const { counts, adjustments, tieOut, findings, leftOut, differs, done, way, at } = migration;
  const verb = done === null ? 'would come in' : 'came in';
  const how = way === 'history' ? 'with its history' : `as openings at ${at}`;
  const rows = tieOut.map(({ what, unit, sheet, book, ledger }) => [
    what,
    unit,
    sheet ?? '',
    book,
    ledger ?? '',
  ]);
  const known = tieOut.flatMap(({ unit, known: some }) =>
    some.map(({ why, amount }) => `  ${amount} ${unit}: ${why}`),
  );
  return {
    lines: [
      `${file} ${verb} ${how}${done === null ? '' : `, as migration ${done.number}`}: ${counted(counts.lots, 'lot')}, ` +
        `${adjustments.length === 0 ? '' : `${counted(adjustments.length, 'refund or correction', 'refunds and corrections')}, `}` +
        `${counted(counts.usage, 'usage row')}, ${counted(counts.customers, 'new customer')}.`,
      '',
      ...aligned(['', 'unit', 'workbook', 'book', 'ledger'], rows),
      ...known,
      ...(differs && done === null ? ['It does not tie out yet: a reason is needed (--reason).'] : []),
      ...(leftOut.length === 0 ? [] : ['', `Left out: ${counted(leftOut.length, 'row')} with credits:`]),
      ...listed(leftOut, ({ place, credits, unit, why }) => `${where(place)}${credits} ${unit}: ${why}`),
      ...(findings.length === 0 ? [] : ['', `${counted(findings.length, 'finding')} in the workbook:`]),
      ...listed(findings, ({ place, message }) => `${where(place)}${message}`),
      ...(report === null ? [] : ['', `Wrote ${report}.`]),
    ],
    data: { ...migration, ...(report === null ? {} : { report }) },
    notes:
      reportNotWritten === null
        ? []
        : [
            `The migration is in the book, but ${findingLine(reportNotWritten)}`,
            `For its report take it back out (drawdown migrate ${book} --undo ${done?.number} --reason TEXT) and migrate again with another --report.`,
          ],
  };
}

const LISTED = 20;

/** The first of them, and how many more there are. */
function listed<T>(all: readonly T[], line: (one: T) => string): string[] {
  const first = all.slice(0, LISTED).map((one) => `  ${line(one)}`);
  return all.length > LISTED ? [...first, `  and ${all.length - LISTED} more (--report writes all)`] : first;
}

const where = ({ sheet, row, column }: Migration['findings'][number]['place']): string =>
  sheet === '' ? '' : `${sheet}!${column ?? ''}${row}: `;

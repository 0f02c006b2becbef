// Commands for those who come from a spreadsheet: compare it with the book, and see how the parallel run stands.
import { type Command, InvalidArgumentError } from 'commander';
import { parallelVerdict } from '../../../../src-shared/comparison/words.ts';
import type { ParallelRun, SheetCompared } from '../../../backend/verbs/comparison.ts';
import type { Said } from '../answer.ts';
import { WrongArguments } from '../answer.ts';
import { countArgument, monthArgument, pathArgument, textArgument, workbookArgument } from '../arguments.ts';
import { BOOK } from './book.ts';
import { aligned, examples, NOTHING_CHANGED, ONLY_LOOKED, performingWith, type Running } from './perform.ts';

const performOn = performingWith(() => import('../../../backend/verbs/comparison.ts'));

interface CompareFlags {
  shape?: string;
  from?: string;
  to?: string;
  out?: string;
  record?: true;
  map?: Readonly<Record<string, string>>;
  saveShape?: string;
}

export function addCompare(program: Command, running: Running): void {
  program
    .command('compare')
    .summary('compare an old spreadsheet with the book, line by line, with causes')
    .description(
      'Sets the balances of an old credit spreadsheet beside those of the book, customer by customer and month by month. Each ' +
        'difference is said once, where it begins, with its cause where deriving the book under that cause gives the spreadsheet’s ' +
        'number exactly: a rate, rounding, an expiry, a rollover rule, the burn order, a row late, twice or missing, a slip.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<FILE>', 'the spreadsheet (.xlsx or .csv)', pathArgument)
    .option('--shape <NAME>', 'a saved layout of the spreadsheet, or a JSON file of one', textArgument)
    .option('--from <YYYY-MM>', 'first month to compare', monthArgument)
    .option('--to <YYYY-MM>', 'last month to compare', monthArgument)
    .option('--out <FILE>', 'write the report: .xlsx, .csv or .json', pathArgument)
    .option('--map <NAME=CODE>', 'a name in the spreadsheet is this customer (may be repeated)', nameArgument)
    .option('--record', 'let it count for the parallel run')
    .option(
      '--save-shape <NAME>',
      'with --record: keep the layout, and the names, for the next time',
      textArgument,
    )
    .addHelpText(
      'after',
      examples(
        'compare acme.ddb credits.xlsx --out compared.xlsx',
        'compare acme.ddb credits.xlsx --from 2026-01 --to 2026-03 --record',
      ),
    )
    .action((book: string, file: string, flags: CompareFlags) => {
      const { terminal } = running;
      const {
        out,
        record,
        shape = null,
        from = null,
        to = null,
        map: customers = {},
        saveShape = null,
      } = flags;
      if (saveShape !== null && !record)
        throw new WrongArguments('options_contradict', '--save-shape goes with --record only');
      return performOn<SheetCompared>(
        running,
        book,
        record ? NOTHING_CHANGED : ONLY_LOOKED,
        async (session, verbs) => {
          const named = shape !== null && /\.json$/i.test(shape) ? terminal.path(shape) : shape;
          const compared = await verbs.compareWithSheet(
            session,
            { path: terminal.path(file), shape: named, from, to, customers },
            terminal.progress,
          );
          if (!compared.ok) return compared;
          const written =
            out === undefined
              ? null
              : await verbs.writeComparison(session, compared.value, terminal.path(out));
          if (written && !written.ok) return written;
          const recorded = record ? verbs.recordComparison(session, compared.value, saveShape) : null;
          return recorded && !recorded.ok ? recorded : compared;
        },
        (compared) => sayCompared(compared, flags),
      );
    });
}

function sayCompared({ conclusion, data }: SheetCompared, { out, record }: CompareFlags): Said {
  const rows = data.differences.map((one) =>
    [one.no, one.cause, one.customer, one.month, one.credits, one.money, one.currency, one.also].map(
      (cell) => cell ?? '',
    ),
  );
  const details = data.differences.flatMap(({ no, what, correction }) => [
    `${no}. ${what}`,
    `   ${correction}`,
  ]);
  return {
    lines: [
      conclusion,
      ...(rows.length === 0
        ? []
        : [
            '',
            ...aligned(
              ['No.', 'Cause', 'Customer', 'Month', 'Credits', 'Deferred', '', 'Also possible'],
              rows,
            ),
            '',
            ...details,
          ]),
      ...(out === undefined ? [] : ['', `Wrote ${out}.`]),
      ...(record ? ['', 'Recorded for the parallel run.'] : []),
    ],
    data: { ...data, conclusion, ...(out === undefined ? {} : { out }), recorded: record ?? false },
  };
}

/** "Birke und Soehne=birke": what stands before the last equals sign is the name. */
export function nameArgument(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const at = text.lastIndexOf('=');
  if (at <= 0)
    throw new InvalidArgumentError('A name is mapped as "NAME=CODE", or "NAME=" for none of the book.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1).trim() };
}

interface ParallelFlags {
  months?: number;
  out?: string;
}

export function addParallel(program: Command, running: Running): void {
  program
    .command('parallel')
    .summary('how the months compare in which spreadsheet and book are both kept')
    .description(
      'Shows month by month how the comparisons that were recorded came out, and whether the spreadsheet may be switched off: ' +
        'enough closed months in a row without a difference that nobody explained. With --out it writes the certificate.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .option('--months <N>', 'how many months in a row it takes (3 unless told)', countArgument)
    .option('--out <FILE.xlsx>', 'write the certificate', workbookArgument)
    .addHelpText(
      'after',
      examples('parallel acme.ddb', 'parallel acme.ddb --months 2 --out certificate.xlsx'),
    )
    .action((book: string, { months, out }: ParallelFlags) => {
      const { terminal } = running;
      return performOn<ParallelRun>(
        running,
        book,
        ONLY_LOOKED,
        (session, verbs) =>
          out === undefined
            ? verbs.showParallelRun(session, months)
            : verbs.writeParallelRun(session, terminal.path(out), months),
        (run) => sayParallel(run, out),
      );
    });
}

function sayParallel({ months, inARow, enough, mayEnd }: ParallelRun, out: string | undefined): Said {
  const rows = months.map((one) => [
    one.month,
    String(one.balances),
    String(one.agree),
    String(one.explained),
    String(one.unexplained),
    one.words,
  ]);
  return {
    lines: [
      ...(rows.length === 0
        ? ['No comparison was recorded yet: drawdown compare BOOK FILE.xlsx --record']
        : aligned(['Month', 'Balances', 'Agree', 'Explained', 'Not explained', 'Result'], rows)),
      '',
      parallelVerdict({ mayEnd, inARow, enough }),
      ...(out === undefined ? [] : [`Wrote ${out}.`]),
    ],
    data: {
      months: months.map(({ words, ...month }) => month),
      in_a_row: inARow,
      enough,
      may_end: mayEnd,
      ...(out === undefined ? {} : { out }),
    },
  };
}

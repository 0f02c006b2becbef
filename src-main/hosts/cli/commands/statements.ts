// Commands about what customers are sent: a month's statements, and who they come from.
import type { Command } from 'commander';
import { counted } from '../../../../src-shared/counted.ts';
import type { StatementsWritten } from '../../../backend/verbs/statements.ts';
import type { Said } from '../answer.ts';
import { monthArgument, pathArgument, textArgument } from '../arguments.ts';
import { verbOf } from '../verbs-of.ts';
import { BOOK } from './book.ts';
import { examples, NOTHING_CHANGED, ONLY_LOOKED, performingWith, type Running } from './perform.ts';

const performOn = performingWith(() => import('../../../backend/verbs/statements.ts'));

const ISSUED_STAYS = 'What was issued stays issued; nothing else was changed.';

export function addStatements(program: Command, running: Running): void {
  program
    .command('statements')
    .summary('issue the customer statements of a month, one .xlsx each')
    .description(
      'Writes a statement for each customer for whom anything stood or happened in the month. Those of a closed month are issued: ' +
        'numbered without gaps and kept, so that the same command gives the same files again; after the month was closed again with ' +
        'other content, a revision says what changed. With --periods there is one for each customer and subscription period whose last day is in the month, ' +
        'numbered in the same row. Statements of an open month are drafts, without a number. All at once they ' +
        'come with an index. Files of the same names in the folder are replaced, others stay.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .requiredOption('--month <YYYY-MM>', 'the month', monthArgument)
    .requiredOption(
      '--out <FOLDER>',
      'where they go, made if it is not there; a name that ends in .zip: all in one zip',
      pathArgument,
    )
    .option('--customer <CODE>', 'only this customer', textArgument)
    .option(
      '--periods',
      'of each subscription period whose last day is in the month, rather than of the month',
    )
    .addHelpText(
      'after',
      examples(
        'statements acme.ddb --month 2026-01 --out statements/',
        'statements acme.ddb --month 2026-01 --out statements-2026-01.zip',
        'statements acme.ddb --month 2026-01 --customer bolt --out .',
        'statements acme.ddb --month 2026-01 --periods --out periods/',
      ),
    )
    .action((book: string, { month, out, customer, periods = false }: StatementArguments) => {
      const { terminal } = running;
      const folder = terminal.path(out);
      const zip = out.toLowerCase().endsWith('.zip');
      return performOn(
        running,
        book,
        ISSUED_STAYS,
        (session, verbs) =>
          verbs.writeStatements(session, {
            ...{ month, folder, zip, customer, periods },
            progress: terminal.progress,
          }),
        (written) => sayStatements(written, out, folder, periods),
      );
    });
}

interface StatementArguments {
  month: string;
  out: string;
  customer?: string;
  periods?: boolean;
}

function sayStatements(written: StatementsWritten, out: string, folder: string, periods: boolean): Said {
  const { month, status, files, without, index } = written;
  const issued = files.filter(({ isNew }) => isNew);
  const revised = issued.filter(({ number }) => /-R\d+$/.test(number ?? '')).length;
  const before = files.length - issued.length;
  const numbers = issued.flatMap(({ number }) => number ?? []);
  const range = numbers.length > 1 ? `${numbers[0]} to ${numbers.at(-1)}` : numbers.join('');
  const final = [
    ...(issued.length > 0 ? [`Issued ${counted(issued.length, 'of them', 'of them')} now: ${range}.`] : []),
    ...(revised > 0 ? [`${counted(revised, 'is a revision', 'are revisions')}: they say what changed.`] : []),
    ...(before > 0
      ? [`${counted(before, 'was', 'were')} issued before and ${before === 1 ? 'is' : 'are'} as then.`]
      : []),
  ];
  return {
    lines: [
      `Wrote ${counted(files.length, status === 'draft' ? 'draft statement' : 'statement')} of ${periods ? `periods that end in ${month}` : month} to ${out}.`,
      ...(status === 'final' ? final : []),
      ...(index === null ? [] : [`${index} lists them.`]),
      ...(without.length > 0
        ? [`Nothing stood or happened for ${counted(without.length, 'other customer')}.`]
        : []),
      ...(status === 'draft' ? [`${month} is not closed: the statements are drafts.`] : []),
    ],
    data: { month, status, folder, files, without, index },
  };
}

const LETTERHEAD_TAKES = { show: [], set: ['FILE.json'] } as const;

export function addLetterhead(program: Command, running: Running): void {
  program
    .command('letterhead')
    .summary('who issues statements: name, address, tax id, contact, logo')
    .description(
      'Heads statements that are issued from now on; what was issued stays as it is. The file is JSON: name, address (a list of ' +
        'lines), taxId, contact, disputeDays, footer, paper (a4 or letter; null: as usual for the currency), and logo, a PNG or JPEG beside it (null for none; left out, the one there is stays).',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<VERB>', 'show or set')
    .argument('[FILE.json]', 'what to set', pathArgument)
    .addHelpText(
      'after',
      examples('letterhead acme.ddb set letterhead.json', 'letterhead acme.ddb show > letterhead.json'),
    )
    .action((book: string, verb: string, file?: string) => {
      const known = verbOf('letterhead', LETTERHEAD_TAKES, verb, file === undefined ? [] : [file]);
      return known === 'show' ? showLetterhead(running, book) : setLetterhead(running, book, file!);
    });
}

function showLetterhead(running: Running, book: string): Promise<void> {
  return performOn(
    running,
    book,
    ONLY_LOOKED,
    (session, verbs) => verbs.showLetterhead(session),
    ({ letterhead, hasLogo }) => ({
      lines: [JSON.stringify(letterhead ?? BLANK, null, 2)],
      data: { letterhead, hasLogo },
      notes: letterhead ? [] : ['Note: the book has no letterhead yet; its name heads statements.'],
    }),
  );
}

/** What there is to fill in. */
const BLANK = { name: '', address: [], taxId: '', contact: '', disputeDays: 30, footer: '', paper: null };

function setLetterhead(running: Running, book: string, file: string): Promise<void> {
  return performOn(
    running,
    book,
    NOTHING_CHANGED,
    (session, verbs) => verbs.setLetterheadFile(session, running.terminal.path(file)),
    ({ unchanged, letterhead, hasLogo }) => ({
      lines: [
        unchanged
          ? `${letterhead.name} issues statements already, exactly so.`
          : `Statements that are issued from now on come from ${letterhead.name}.`,
      ],
      data: { unchanged, letterhead, hasLogo },
    }),
  );
}

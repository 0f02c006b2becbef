// Commands that hand a month on to other programs: what to invoice, the journal for the general ledger, and its templates.
import { type Command, Option } from 'commander';
import { counted } from '../../../../src-shared/counted.ts';
import { LEVELS } from '../../../../src-shared/exports/journal-fields.ts';
import type { Session } from '../../../backend/books.ts';
import type {
  ChargesWritten,
  JournalLevel,
  JournalWritten,
  NamedTemplate,
} from '../../../backend/verbs/exports.ts';
import type { Said } from '../answer.ts';
import { monthArgument, pathArgument, textArgument, workbookArgument } from '../arguments.ts';
import { verbOf } from '../verbs-of.ts';
import { BOOK } from './book.ts';
import { examples, NOTHING_CHANGED, ONLY_LOOKED, performingWith, type Running } from './perform.ts';

const performOn = performingWith(() => import('../../../backend/verbs/exports.ts'));
type Verbs = typeof import('../../../backend/verbs/exports.ts');

interface ChargesFlags {
  month: string;
  out: string;
  csv?: string;
  draft?: boolean;
  replace?: string;
}

export function addCharges(program: Command, running: Running): void {
  program
    .command('charges')
    .summary('write what to invoice of a month, as a workbook and CSV')
    .description(
      'Writes what is to be invoiced now and with the next cycle, by customer, with the events behind every line of overage. The ' +
        'export of a closed month has a number and is made once; asked for again it is the identical copy, unless the month was ' +
        'closed again with other figures: then the new one marks what went out before.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .requiredOption('--month <YYYY-MM>', 'the month', monthArgument)
    .requiredOption('--out <FILE.xlsx>', 'the workbook', workbookArgument)
    .option('--csv <FILE.csv>', 'the lines to invoice, for an invoicing program', pathArgument)
    .option('--draft', 'an open month: marked as a draft, not issued')
    .option('--replace <WHY>', 'issue it again with what changed since, with a reason', textArgument)
    .addHelpText(
      'after',
      examples(
        'charges acme.ddb --month 2026-01 --out charges-2026-01.xlsx --csv charges-2026-01.csv',
        'charges acme.ddb --month 2026-02 --draft --out charges-so-far.xlsx',
      ),
    )
    .action((book: string, flags: ChargesFlags) => {
      const { month, out, csv, draft = false, replace = null } = flags;
      const { terminal } = running;
      const asked = {
        month,
        draft,
        replace,
        file: terminal.path(out),
        csv: csv === undefined ? null : terminal.path(csv),
      };
      return performOn(
        running,
        book,
        NOTHING_CHANGED,
        (session, verbs) => verbs.exportCharges(session, { ...asked, progress: terminal.progress }),
        (written) => sayCharges(written, csv === undefined ? out : `${out} and ${csv}`),
      );
    });
}

function sayCharges(written: ChargesWritten, to: string): Said {
  const { number, issue, replaces, outdated, month, charges, totals, standing: _, ...rest } = written;
  const first = {
    draft: `Wrote a draft of the charges of ${month} to ${to}. The month is not closed: they may still change.`,
    issued: `Issued ${number}, the charges of ${month}, to ${to}.`,
    copy: `Wrote the copy of ${number} to ${to}. The charges of ${month} were exported before: do not invoice them twice.`,
  }[issue];
  return {
    lines: [
      first,
      ...(issue === 'copy' ? [] : [`${counted(charges, 'charge')} to invoice now.`]),
      ...(issue === 'copy'
        ? []
        : totals.map(
            ({ currency, now, next }) =>
              `${now} ${currency} now, ${next} ${currency} so far with the next cycle.`,
          )),
      ...(replaces === null ? [] : [`It takes the place of ${replaces}: it marks what went out before.`]),
      ...(outdated ? ['It would be different now. Give --replace "why" to issue it again.'] : []),
    ],
    data: { number, issue, replaces, outdated, month, charges, totals, ...rest },
  };
}

interface JournalFlags {
  month: string;
  template: string;
  out: string;
  level?: JournalLevel;
  currency?: string;
  draft?: boolean;
  replace?: string;
}

export function addJournal(program: Command, running: Running): void {
  program
    .command('journal')
    .summary('export the journal of a month for the general ledger')
    .description(
      'Writes the journal of a closed month as the general ledger takes it, under a batch number that is given once. Asked for ' +
        'again it is the identical copy, unless the month was closed again with other figures: then it is a revision, and the ' +
        'one before is to be reversed in the general ledger. The accounts of your chart are checked first.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .requiredOption('--month <YYYY-MM>', 'the month', monthArgument)
    .requiredOption(
      '--template <NAME>',
      'generic, intacct, netsuite, quickbooks, xero, or one of your own',
      textArgument,
    )
    .requiredOption('--out <FOLDER>', 'where the files go; made if it is not there', pathArgument)
    .addOption(new Option('--level <LEVEL>', 'how fine: as the template says unless told').choices(LEVELS))
    .option('--currency <CODE>', 'only this currency, as a batch of its own', textArgument)
    .option('--draft', 'an open month: marked as a draft, not issued')
    .option('--replace <WHY>', 'issue it again with what changed since, with a reason', textArgument)
    .addHelpText(
      'after',
      examples(
        'journal acme.ddb --month 2026-01 --template quickbooks --out journals/',
        'journal acme.ddb --month 2026-01 --template xero --level account --currency EUR --out journals/',
        'journal acme.ddb --month 2026-02 --template generic --draft --out .',
      ),
    )
    .action((book: string, flags: JournalFlags) => {
      const { month, template, out, level = null, currency = null, draft = false, replace = null } = flags;
      const folder = running.terminal.path(out);
      const asked = { month, template, level, currency, draft, replace, folder };
      return performOn(
        running,
        book,
        NOTHING_CHANGED,
        (session, verbs) => verbs.exportJournal(session, { ...asked, progress: running.terminal.progress }),
        (written) => sayJournal(written, out),
      );
    });
}

function sayJournal(written: JournalWritten, out: string): Said {
  const { number, status, replaces, outdated, month, lines, totals, files, warnings, notes } = written;
  const sums = totals.map(({ currency, debit }) => `${debit} ${currency}`).join(', ');
  const to = files.length === 1 ? `${out}: ${files[0]}` : `${out}: ${counted(files.length, 'file')}`;
  const first = {
    draft: `Wrote a draft of the journal of ${month} to ${to}. It is not closed: do not post it.`,
    issued: `Issued ${number}, the journal of ${month}, to ${to}.`,
    copy: `Wrote the copy of ${number} to ${to}. The journal of ${month} was exported before: do not post it twice.`,
  }[status];
  return {
    lines: [
      first,
      ...(status === 'copy' ? [] : [`${counted(lines, 'line')}; debits and credits ${sums || 'none'} each.`]),
      ...(replaces === null
        ? []
        : [`It takes the place of ${replaces}: reverse that one in the general ledger.`]),
      ...(outdated
        ? [
            'It would be different now (level, template, accounts or names). Give --replace "why" to issue it again.',
          ]
        : []),
    ],
    data: { ...written, folder: out },
    notes: [...warnings, ...(status === 'copy' ? [] : notes)].map((note) => `Note: ${note}`),
  };
}

const TAKES = { list: [], show: ['NAME'], save: ['NAME', 'FILE'], delete: ['NAME'] } as const;
type Verb = keyof typeof TAKES;

export function addJournalTemplate(program: Command, running: Running): void {
  program
    .command('journal-template')
    .summary('templates of journals: which columns a general ledger wants')
    .description(
      'A template says which column holds what, how dates and amounts are written, and how many lines a file may have. Those ' +
        'of well-known programs are there; show one, change it, and save it under a name of your own.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<VERB>', 'list, show, save or delete')
    .argument('[ARGUMENTS...]')
    .addHelpText(
      'after',
      `
Verbs:
  list               the templates there are
  show NAME          one of them, as JSON
  save NAME FILE     saves a JSON file under a name; one of that name is replaced
  delete NAME        takes one away; what was exported with it stays`,
    )
    .addHelpText(
      'after',
      examples(
        'journal-template acme.ddb show netsuite > ours.json',
        'journal-template acme.ddb save ours ours.json',
        'journal-template acme.ddb list',
      ),
    )
    .action((book: string, verb: string, given: string[]) =>
      carryOut(running, book, verbOf('journal-template', TAKES, verb, given), given),
    );
}

function carryOut(running: Running, book: string, verb: Verb, given: readonly string[]): Promise<void> {
  const [name = '', file = ''] = given;
  switch (verb) {
    case 'list':
      return performOn(running, book, ONLY_LOOKED, listed, sayTemplates);
    case 'show':
      return performOn(
        running,
        book,
        ONLY_LOOKED,
        (session, verbs) => verbs.showTemplate(session, name),
        ({ template }) => ({ lines: [JSON.stringify(template, null, 2)], data: { name, template } }),
      );
    case 'save':
      return performOn(
        running,
        book,
        NOTHING_CHANGED,
        (session, verbs) => verbs.saveTemplateFile(session, name, running.terminal.path(file)),
        ({ unchanged, replaced, ...saved }) => ({
          lines: [
            unchanged
              ? `The journal template "${saved.name}" is in the book already, exactly so.`
              : `The journal template "${saved.name}" is ${replaced ? 'replaced' : 'saved'}: journal … --template ${saved.name}`,
          ],
          data: { ...saved, unchanged, replaced },
        }),
      );
    case 'delete':
      return performOn(
        running,
        book,
        NOTHING_CHANGED,
        (session, verbs) => verbs.deleteTemplate(session, name),
        () => ({
          lines: [
            `Deleted the journal template "${name}". It stays on record, and so does what was exported with it.`,
          ],
          data: { name },
        }),
      );
  }
}

function listed(session: Session, verbs: Verbs): { ok: true; value: NamedTemplate[] } {
  return { ok: true, value: verbs.listTemplates(session) };
}

function sayTemplates(templates: readonly NamedTemplate[]): Said {
  const width = Math.max(...templates.map(({ name }) => name.length));
  return {
    lines: templates.map(({ name, builtIn, template }) =>
      `${name.padEnd(width)}  ${template.label}${builtIn ? '' : ' (your own)'}`.trimEnd(),
    ),
    data: { templates },
  };
}

// Commands about the book as a whole: new, setup, verify, backup, restore.
import type { Command } from 'commander';
import { counted } from '../../../../src-shared/counted.ts';
import type { SetupLoaded } from '../../../backend/verbs/book.ts';
import type { Said } from '../answer.ts';
import { pathArgument } from '../arguments.ts';
import { examples, NOTHING_CHANGED, ONLY_LOOKED, perform, performingWith, type Running } from './perform.ts';

const performOn = performingWith(() => import('../../../backend/verbs/book.ts'));

export const BOOK = 'the book, a file such as acme.ddb';

export function addNew(program: Command, running: Running): void {
  program
    .command('new')
    .summary('make an empty book')
    .description('Makes an empty book: one file. A file that is there already is never touched.')
    .argument('<BOOK>', BOOK, pathArgument)
    .addHelpText('after', examples('new acme.ddb', 'new books/2026.ddb'))
    .action((book: string) => {
      const { terminal } = running;
      return perform(
        running,
        NOTHING_CHANGED,
        async () => {
          const { newBook } = await import('../../../backend/books.ts');
          return newBook(terminal.path(book), terminal.actor);
        },
        ({ path }) => ({
          lines: [
            `Made an empty book, ${book}.`,
            `Next: fill in a setup workbook (drawdown template setup.xlsx) and load it (drawdown setup ${book} setup.xlsx).`,
          ],
          data: { book: path },
        }),
      );
    });
}

export function addSetup(program: Command, running: Running): void {
  program
    .command('setup')
    .summary('load setup tables: credit types, rates, plans, customers, grants …')
    .description(
      'Loads setup tables from a folder of CSV files (rates.csv, plans.csv …), a single one of them, or a workbook with a ' +
        'sheet for each table. All or nothing: every mistake of every table is listed, and nothing is written if there is ' +
        'one. Loading again adds what is new, skips what is the same and updates what only describes.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<PATH>', 'a folder of CSV files, a .csv or an .xlsx', pathArgument)
    .addHelpText(
      'after',
      examples('setup acme.ddb setup/', 'setup acme.ddb setup.xlsx', 'setup acme.ddb grants.csv'),
    )
    .action((book: string, path: string) => {
      const { terminal } = running;
      return performOn(
        running,
        book,
        NOTHING_CHANGED,
        (session, verbs) => verbs.loadSetupFrom(session, terminal.path(path), terminal.progress),
        (loaded) => saySetup(path, loaded),
      );
    });
}

function saySetup(path: string, { added, identical, updated, tables }: SetupLoaded): Said {
  const width = Math.max(0, ...tables.map(({ table }) => table.length));
  const part = (count: number, word: string): string[] => (count > 0 ? [`${count} ${word}`] : []);
  return {
    lines: [
      added + updated > 0
        ? `Loaded ${path}: ${counted(added, 'row')} added, ${updated} updated, ${identical} identical.`
        : `${path} brought nothing new: ${counted(identical, 'row')} identical.`,
      ...tables.map(
        (one) =>
          `  ${one.table.padEnd(width)}  ${[
            ...part(one.added, 'added'),
            ...part(one.updated, 'updated'),
            ...part(one.identical, 'identical'),
          ].join(', ')}`,
      ),
    ],
    data: { source: path, added, updated, identical, tables },
  };
}

export function addStatus(program: Command, running: Running): void {
  program
    .command('status')
    .summary('say where the book stands: months, usage, what waits')
    .description(
      'Says whose book it is, which months are closed, which one is next, and what keeps it from closing.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .addHelpText('after', examples('status acme.ddb', 'status acme.ddb --json'))
    .action((book: string) =>
      performOn(
        running,
        book,
        ONLY_LOOKED,
        (session, verbs) => verbs.bookStatus(session),
        (status) => ({
          lines: [
            `${status.name}: ${status.currency}, ${status.timeZone}, since ${status.firstMonth}`,
            status.closedThrough === null
              ? 'No month is closed yet.'
              : `Closed through ${status.closedThrough}.`,
            `${counted(status.customers, 'customer')}, ${counted(status.usage, 'usage event')} from ${counted(status.batches, 'import')}.`,
            status.exceptions > 0
              ? `${counted(status.exceptions, 'event waits', 'events wait')} for a rate: drawdown report exceptions ${book}`
              : 'No usage waits for a rate.',
            `Next: drawdown close ${book} ${status.openMonth}`,
          ],
          data: {
            name: status.name,
            currency: status.currency,
            time_zone: status.timeZone,
            first_month: status.firstMonth,
            closed_through: status.closedThrough,
            open_month: status.openMonth,
            through: status.through,
            customers: status.customers,
            batches: status.batches,
            usage: status.usage,
            exceptions: status.exceptions,
          },
        }),
      ),
    );
}

export function addVerify(program: Command, running: Running): void {
  program
    .command('verify')
    .summary('prove the book: file, invariants, seals, full replay')
    .description(
      'Checks the file, every fact and usage row, the invariants and the seals, and derives everything again from the ' +
        'facts, comparing posting by posting. Changes nothing. Names the first difference it finds.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .addHelpText('after', examples('verify acme.ddb', 'verify acme.ddb --json'))
    .action((book: string) => {
      const { terminal } = running;
      return performOn(
        running,
        book,
        'The book was not changed by this check; keep the file as it is.',
        async (session, verbs) => {
          const verified = await verbs.proveBook(session, terminal.progress);
          if (!verified.ok || verified.value.findings.length === 0) return verified;
          return { ok: false, findings: verified.value.findings };
        },
        ({ facts, usage, postings, seals }) => ({
          lines: [
            `${book} is proven: ${counted(facts, 'fact')} and ${counted(usage, 'usage row')} are as they were recorded,`,
            `${counted(postings, 'posting')} came out the same when derived again, ${counted(seals, 'closed month')} checked against the seal.`,
          ],
          data: { facts, usage, postings, seals },
        }),
      );
    });
}

const REPLACE = 'put it in the place of a file that is there, which is kept as FILE.replaced';

export function addBackup(program: Command, running: Running): void {
  program
    .command('backup')
    .summary('make a consistent, checked copy of the book')
    .description(
      'Copies the book to a file and checks the copy. A book that another program has open is refused: make the copy there.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<FILE>', 'the copy', pathArgument)
    .option('--replace', REPLACE)
    .addHelpText(
      'after',
      examples('backup acme.ddb backups/acme-2026-01.ddb', 'backup acme.ddb latest.ddb --replace'),
    )
    .action((book: string, file: string, options: { replace?: true }) => {
      const { terminal } = running;
      const target = terminal.path(file);
      return performOn(
        running,
        book,
        NOTHING_CHANGED,
        (session, verbs) => verbs.backUpBook(session, target, copying(running, options)),
        ({ bytes, facts, hash }) => ({
          lines: [
            `Copied ${book} to ${file} and checked the copy: ${megabytes(bytes)}, ${counted(facts, 'fact')}.`,
          ],
          data: { file: target, bytes, facts, hash },
        }),
      );
    });
}

export function addRestore(program: Command, running: Running): void {
  program
    .command('restore')
    .summary('put a backup where a book is wanted')
    .description('Checks a backup and copies it to where the book is wanted. The backup stays as it is.')
    .argument('<FILE>', 'the backup', pathArgument)
    .argument('<BOOK>', 'where the book is wanted', pathArgument)
    .option('--replace', REPLACE)
    .addHelpText(
      'after',
      examples('restore backups/acme-2026-01.ddb acme.ddb', 'restore latest.ddb acme.ddb --replace'),
    )
    .action((file: string, book: string, options: { replace?: true }) => {
      const { terminal } = running;
      return perform(
        running,
        NOTHING_CHANGED,
        async () =>
          (await import('../../../backend/verbs/book.ts')).restoreBook(
            terminal.path(file),
            terminal.path(book),
            copying(running, options),
          ),
        ({ path, bytes, facts, hash }) => ({
          lines: [
            `Restored ${book} from ${file} and checked it: ${megabytes(bytes)}, ${counted(facts, 'fact')}.`,
          ],
          data: { book: path, bytes, facts, hash },
        }),
      );
    });
}

function copying(
  { terminal }: Running,
  { replace }: { replace?: true },
): { replace: boolean; progress: (copied: number, pages: number) => void } {
  return {
    replace: replace === true,
    progress: (copied, pages) => terminal.progress('Copying pages', copied, pages),
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

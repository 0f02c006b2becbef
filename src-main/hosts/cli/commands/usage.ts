// Commands about usage: import, batches, rejects, undo.
import type { Command } from 'commander';
import { counted } from '../../../../src-shared/counted.ts';
import type { Result } from '../../../../src-shared/findings/finding.ts';
import type { Session } from '../../../backend/books.ts';
import type { BatchNow, ImportedWithRejects } from '../../../backend/verbs/usage.ts';
import type { Said } from '../answer.ts';
import { findingLine } from '../answer.ts';
import { batchArgument, countArgument, pathArgument, quantityArgument, textArgument } from '../arguments.ts';
import { BOOK } from './book.ts';
import { aligned, examples, NOTHING_CHANGED, ONLY_LOOKED, performingWith, type Running } from './perform.ts';

const performOn = performingWith(() => import('../../../backend/verbs/usage.ts'));
type Verbs = typeof import('../../../backend/verbs/usage.ts');

/** So many rejected rows are shown; all of them are in the file of --rejects. */
const SHOWN_REJECTS = 10;

interface ImportFlags {
  profile?: string;
  dryRun?: true;
  rejects?: string;
  /** Control totals of the source, and why the import is right should they differ. */
  rows?: number;
  quantity?: string;
  although?: string;
}

export function addImport(program: Command, running: Running): void {
  program
    .command('import')
    .summary('import usage from a .csv or .xlsx file')
    .description(
      'Imports usage. Columns event_id, customer, meter, quantity, occurred_at in any order; any other layout with a ' +
        'profile (drawdown profile --help). Rows with a mistake are rejected with their line and reason and kept with the ' +
        'batch, the others go in. Ctrl+C stops the import, and nothing of the file is kept.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<FILE>', 'the usage file', pathArgument)
    .option('--profile <NAME>', 'read the file with this import profile of the book', textArgument)
    .option('--dry-run', 'say what the import would do, and leave the book as it is')
    .option('--rejects <FILE>', 'write rejected rows to this .csv, with the reason for each', pathArgument)
    .option('--rows <N>', 'refuse unless so many rows are imported, as the source says', countArgument)
    .option(
      '--quantity <Q>',
      'refuse unless their quantities add up to this, as the source says',
      quantityArgument,
    )
    .option('--although <REASON>', 'import though --rows or --quantity differ, for this reason', textArgument)
    .addHelpText(
      'after',
      examples(
        'import acme.ddb usage-2026-01.csv --rejects rejected.csv',
        'import acme.ddb usage-2026-01.csv --rows 1250 --quantity 98130.5',
        'import acme.ddb portal.csv --profile partner-portal --dry-run',
        'import acme.ddb rejected.csv',
      ),
    )
    .action((book: string, file: string, flags: ImportFlags) =>
      performOn(
        running,
        book,
        NOTHING_CHANGED,
        (session, verbs) => importFile(running, session, verbs, file, flags),
        (imported) => sayImported(book, imported, flags),
      ),
    );
}

function importFile(
  { terminal }: Running,
  session: Session,
  verbs: Verbs,
  file: string,
  { profile, dryRun, rejects, rows, quantity, although }: ImportFlags,
): Promise<Result<ImportedWithRejects>> {
  return terminal.interruptible(async (cancelled) => {
    const given = {
      path: terminal.path(file),
      profile: profile ?? null,
      dryRun: dryRun === true,
      progress: terminal.progress,
      cancelled,
    };
    const told = [{ meter: null, rows: rows ?? null, quantity: quantity ?? null }];
    const options = verbs.withControl(given, told, although ?? '');
    if (rejects !== undefined) return verbs.importWithRejects(session, options, terminal.path(rejects));
    const imported = await verbs.importUsage(session, options);
    return imported.ok ? { ok: true, value: { ...imported.value, rejectsNotWritten: null } } : imported;
  });
}

/** The five counts always stand together and in this order (formats, Commands). */
export function countLines(counts: Counts): string[] {
  const rows: [string, number][] = [
    ['accepted', counts.accepted],
    ['duplicate', counts.duplicates],
    ['late', counts.late],
    ['exception', counts.exceptions],
    ['rejected', counts.rejected],
  ];
  const width = Math.max(...rows.map(([, count]) => String(count).length));
  return rows.map(([word, count]) => `  ${word.padEnd(9)}  ${String(count).padStart(width)}`);
}

export interface Counts {
  accepted: number;
  duplicates: number;
  late: number;
  exceptions: number;
  rejected: number;
}

function sayImported(book: string, imported: ImportedWithRejects, flags: ImportFlags): Said {
  const { batch, file, rejects } = imported;
  const dryRun = flags.dryRun === true;
  const written = flags.rejects !== undefined && !imported.rejectsNotWritten;
  return {
    lines: [
      dryRun
        ? `Nothing was written. Importing ${file} would make batch ${batch}:`
        : `Imported ${file} as batch ${batch}:`,
      ...countLines(imported),
      ...remarks(book, imported, dryRun),
      ...rejects.slice(0, SHOWN_REJECTS).map((row) => `  line ${row.line}: ${findingLine(asFinding(row))}`),
      ...(rejects.length > SHOWN_REJECTS ? [`  … and ${rejects.length - SHOWN_REJECTS} more`] : []),
      ...whereRejects(book, imported, flags),
    ],
    data: {
      batch,
      file,
      dry_run: dryRun,
      accepted: imported.accepted,
      duplicate: imported.duplicates,
      late: imported.late,
      exception: imported.exceptions,
      rejected: imported.rejected,
      skipped: imported.skipped,
      ids_made: imported.idsMade,
      control_totals: imported.control,
      rejects: rejects
        .slice(0, 1000)
        .map(({ line, column, code, message }) => ({ line, column, code, message })),
      rejects_file: written ? flags.rejects : null,
    },
    notes: imported.rejectsNotWritten
      ? [
          `The batch is in the book, but ${findingLine(imported.rejectsNotWritten)}`,
          `The rejected rows are kept with the batch: drawdown rejects ${book} ${batch} --out FILE`,
        ]
      : [],
  };
}

const asFinding = (row: { code: string; column: string | null; message: string }) => ({
  code: row.code,
  place: row.column === null ? {} : { column: row.column },
  message: row.message,
});

/** What the counts mean, where there is something to do or to know. */
function remarks(book: string, imported: ImportedWithRejects, dryRun: boolean): string[] {
  const { late, exceptions, skipped, idsMade, control } = imported;
  const lines: string[] = [];
  if (control !== '') lines.push(`C${control.slice(1)}.`);
  if (idsMade) lines.push('The file has no ids: they were made of customer, meter, time and quantity.');
  if (skipped > 0)
    lines.push(`${counted(skipped, 'row')} that hold no usage (headings, totals, blanks) read past.`);
  if (late > 0)
    lines.push('Late usage occurred in a closed month; it is posted at the start of the first open one.');
  if (exceptions > 0) {
    lines.push(
      'No rate covers the exceptions yet: add one (setup) or exclude them, or their month cannot be closed.',
    );
    if (!dryRun) lines.push(`They are listed by: drawdown report exceptions ${book}`);
  }
  return lines;
}

function whereRejects(book: string, { batch, rejected }: ImportedWithRejects, flags: ImportFlags): string[] {
  if (flags.rejects !== undefined) {
    return rejected > 0
      ? [`Rejected rows are in ${flags.rejects}: mend them there and import that file the same way.`]
      : [`No row was rejected; ${flags.rejects} holds the header only.`];
  }
  if (rejected === 0 || flags.dryRun) return [];
  return [
    `Rejected rows are kept with the batch; to mend them: drawdown rejects ${book} ${batch} --out FILE.csv`,
  ];
}

export function addBatches(program: Command, running: Running): void {
  program
    .command('batches')
    .summary('list the import batches')
    .description(
      'Lists every import, also those taken back out. Exceptions are those that wait for a rate now.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .addHelpText('after', examples('batches acme.ddb', 'batches acme.ddb --json'))
    .action((book: string) =>
      performOn(running, book, ONLY_LOOKED, (session, verbs) => verbs.batchesNow(session), sayBatches),
    );
}

function sayBatches(batches: readonly BatchNow[]): Said {
  const heading = ['batch', 'accepted', 'duplicate', 'late', 'exception', 'rejected', 'file', 'profile', ''];
  const rows = batches.map((one) => [
    ...[one.batch, one.accepted, one.duplicates, one.late, one.exceptions, one.rejected].map(String),
    one.file,
    one.profile ?? '–',
    one.undone ? 'undone' : '',
  ]);
  return {
    lines: rows.length > 0 ? aligned(heading, rows) : ['Nothing has been imported yet.'],
    data: {
      batches: batches.map((one) => ({
        batch: one.batch,
        file: one.file,
        sha256: one.sha256,
        profile: one.profile,
        accepted: one.accepted,
        duplicate: one.duplicates,
        late: one.late,
        exception: one.exceptions,
        rejected: one.rejected,
        undone: one.undone,
      })),
    },
  };
}

export function addRejects(program: Command, running: Running): void {
  program
    .command('rejects')
    .summary('write the rejected rows of a batch, to mend and import again')
    .description(
      'Writes the rejected rows of a batch as CSV: the columns of the file they came from, then line, code and error.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<BATCH>', 'number of the batch', batchArgument)
    .option('--out <FILE>', 'write to this file instead of standard output', pathArgument)
    .addHelpText('after', examples('rejects acme.ddb 3 --out rejected.csv', 'rejects acme.ddb 3 | head'))
    .action((book: string, batch: number, { out }: { out?: string }) => {
      const { terminal } = running;
      return performOn(
        running,
        book,
        ONLY_LOOKED,
        async (session, verbs) => {
          if (out !== undefined) return verbs.writeBatchRejects(session, batch, terminal.path(out));
          const found = verbs.batchRejects(session, batch);
          if (!found.ok) return found;
          if (terminal.json) return { ok: true, value: { ...found.value, rows: [...found.value.rows] } };
          for (const piece of found.value.pieces) await terminal.write(piece);
          return found;
        },
        ({ file, rejected, rows }) => {
          if (out !== undefined) {
            const line = `Wrote ${counted(rejected, 'rejected row')} of ${file} to ${out}.`;
            return { lines: [line], data: { batch, file, rejected, rejects_file: out } };
          }
          return terminal.json ? { lines: [], data: { batch, file, rejected, rejects: rows } } : null;
        },
      );
    });
}

export function addUndo(program: Command, running: Running): void {
  program
    .command('undo')
    .summary('take an import batch of open months back out')
    .description(
      'Takes a batch back out: its rows are as if they had never come and can be imported again. Refused if one of them is ' +
        'posted in a closed month, voided or excluded. The batch stays on record as undone.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<BATCH>', 'number of the batch', batchArgument)
    .option('--reason <TEXT>', 'why, for the record', textArgument)
    .addHelpText('after', examples('batches acme.ddb', 'undo acme.ddb 3 --reason "Wrong month exported"'))
    .action((book: string, batch: number, { reason }: { reason?: string }) => {
      const { terminal } = running;
      return performOn(
        running,
        book,
        NOTHING_CHANGED,
        (session, verbs) => verbs.undoBatch(session, batch, reason ?? '', terminal.progress),
        ({ file, accepted }) => ({
          lines: [
            `Batch ${batch} (${file}) is taken back out: ${counted(accepted, 'row')}. It stays on record as undone.`,
          ],
          data: { batch, file, accepted, reason: reason ?? '' },
        }),
      );
    });
}

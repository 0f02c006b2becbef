// The command about automatic backups: which there are, whether there are any, and where.
import type { Command } from 'commander';
import { counted } from '../../../../src-shared/counted.ts';
import type { Backups } from '../../../backend/verbs/backups.ts';
import type { Said } from '../answer.ts';
import { pathArgument } from '../arguments.ts';
import { verbOf } from '../verbs-of.ts';
import { BOOK } from './book.ts';
import { aligned, examples, NOTHING_CHANGED, ONLY_LOOKED, performingWith, type Running } from './perform.ts';

const performOn = performingWith(() => import('../../../backend/verbs/backups.ts'));

const TAKES = { list: [], on: [], off: [], folder: ['FOLDER'] } as const;

export function addBackups(program: Command, running: Running): void {
  program
    .command('backups')
    .summary('automatic backups: which there are, whether and where')
    .description(
      'Before an import, a close, a reopening and an undo the book is copied, if it has changed since the last copy, and the copy is ' +
        'checked. The last 10 are kept, and the last of each of 30 days. Any of them is a book: restore puts it where one is wanted.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('[VERB]', 'list, on, off or folder', 'list')
    .argument(
      '[FOLDER]',
      'for folder: where they go from now on; the one around it must be there',
      pathArgument,
    )
    .addHelpText(
      'after',
      examples('backups acme.ddb', 'backups acme.ddb folder /mnt/nas/acme-backups', 'backups acme.ddb off'),
    )
    .action((book: string, text: string, folder?: string) => {
      const verb = verbOf('backups', TAKES, text, folder === undefined ? [] : [folder]);
      const { terminal } = running;
      return performOn(
        running,
        book,
        verb === 'list' ? ONLY_LOOKED : NOTHING_CHANGED,
        (session, verbs) => {
          if (verb === 'list') return verbs.listBackups(session);
          const change =
            verb === 'folder' ? { folder: terminal.path(folder!) } : { automatic: verb === 'on' };
          return verbs.setBackups(session, change);
        },
        sayBackups,
      );
    });
}

function sayBackups({ automatic, place, kept, bytes, rule }: Backups): Said {
  const rows = kept.map((one) => [
    String(one.number),
    one.madeAt,
    one.before,
    (one.bytes / 1e6).toFixed(1),
    one.file,
  ]);
  return {
    lines: [
      automatic
        ? `Automatic backups go to ${place}: the last ${rule.last} are kept, and the last of each of ${rule.days} days.`
        : `Automatic backups are off. Those in ${place} stay.`,
      kept.length === 0
        ? 'There are none yet.'
        : `${counted(kept.length, 'backup')}, ${(bytes / 1e6).toFixed(1)} MB:`,
      ...(kept.length === 0 ? [] : aligned(['no', 'made at', 'before', 'MB', 'file'], rows)),
    ],
    data: {
      automatic,
      folder: place,
      bytes,
      backups: kept.map(({ number, file, madeAt, before, bytes: size }) => ({
        number,
        file,
        made_at: madeAt,
        before,
        bytes: size,
      })),
    },
  };
}

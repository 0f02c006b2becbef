// What the files of books and of their automatic backups are called: whoever lists books knows one from the other. Must not: look at a
// disk.
import { formatInstant, type Instant } from '../calendar.ts';

/** What the names of books end in. */
export const BOOK_ENDING = '.ddb';

/** What a backup was made before. */
export const BACKUP_OCCASIONS = ['import', 'close', 'reopen', 'undo', 'migration'] as const;
export type BackupOccasion = (typeof BACKUP_OCCASIONS)[number];

interface NameParts {
  /** The name of the book's file without its ending. */
  readonly stem: string;
  readonly number: number;
  readonly before: BackupOccasion;
}

/** "acme-0007-2026-01-31-235959-before-close.ddb" */
export function writeBackupName({ stem, number, madeAt, before }: NameParts & { madeAt: Instant }): string {
  const [day = '', time = ''] = formatInstant(madeAt).split('T');
  const clock = time.slice(0, 8).replaceAll(':', '');
  return `${stem}-${String(number).padStart(4, '0')}-${day}-${clock}-before-${before}${BOOK_ENDING}`;
}

const NAME = /^(.+)-(\d{4,9})-(\d{4,6}-\d{2}-\d{2})-(\d\d)(\d\d)(\d\d)-before-(\w+)\.ddb$/;

/** `madeAt` is an ISO instant in UTC. Null: it is the name of something else. */
export function readBackupName(name: string): (NameParts & { madeAt: string }) | null {
  const [, stem = '', number, day, hours, minutes, seconds, occasion] = NAME.exec(name) ?? [];
  const before = BACKUP_OCCASIONS.find((one) => one === occasion);
  return before === undefined
    ? null
    : { stem, number: Number(number), madeAt: `${day}T${hours}:${minutes}:${seconds}Z`, before };
}

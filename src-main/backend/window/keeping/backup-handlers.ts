// Handlers of the calls about where a book lies and its automatic backups. Must not: name a path that no person chose.

import { must } from '../../../../src-shared/findings/finding.ts';
import type { KEEPING_CALLS } from '../../../../src-shared/keeping/calls.ts';
import { type Backups, copyFromBackup, listBackups, setBackups } from '../../../services/keeping/backups.ts';
import { placeNotes } from '../../../storage/file/shared-place.ts';
import { infoOf } from '../app-handlers.ts';
import type { Handlers } from '../handling.ts';

export const BACKUP_HANDLERS: Handlers<keyof typeof KEEPING_CALLS> = {
  'book.place': (_input, { desk }) => ({ notes: placeNotes(desk.session().open.path) }),
  'backups.list': (_input, { desk }) => shown(must(listBackups(desk.session()))),
  'backups.set': ({ automatic, folder }, { desk }) => {
    const change = {
      ...(automatic === undefined ? {} : { automatic }),
      ...(folder === undefined ? {} : { folder: folder === null ? null : desk.pathOf(folder) }),
    };
    return shown(must(setBackups(desk.session(), change)));
  },
  'backups.open': async ({ number }, { desk }) => {
    const { path } = must(await copyFromBackup(desk.session(), number));
    return infoOf(must(desk.open(path)));
  },
};

function shown({ automatic, place, folder, kept, bytes, rule }: Backups) {
  const files = kept.map(({ number, madeAt, before, bytes: size }) => ({
    number,
    madeAt,
    before,
    bytes: size,
  }));
  return { automatic, place, chosen: folder !== null, kept: files, bytes, rule };
}

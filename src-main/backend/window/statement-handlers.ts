// Handlers of the calls about a month's statements, and of what a book is set to.
import type { SETTINGS_CALLS } from '../../../src-shared/contract/settings.ts';
import type { STATEMENT_CALLS } from '../../../src-shared/contract/statements.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { letterheadShown, readLogo, tellLetterhead } from '../../services/documents/letterhead.ts';
import {
  listPeriodStatements,
  listStatements,
  previewStatement,
} from '../../services/files/statement-list.ts';
import { statementOnPaper } from '../../services/files/statement-paper.ts';
import { writeStatement, writeStatements } from '../../services/files/statements.ts';
import { renameBook } from '../../services/screens/set-up-book.ts';
import { copyStatement } from '../../services/statements/issued.ts';
import { profilesInWords } from '../../services/usage/layout/profile-words.ts';
import { infoOf } from './app-handlers.ts';
import type { Handlers } from './handling.ts';

export const STATEMENT_HANDLERS: Handlers<keyof typeof STATEMENT_CALLS | keyof typeof SETTINGS_CALLS> = {
  'statements.list': async ({ month, periods }, { desk }) =>
    must(await (periods ? listPeriodStatements : listStatements)(desk.session(), month)),
  'statements.preview': async (asked, { desk }) => must(await previewStatement(desk.session(), asked)),
  'statements.paper': async (asked, { desk }) => must(await statementOnPaper(desk.session(), asked)),
  'statements.save': async (
    { month, customer, period, periods, customers, zip, file },
    { desk, progress },
  ) => {
    const path = desk.pathOf(file);
    if (customer !== null) {
      const { status, isNew } = must(await writeStatement(desk.session(), { month, customer, period }, path));
      return { written: 1, issued: isNew ? 1 : 0, without: 0, status };
    }
    const { files, without, status } = must(
      await writeStatements(desk.session(), { month, folder: path, zip, customers, periods, progress }),
    );
    const issued = files.filter(({ isNew }) => isNew).length;
    return { written: files.length, issued, without: without.length, status };
  },
  'statements.copy': ({ number, file }, { desk }) =>
    must(copyStatement(desk.session(), number, desk.pathOf(file))),
  'settings.read': (_input, { desk }) => ({ author: desk.person.name(), account: desk.person.account }),
  'settings.setAuthor': ({ author }, { desk }) => {
    desk.person.rename(author.trim());
    return { author: desk.person.name(), account: desk.person.account };
  },
  'settings.rename': ({ name }, { desk }) => {
    must(renameBook(desk.session(), name));
    return infoOf(desk.session());
  },
  'settings.letterhead': (_input, { desk }) => ({ letterhead: letterheadShown(desk.session()) }),
  'settings.setLetterhead': ({ logo, ...fields }, { desk }) => {
    const bytes = typeof logo === 'string' ? readLogo(desk.pathOf(logo)) : logo;
    must(tellLetterhead(desk.session(), fields, bytes, 'settings'));
    return { letterhead: letterheadShown(desk.session()) };
  },
  'settings.profiles': (_input, { desk }) => ({ profiles: profilesInWords(desk.session()) }),
};

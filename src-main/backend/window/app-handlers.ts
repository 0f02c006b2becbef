// Handlers of the calls about the program and the book as a document.
import { readFileSync } from 'node:fs';
import type { APP_CALLS, BookInfo } from '../../../src-shared/contract/app.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import type { Cell } from '../../../src-shared/report-table.ts';
import { writePicture } from '../../services/files/picture.ts';
import { reportFile } from '../../services/files/report-output.ts';
import { columnsFor, writeTable } from '../../services/files/table-file.ts';
import { findAnything } from '../../services/find.ts';
import { withReport } from '../../services/report.ts';
import { makeSampleCompany } from '../../services/sample/sample-company.ts';
import type { Session } from '../../services/session.ts';
import { closedMonths, firstOpenMonth } from '../../services/session.ts';
import { defaultThrough } from '../../services/through.ts';
import { backUp } from '../../storage/file/backup.ts';
import type { Handlers } from './handling.ts';

const VERSION = (
  JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

export const APP_HANDLERS: Handlers<keyof typeof APP_CALLS> = {
  'app.state': (_input, { desk }) => ({
    version: VERSION,
    book: desk.hasBook() ? infoOf(desk.session()) : null,
  }),
  'book.create': ({ file }, { desk }) => infoOf(must(desk.create(desk.pathOf(file)))),
  'book.open': ({ file }, { desk }) => infoOf(must(desk.open(desk.pathOf(file)))),
  'book.close': (_input, { desk }) => {
    desk.close();
    return {};
  },
  'book.copy': async ({ file }, { desk, progress }) => {
    const copied = must(
      await backUp(desk.session().open, desk.pathOf(file), {
        replace: true,
        progress: (done, of) => progress('Copying', done, of),
      }),
    );
    return { facts: copied.facts };
  },
  'book.sample': async ({ folder }, { desk, progress }) => {
    const made = must(await makeSampleCompany(desk.pathOf(folder), desk.actor, progress));
    return infoOf(must(desk.open(made.book)));
  },
  'report.table': async ({ name, limit, ...scope }, { desk }) => {
    return must(
      await withReport(desk.session(), name, scope, (made, cut) => {
        const rows: Cell[][] = [];
        let more = false;
        for (const row of made.rows) {
          if (rows.length === limit) {
            more = true;
            break;
          }
          rows.push([...row]);
        }
        const columns = made.columns.map((column) => ({ ...column }));
        return { table: { name: made.name, title: made.title, columns, rows }, through: cut.through, more };
      }),
    );
  },
  'report.save': async ({ name, format, file, ...scope }, { desk, progress }) => {
    must(await reportFile(desk.session(), name, scope, format, desk.pathOf(file), progress));
    return {};
  },
  'table.save': async ({ title, columns, rows, format, file }, { desk, progress }) => {
    const table = { title, columns: columnsFor(columns, rows), rows };
    return { rows: must(await writeTable(desk.session(), table, format, desk.pathOf(file), progress)) };
  },
  'picture.save': ({ png, file }, { desk }) => {
    must(writePicture(png, desk.pathOf(file)));
    return {};
  },
  find: ({ text }, { desk }) => ({ hits: findAnything(desk.session(), text) }),
};

/** What the title bar and the page's frame say of the book. */
export function infoOf(session: Session): BookInfo {
  const { path } = session.open;
  if (!session.isSetUp()) {
    return {
      path,
      name: '',
      ready: false,
      currency: '',
      timeZone: '',
      firstMonth: '',
      openMonth: '',
      through: '',
      closedMonths: [],
    };
  }
  const { fact } = session.book();
  return {
    path,
    name: fact.name,
    ready: true,
    currency: fact.currency,
    timeZone: fact.timeZone,
    firstMonth: fact.firstMonth,
    openMonth: firstOpenMonth(session),
    through: defaultThrough(session),
    closedMonths: closedMonths(session),
  };
}

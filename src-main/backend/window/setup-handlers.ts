// Handlers of the calls about setup tables in files: loading them all at once, and the empty workbook to fill in.
import { basename } from 'node:path';
import type { SETUP_CALLS } from '../../../src-shared/contract/start.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { writeTemplate } from '../../services/files/template.ts';
import { readTables } from '../../services/incoming/read-tables.ts';
import { loadSetup } from '../../services/setup.ts';
import type { Handlers } from './handling.ts';

export const SETUP_HANDLERS: Handlers<keyof typeof SETUP_CALLS> = {
  'setup.load': async ({ files }, { desk, progress }) => {
    const session = desk.session();
    const paths = files.map((file) => desk.pathOf(file));
    const read = await Promise.all(paths.map(readTables));
    const source = paths.map((path) => basename(path)).join(', ');
    const { tables, ...counts } = must(loadSetup(session, read.flatMap(must), source, progress));
    return { ...counts, tables: [...tables] };
  },
  'setup.template': async ({ file }, { desk }) => {
    const { tables } = must(await writeTemplate(desk.pathOf(file)));
    return { tables };
  },
};

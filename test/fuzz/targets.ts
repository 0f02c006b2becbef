// What comes in from outside, each with inputs to begin with, a way to change them, and a way to try one.
// Must not: say how long or how often; runner.ts does.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listSheets } from '../../src-main/excel/read.ts';
import { setLetterheadFile } from '../../src-main/services/documents/letterhead.ts';
import { pictureOf } from '../../src-main/services/documents/picture.ts';
import { exportJournal } from '../../src-main/services/exports/journal.ts';
import { saveTemplateFile } from '../../src-main/services/exports/templates.ts';
import { writeStatements } from '../../src-main/services/files/statements.ts';
import { readTables } from '../../src-main/services/incoming/read-tables.ts';
import { readLegacy } from '../../src-main/services/migration/read-legacy.ts';
import { verifyBook } from '../../src-main/services/proof/verify.ts';
import type { Session } from '../../src-main/services/session.ts';
import { openSession } from '../../src-main/services/session.ts';
import { loadSetup } from '../../src-main/services/setup.ts';
import { importUsage } from '../../src-main/services/usage/import-usage.ts';
import { proposeForFile } from '../../src-main/services/usage/layout/first-rows.ts';
import { saveProfileFile } from '../../src-main/services/usage/layout/profiles.ts';
import { restore } from '../../src-main/storage/file/backup.ts';
import { openBook } from '../../src-main/storage/open.ts';
import { BUILT_IN } from '../../src-shared/exports/built-in.ts';
import { done, Refusal, type Result, refused } from '../../src-shared/findings/finding.ts';
import { handMade, zipOf } from '../support/workbook-parts.ts';
import { CASES, COMPANY, codeOf, type Ground, MONTH, verdictOf } from './ground.ts';
import { loopback } from './loopback-target.ts';
import { changeBytes } from './mutate.ts';
import { OUTSIDE_TARGETS } from './outside/tables-and-layouts.ts';
import { changeTable, changeTables, tablesAs, tablesOf } from './tables.ts';
import { cellsOf, inline, json, manner, put, type Target, text } from './target.ts';
import { changeTree } from './trees.ts';
import { changeWorkbook } from './workbooks.ts';

const folders = (): string[] => readdirSync(CASES).filter((name) => /^\d/.test(name));

async function takeUsage(ground: Ground, path: string, input: Buffer): Promise<string> {
  const way = manner(input, 4);
  if (way === 0) return ground.change((session) => proposeForFile(session, path), false);
  const dryRun = way !== 3;
  return ground.change((session) => importUsage(session, { path, profile: null, dryRun }), !dryRun);
}

async function takeSetup(ground: Ground, path: string): Promise<string> {
  return ground.change(async (session) => {
    const tables = await readTables(path);
    return tables.ok ? loadSetup(session, tables.value, 'tables') : tables;
  }, true);
}

const csv: Target = {
  name: 'csv',
  begin: () => [
    readFileSync(join(COMPANY, 'usage.csv')),
    text('sep=;', 'Kunde;Zähler;Menge;Datum', 'kim;calls;1.234,5;31.01.2026', 'Summe;;1.234,5;'),
    Buffer.from(
      '\ufeffevent_id\tcustomer\tmeter\tquantity\toccurred_at\nx1\tkim\tcalls\t5\t2026-02-03\n',
      'utf16le',
    ),
    text(
      'id,customer,meter,quantity,occurred_at,note',
      'a,kim,calls,1,2026-02-03T09:00:00+01:00,"two\nlines ""x"""',
      '',
    ),
    text(
      'event_id,customer,meter,quantity,occurred_at,_row,_code,_error',
      'k9,kim,calls,x,2026-02-03,2,bad_quantity,no',
    ),
  ],
  change: changeTable,
  attempt: (ground, input) => takeUsage(ground, put(ground, 'usage.csv', input), input),
};

const shared = (at: number): string => `t="s"><v>${at}</v>`;

function workbooks(): Buffer[] {
  const heads = ['event_id', 'customer', 'meter', 'quantity', 'occurred_at', 'kim', 'calls'];
  const strings = heads.map((head) => `<si><t>${head}</t></si>`).join('');
  const styles =
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd hh:mm"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>';
  const rows = [0, 1, 2, 3, 4].map(shared);
  const usage = `${cellsOf(1, rows)}${cellsOf(2, [inline('e1'), shared(5), shared(6), '><v>5</v>', 's="1"><v>46056.5</v>'])}${cellsOf(3, [inline('e2'), shared(5), shared(6), '><f>1+1</f><v>2</v>', 't="str"><v>2026-02-07</v>'])}`;
  const customers = `${cellsOf(1, ['code', 'name'].map(inline))}${cellsOf(2, ['mia', 'Mia'].map(inline))}`;
  return [
    zipOf(handMade({ rows: usage, strings, styles })),
    zipOf(handMade({ rows: customers, sheetName: 'customers' })),
    zipOf(
      handMade({ rows: usage, strings, styles, date1904: true }).map((part) => ({ ...part, stored: true })),
    ),
  ];
}

const xlsx: Target = {
  name: 'xlsx',
  begin: workbooks,
  change: changeWorkbook,
  async attempt(ground, input) {
    const path = put(ground, 'usage.xlsx', input);
    const listed = verdictOf(await listSheets(path));
    if (listed !== 'ok') return listed;
    return manner(input, 5) < 2 ? takeSetup(ground, path) : takeUsage(ground, path, input);
  },
};

const setup: Target = {
  name: 'setup',
  begin: () =>
    folders().map((name) => {
      const folder = join(CASES, name, 'setup');
      const files = readdirSync(folder).filter((file) => file.endsWith('.csv'));
      return tablesAs(
        new Map(files.map((file) => [file.slice(0, -4), readFileSync(join(folder, file), 'utf8')])),
      );
    }),
  change: changeTables,
  async attempt(ground, input) {
    const found: Parameters<typeof loadSetup>[1][number][] = [];
    for (const content of tablesOf(input)) {
      const [name, rows] = content;
      const read = await readTables(put(ground, 'table.csv', Buffer.from(rows)));
      if (!read.ok) return codeOf(read.findings);
      found.push(...read.value.map((table) => ({ ...table, name })));
    }
    // Each case's tables are a whole book; a second load meets one that stands.
    if (manner(input, 3) > 0) ground.renew('empty');
    return ground.change((session) => loadSetup(session, found, 'tables'), true);
  },
};

const profile: Target = {
  name: 'profile',
  begin: () => [
    json({}),
    json({
      columns: {
        event_id: null,
        customer: 'Kunde',
        meter: { value: 'calls' },
        quantity: 'Menge',
        occurred_at: { column: 'Datum' },
        time: 'Zeit',
      },
      dateOrder: 'dmy',
      decimalSeparator: ',',
      thousandsSeparator: '.',
      timeZone: 'Asia/Kolkata',
      headerLine: 1,
      skipBottom: 1,
      totals: 'skip',
      values: { customer: { K: 'kim' }, meter: {} },
    }),
    json({
      columns: { event_id: 'id', customer: 'customer' },
      delimiter: ';',
      encoding: 'windows-1252',
      dateOrder: 'unix_ms',
      twoDigitYears: true,
      factor: '0.5',
    }),
  ],
  change: changeTree,
  async attempt(ground, input) {
    const saved = await ground.change(async (session) => {
      const made = saveProfileFile(session, 'P', put(ground, 'p.json', input));
      if (!made.ok) return made;
      const used = await importUsage(session, {
        path: join(COMPANY, 'usage.csv'),
        profile: 'P',
        dryRun: true,
      });
      if (!used.ok) codeOf(used.findings);
      return made;
    }, true);
    return saved;
  },
};

const template: Target = {
  name: 'template',
  begin: () => Object.values(BUILT_IN).map(json),
  change: changeTree,
  attempt: (ground, input) =>
    ground.change(async (session) => {
      const made = saveTemplateFile(session, 'T', put(ground, 't.json', input));
      if (!made.ok) return made;
      const asked = { month: MONTH, template: 'T', level: null, folder: ground.place('journal') };
      const given = await exportJournal(session, asked);
      if (!given.ok) codeOf(given.findings);
      return made;
    }, true),
};

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080001000101011100ffd9', 'hex');

const picture: Target = {
  name: 'picture',
  begin: () => [PNG, JPEG],
  change: changeBytes,
  async attempt(ground, input) {
    const found = pictureOf(input);
    const path = put(ground, 'letterhead.json', json({ name: 'Us', logo: 'logo.bin' }));
    put(ground, 'logo.bin', input);
    const verdict = await ground.change(async (session) => {
      const told = setLetterheadFile(session, path);
      // What was taken must be drawn: a picture that passes may not break every statement.
      if (told.ok && manner(input, 20) === 0) await drawn(session, ground);
      return told;
    }, true);
    if ((verdict === 'ok') !== (typeof found !== 'string'))
      throw new Error(`${verdict}: ${JSON.stringify(found)}`);
    return verdict;
  },
};

const legacy: Target = {
  name: 'legacy',
  begin: () => {
    const folder = join(CASES, 'legacy');
    return readdirSync(folder)
      .filter((name) => /^(clean|planted)-/.test(name))
      .map((name) => readFileSync(join(folder, name, 'legacy.xlsx')));
  },
  change: changeWorkbook,
  attempt: (ground, input) =>
    ground.change((session) => readLegacy(session, { path: put(ground, 'legacy.xlsx', input) }), false),
};

async function drawn(session: Session, ground: Ground): Promise<void> {
  const written = await writeStatements(session, { month: MONTH, folder: ground.place('statements') });
  if (!written.ok) throw new Error(codeOf(written.findings));
}

const letterhead: Target = {
  name: 'letterhead',
  begin: () => [
    json({
      name: 'Us',
      address: ['Street 1', 'Town'],
      taxId: 'DE1',
      contact: 'a@b.c',
      disputeDays: 30,
      footer: 'Thanks',
    }),
    json({ name: 'Us', logo: null }),
  ],
  change: changeTree,
  attempt: (ground, input) =>
    ground.change(async (session) => {
      const told = setLetterheadFile(session, put(ground, 'letterhead.json', input));
      if (told.ok && manner(input, 10) === 0) await drawn(session, ground);
      return told;
    }, true),
};

const book: Target = {
  name: 'book',
  begin: (ground) => [readFileSync(ground.book)],
  change: changeBytes,
  async attempt(ground, input) {
    const path = put(ground, 'spoilt.ddb', input);
    const restored = await restore(path, ground.place('restored.ddb'), { replace: true });
    const verdict = verdictOf(restored);
    const opened = verdictOf(openedAndProven(path));
    return opened === 'ok' ? verdict : opened;
  },
};

function openedAndProven(path: string): Result<unknown> {
  const actor = { user: 'mara', now: () => Date.UTC(2026, 2, 5) };
  const opened = openBook(path, { user: actor.user, at: actor.now() });
  if (!opened.ok) return opened;
  try {
    const verified = verifyBook(openSession(opened.value, actor));
    if (!verified.ok) return verified;
    return verified.value.findings.length > 0 ? refused(...verified.value.findings) : done(null);
  } catch (error) {
    if (error instanceof Refusal) return refused(...error.findings);
    throw error;
  } finally {
    opened.value.close();
  }
}

export const TARGETS: readonly Target[] = [
  csv,
  xlsx,
  setup,
  profile,
  template,
  picture,
  letterhead,
  book,
  legacy,
  ...OUTSIDE_TARGETS,
  loopback,
];

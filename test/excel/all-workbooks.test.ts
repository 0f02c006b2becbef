// Every workbook of the sample company as a file: nothing is wrong with it, every formula comes to the same in another program, every check
// says OK. And each thing that can be wrong is found where it is made wrong.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { workbookBytes } from '../../src-main/excel/write.ts';
import { REPORTS } from '../../src-main/reports/report.ts';
import { statementWorkbook } from '../../src-main/reports/workbooks/statement.ts';
import { giveEvidence } from '../../src-main/services/evidence/evidence-pack.ts';
import { exportCharges } from '../../src-main/services/exports/charges.ts';
import { exportJournal } from '../../src-main/services/exports/journal.ts';
import { reportFile } from '../../src-main/services/files/report-output.ts';
import { writeRevenue } from '../../src-main/services/files/revenue.ts';
import { writeStatements } from '../../src-main/services/files/statements.ts';
import { writeTemplate } from '../../src-main/services/files/template.ts';
import { makeSampleCompany } from '../../src-main/services/sample/sample-company.ts';
import { closedMonths, firstOpenMonth, openSession } from '../../src-main/services/session.ts';
import { openBook } from '../../src-main/storage/open.ts';
import { must } from '../../src-shared/findings/finding.ts';
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { computedByOffice, testWithOffice } from '../support/libreoffice.ts';
import { acmeStatement } from '../support/sample-workbooks.ts';
import { differences, plainWorkbook } from '../support/workbook-cells.ts';
import { partsOf, zipOf } from '../support/workbook-parts.ts';
import { structureComplaints } from '../support/workbook-structure.ts';

const ACTOR = { user: 'anna', now: () => Date.UTC(2026, 5, 1) };
const folder = lastingFolder();
const out = join(folder, 'out');
let files: string[] = [];
let theirs: ReturnType<typeof computedByOffice>;

/** Every kind of workbook, of a closed and of an open month. */
async function writeAll(): Promise<void> {
  const { book } = must(await makeSampleCompany(join(folder, 'sample'), ACTOR, () => {}));
  const open = must(openBook(book, { user: ACTOR.user, at: ACTOR.now() }));
  try {
    const session = openSession(open, ACTOR);
    const closed = closedMonths(session).at(-1)!;
    for (const month of [closed, firstOpenMonth(session)]) {
      must(await writeStatements(session, { month, folder: out }));
      for (const span of ['month', 'year_to_date'] as const)
        must(await writeRevenue(session, { month, span }, join(out, `revenue-${month}-${span}.xlsx`)));
    }
    must(await writeStatements(session, { month: closed, folder: out, periods: true }));
    must(await exportCharges(session, { month: closed, file: join(out, 'charges.xlsx'), csv: null }));
    must(
      await exportJournal(session, {
        month: closed,
        template: 'generic',
        level: null,
        folder: join(folder, 'journal'),
      }),
    );
    for (const name of readdirSync(join(folder, 'journal')).filter((one) => one.endsWith('.xlsx')))
      copyFileSync(join(folder, 'journal', name), join(out, 'journal.xlsx'));
    for (const { name } of REPORTS)
      must(await reportFile(session, name, {}, 'xlsx', join(out, `report-${name}.xlsx`)));
    const pack = join(folder, 'pack');
    must(await giveEvidence(session, { month: closed, out: pack, sample: 1000 }));
    copyFileSync(join(pack, 'trial-recomputation.xlsx'), join(out, 'trial.xlsx'));
    must(await writeTemplate(join(out, 'template.xlsx')));
  } finally {
    open.close();
  }
}

beforeAll(async () => {
  mkdirSync(out);
  await writeAll();
  files = readdirSync(out);
  theirs = computedByOffice(
    folder,
    files.map((file) => join(out, file)),
  );
}, 240_000);

describe('the sample company', () => {
  it('has every kind of workbook', () => {
    expect(files.length).toBeGreaterThan(REPORTS.length + 12);
  });

  it('has workbooks that are right as files', () => {
    const complaints = files.flatMap((file) =>
      structureComplaints(join(out, file)).map((complaint) => `${file}: ${complaint}`),
    );
    expect(complaints).toEqual([]);
  });

  testWithOffice('has workbooks that another program computes the same', async () => {
    for (const file of files) {
      const ours = await plainWorkbook(join(out, file));
      const checks = ours.get('Checks')?.get('B3');
      if (checks) expect(checks.value, file).toBe('OK');
      expect(differences(ours, await theirs(join(out, file))), file).toEqual([]);
    }
  });
});

describe('what is made wrong is found', () => {
  const sheet = 'xl/worksheets/sheet3.xml';
  const amount = /<c r="(I\d+)" s="\d+"><v>([\d.]+)<\/v><\/c>/;
  it.each<[string, string, RegExp, (found: RegExpExecArray) => string]>([
    [
      'has its parts out of order',
      sheet,
      /<pageMargins[^>]*>(<pageSetup[^>]*>)/,
      ([all, setup]) => setup! + all.replace(setup!, ''),
    ],
    ['does not belong into <worksheet>', sheet, /<pageMargins[^>]*>/, ([all]) => `${all}<smile/>`],
    ['has a formula without a result', sheet, /<\/f><v>[^<]*<\/v>/, () => '</f>'],
    ['comes to #REF!', sheet, /<\/f><v>[^<]*<\/v>/, () => '</f><v>#REF!</v>'],
    ['has a formula that changes by itself', sheet, /<f>[^<]*<\/f>/, () => '<f>TODAY()</f>'],
    ['has a formula that leads outside', sheet, /<f>[^<]*<\/f>/, () => "<f>'[1]Sheet'!A1</f>"],
    ['asks a sheet that is not there: Elsewhere', sheet, /<f>[^<]*<\/f>/, () => "<f>'Elsewhere'!A1</f>"],
    [
      'as text',
      sheet,
      amount,
      ([, cell, value]) => `<c r="${cell}" s="0" t="inlineStr"><is><t>${value}</t></is></c>`,
    ],
    [
      'holds the date 2026-02-01 as text',
      sheet,
      amount,
      ([, cell]) => `<c r="${cell}" s="0" t="inlineStr"><is><t>2026-02-01</t></is></c>`,
    ],
    [
      'begins like a formula',
      sheet,
      amount,
      ([, cell]) => `<c r="${cell}" s="0" t="inlineStr"><is><t>=1+1</t></is></c>`,
    ],
    ['would show ####', sheet, amount, ([all, , value]) => all.replace(`>${value}<`, '>123456789012.00<')],
    ['is no date', sheet, /(<c r="B\d+" s="\d+"><v>)4\d{4}/, ([, start]) => `${start}4`],
    ['is out of order', sheet, /<row r="7"/, () => '<row r="5"'],
    ['is not set up for A4 or Letter', sheet, /paperSize="9"/, () => 'paperSize="8"'],
    ['is not fitted to the width', sheet, /fitToHeight="0"/, () => 'fitToHeight="9"'],
    ['does not number its pages', sheet, /&amp;P of &amp;N/, () => ''],
    ['has no heading that stays', sheet, /state="frozen"/, () => 'state="split"'],
    ['leads nowhere', 'xl/workbook.xml', /&apos;Activity&apos;!/, () => '&apos;Activities&apos;!'],
    [
      'goes beyond the rows',
      'xl/workbook.xml',
      /(&apos;Activity&apos;!\$A\$1:\$[A-Z]+\$)\d+/,
      ([, start]) => `${start}9999`,
    ],
    [
      'does not repeat its heading on paper',
      'xl/workbook.xml',
      /<definedName name="_xlnm.Print_Titles" localSheetId="2">[^<]*<\/definedName>/,
      () => '',
    ],
    [
      'has no area to print',
      'xl/workbook.xml',
      /<definedName name="_xlnm.Print_Area" localSheetId="2">[^<]*<\/definedName>/,
      () => '',
    ],
    ['the property dc:subject is missing', 'docProps/core.xml', /<dc:subject>[^<]*/, () => '<dc:subject>'],
    [
      'leads outside, to https://example.com',
      'xl/_rels/workbook.xml.rels',
      /Target="styles.xml"/,
      () => 'Target="https://example.com" TargetMode="External"',
    ],
    ['gone.xml is not there', 'xl/_rels/workbook.xml.rels', /Target="styles.xml"/, () => 'Target="gone.xml"'],
  ])('%s', async (complaint, part, find, change) => {
    const parts = partsOf(await workbookBytes(statementWorkbook(acmeStatement(80))));
    const found = find.exec(parts.get(part)!);
    expect(found, `${find} in ${part}`).not.toBeNull();
    const changed = parts.get(part)!.replace(find, () => change(found!));
    const all = [...parts].map(([name, content]) => ({ name, content: name === part ? changed : content }));
    expect(structureComplaints(zipOf([...parts].map(([name, content]) => ({ name, content }))))).toEqual([]);
    expect(structureComplaints(zipOf(all)).join('\n')).toContain(complaint);
  });
});

// The charges of the reference books and of the sample company, and its journal, as workbooks: every check says OK, an independent program
// that is given our formulas without their results computes the same, and one changed event shows.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { workbookBytes } from '../../src-main/excel/write.ts';
import { chargesWorkbook } from '../../src-main/reports/workbooks/charges/workbook.ts';
import { chargesOf } from '../../src-main/services/exports/charge-items.ts';
import { exportCharges } from '../../src-main/services/exports/charges.ts';
import { exportJournal } from '../../src-main/services/exports/journal.ts';
import { withSource } from '../../src-main/services/report.ts';
import { makeSampleCompany, SAMPLE_BOOK } from '../../src-main/services/sample/sample-company.ts';
import { runStep, stepLines } from '../../src-main/services/sample/steps.ts';
import { openSession, type Session } from '../../src-main/services/session.ts';
import { createBook, openBook } from '../../src-main/storage/open.ts';
import { must } from '../../src-shared/findings/finding.ts';
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { computedByOffice, testWithOffice } from '../support/libreoffice.ts';
import { differences, plainWorkbook } from '../support/workbook-cells.ts';

const CASES = resolve(import.meta.dirname, '../cases');
const ACTOR = { user: 'anna', now: () => Date.UTC(2026, 5, 1) };
const folder = lastingFolder();
const out = join(folder, 'out');

async function writeCharges(session: Session, name: string, months: readonly string[]): Promise<void> {
  for (const month of months)
    must(
      await exportCharges(session, {
        month,
        draft: true,
        file: join(out, `${name}-${month}.xlsx`),
        csv: null,
      }),
    );
}

async function writeCase(name: string): Promise<void> {
  const path = join(mkdtempSync(join(folder, 'book-')), 'book.ddb');
  const open = must(createBook(path, { user: ACTOR.user, at: ACTOR.now() }));
  try {
    const session = openSession(open, ACTOR);
    for (const line of stepLines(readFileSync(join(CASES, name, 'steps.txt'), 'utf8')))
      await runStep(session, join(CASES, name), line);
    const charges = readFileSync(join(CASES, name, 'expected/charges.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    await writeCharges(session, name, [...new Set(charges.map((row) => row.slice(0, 7)))]);
  } finally {
    open.close();
  }
}

async function writeSample(): Promise<void> {
  must(await makeSampleCompany(join(folder, 'sample'), ACTOR));
  const open = must(openBook(join(folder, 'sample', SAMPLE_BOOK), { user: ACTOR.user, at: ACTOR.now() }));
  try {
    const session = openSession(open, ACTOR);
    await writeCharges(session, 'sample', ['2025-11', '2025-12']);
    for (const level of ['account', 'lot'] as const)
      must(
        await exportJournal(session, {
          month: '2025-12',
          template: 'generic',
          level,
          draft: true,
          folder: join(folder, level),
        }),
      );
    for (const level of ['account', 'lot'])
      writeFileSync(
        join(out, `journal-${level}.xlsx`),
        readFileSync(join(folder, level, 'DRAFT-JE-2025-12.xlsx')),
      );
    // So few events a sheet that a charge goes on on the next.
    const split = await withSource(session, { month: '2025-12', through: '2025-12' }, async (source, cut) => {
      const data = chargesOf(session, '2025-12', source, cut.until);
      const made = { ...data, number: 'DRAFT', replaces: null, withdrawn: [] };
      return workbookBytes(chargesWorkbook(made, 7));
    });
    writeFileSync(join(out, 'split.xlsx'), must(split));
  } finally {
    open.close();
  }
}

let theirs: ReturnType<typeof computedByOffice>;
beforeAll(async () => {
  mkdirSync(out);
  for (const name of readdirSync(CASES)) if (hasCharges(name)) await writeCase(name);
  await writeSample();
  const files = readdirSync(out).map((file) => join(out, file));
  theirs = computedByOffice(folder, files, {
    broken: {
      of: join(out, 'sample-2025-12.xlsx'),
      change: (part, content) =>
        part === 'xl/worksheets/sheet4.xml'
          ? content.replace(/(<c r="J9" s="\d+"><v>)[\d.]+</, '$1999<')
          : content,
    },
  });
});

function hasCharges(name: string): boolean {
  return existsSync(join(CASES, name, 'expected/charges.csv'));
}

test('there are workbooks of all cases with charges, and of the sample', () => {
  expect(readdirSync(out).length).toBeGreaterThan(12);
});

describe('computed anew', () => {
  testWithOffice('every workbook agrees with what it says', async () => {
    for (const file of readdirSync(out)) {
      const ours = await plainWorkbook(join(out, file));
      expect(ours.get('Checks')!.get('B3')!.value, file).toBe('OK');
      expect(differences(ours, await theirs(join(out, file))), file).toEqual([]);
    }
  });

  testWithOffice('an event that was changed shows', async () => {
    const checks = (await theirs('broken')).get('Checks')!;
    expect(checks.get('B3')!.value).toBe('CHECK');
    const said = [...checks].flatMap(([address, { value }]) =>
      value === 'CHECK' && address.startsWith('F') ? [checks.get(`A${address.slice(1)}`)!.value] : [],
    );
    expect(said).toContain('All events of overage');
  });

  testWithOffice('charges that go on on another sheet of events add up', async () => {
    const workbook = await theirs(join(out, 'split.xlsx'));
    expect([...workbook.keys()]).toContain('Events (2)');
    const split = await plainWorkbook(join(out, 'split.xlsx'));
    const formulas = ['Invoice now', 'Next cycle'].flatMap((sheet) => [...split.get(sheet)!.values()]);
    expect(formulas.some(({ formula }) => /SUM\('Events[^,]*,'Events/.test(formula ?? ''))).toBe(true);
  });
});

// Reconciliations of the sample company as workbooks: every check says OK, an independent program that is given our formulas without their
// results computes the same, one changed amount shows, and the same reconciliation gives the same bytes.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { noteItem, signOff } from '../../src-main/services/reconcile/deeds.ts';
import { reconcileFile } from '../../src-main/services/reconcile/reconcile-file.ts';
import { reconciliation } from '../../src-main/services/reconcile/state.ts';
import { writeReconciliation } from '../../src-main/services/reconcile/workbook-file.ts';
import { withReport } from '../../src-main/services/report.ts';
import { makeSampleCompany, SAMPLE_BOOK } from '../../src-main/services/sample/sample-company.ts';
import { openSession, type Session } from '../../src-main/services/session.ts';
import { openBook } from '../../src-main/storage/open.ts';
import type { Result } from '../../src-shared/findings/finding.ts';
import { must } from '../../src-shared/findings/finding.ts';
import type { Leg } from '../../src-shared/reconcile/words.ts';
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { computedByOffice, testWithOffice } from '../support/libreoffice.ts';
import { differences, plainWorkbook } from '../support/workbook-cells.ts';

const ACTOR = { user: 'anna', now: () => Date.UTC(2026, 5, 1) };
const folder = lastingFolder();
const out = join(folder, 'out');
let theirs: ReturnType<typeof computedByOffice>;

/** Every third charge is not invoiced, every fifth is dearer, and there is one more. */
async function invoices(session: Session, month: string): Promise<string> {
  const rows = must(await withReport(session, 'charges', { month }, (table) => [...table.rows]));
  const lines = rows.flatMap(([date, charge, customer, , , , amount, currency], index) =>
    index % 3 === 1
      ? []
      : [[charge, customer, date, index % 5 === 0 ? `${Number(amount) + 1}` : amount, currency].join(',')],
  );
  return ['order,customer,date,amount,currency', ...lines, 'X,nordhaven,2025-10-15,77.50,EUR'].join('\n');
}

async function take(session: Session, leg: Leg, month: string, text: string): Promise<void> {
  const path = join(folder, `${leg}-${month}.csv`);
  writeFileSync(path, `${text}\n`);
  const asked = { leg, path, month, profile: null, days: null, tolerance: { EUR: '1.00' } };
  must(
    await reconcileFile(session, {
      ...asked,
      tolerance: leg === 'usage' ? null : asked.tolerance,
      out: null,
    }),
  );
}

beforeAll(async () => {
  mkdirSync(out);
  must(await makeSampleCompany(join(folder, 'sample'), ACTOR));
  const open = must(openBook(join(folder, 'sample', SAMPLE_BOOK), { user: ACTOR.user, at: ACTOR.now() }));
  try {
    const session = openSession(open, ACTOR);
    await take(session, 'billing', '2025-10', await invoices(session, '2025-10'));
    await take(session, 'billing', '2025-11', await invoices(session, '2025-11'));
    const note = { reason: 'disputed', note: '=1+1', owner: 'anna', due: '2025-12-10', attach: [] } as const;
    const billing = { leg: 'billing', month: '2025-11' } as const;
    const shown = must(await firstOfBook(session));
    must(await noteItem(session, { ...billing, ...shown, ...note }));
    must(await signOff(session, { ...billing, role: 'preparer', conclusion: '' }));
    const matters = { materiality: { EUR: '250' }, materialityReason: 'A permille of the month' };
    session.actor.user = 'rita';
    must(await signOff(session, { ...billing, ...matters, role: 'reviewer', conclusion: '' }));
    session.actor.user = 'anna';
    await take(
      session,
      'usage',
      '2025-11',
      'meter,day,quantity\npages,2025-11-03,5.25\nextractions,2025-11-03,668',
    );
    await take(session, 'general_ledger', '2025-11', 'account,debit,credit\n3900,0,6129.87\n1205,300,0');
    for (const [leg, month] of LEGS)
      for (const name of [leg, `${leg} again`])
        must(
          await writeReconciliation(session, leg, month, join(name === leg ? out : folder, `${name}.xlsx`)),
        );
  } finally {
    open.close();
  }
  const files = readdirSync(out).map((file) => join(out, file));
  theirs = computedByOffice(folder, files, {
    broken: {
      of: join(out, 'billing.xlsx'),
      change: (part, content) =>
        part === 'xl/worksheets/sheet3.xml'
          ? content.replace(/(<c r="H6" s="\d+"><v>)[\d.]+</, '$1999999<')
          : content,
    },
  });
});

const LEGS = [
  ['billing', '2025-11'],
  ['usage', '2025-11'],
  ['general_ledger', '2025-11'],
] as const satisfies readonly (readonly [Leg, string])[];

async function firstOfBook(session: Session): Promise<Result<{ side: 'book'; item: string }>> {
  const standing = await reconciliation(session, 'billing', '2025-11');
  if (!standing.ok) return standing;
  const { line } = standing.value.open.find((one) => one.line.side === 'book')!;
  return { ok: true, value: { side: 'book', item: line.key } };
}

test('the same reconciliation gives the same bytes', () => {
  for (const [leg] of LEGS)
    expect(
      readFileSync(join(folder, `${leg} again.xlsx`)).equals(readFileSync(join(out, `${leg}.xlsx`))),
    ).toBe(true);
});

describe('computed anew', () => {
  testWithOffice('every workbook agrees with what it says, and all its checks are OK', async () => {
    for (const file of readdirSync(out)) {
      const ours = await plainWorkbook(join(out, file));
      expect(differences(ours, await theirs(join(out, file))), file).toEqual([]);
      const values = [...ours.values()].flatMap((cells) => [...cells.values()].map(({ value }) => value));
      expect(values, file).not.toContain('CHECK');
      expect(values.filter((value) => value === 'OK').length, file).toBeGreaterThan(3);
    }
  });

  testWithOffice('one amount that was changed shows', async () => {
    const broken = await theirs('broken');
    expect(differences(await plainWorkbook(join(out, 'billing.xlsx')), broken).join('\n')).toContain('CHECK');
  });
});

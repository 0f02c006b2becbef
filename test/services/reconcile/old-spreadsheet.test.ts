// An old spreadsheet of each layout as a leg of its own: its balances are the comparison's, what differs is left with its cause, two people
// sign, and a month that is opened again voids that.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factPage } from '../../../src-main/services/audit/record.ts';
import { compareWithSheet } from '../../../src-main/services/comparison/compare.ts';
import { closeMonth, reopenMonth } from '../../../src-main/services/months.ts';
import { signOff } from '../../../src-main/services/reconcile/deeds.ts';
import { onRecord } from '../../../src-main/services/reconcile/on-record.ts';
import { takeIn } from '../../../src-main/services/reconcile/outside/take-in.ts';
import { reconcileFile } from '../../../src-main/services/reconcile/reconcile-file.ts';
import { shown } from '../../../src-main/services/reconcile/shown.ts';
import { reconciliation } from '../../../src-main/services/reconcile/state.ts';
import { writeReconciliation } from '../../../src-main/services/reconcile/workbook-file.ts';
import type { Session } from '../../../src-main/services/session.ts';
import { loadSetup } from '../../../src-main/services/setup.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { setup } from '../../support/setup-tables.ts';
import { plainWorkbook } from '../../support/workbook-cells.ts';
import { bookWith } from '../company-book.ts';
import { LEGACY, NAMES, UNSAID, UNSAID_SHEET, withCase } from '../comparison/legacy-case.ts';
import { standing } from './reconcile-book.ts';

const MONTH = '2025-06';
const LEG = { leg: 'spreadsheet', month: MONTH } as const;

const take = (session: Session, path: string, names = NAMES) =>
  reconcileFile(session, { ...LEG, path, names, profile: null, days: null, tolerance: null, out: null });

const sign = async (session: Session, role: 'preparer' | 'reviewer', user: string) => {
  session.actor.user = user;
  return signOff(session, { ...LEG, role, conclusion: '' });
};

describe.each(['balance-grid', 'customer-sheets', 'purchases', 'transactions'])('%s', (layout) => {
  it.each(['clean', 'planted'])('%s: what agrees matches, the rest is open with its cause', async (kind) => {
    await withCase(join(LEGACY, `${kind}-${layout}`), async (session, path) => {
      const { comparison } = must(await compareWithSheet(session, { path, to: MONTH, customers: NAMES }));
      const said = comparison.balances.filter(({ month, sheet }) => month === MONTH && sheet !== null);
      const pairs = said.flatMap(({ sheet, book, deferred }) => [
        { sheet: sheet!, book },
        ...deferred.flatMap((one) => (one.sheet === null ? [] : [{ sheet: one.sheet, book: one.book }])),
      ]);
      expect(pairs.length > said.length).toBe(layout === 'purchases' || layout === 'balance-grid');
      const agreeing = pairs.filter(({ sheet, book }) => sheet === book && sheet !== 0n).length;
      const { taken, standing } = must(await take(session, path));
      expect(taken).toMatchObject({ month: MONTH, rows: pairs.length });
      expect(standing.sets.filter(({ book }) => !/^0(\.0+)?$/.test(book[0]!.amount)).length).toBe(agreeing);
      const differing = standing.open.filter(({ line }) => line.side === 'outside');
      expect(differing.length).toBe(pairs.filter(({ sheet, book }) => sheet !== book).length);
      expect(
        differing.filter(({ line }) => line.text === '' || !/legacy\.xlsx, .+/.test(line.place)),
      ).toEqual([]);
      if (kind === 'planted') expect(differing.length).toBeGreaterThan(0);
    });
  });
});

it('is signed by two people, and void when the month is opened again', async () => {
  await withCase(join(LEGACY, 'planted-balance-grid'), async (session, path) => {
    expect(await take(session, path, {})).toMatchObject({ findings: [{ code: 'name_unclear' }] });
    must(await take(session, path));
    for (const month of ['01', '02', '03', '04', '05', '06']) must(closeMonth(session, `2025-${month}`));
    must(await sign(session, 'preparer', 'mara'));
    expect(await sign(session, 'reviewer', 'mara')).toMatchObject({ findings: [{ code: 'same_signer' }] });
    must(await sign(session, 'reviewer', 'rita'));
    const standing = async () => shown(must(await reconciliation(session, 'spreadsheet', MONTH)));
    expect(await standing()).toMatchObject({
      preparer: { void: null },
      reviewer: { by: 'rita', void: null },
    });
    must(reopenMonth(session, MONTH, 'late usage'));
    const { preparer, reviewer } = await standing();
    expect([preparer?.void, reviewer?.void]).toEqual(
      Array(2).fill(`${MONTH} was opened again on 2025-07-01 by rita`),
    );
  });
});

it('says of a cause beside what it was found, once the book has something else', async () => {
  await withCase(join(LEGACY, 'planted-purchases'), async (session, path) => {
    const before = must(await take(session, path)).standing;
    const open = before.open.find(({ line }) => line.side === 'outside' && line.unit === 'credits')!;
    const ours = before.open.find(
      ({ line }) => line.side === 'book' && line.reference === open.line.reference,
    )!;
    const promo = `grants\nref | date | customer | credit_type | credits\ng | 2025-06-30 | ${open.line.party} | credits | 1`;
    must(loadSetup(session, setup(promo), 'grants'));
    const { open: now } = shown(must(await reconciliation(session, 'spreadsheet', MONTH)));
    const texts = now.filter(({ line }) => line.key === open.line.key).map(({ line }) => line.text);
    expect(texts).toEqual([`${open.line.text}, found when the book had ${ours.line.amount}`]);
    const same = now.filter(({ line }) => line.side === 'outside' && line.party !== open.line.party);
    expect(same.filter(({ line }) => line.text.includes('found when'))).toEqual([]);
  });
});

it('keeps what could not be compared on record, and says so wherever it is signed', async () => {
  const book = bookWith(UNSAID);
  const { session } = book;
  const asked = { ...LEG, month: '2026-02', profile: null };
  const taken = await takeIn(session, { ...asked, path: book.file('old.csv', UNSAID_SHEET) });
  const notes = taken.ok ? (taken.notes ?? []).map(({ message }) => message) : [];
  expect(notes).toEqual([
    expect.stringMatching(/^Deferred revenue of anna was not compared, only credits: .*Rows!B3/),
    expect.stringMatching(/^Balances of bert were not compared: .*Rows!B4/),
  ]);
  const seen = await standing(book, 'spreadsheet', '2026-02');
  expect(seen.tables).toMatchObject([{ leftOut: 1, notCompared: notes }]);
  const certificate = join(book.folder, 'certificate.xlsx');
  must(await writeReconciliation(session, 'spreadsheet', '2026-02', certificate));
  const cells = [...(await plainWorkbook(certificate)).get('Certificate')!.values()];
  const said = cells.map(({ value }) => String(value)).join(' ');
  for (const note of notes) expect(said).toContain(`Not part of it: ${note}.`);
  const [fact] = factPage(session, { before: null, limit: 1, kind: null, text: '' }).facts;
  expect(fact?.summary).toContain(notes.join('; '));
});

it('knows of early versions how many customers could not be compared', () => {
  const { session } = bookWith(UNSAID);
  const digests = { sha256: '', rowsSha256: '' };
  const counts = { number: 1, rows: 0, leftOut: 2 };
  const body = { ...LEG, ...digests, ...counts, file: 'old.xlsx', profile: null, header: [] };
  must(session.act(() => session.tell([{ kind: 'outside', body }], 'old.xlsx')));
  const [table] = onRecord(session, 'spreadsheet').tables;
  expect(table?.notCompared).toEqual([expect.stringMatching(/^Balances of 2 customers were not compared/)]);
});

it('says which months it has where none was named', async () => {
  await withCase(join(LEGACY, 'clean-balance-grid'), async (session, path) => {
    const asked = {
      ...LEG,
      month: null,
      path,
      names: NAMES,
      profile: null,
      days: null,
      tolerance: null,
      out: null,
    };
    expect(await reconcileFile(session, asked)).toMatchObject({ findings: [{ code: 'month_unclear' }] });
  });
});

// Every code of the catalogue of reconciling is provoked here, once, and says what to do.
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import {
  matchByHand,
  noteItem,
  runMatching,
  signOff,
  takeApart,
  takeOut,
} from '../../../src-main/services/reconcile/deeds.ts';
import { onRecord } from '../../../src-main/services/reconcile/on-record.ts';
import { profileNamed, saveOutsideProfile } from '../../../src-main/services/reconcile/outside/profiles.ts';
import { takeIn } from '../../../src-main/services/reconcile/outside/take-in.ts';
import { RECONCILE_CODES } from '../../../src-shared/findings/reconcile.ts';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import { type CompanyBook, must } from '../company-book.ts';
import { provoking } from '../findings/provoked.ts';
import { corner, reconciled } from './reconcile-book.ts';

const { expectRefused, expectAllProvoked } = provoking(RECONCILE_CODES);
const AT = { leg: 'billing', month: '2026-01' } as const;
const GOOD = 'order,customer,date,amount\nSO-001,anna,2026-01-30,15.00';

function taking(book: CompanyBook, lines: string, leg: Leg = 'billing', month: string | null = null) {
  const path = book.file('file.csv', `${lines}\n`);
  return takeIn(book.session, { leg, path, month, profile: null });
}

it('files that cannot be taken in, and nothing of them is', async () => {
  const book = await corner();
  const before = book.session.facts().length;
  expectRefused(await taking(book, `${GOOD}\nSO-2,anna,2026-01-30,many`), 'bad_outside_row');
  expectRefused(await taking(book, `${GOOD}\nSO-2,anna,2026-01-30,1.005`), 'bad_outside_row');
  expectRefused(await taking(book, `${GOOD}\nSO-2,anna,2026-02-01,1`), 'month_unclear');
  expectRefused(
    await taking(book, 'Account,Date,Debit,Credit\n6000,2026-01-31,5,', 'general_ledger'),
    'nothing_outside',
  );
  expect(book.session.facts().length).toBe(before);
  must(await taking(book, GOOD));
  expectRefused(await taking(book, GOOD), 'outside_known');
});

it('files larger than what is read whole, and nothing of them is taken', async () => {
  const book = await corner();
  const rows = `,,,,,,,,,,${','.repeat(30)}\n`.repeat(50_000);
  const refusal = { findings: [{ code: 'sheet_too_large', place: { file: 'file.csv' } }] };
  expect(await taking(book, `${GOOD}${','.repeat(37)}\n${rows}`)).toMatchObject(refusal);
  expect(onRecord(book.session, 'billing').tables).toEqual([]);
});

it('profiles that are none', async () => {
  const { session } = await corner();
  expectRefused(saveOutsideProfile(session, 'x', { leg: 'moon' }, 'a test'), 'bad_outside_profile');
  const sameSigns = { leg: 'billing', columns: {}, decimalSeparator: ',', thousandsSeparator: ',' };
  expectRefused(saveOutsideProfile(session, 'x', sameSigns, 'a test'), 'bad_outside_profile');
  expectRefused(
    session.peek(() => profileNamed(session, 'billing', 'desk')),
    'unknown_outside_profile',
  );
});

it('what is not there', async () => {
  const book = await corner();
  const { session } = book;
  expectRefused(await runMatching(session, AT), 'nothing_to_reconcile');
  expectRefused(takeOut(session, 7, 'a test'), 'unknown_outside');
  await reconciled(book, 'i.csv', GOOD);
  expectRefused(await takeApart(session, { ...AT, set: 'A9.9', reason: 'a test' }), 'unknown_set');
  const note = { reason: null, note: '', owner: '', due: null, attach: [] };
  expectRefused(await noteItem(session, { ...AT, side: 'outside', item: '1:2', ...note }), 'unknown_item');
});

it('matches that are none', async () => {
  const book = await corner();
  await reconciled(book, 'i.csv', `${GOOD}\nx,bert,2026-01-09,79.00`);
  expectRefused(
    await matchByHand(book.session, { ...AT, book: [], outside: ['1:3'], note: '' }),
    'one_sided',
  );
  expectRefused(await runMatching(book.session, { ...AT, tolerance: { EUR: '0.005' } }), 'bad_tolerance');
  expectRefused(await runMatching(book.session, { ...AT, tolerance: { Euro: '1' } }), 'bad_tolerance');
});

it('signatures that do not count', async () => {
  const book = await corner();
  const sign = (role: 'preparer' | 'reviewer') => signOff(book.session, { ...AT, role, conclusion: '' });
  await reconciled(book, 'i.csv', GOOD);
  expectRefused(await sign('reviewer'), 'not_prepared');
  must(await sign('preparer'));
  expectRefused(await sign('reviewer'), 'same_signer');
});

it('attachments beyond what a book takes in', async () => {
  const book = await corner();
  await reconciled(book, 'i.csv', 'order,customer,date,amount\nx,bert,2026-01-09,79.00');
  const path = book.file('scan.pdf', ' '.repeat(20_000_001));
  const note = { reason: null, note: '', owner: '', due: null, attach: [{ path }] };
  expectRefused(
    await noteItem(book.session, { ...AT, side: 'outside', item: '1:2', ...note }),
    'file_too_large',
  );
  const folder = { ...note, attach: [{ path: dirname(path), name: 'scans' }] };
  expect(await noteItem(book.session, { ...AT, side: 'outside', item: '1:2', ...folder })).toMatchObject({
    findings: [{ code: 'file_not_readable', place: { file: 'scans' }, message: 'It is no plain file' }],
  });
});

it('each code of the catalogue was provoked', expectAllProvoked);

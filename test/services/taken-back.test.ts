// What can be taken back leaves nothing behind: a dry run, an undone batch, a month reopened and closed again.
import { describe, expect, it } from 'vitest';
import { closeMonth, lastSeal, reopenMonth } from '../../src-main/services/months.ts';
import { verifyBook } from '../../src-main/services/proof/verify.ts';
import { defaultThrough } from '../../src-main/services/through.ts';
import { listBatches, undoBatch } from '../../src-main/services/usage/batches.ts';
import { must } from './company-book.ts';
import { contents, FEBRUARY, januaryClosed, MARCH, reports, twoMonths } from './small-company.ts';

describe('a dry run', () => {
  it('changes nothing in the file, and says what the import then does', async () => {
    const book = await januaryClosed();
    const before = contents(book);
    const lines = `${MARCH}\n late,anna,calls,3,2026-01-02\n open,anna,faxes,1,2026-03-01\n a3,anna,calls,100,2026-02-03
                   a4,anna,calls,501,2026-02-20\n x,nobody,calls,1,2026-03-01`;
    const dry = must(await book.usage(lines, { dryRun: true }));
    expect(contents(book)).toEqual(before);
    const real = must(await book.usage(lines));
    expect({ ...dry, file: '' }).toEqual({ ...real, file: '' });
    expect(real).toMatchObject({ accepted: 4, late: 1, exceptions: 1, duplicates: 1, rejected: 2 });
    expect(contents(book)).not.toEqual(before);
  });

  it('changes nothing that the session remembers: the next command finds the book as it was', async () => {
    const [book, other] = [await twoMonths(), await twoMonths()];
    must(await book.usage('new,anna,calls,7,2026-03-15', { dryRun: true }));
    must(await book.usage(MARCH));
    must(await other.usage(MARCH));
    expect(await reports(book)).toEqual(await reports(other));
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });

  it('of a file that is refused changes nothing either', async () => {
    const book = await twoMonths();
    const before = contents(book);
    expect((await book.usage('"never closed', { dryRun: true })).ok).toBe(false);
    expect((await book.usage('"never closed')).ok).toBe(false);
    expect(contents(book)).toEqual(before);
  });

  it('that is cancelled half way changes nothing either', async () => {
    const book = await twoMonths();
    const before = contents(book);
    const cancelled = await book.usage(MARCH, { cancelled: () => true });
    expect(cancelled).toMatchObject({ ok: false, findings: [{ code: 'cancelled' }] });
    expect(contents(book)).toEqual(before);
  });
});

describe('how far the book goes', () => {
  it('is how far usage goes that counts: neither what was undone nor what was erased', async () => {
    const book = await twoMonths();
    const through = (): string => defaultThrough(book.session);
    expect(through()).toBe('2026-02');
    must(
      await book.usage(
        'm1,anna,calls,1,2026-05-01\n m2,bert,coffee,1,2026-04-01\n m3,anna,calls,1,2026-03-01',
      ),
    );
    const { batch } = must(await book.usage('j,bert,coffee,1,2026-07-01'));
    expect(through()).toBe('2026-07');
    must(undoBatch(book.session, batch, 'wrong file'));
    expect(through()).toBe('2026-05');
    must(book.load('voids\nevent_id | date | reason\nm1 | 2026-05-01 | sent twice'));
    // The void itself is dated in May.
    expect(through()).toBe('2026-05');
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });
});

describe('an undone batch', () => {
  it('leaves exactly the reports of before', async () => {
    const book = await januaryClosed();
    const before = await reports(book);
    const { batch } = must(await book.usage(`${MARCH}\n late,anna,calls,30,2026-01-02`));
    expect(await reports(book)).not.toEqual(before);
    must(undoBatch(book.session, batch, 'wrong file'));
    expect(await reports(book)).toEqual(before);
    expect(must(verifyBook(book.session)).findings).toEqual([]);
    expect(listBatches(book.session).map(({ undone }) => undone)).toEqual([false, false, true]);
  });

  it('from the middle of the open months leaves what came after it', async () => {
    const [book, other] = [await januaryClosed(), await januaryClosed()];
    const { batch } = must(await book.usage('wrong,anna,calls,60,2026-02-04'));
    must(await book.usage(MARCH));
    must(undoBatch(book.session, batch, 'wrong file'));
    must(await other.usage(MARCH));
    expect(await reports(book)).toEqual(await reports(other));
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });

  it('can come again, mended or as it was', async () => {
    const [book, other] = [await twoMonths(), await twoMonths()];
    const { batch } = must(await book.usage(MARCH));
    must(undoBatch(book.session, batch, 'too early'));
    expect(must(await book.usage(MARCH.replace(',40,', ',41,')))).toMatchObject({
      accepted: 2,
      duplicates: 0,
    });
    must(undoBatch(book.session, batch + 1, 'was right'));
    expect(must(await book.usage(MARCH))).toMatchObject({ accepted: 2, duplicates: 0, rejected: 0 });
    must(await other.usage(MARCH));
    expect(await reports(book)).toEqual(await reports(other));
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });

  it('does not revive rows that were skipped as its duplicates', async () => {
    const book = await twoMonths();
    const before = await reports(book);
    const { batch } = must(await book.usage(MARCH));
    expect(must(await book.usage(MARCH))).toMatchObject({ accepted: 0, duplicates: 2 });
    must(undoBatch(book.session, batch, 'twice'));
    expect(await reports(book)).toEqual(before);
    expect(must(await book.usage(MARCH))).toMatchObject({ accepted: 2, duplicates: 0 });
  });

  it('of a closed month stays', async () => {
    const book = await januaryClosed();
    const before = contents(book);
    expect(undoBatch(book.session, 1, 'no')).toMatchObject({
      ok: false,
      findings: [{ code: 'closed_month' }],
    });
    expect(contents(book)).toEqual(before);
  });
});

describe('a month reopened and closed again', () => {
  it('has the same seal when nothing changed', async () => {
    const book = await januaryClosed();
    must(closeMonth(book.session, '2026-02'));
    const [seal, before] = [lastSeal(book.session), await reports(book)];
    must(reopenMonth(book.session, '2026-02', 'a look'));
    expect(lastSeal(book.session)).not.toBe(seal);
    expect(must(closeMonth(book.session, '2026-02'))).toMatchObject({ seal, month: '2026-02' });
    expect(await reports(book)).toEqual(before);
    expect(must(verifyBook(book.session))).toMatchObject({ findings: [], seals: 2 });
  });

  it('has the same seal when what was told in between was taken back', async () => {
    const book = await januaryClosed();
    const seal = lastSeal(book.session);
    must(reopenMonth(book.session, '2026-01', 'a file is missing'));
    const { batch } = must(await book.usage('more,anna,calls,3,2026-01-15'));
    must(undoBatch(book.session, batch, 'it was not'));
    expect(must(closeMonth(book.session, '2026-01')).seal).toBe(seal);
  });

  it('has another seal when one posting more is in it, and the months after it too', async () => {
    const book = await januaryClosed();
    must(closeMonth(book.session, '2026-02'));
    const february = lastSeal(book.session);
    must(reopenMonth(book.session, '2026-02', 'first'));
    must(reopenMonth(book.session, '2026-01', 'then'));
    const january = lastSeal(book.session);
    expect(january).toBe('');
    must(await book.usage('more,bert,faxes,0,2026-01-15\n more2,anna,calls,3,2026-01-31'));
    expect(closeMonth(book.session, '2026-01')).toMatchObject({
      ok: false,
      findings: [{ code: 'exceptions_open' }],
    });
    must(undoBatch(book.session, 3, 'with a fax'));
    must(await book.usage('more2,anna,calls,3,2026-01-31'));
    must(closeMonth(book.session, '2026-01'));
    expect(must(closeMonth(book.session, '2026-02')).seal).not.toBe(february);
    expect(must(verifyBook(book.session))).toMatchObject({ findings: [], seals: 2 });
  });

  it('is the same in another book that was filled in another order', async () => {
    const [book, other] = [await januaryClosed(), await twoMonths()];
    must(undoBatch(other.session, 2, 'another order'));
    const [first, ...rest] = FEBRUARY.split('\n').reverse();
    must(await other.usage(rest.join('\n')));
    must(await other.usage(first!));
    must(closeMonth(other.session, '2026-01'));
    expect(lastSeal(other.session)).toBe(lastSeal(book.session));
    const seals = [book, other].map(({ session }) => must(closeMonth(session, '2026-02')).seal);
    expect(seals[0]).toBe(seals[1]);
  });
});

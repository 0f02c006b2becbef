// What a close of a large book finds beforehand on two threads is what it finds by itself; and it is not asked for where it could be
// another thing by then.
import { describe, expect, it, vi } from 'vitest';
import { endOfMonth } from '../../../src-main/services/deriving/derive.ts';
import { closeBeside, closeMonth, lastSeal } from '../../../src-main/services/months.ts';
import { openInvariants } from '../../../src-main/services/proof/check-invariants.ts';
import { foresee } from '../../../src-main/services/proof/foreseen/foresee.ts';
import { sealOf } from '../../../src-main/services/proof/sealing/seal-month.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import type { Session } from '../../../src-main/services/session.ts';
import { type CompanyBook, must } from '../company-book.ts';
import { contents, januaryClosed, twoMonths } from '../small-company.ts';

/** February, which is open, of a book with January closed. */
function february({ session }: CompanyBook) {
  const book = session.book();
  const [from, until] = [endOfMonth(book, '2026-01'), endOfMonth(book, '2026-02')];
  return {
    span: { from, to: until, previousSeal: lastSeal(session) },
    unsealed: { from, until, month: 202602 },
  };
}

const backUp = async () => ({ ok: true as const, value: null });

describe('what a close foresees', () => {
  it('is what it finds', async () => {
    const book = await januaryClosed();
    must(await book.usage('more,anna,calls,30,2026-02-12'));
    const { open } = book.session;
    const { span, unsealed } = february(book);
    const foreseen = await foresee(open, span, unsealed);
    expect(foreseen!.sealed).toEqual(sealOf(open, span));
    expect(foreseen!.sealed.postings).toBeGreaterThan(2);
    const here = openInvariants(open, unsealed);
    expect(foreseen!.invariants.findings).toEqual(here.findings);
    for (const code of book.session.book().customers.keys()) {
      const id = open.codes.idOf('customer', code);
      expect(foreseen!.invariants.lots.get(id)).toEqual(here.lots.get(id));
    }
    expect(must(closeMonth(book.session, '2026-02'))).toMatchObject(foreseen!.sealed);
  });

  it('names an invariant that does not hold', async () => {
    const book = await januaryClosed();
    const { open } = book.session;
    open.db.exec(
      `DROP TRIGGER posting_no_update; UPDATE posting SET basis = basis + 1 WHERE kind = 4 AND month = 202602`,
    );
    const { span, unsealed } = february(book);
    const foreseen = await foresee(open, span, unsealed);
    expect(foreseen!.invariants.findings).toEqual(openInvariants(open, unsealed).findings);
    expect(foreseen!.invariants.findings).not.toEqual([]);
  });

  it('is nothing where the tables cannot be read', async () => {
    const book = await januaryClosed();
    const { span, unsealed } = february(book);
    book.session.open.db.exec('DROP TABLE month_sum');
    expect(await foresee(book.session.open, span, unsealed)).toBeNull();
    expect(book.session.open.db.pragma('journal_mode', { simple: true })).toBe('wal');
  });
});

describe('a close beside its backup, whatever counts as large', () => {
  const closed = async (book: CompanyBook, many: number) =>
    must(await closeBeside(book.session, '2026-02', backUp, undefined, many));

  it('comes to the same book', async () => {
    const [one, two] = [await januaryClosed(), await januaryClosed()];
    const together = [one, two].map(({ session }) => vi.spyOn(session.open, 'readTogether'));
    expect(await closed(one, 0)).toEqual(await closed(two, 1_000_000));
    expect(together.map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
    expect(contents(one)).toEqual(contents(two));
    expect(must(verifyBook(one.session)).findings).toEqual([]);
  });

  it('refuses as ever, and leaves the book as it was', async () => {
    const book = await twoMonths();
    const before = contents(book);
    const refusal = async (session: Session, many: number) =>
      closeBeside(session, '2026-02', backUp, undefined, many);
    expect(await refusal(book.session, 0)).toMatchObject({
      ok: false,
      findings: [{ code: 'close_in_order' }],
    });
    expect(contents(book)).toEqual(before);
  });
});

// The legs of a reconciliation on a small book: what matches, what is left and what it looks like, how it goes on from month to month.
import { describe, expect, it } from 'vitest';
import { exportJournal } from '../../../src-main/services/exports/journal.ts';
import { closeMonth, reopenMonth } from '../../../src-main/services/months.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import {
  matchByHand,
  noteItem,
  runMatching,
  signOff,
  takeApart,
  takeOut,
} from '../../../src-main/services/reconcile/deeds.ts';
import {
  lookedAt,
  namesInFile,
  takeInFromWindow,
} from '../../../src-main/services/reconcile/outside/window.ts';
import { reconcileFile } from '../../../src-main/services/reconcile/reconcile-file.ts';
import { must } from '../company-book.ts';
import { as, corner, openOf, reconciled, setsOf, standing } from './reconcile-book.ts';

const JANUARY = { leg: 'billing', month: '2026-01' } as const;

describe('billing', () => {
  it('matches invoices with charges, and says why the others are open', async () => {
    const book = await corner();
    const view = await reconciled(
      book,
      'invoices.csv',
      `invoice,order,customer,date,net amount,description
       1001,s:2026-01-01,Anna Ltd,2026-01-02,80.00,January
       1002,,Bert & Co,2026-01-16,80.00,January
       1003,SO-001,anna,2026-01-30,16.00,Credits
       1004,,anna,2026-02-01,9.00,Advice`,
      { month: '2026-01' },
    );
    expect(setsOf(view)).toEqual([
      'reference: anna 80.00 = anna 80.00',
      'customer_amount_date: bert 80.00 = bert 80.00',
    ]);
    expect(openOf(view)).toEqual([
      'book SO-001/top_up/2026-01-30 15.00 amount_difference',
      'outside 1:4 16.00 amount_difference',
      'outside 1:5 9.00 wrong_period',
    ]);
    expect(view.suggestions).toEqual([
      {
        why: 'amount_differs',
        unit: 'EUR',
        book: ['SO-001/top_up/2026-01-30'],
        outside: ['1:4'],
        difference: '1.00',
      },
    ]);
    expect(view.totals).toEqual([
      {
        unit: 'EUR',
        book: { carried: '0.00', own: '175.00', matched: '160.00', open: '15.00' },
        outside: { carried: '0.00', own: '185.00', matched: '160.00', open: '25.00' },
        difference: '10.00',
        inMatches: '0.00',
        explained: '0.00',
        unexplained: '10.00',
        ...{ accepted: '0.00', materiality: null, beyond: false },
      },
    ]);
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });

  it('takes what a person tolerates, as a difference within the match', async () => {
    const view = await reconciled(
      await corner(),
      'i.csv',
      'order,customer,date,amount\nSO-001,anna,2026-01-30,15.02',
      {
        tolerance: { EUR: '0.05' },
      },
    );
    expect(setsOf(view)).toEqual(['tolerance: anna 15.00 = anna 15.02']);
    expect(view.totals[0]!.inMatches).toBe('0.02');
  });

  it('carries what is open into the next month, until it is matched or accepted there', async () => {
    const book = await corner();
    await reconciled(book, 'january.csv', 'order,customer,date,amount\ns:2026-01-01,anna,2026-01-02,80.00');
    must(
      await noteItem(book.session, {
        ...note,
        item: 't:2026-01-15/plan/2026-01-15',
        reason: 'accepted_with_note',
      }),
    );
    const view = await reconciled(
      book,
      'february.csv',
      `order,customer,date,amount
       SO-001,anna,2026-02-03,15.00
       s:2026-02-01,anna,2026-02-03,80.00
       t:2026-02-15,bert,2026-02-16,80.00`,
    );
    expect(setsOf(view)).toEqual([
      'reference: anna 15.00 = anna 15.00',
      'reference: anna 80.00 = anna 80.00',
      'reference: bert 80.00 = bert 80.00',
    ]);
    expect(view.open).toEqual([]);
    expect(view.totals[0]!.book).toMatchObject({
      carried: '15.00',
      own: '160.00',
      matched: '175.00',
      open: '0.00',
    });
    expect(openOf(await standing(book, 'billing', '2026-01'))).toEqual(
      ['SO-001/top_up/2026-01-30 15.00 timing', 't:2026-01-15/plan/2026-01-15 80.00 accepted_with_note'].map(
        (line) => `book ${line}`,
      ),
    );
  });

  const note = { ...JANUARY, side: 'book', note: 'waived', owner: '', due: null, attach: [] } as const;

  it('matches by hand with a reason where amounts differ; taken apart, the same does not come back by itself', async () => {
    const book = await corner();
    await reconciled(
      book,
      'i.csv',
      'order,customer,date,amount\nSO-001,anna,2026-01-30,15.00\n,anna,2026-01-09,79.00',
    );
    const by = { ...JANUARY, book: ['s:2026-01-01/plan/2026-01-01'], outside: ['1:3'] };
    expect(await matchByHand(book.session, { ...by, note: ' ' })).toMatchObject({
      findings: [{ code: 'reason_missing' }],
    });
    expect(must(await matchByHand(book.session, { ...by, note: 'rebate' }))).toBe('M1');
    must(await takeApart(book.session, { ...JANUARY, set: 'A1.1', reason: 'another order' }));
    expect(must(await runMatching(book.session, JANUARY)).sets).toBe(0);
    const view = await standing(book, 'billing', '2026-01');
    expect(setsOf(view)).toEqual(['by_hand: anna 80.00 = anna 79.00']);
    expect(view.ready).toBe(0);
    expect(view.totals[0]!.inMatches).toBe('-1.00');
  });

  it('a table that is taken out takes its lines along, and matches with them do not count', async () => {
    const book = await corner();
    await reconciled(book, 'i.csv', 'order,customer,date,amount\nSO-001,anna,2026-01-30,15.00');
    must(takeOut(book.session, 1, 'the wrong file'));
    const view = await standing(book, 'billing', '2026-01');
    expect([view.tables, view.sets, view.broken]).toEqual([[], [], ['A1.1']]);
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });
});

describe('the command’s one go', () => {
  it('goes on with a file that is there already, and takes nothing in where it cannot match', async () => {
    const book = await corner();
    const path = book.file('i.csv', 'order,customer,date,amount\nSO-001,anna,2026-01-30,15.02\n');
    const asked = { leg: 'billing', path, month: null, profile: null, days: null, out: null } as const;
    const facts = book.session.facts().length;
    expect(await reconcileFile(book.session, { ...asked, tolerance: { EUR: 'some' } })).toMatchObject({
      findings: [{ code: 'bad_tolerance' }],
    });
    expect(book.session.facts().length).toBe(facts);
    expect(must(await reconcileFile(book.session, { ...asked, tolerance: null })).matched.sets).toBe(0);
    const again = must(await reconcileFile(book.session, { ...asked, tolerance: { EUR: '0.02' } }));
    expect([again.taken.known, again.matched.sets, again.standing.tables.length]).toEqual([true, 1, 1]);
    // Once more: there is nothing to tell.
    const told = book.session.facts().length;
    const same = must(await reconcileFile(book.session, { ...asked, tolerance: null }));
    expect([same.matched.recorded, same.matched.run, same.matched.sets]).toEqual([
      false,
      again.matched.run,
      0,
    ]);
    expect(book.session.facts().length).toBe(told);
    // What was taken apart is not found again by itself, so that there is still nothing; another tolerance is something new.
    must(await takeApart(book.session, { leg: 'billing', month: '2026-01', set: 'A2.1', reason: 'to see' }));
    expect(must(await reconcileFile(book.session, { ...asked, tolerance: null })).matched.recorded).toBe(
      false,
    );
    const other = { ...asked, tolerance: { EUR: '0.03' } };
    expect(must(await reconcileFile(book.session, other)).matched.recorded).toBe(true);
  });
});

describe('general ledger', () => {
  it('finds our journal by its number, whatever is around it, and names what else was booked', async () => {
    const book = await corner();
    must(
      await exportJournal(book.session, {
        month: '2026-01',
        template: 'generic',
        level: null,
        folder: book.folder,
      }),
    );
    const view = await reconciled(
      book,
      'gl.csv',
      `Account,Date,Reference,Description,Debit,Credit
       1200,31/01/2026,GJ 77,Import JE-2026-01-000001A,175.00,
       3900,31/01/2026,GJ 77,Import JE-2026-01-000001A,,175.00
       3900,31/01/2026,GJ 77,Import JE-2026-01-000001A,24.00,
       4400,31/01/2026,GJ 77,Import JE-2026-01-000001A,,24.00
       6000,31/01/2026,R1,Rent,900.00,
       3900,30/01/2026,GJ 12,By hand,3.00,`,
      { leg: 'general_ledger' },
    );
    expect(view.sets.map(({ pass }) => pass)).toEqual(Array(4).fill('reference_amount'));
    expect(openOf(view)).toEqual(['outside 1:7 3.00 timing']);
    expect(view.tables[0]).toMatchObject({ rows: 5, leftOut: 1 });
  });

  it('compares balances and movements of accounts, however the ledger writes their sign', async () => {
    const view = await reconciled(
      await corner(),
      'tb.csv',
      `Account,Opening,Debit,Credit,Closing
       3900 Prepaid credits,0,24.00,175.00,151.00
       4400,0,0,25.00,25.00
       1200,0,175.00,0,175.00`,
      { leg: 'general_ledger', month: '2026-01' },
    );
    expect(setsOf(view)).toEqual([
      'reference: deferred_revenue -151.00 = deferred_revenue -151.00',
      'reference: deferred_revenue -151.00 = deferred_revenue -151.00',
      'reference: receivable 175.00 = receivable 175.00',
    ]);
    expect(openOf(view)).toEqual([
      'book 2026-01/usage_revenue/EUR/movement -24.00 amount_difference',
      'outside 1:3:movement -25.00 amount_difference',
    ]);
  });
});

describe('usage source', () => {
  it('compares what the source sent with what came in, by local day and meter', async () => {
    const view = await reconciled(
      await corner(),
      'totals.csv',
      `meter,day,quantity
       calls,2026-01-03,20
       calls,2026-01-03,5.5
       calls,2026-01-31,5`,
      { leg: 'usage' },
    );
    expect(setsOf(view)).toEqual(['sums: calls 25.5 = calls 20.0 + calls 5.5']);
    expect(openOf(view)).toEqual([
      'book 2026-01-31/calls 4.5 amount_difference',
      'outside 1:4 5.0 amount_difference',
    ]);
  });
});

describe('old spreadsheet', () => {
  it('compares balances by customer', async () => {
    const view = await reconciled(
      await corner(),
      'old.csv',
      'customer,date,balance\nAnna Ltd,2026-01-31,90\nbert,2026-01-31,99',
      {
        leg: 'spreadsheet',
      },
    );
    expect(setsOf(view)).toEqual(['reference: anna 90.00 = anna 90.00']);
    expect(openOf(view).map((line) => line.split(' ').slice(2).join(' '))).toEqual([
      '100.00 amount_difference',
      '99.00 amount_difference',
    ]);
  });
});

describe('names in a file', () => {
  it('that the book does not know are told with what they may be; what is said of them counts, and is kept', async () => {
    const book = await corner();
    const { session } = book;
    const lines =
      'customer,date,amount\nANNA Limited,2026-01-02,80.00\nbert,2026-01-16,80.00\nMoon,2026-01-17,3.00';
    const path = book.file('i.csv', `${lines}\nTotal,,163.00\n`);
    const found = must(await namesInFile(session, { leg: 'billing', profile: null, layout: null }, path));
    expect(found.names).toEqual([
      { text: 'ANNA Limited', rows: 1, suggestion: 'anna' },
      { text: 'Moon', rows: 1, suggestion: null },
    ]);
    const looked = must(await lookedAt(session, 'billing', path));
    const asked = { ...JANUARY, fileName: 'i.csv', profile: null, layout: looked.layout, saveAs: 'desk' };
    const taken = must(
      await takeInFromWindow(session, { ...asked, names: { 'ANNA Limited': 'anna' } }, path),
    );
    expect(taken.sets).toBe(2);
    const kept = { leg: 'billing', profile: 'desk', layout: null } as const;
    expect(must(await namesInFile(session, kept, path)).names.map(({ text }) => text)).toEqual(['Moon']);
    const again = { ...asked, month: '2026-02', profile: 'desk', layout: null, saveAs: null };
    must(await takeInFromWindow(session, { ...again, names: { Moon: 'bert' } }, path));
    expect(must(await namesInFile(session, kept, path)).names).toEqual([]);
  });
});

describe('signing', () => {
  it('takes two people, and a closed month; what changes afterwards voids it', async () => {
    const book = await corner();
    const sign = (role: 'preparer' | 'reviewer', conclusion = '') =>
      signOff(book.session, { ...JANUARY, role, conclusion });
    await reconciled(book, 'i.csv', 'order,customer,date,amount\nSO-001,anna,2026-01-30,15.00');
    expect(await as(book, 'rita', () => sign('reviewer'))).toMatchObject({
      findings: [{ code: 'not_prepared' }],
    });
    expect(must(await sign('preparer'))).toEqual({
      by: 'mara',
      conclusion: '2 lines are open, none with a reason: net (160.00) EUR.',
    });
    expect(await as(book, ' Mara ', () => sign('reviewer'))).toMatchObject({
      findings: [{ code: 'same_signer' }],
    });
    must(await as(book, 'rita', () => sign('reviewer', 'Seen.')));
    const signed = await standing(book, 'billing', '2026-01');
    expect([signed.preparer?.void, signed.reviewer]).toMatchObject([
      null,
      { by: 'rita', conclusion: 'Seen.', void: null },
    ]);
    const item = { item: 't:2026-01-15/plan/2026-01-15', side: 'book', reason: 'timing' } as const;
    must(await noteItem(book.session, { ...JANUARY, ...item, note: '', owner: '', due: null, attach: [] }));
    const changed = await standing(book, 'billing', '2026-01');
    expect([changed.preparer?.void, changed.reviewer?.void]).toEqual(
      Array(2).fill('the reconciliation has changed since'),
    );
  });

  it('a reopened month voids it, also when it is closed again as it was', async () => {
    const book = await corner();
    await reconciled(book, 'i.csv', 'order,customer,date,amount\nSO-001,anna,2026-01-30,15.00');
    must(await signOff(book.session, { ...JANUARY, role: 'preparer', conclusion: '' }));
    // After midnight where the book is.
    book.session.actor.now = () => Date.UTC(2026, 0, 5, 23, 30);
    must(reopenMonth(book.session, '2026-01', 'late usage'));
    must(closeMonth(book.session, '2026-01'));
    const { preparer } = await standing(book, 'billing', '2026-01');
    expect(preparer?.void).toBe('2026-01 was opened again on 2026-01-06 by mara');
  });

  it('a reviewer says with a reason what matters; accepted differences are told beside it, each without its sign', async () => {
    const book = await corner();
    const { session } = book;
    await reconciled(
      book,
      'i.csv',
      'order,customer,date,amount\nSO-001,anna,2026-01-30,16.00\nt:2026-01-15,bert,2026-01-15,78.50\nX,bert,2026-01-20,3.00',
    );
    const [top, plan] = ['SO-001/top_up/2026-01-30', 't:2026-01-15/plan/2026-01-15'];
    const note = 'settled';
    must(await matchByHand(session, { ...JANUARY, book: [top], outside: ['1:2'], note }));
    must(await matchByHand(session, { ...JANUARY, book: [plan], outside: ['1:3'], note }));
    const accepted = { reason: 'accepted_with_note', note, owner: '', due: null, attach: [] } as const;
    must(await noteItem(session, { ...JANUARY, ...accepted, side: 'outside', item: '1:4' }));
    must(await signOff(session, { ...JANUARY, role: 'preparer', conclusion: '' }));
    const review = (materiality: Record<string, string>, materialityReason: string) =>
      as(book, 'rita', () =>
        signOff(session, { ...JANUARY, role: 'reviewer', conclusion: '', materiality, materialityReason }),
      );
    const totals = async () => (await standing(book, 'billing', '2026-01')).totals;
    expect(await totals()).toMatchObject([{ accepted: '5.50', materiality: null, beyond: false }]);
    expect(await review({ EUR: 'much' }, 'x')).toMatchObject({ findings: [{ code: 'bad_tolerance' }] });
    expect(await review({ EUR: '5.50' }, ' ')).toMatchObject({ findings: [{ code: 'reason_missing' }] });
    must(await review({ EUR: '5.50', USD: '' }, 'A permille'));
    expect(await totals()).toMatchObject([{ materiality: '5.50', beyond: false }]);
    must(await review({ EUR: '5.49' }, 'Less'));
    expect(await totals()).toMatchObject([{ accepted: '5.50', materiality: '5.49', beyond: true }]);
    must(reopenMonth(session, '2026-01', 'late usage'));
    expect(await totals()).toMatchObject([{ materiality: null, beyond: false }]);
  });

  it('an open month is not signed', async () => {
    const book = await corner();
    await reconciled(book, 'f.csv', 'order,customer,date,amount\ns:2026-02-01,anna,2026-02-01,80.00');
    const february = { leg: 'billing', month: '2026-02', role: 'preparer', conclusion: '' } as const;
    expect(await signOff(book.session, february)).toMatchObject({ findings: [{ code: 'not_closed' }] });
  });
});

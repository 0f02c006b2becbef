// Totals of Usage and of the Ledger under every filter of a small company: each is explained as the totals row says it, all its parts
// come to it, and each line leads to a total that is the line's amount.

import { describe, expect, it } from 'vitest';
import { ledgerTotals } from '../../../src-main/services/screens/ledger-window.ts';
import { usageTotals } from '../../../src-main/services/screens/usage-totals.ts';
import type { Session } from '../../../src-main/services/session.ts';
import type { LedgerTotal, Subject, UsageTotal } from '../../../src-shared/explain/subject.ts';
import { LEDGER_TOTALS, USAGE_TOTALS } from '../../../src-shared/explain/subject.ts';
import { LEDGER_COLUMNS } from '../../../src-shared/ledger-columns.ts';
import type { Cell } from '../../../src-shared/report-table.ts';
import { USAGE_COLUMNS } from '../../../src-shared/usage-columns.ts';
import { must } from '../company-book.ts';
import { januaryClosed, MARCH } from '../small-company.ts';
import type { Shown } from './every-number.ts';
import { walk } from './footing.ts';
import { explained } from './in-words.ts';

const ALL_LEDGER = { customer: null, lot: null, event: null, entry: null, month: null };
const ALL_USAGE = { customer: null, meter: null, batch: null, late: false, text: '' };

async function company(): Promise<Session> {
  const book = await januaryClosed();
  must(await book.usage(`${MARCH}\nlate,anna,calls,30,2026-01-30\nnone,anna,faxes,3,2026-03-04`));
  return book.session;
}

/** Each amount of a totals row with the subject that explains it. */
function shown(
  rows: Cell[][],
  columns: readonly { key: string }[],
  summed: readonly string[],
  subject: (column: string, unit: string) => Subject,
): Shown[] {
  const place = (key: string): number => columns.findIndex((column) => column.key === key);
  return rows.flatMap((cells) =>
    summed.flatMap((column) => {
      const amount = cells[place(column)];
      const unit = cells[place(column === 'revenue' ? 'currency' : 'credit_type')];
      return amount && unit ? [{ subject: subject(column, unit), amount }] : [];
    }),
  );
}

function ofLedger(session: Session, change: Partial<typeof ALL_LEDGER | LedgerTotal>): Shown[] {
  const filter = { ...ALL_LEDGER, ...change };
  return shown(
    must(ledgerTotals(session, filter)),
    LEDGER_COLUMNS,
    LEDGER_TOTALS,
    (column, unit) => ({ kind: 'ledger_total', column, unit, ...filter }) as LedgerTotal,
  );
}

function ofUsage(session: Session, change: Partial<typeof ALL_USAGE | UsageTotal>): Shown[] {
  const filter = { ...ALL_USAGE, ...change };
  return shown(
    usageTotals(session, { ...filter, exception: false, newest: true }),
    USAGE_COLUMNS,
    USAGE_TOTALS,
    (column, unit) => ({ kind: 'usage_total', column, unit, ...filter }) as UsageTotal,
  );
}

describe('totals', () => {
  it('of the ledger and of usage foot, however they are narrowed', async () => {
    const session = await company();
    const numbers = [
      ...ofLedger(session, {}),
      ...ofLedger(session, { customer: 'anna' }),
      ...ofLedger(session, { customer: 'bert', entry: 'drawdown' }),
      ...ofLedger(session, { customer: 'anna', month: '2026-02', entry: 'drawdown', lot: 's:2026-02-01' }),
      ...ofLedger(session, { entry: 'overage', month: '2026-02' }),
      ...ofLedger(session, { event: 'a4' }),
      ...ofUsage(session, {}),
      ...ofUsage(session, { customer: 'anna' }),
      ...ofUsage(session, { meter: 'coffee', batch: 1 }),
      ...ofUsage(session, { customer: 'anna', late: true }),
      ...ofUsage(session, { text: 'a' }),
    ];
    expect(numbers.length).toBeGreaterThan(20);
    expect((await walk(session, numbers)).wrong).toEqual([]);
  });

  it('say of how many rows they are the sum, and of which', async () => {
    const session = await company();
    expect(
      await explained(session, {
        kind: 'usage_total',
        column: 'drawn',
        unit: 'drinks',
        ...ALL_USAGE,
        customer: 'bert',
        batch: 1,
      }),
    ).toBe(
      [
        'Total: Drawn = 5 drinks',
        'The sum of these 2 rows of usage.',
        'Customer bert, batch 1.',
        'By meter, drinks',
        '  coffee: 5 > usage_total/drawn/drinks/bert/coffee/1',
        '  = 5',
        'By event, drinks',
        '  b1: 4 > event/b1',
        '  b2: 1 > event/b2',
        '  = 5',
      ].join('\n'),
    );
    expect(
      await explained(session, {
        kind: 'ledger_total',
        column: 'revenue',
        unit: 'EUR',
        ...ALL_LEDGER,
        customer: 'anna',
        entry: 'overage',
        month: '2026-02',
      }),
    ).toBe(
      [
        'Total: Revenue = 99.00 EUR',
        'The amount of the one line of the ledger that fits.',
        'Customer anna, entry overage, in 2026-02.',
        'By lot, EUR',
        '  none: 99.00',
        '  = 99.00',
      ].join('\n'),
    );
  });

  it('of an id and a batch are those of both', async () => {
    const session = await company();
    const drawn = (batch: number | null): Cell | undefined =>
      usageTotals(session, { ...ALL_USAGE, exception: false, newest: true, text: 'b', batch })[0]?.[
        USAGE_COLUMNS.findIndex(({ key }) => key === 'drawn')
      ];
    expect([drawn(1), drawn(2), drawn(null)]).toEqual(['5', '0', '6']);
  });

  it('in what the book does not count are refused', async () => {
    const session = await company();
    await expect(
      explained(session, { kind: 'ledger_total', column: 'credits', unit: 'nothing', ...ALL_LEDGER }),
    ).rejects.toThrow(/counts nothing in nothing/);
  });
});

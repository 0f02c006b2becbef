// Charges of a month as a small company would have them: two currencies, overage with its events, a credit given back, a revision that
// marks what went out before; names and ids that would be formulas. Deterministic.
import type {
  ChargeEvent,
  ChargeItem,
  ChargesData,
} from '../../../src-main/reports/workbooks/charges/data.ts';
import { BOOK } from '../sample-ledger.ts';

/** Of a charge that they are put under later. */
function events(count: number, credits: bigint, amount: bigint, first = 1): Lines {
  return Array.from({ length: count }, (_, n) => ({
    event: n === 0 ? '=e1+1' : `e${first + n}`,
    meter: 'api_calls',
    quantity: '12.5',
    used: `2026-02-${String((n % 28) + 1).padStart(2, '0')}T09:30`,
    postedOn: `2026-02-${String((n % 28) + 1).padStart(2, '0')}`,
    credits,
    amount,
  }));
}

type Lines = Omit<ChargeEvent, 'customer' | 'charge' | 'creditType' | 'currency' | 'due'>[];
type Item = Omit<ChargeItem, 'events'> & { events: Lines };

/** Charge by charge, as the book gives them. */
function withEvents(
  now: readonly Item[],
  next: readonly Item[],
): Pick<ChargesData, 'now' | 'next' | 'events' | 'eventCount'> {
  const lines: ChargeEvent[] = [];
  const put = ({ events, ...rest }: Item): ChargeItem => {
    const { customer, charge, creditType, currency, date } = rest;
    const first = lines.length;
    for (const line of events)
      lines.push({ ...line, customer, charge, creditType, currency, due: date !== null });
    const sum = (of: (line: Lines[number]) => bigint): bigint =>
      events.reduce((total, line) => total + of(line), 0n);
    const sums = {
      ...{ first, count: events.length, lastPostedOn: events.at(-1)?.postedOn ?? '' },
      credits: sum((line) => line.credits),
      amount: sum((line) => line.amount),
    };
    return { ...rest, events: events.length === 0 ? null : sums };
  };
  const items = { now: now.map(put), next: next.map(put) };
  return { ...items, events: lines, eventCount: lines.length };
}

function item(given: Partial<Item> & Pick<Item, 'customer' | 'charge' | 'kind' | 'amount'>): Item {
  return {
    description: 'Team 1000, from 2026-02-01',
    date: '2026-02-01',
    creditType: 'credits',
    credits: 100_000n,
    unitPrice: null,
    currency: 'EUR',
    events: [],
    exported: '',
    ...given,
  };
}

export function companyCharges(): ChargesData {
  const over = events(5, 250n, 275n);
  const waiting = events(3, 100n, 110n, 20);
  return {
    book: BOOK,
    timeZone: 'Europe/Berlin',
    month: '2026-02',
    status: 'final',
    seal: 'abc',
    number: 'CH-2026-02-000003-R1',
    replaces: 'CH-2026-02-000003',
    ...withEvents(
      [
        item({
          customer: '+acme',
          charge: 'acme-team:2026-02-01',
          kind: 'plan',
          amount: 75_000n,
          exported: 'CH-2026-02-000003',
        }),
        item({
          customer: '+acme',
          charge: 'acme-team:2026-01-01:api_calls',
          kind: 'overage',
          amount: 1375n,
          credits: 1250n,
          unitPrice: '1.1',
          events: over,
          exported: 'CH-2026-02-000003, then 11.00',
        }),
        item({
          customer: '+acme',
          charge: 'void:x9',
          kind: 'credit',
          amount: -275n,
          credits: -250n,
          events: events(1, -250n, -275n),
        }),
        item({ customer: 'koyo', charge: 'P-1', kind: 'top_up', amount: 50_000n, currency: 'JPY' }),
      ],
      [
        item({
          customer: 'koyo',
          charge: 'koyo-team:2026-02-15:api_calls',
          kind: 'overage',
          amount: 330n,
          credits: 300n,
          date: null,
          unitPrice: '1.1',
          events: waiting,
        }),
      ],
    ),
    withdrawn: [
      { document: 'CH-2026-02-000003', charge: 'P-0', customer: 'koyo', amount: '10000', currency: 'JPY' },
    ],
    receivable: new Map([
      ['EUR', 76_100n],
      ['JPY', 50_000n],
    ]),
    unbilled: new Map([['EUR', 330n]]),
    names: new Map([['+acme', '=Acme & Söhne']]),
  };
}

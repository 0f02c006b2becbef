// Worked examples, as help shows them: small books one can recompute on paper. Their figures are those of docs/LEDGER.md and
// docs/guide.md. Must not: show a figure that stands in neither.

export interface Example {
  readonly name: string;
  readonly story: string;
  /** What happens, and what it comes to. */
  readonly lines: readonly (readonly [what: string, comesTo: string])[];
}

export const EXAMPLES: readonly Example[] = [
  {
    name: 'Coffee pass',
    story: 'A customer buys 25 drinks for 50.00. Each coffee draws 1 drink.',
    lines: [
      ['Bought', '25 drinks, 50.00 deferred'],
      ['18 coffees', '18 drinks, 36.00 usage revenue'],
      ['Left', '7 drinks, 14.00 still deferred'],
    ],
  },
  {
    name: 'Storage',
    story:
      'A plan grants 5,000 GB a month. 1 GB stored costs 1; 1 GB compressed costs 0.5. What is left rolls over.',
    lines: [
      ['800 GB stored', '4,200 left'],
      ['100 GB compressed', '4,150 left'],
      ['1,000 GB stored on day 10', '3,150 left'],
      ['The month ends', '3,150 go on into the next'],
    ],
  },
  {
    name: 'Mixed services',
    story: 'One wallet of 100 credits for two meters: 5 API calls cost 1 credit, 1 support hour costs 10.',
    lines: [
      ['123 calls', '24.6 credits'],
      ['2.5 hours', '25 credits'],
      ['Left', '50.4 credits'],
    ],
  },
  {
    name: 'Thirds',
    story:
      '3 units cost 1 credit, and credits have two places. Each event is rounded once, by itself: 1 unit draws 0.33.',
    lines: [
      ['Three events of 1 unit', '0.99'],
      ['One event of 3 units', '1.00'],
    ],
  },
  {
    name: 'Rollover',
    story:
      'A plan grants 500 credits a month for 400.00. 57 are left when January ends, and the plan lets them roll over once. Rolling is no revenue: their value goes with them.',
    lines: [
      ['Left in January', '57.00 credits, 45.60 deferred'],
      ['1 February', 'a lot of 57.00 credits, 45.60 deferred'],
      ['Drawn in February', 'these first, then February’s 500'],
    ],
  },
  {
    name: 'Overage',
    story:
      'A large event finds 54.00 credits of the lot that rolled over and 500.00 of February’s. It needs 8.00 more, at 0.95 a credit, billed with the next cycle.',
    lines: [
      ['From the lot that rolled over', '54.00 credits, 43.20 usage revenue'],
      ['From February’s lot', '500.00 credits, 400.00 usage revenue'],
      ['Beyond them', '8.00 credits, 7.60 overage revenue'],
      ['1 March', 'a charge of 7.60'],
    ],
  },
  {
    name: 'Usage of a closed month is voided',
    story:
      'Event u-0002 was paid from a lot of January, which is closed. In February it is voided; the lot ended with January, so no credits come back.',
    lines: [
      ['Usage revenue', '(66.40)'],
      ['Breakage revenue', '66.40'],
    ],
  },
  {
    name: 'Refund',
    story: 'A customer gives 20 unused credits back and is paid 18.00, which is what they still deferred.',
    lines: [
      ['Deferred revenue', '(18.00)'],
      ['Paid back', '18.00'],
    ],
  },
];

// Worked examples of revenue recognition, A to N (finance-examples.json, after published ones), as far as the rules cover them: played as a
// book, their journals as they go to the general ledger are those of the examples. At the end the list is held to be complete: each
// journal of each example is played, is not ours to post, or needs a rule that is named as one we do not have.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exportJournal } from '../../../src-main/services/exports/journal.ts';
import { closeMonth } from '../../../src-main/services/months.ts';
import { canonicalDecimal, formatScaled, parseScaled } from '../../../src-shared/decimal.ts';
import { bookWith, type CompanyBook, must } from '../company-book.ts';

interface Line {
  acct: string;
  dr: string;
  cr: string;
}
interface Example {
  id: string;
  journals: { date: string; desc: string; lines: Line[] }[];
}
const EXAMPLES = JSON.parse(
  readFileSync(join(import.meta.dirname, 'finance-examples.json'), 'utf8'),
) as Example[];

/** The examples have one revenue account for usage and overage. */
const BASE = `
book
key         | value
name        | Examples
currency    | EUR
time_zone   | UTC
first_month | 2026-01

accounts
account             | code | name
receivable          | 1100 | a
unbilled_receivable | 1150 | b
deferred_revenue    | 2300 | c
usage_revenue       | 4000 | d
breakage_revenue    | 4050 | e
overage_revenue     | 4000 | f
migration_clearing  | 9000 | g

credit_types
code    | scale
credits | 0

meters
code
calls

rates
meter | credit_type | units | credits | from
calls | credits     | 1     | 1       | 2026-01-01

customers
code | name
anna | Anna
`;

/** What an example needs that no rule of LEDGER.md covers. */
const NO_RULE: Readonly<Record<string, string>> = {
  C: 'estimates of breakage that are revised: a lot keeps the expected breakage that it came with',
  D: 'estimates of breakage that are revised: a lot keeps the expected breakage that it came with',
  I: 'unclaimed property: all that expires is breakage revenue',
  K: 'exchange rates: a book has no functional currency, each amount stays in its own',
  N: 'estimates of breakage that are revised: it rolls example C forward',
};
/** Journals that others post: a book of credits knows no payments and no tax. */
const NOT_OURS: Readonly<Record<string, readonly string[]>> = {
  A: ['Payment'],
  H: ['Refund paid'],
  M: ['Non-cancellable: paid'],
};

/** Journals that were compared: "A|Invoice INV-1". */
const played = new Set<string>();

type Nets = Record<string, string>;
const TAX = '2200';
const cents = (text: string): bigint => parseScaled(canonicalDecimal(text)!, 2)!;

function netted(lines: Iterable<readonly [string, bigint]>): Nets {
  const sums = new Map<string, bigint>();
  for (const [code, amount] of lines) sums.set(code, (sums.get(code) ?? 0n) + amount);
  return Object.fromEntries(
    [...sums].filter(([, sum]) => sum !== 0n).map(([code, sum]) => [code, formatScaled(sum, 2)]),
  );
}

/** Debits less credits of an example's journals whose text begins so, without their tax: what is receivable is less by it. */
function told(id: string, ...texts: string[]): [string, bigint][] {
  const { journals } = EXAMPLES.find((one) => one.id === id)!;
  return texts.flatMap((text) => {
    const found = journals.filter(({ desc }) => desc.startsWith(text));
    expect(found, `${id}: ${text}`).toHaveLength(1);
    played.add(`${id}|${found[0]!.desc}`);
    return found[0]!.lines.map(({ acct, dr, cr }): [string, bigint] => {
      const code = acct.slice(0, 4);
      return [code === TAX ? '1100' : code, cents(dr) - cents(cr)];
    });
  });
}

/** What a month's journal says at a level, by account code. */
async function exported(
  book: CompanyBook,
  month: string,
  level: 'account' | 'lot' = 'account',
): Promise<Nets> {
  const folder = join(book.folder, `${month}-${level}`);
  const { files } = must(
    await exportJournal(book.session, { month, template: 'generic', level, draft: true, folder }),
  );
  const text = readFileSync(join(folder, files.find((file) => file.endsWith('.csv'))!), 'utf8');
  const [head = '', ...rows] = text.trim().split('\r\n');
  const at = (title: string): number => head.split(',').indexOf(title);
  return netted(
    rows.map((row) => [row.split(',')[at('account')]!, cents(row.split(',')[at('signed')]!)] as const),
  );
}

const grant = (ref: string, credits: number, price: string, more = '', columns = ''): string => `
grants
ref | date | customer | credits | price | credit_type${columns}
${ref} | 2026-01-01 | anna | ${credits} | ${price} | credits${more}
`;
const purchase = (amount: string): [string, bigint][] => [
  ['1100', cents(amount)],
  ['2300', -cents(amount)],
];

it('A: a pack used over four months, and the rest expires', async () => {
  const book = bookWith(BASE + grant('g1', 120_000, '12000', ' | 2026-12-31', ' | expires'));
  must(
    await book.usage(
      ['01', '02', '03', '04']
        .map((month, n) => `e${n},anna,calls,${[30_000, 24_000, 36_000, 18_000][n]},2026-${month}-15`)
        .join('\n'),
    ),
  );
  const months: [string, string[]][] = [
    ['2026-01', ['Invoice', 'Consumption Jan']],
    ['2026-02', ['Consumption Feb']],
    ['2026-03', ['Consumption Mar']],
    ['2026-04', ['Consumption Apr']],
    ['2026-12', ['Expiry']],
  ];
  for (const [month, texts] of months)
    expect(await exported(book, month), month).toEqual(netted(told('A', ...texts)));
});

it('B: expected breakage in proportion to use', async () => {
  const book = bookWith(BASE + grant('g1', 100_000, '100000', ' | 10%', ' | expected_breakage'));
  must(await book.usage('e1,anna,calls,45000,2026-01-15'));
  expect(await exported(book, '2026-01')).toEqual(
    netted([...purchase('100000'), ...told('B', 'Revenue to date')]),
  );
});

it('E1: bonus credits of the sale in one pool', async () => {
  const book = bookWith(BASE + grant('g1', 120_000, '10000'));
  must(await book.usage('e1,anna,calls,30000,2026-01-15'));
  expect(await exported(book, '2026-01')).toEqual(netted(told('E1', 'Invoice', 'Consume')));
});

const plan = (columns: string, terms: string): string => `
plans
code | credit_type | interval${columns}
p    | credits     | P1M${terms}
`;
const subscribed = (start: string): string => `
subscriptions
ref | customer | plan | start
s   | anna     | p    | ${start}
`;

it('F: half of what is unused rolls over, the rest expires', async () => {
  const columns = ' | credits | price | rollover | rollover_cap';
  const book = bookWith(
    BASE + plan(columns, ' | 10000 | 1000 | all | 50% unused') + subscribed('2026-01-01'),
  );
  must(await book.usage('e1,anna,calls,6000,2026-01-15'));
  expect(await exported(book, '2026-01')).toEqual(
    netted([...purchase('1000'), ...told('F', 'Consumption', 'Rollover', 'Expiry')]),
  );
});

it('G: overage is earned when used, and invoiced with the next cycle', async () => {
  const columns = ' | credits | price | overage | overage_price';
  const terms = ' | 1000 | 100 | bill_next_cycle | 0.12';
  const book = bookWith(BASE + plan(columns, terms) + subscribed('2026-03-01'));
  must(await book.usage('e1,anna,calls,1300,2026-03-15'));
  expect(await exported(book, '2026-03')).toEqual(
    netted([...purchase('100'), ...told('G', 'Consumption', 'Overage earned')]),
  );
  expect(await exported(book, '2026-04')).toEqual(
    // April's credits are not used and expire with their month.
    netted([
      ...purchase('100'),
      ...told('G', 'Overage invoice'),
      ['2300', cents('100')],
      ['4050', -cents('100')],
    ]),
  );
});

it('J: lots in order, rounded cumulatively within each', async () => {
  const book = bookWith(`${BASE}${grant('l1', 333, '99.99')}l2 | 2026-01-02 | anna | 1000 | 50 | credits\n`);
  must(
    await book.usage(
      'u1,anna,calls,100,2026-01-05\nu2,anna,calls,150,2026-01-06\nu3,anna,calls,200,2026-01-07',
    ),
  );
  const lines = [...purchase('99.99'), ...purchase('50'), ...told('J', '100 from', '150 from', '83 from')];
  expect(await exported(book, '2026-01')).toEqual(netted(lines));
  expect(await exported(book, '2026-01', 'lot')).toEqual(netted(lines));
});

it('L: usage that comes after the close is posted in the open month', async () => {
  const book = bookWith(BASE + grant('g1', 10_000, '1000'));
  must(closeMonth(book.session, '2026-01'));
  must(await book.usage('e1,anna,calls,2000,2026-01-30'));
  expect(await exported(book, '2026-01')).toEqual(netted(purchase('1000')));
  expect(await exported(book, '2026-02')).toEqual(netted(told('L', 'Prior-period usage')));
});

/** Lines under other accounts: what an example books where we have one account less. */
const under = (
  lines: readonly (readonly [string, bigint])[],
  accounts: Readonly<Record<string, string>>,
): [string, bigint][] => lines.map(([code, amount]) => [accounts[code] ?? code, amount]);

const asRevenue = (nets: Nets): Nets =>
  netted(Object.entries(nets).map(([code, sum]) => [code === '4050' ? '4000' : code, cents(sum)]));

it('E2: a bonus as a lot of its own, with the price that was allocated to it', async () => {
  const columns = ' | expires | expected_breakage';
  const lots = grant('bonus', 20_000, '952.38', ' | 2026-01-31 | 50%', columns);
  const book = bookWith(`${BASE}${lots}paid | 2026-01-01 | anna | 100000 | 9047.62 | credits | never | 5%\n`);
  must(await book.usage('e1,anna,calls,8000,2026-01-15\ne2,anna,calls,38000,2026-02-15'));
  // The example has breakage in usage revenue; the sum of both is compared.
  expect(asRevenue(await exported(book, '2026-01'))).toEqual(
    asRevenue(netted(told('E2', 'Invoice', 'Bonus lot consumed', 'Bonus lot expires'))),
  );
  expect(asRevenue(await exported(book, '2026-02'))).toEqual(netted(told('E2', 'Paid lot')));
});

it('H: a refund of what is unused, less a fee', async () => {
  const book = bookWith(BASE + grant('g1', 120_000, '12000'));
  must(await book.usage('e1,anna,calls,45000,2026-01-15'));
  must(
    book.load(
      'adjustments\nref | date | lot | type | credits | amount | reason\nr1 | 2026-02-10 | g1 | refund | 75000 | 6750 | left',
    ),
  );
  // What is owed back stands against receivables, and the fee with what is kept of unused credits.
  const accounts = { 2350: '1100', 4000: '4050' };
  expect(await exported(book, '2026-02')).toEqual(netted(under(told('H', 'Agreement'), accounts)));
});

it('M: an order that can be cancelled is told when it is paid, another when it is due', async () => {
  const due = bookWith(BASE + grant('g1', 1000, '1000').replace('2026-01-01', '2026-01-31'));
  must(await due.usage('e1,anna,calls,1000,2026-03-31'));
  expect(await exported(due, '2026-01')).toEqual(netted(told('M', 'Non-cancellable: due')));
  expect(await exported(due, '2026-03')).toEqual(netted(told('M', 'Non-cancellable: delivered')));
  const paid = bookWith(BASE + grant('g1', 1000, '1000').replace('2026-01-01', '2026-03-01'));
  must(await paid.usage('e1,anna,calls,1000,2026-03-31'));
  // Whoever books the payment books it against the receivable.
  const lines = under(told('M', 'Cancellable: paid', 'Cancellable: delivered'), { 1000: '1100' });
  expect(await exported(paid, '2026-03')).toEqual(netted(lines));
});

it('every example is played whole, or the rule that it needs is named', () => {
  const letters = new Set(EXAMPLES.map(({ id }) => id[0]));
  expect([...letters].join('')).toBe('ABCDEFGHIJKLMN');
  const open = EXAMPLES.filter(({ id }) => NO_RULE[id] === undefined).flatMap(({ id, journals }) =>
    journals
      .filter(({ desc }) => !played.has(`${id}|${desc}`) && !NOT_OURS[id]?.includes(desc))
      .map(({ desc }) => `${id}: ${desc}`),
  );
  expect(open).toEqual([]);
  const claimed = Object.keys(NO_RULE).filter((id) => [...played].some((one) => one.startsWith(`${id}|`)));
  expect(claimed).toEqual([]);
});

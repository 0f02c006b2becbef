// Every way in which setup tables can be wrong, each with the load that provokes it and nothing else.
import { expect, test } from 'vitest';
import { planSetup } from '../../src-main/import/setup/plan.ts';
import type { SetupCode } from '../../src-shared/findings/setup.ts';
import { SETUP_CODES } from '../../src-shared/findings/setup.ts';
import { CLOSED_JANUARY, LEDGER } from '../support/setup-company.ts';
import { EMPTY_LEDGER, setup } from '../support/setup-tables.ts';
import { AGAINST, BOOK } from './setup-refusals/against-the-book.ts';
import { CELLS } from './setup-refusals/cells.ts';
import { ROWS } from './setup-refusals/rows.ts';
import { SHAPE } from './setup-refusals/shape.ts';

const ALL = [...SHAPE, ...CELLS, ...BOOK, ...ROWS, ...AGAINST];

test.each(ALL)('%s: %s at %s', (_rule, code, place, load, existing = CLOSED_JANUARY) => {
  const plan = planSetup(setup(load), existing, existing.book ? LEDGER : EMPTY_LEDGER);
  const found = plan.ok ? [] : plan.findings;
  const said = found.map(({ code, place }) =>
    [code, place?.table, place?.row, place?.column].filter((part) => part !== undefined).join(' '),
  );
  expect(said).toEqual([`${code} ${place}`]);
  for (const { message, hint } of found) {
    expect(message, 'what is wrong').toMatch(/\S/);
    expect(hint, 'what would be right').toMatch(/\S/);
  }
});

test('setup tables: the first ten thousand mistakes are listed, and the others counted', () => {
  const plan = planSetup(setup(`meters\ncode\n${'a:b\n'.repeat(10_005)}`), CLOSED_JANUARY, LEDGER);
  const found = plan.ok ? [] : plan.findings;
  expect(found.length).toBe(10_001);
  expect(found.at(-1)).toMatchObject({ code: 'more_mistakes', message: expect.stringContaining(' 5 more') });
});

test('architecture, "Errors are data": every code of the catalogue is provoked', () => {
  const provoked = new Set<SetupCode>([...ALL.map(([, code]) => code), 'more_mistakes']);
  const codes = Object.keys(SETUP_CODES) as SetupCode[];
  expect(codes.filter((code) => !provoked.has(code))).toEqual([]);
});

test('rules §12: a closed month is refused naming the first open date', () => {
  const load = setup('grants\nref | date | customer | pack\ng | 2026-01-31 | anna | c100');
  const plan = planSetup(load, CLOSED_JANUARY, LEDGER);
  expect(!plan.ok && plan.findings[0]?.message).toContain('the first open date is 2026-02-01');
});

const MANY_ERRORS = `
voids
event_id | date
none     | 2026-02-30

grants
ref | date       | customer | pack | priority
a:b | 2026-01-05 | nobody   | c10O | high
g2  | 2026-01-05 | anna     | c100 |

metres
code
m

packs
code | credit_type | credits | price
p    | drink       | 1       | 1
q    | drinks      | 1.5     | 1.005

plans
code  | credit_type | credits | price | interval | overage     | Colour
small | credits     | 10      | 31.00 | P1Y      |             | red
big   | credits     | x       | 30.00 | P1M      | auto_top_up |
`;

test('setup tables: every error of every table is listed at once, as people go through their sheets', () => {
  const plan = planSetup(setup(MANY_ERRORS), CLOSED_JANUARY, LEDGER);
  const said = plan.ok
    ? []
    : plan.findings.map(({ code, place }) => `${place?.table} ${place?.row ?? '-'} ${code}`);
  expect(said).toEqual([
    'metres - unknown_table',
    'packs 2 unknown_reference',
    'packs 3 too_many_decimals',
    'packs 3 too_many_decimals',
    'plans - unknown_column',
    'plans 2 contradicts_book',
    'plans 3 not_a_number',
    'plans 3 value_needed',
    'plans 3 value_needed',
    'grants 2 bad_code',
    'grants 2 unknown_reference',
    'grants 2 unknown_reference',
    'grants 2 not_a_number',
    'grants 3 closed_month',
    'voids 2 not_a_date',
  ]);
});

test('setup tables: a misspelt name is answered with the nearest one', () => {
  const plan = planSetup(setup(MANY_ERRORS), CLOSED_JANUARY, LEDGER);
  const hints = plan.ok ? [] : plan.findings.map(({ hint }) => hint);
  expect(hints).toContain('Did you mean meters?');
  expect(hints).toContain('Did you mean "drinks"?');
  expect(hints).toContain('Did you mean "c100"?');
});

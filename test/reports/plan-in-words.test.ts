// What a plan says of itself in sentences: every rule, every value it can have.
import { describe, expect, test } from 'vitest';
import type { PlanFact } from '../../src-main/engine/facts.ts';
import { BURN_KEYS, OVERAGES, ROLLOVERS } from '../../src-main/engine/facts.ts';
import {
  burnOrderInWords,
  creditsInWords,
  grouped,
  planInWords,
} from '../../src-main/reports/plan-in-words.ts';

const PLAN: PlanFact = {
  code: 'team',
  name: 'Team',
  type: 'base',
  creditType: 'credits',
  credits: '1000',
  price: '750.00',
  currency: 'EUR',
  interval: 'P1M',
  expires: 'period_end',
  priority: 100,
  rollover: 'none',
  rolloverThreshold: '0',
  rolloverCap: null,
  rolloverTimes: null,
  rolloverExpires: 'period_end',
  rolloverPriority: null,
  overage: 'block',
  overagePrice: null,
  autoTopUpPack: null,
  autoTopUpBelow: '0',
  autoTopUpLimit: null,
  expectedBreakage: '0',
};
const words = (change: Partial<PlanFact>): string => planInWords({ ...PLAN, ...change }).join('\n');

describe('a plan in words', () => {
  test('the plainest plan', () => {
    expect(planInWords(PLAN)).toEqual([
      'Each month grants 1,000 credits for 750.00 EUR.',
      'What is left at the end of the period expires.',
      'Usage beyond the credits is not charged; it is listed as unfunded.',
    ]);
  });

  test.each([
    ['P1M', 'Each month'],
    ['P3M', 'Every 3 months'],
    ['P1Y', 'Each year'],
    ['P24M', 'Every 2 years'],
    ['P7D', 'Each week'],
    ['P30D', 'Every 30 days'],
    ['P1M15D', 'Every 1 month and 15 days'],
  ])('interval %s', (interval, start) => {
    expect(planInWords({ ...PLAN, interval })[0]).toBe(`${start} grants 1,000 credits for 750.00 EUR.`);
  });

  test('free credits that never expire', () => {
    expect(words({ price: '0', expires: 'never', credits: '1234567.5' })).toContain(
      'Each month grants 1,234,567.5 credits free of charge.\nThey do not expire.',
    );
  });

  test('a duration of its own', () => {
    expect(words({ expires: 'P90D', rollover: 'all' })).toContain(
      'They can be used for 90 days from the day they are granted; what is left then expires.',
    );
    expect(words({ expires: 'P90D', rollover: 'all' })).not.toContain('roll');
    expect(words({ expires: 'P1M' })).toContain('for 1 month from');
  });

  test.each([
    [{ rollover: 'all' as const }, 'What is left then rolls over into the next period.'],
    [
      { rollover: 'all' as const, rolloverCap: '500' },
      'What is left then rolls over into the next period, at most 500 of them; the rest expires.',
    ],
    [
      { rollover: 'if_at_least' as const, rolloverThreshold: '1000', rolloverCap: '25% allocation' },
      'If at least 1,000 are left then, they roll over into the next period, at most 25% of what a period grants; the rest expires; if fewer are left, they expire.',
    ],
    [
      { rollover: 'excess_over' as const, rolloverThreshold: '100', rolloverCap: '50% unused' },
      'Of what is left then, what exceeds 100 rolls over into the next period, at most 50% of them; the rest expires.',
    ],
  ])('rollover %o', (change, sentence) => {
    expect(planInWords({ ...PLAN, ...change })).toContain(sentence);
  });

  test('how often, how long and in which order rolled-over credits go', () => {
    const text = words({ rollover: 'all', rolloverTimes: 1, rolloverExpires: 'P30D', rolloverPriority: 50 });
    expect(text).toContain('Credits roll over at most once.');
    expect(text).toContain('Credits that rolled over can be used for 30 days.');
    expect(text).toContain(
      'Credits that rolled over have priority 50, others 100: lower numbers are drawn first.',
    );
  });

  test('what usage beyond the credits costs', () => {
    const price = { overagePrice: '0.333' };
    expect(words({ overage: 'bill_next_cycle', ...price })).toContain(
      'is charged at 0.333 EUR each on the day after the period.',
    );
    expect(words({ overage: 'charge_now', ...price })).toContain(
      'is charged at 0.333 EUR each on the day it is used.',
    );
    expect(words({ overage: 'carry_forward' })).toContain('carried forward');
    expect(
      words({
        overage: 'auto_top_up',
        autoTopUpPack: 'boost',
        autoTopUpBelow: '50',
        autoTopUpLimit: 2,
        ...price,
      }),
    ).toContain(
      'When usage needs more credits than there are, or when fewer than 50 are left, the pack boost is bought at most twice a period. ' +
        'Usage beyond that is charged at 0.333 EUR each on the day after the period.',
    );
  });

  test('an add-on says nothing of overage: the base subscription decides', () => {
    expect(words({ type: 'add_on', overage: 'charge_now', overagePrice: '1' })).not.toContain('beyond');
  });

  test('every rule gives sentences that end like sentences', () => {
    for (const rollover of ROLLOVERS) {
      for (const overage of OVERAGES) {
        for (const sentence of planInWords({ ...PLAN, rollover, overage, autoTopUpPack: 'boost' })) {
          expect(sentence).toMatch(/^[A-Z].*\.$/);
          expect(sentence).not.toMatch(/null|undefined|NaN|\.\./);
        }
      }
    }
  });
});

test('burn orders in words', () => {
  expect(burnOrderInWords(['priority', 'expiry', 'start'])).toBe(
    'Credits are drawn in this order: lower priority numbers first, then those that expire soonest first, then the oldest first.',
  );
  for (const key of BURN_KEYS) expect(burnOrderInWords([key])).not.toContain('undefined');
});

test('prices show the places of their currency, and finer ones theirs', () => {
  expect(words({ price: '1080' })).toContain('for 1,080.00 EUR.');
  expect(words({ price: '9800', currency: 'JPY' })).toContain('for 9,800 JPY.');
  expect(words({ price: '0.5', currency: 'KWD' })).toContain('for 0.500 KWD.');
  expect(words({ overage: 'charge_now', overagePrice: '115' })).toContain('at 115.00 EUR each');
});

test('what credits are called', () => {
  expect(creditsInWords('api_credits', 'API credits', 'credit')).toBe('API credits');
  expect(creditsInWords('archive_gb', 'Archive space', 'GB')).toBe('GB of Archive space');
  expect(creditsInWords('expert_hours', 'Expert hours', 'h')).toBe('Expert hours');
  expect(creditsInWords('credits')).toBe('credits');
  expect(creditsInWords('gb', '', 'GB')).toBe('GB');
  expect(planInWords(PLAN, 'API credits')[0]).toBe('Each month grants 1,000 API credits for 750.00 EUR.');
});

test('digits in groups', () => {
  expect(['0', '999', '1000', '-1234567.25', '0.12345'].map(grouped)).toEqual([
    '0',
    '999',
    '1,000',
    '-1,234,567.25',
    '0.12345',
  ]);
});

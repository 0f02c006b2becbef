// The tables of what is sold: packs and plans.
// Must not: hold rules that a reader of the table enforces; the texts here are what people see.
import { OVERAGES, ROLLOVERS } from '../../../engine/facts.ts';
import { may, must, table } from './column.ts';

export const PLAN_TYPES = ['base', 'add_on'] as const;

const CURRENCY_ABOUT = "ISO 4217 code of the price. Blank: the book's currency.";
const PRIORITY_ABOUT = 'Lower numbers are drawn first. Blank: 100.';
const BREAKAGE_ABOUT =
  'The share expected never to be used, such as 10%: recognised in proportion to use (IFRS 15 B46). Blank: 0%.';

const USUAL_EXPIRIES = ['period_end', 'never', 'P30D', 'P3M', 'P12M'];

export const PACKS = table({
  name: 'packs',
  about: 'Top-ups that customers can buy.',
  changeBy: 'A pack stays as it was sold: make a new one with a code of its own',
  columns: [
    must('code', 'code', 'boost-500', 'A short name of its own, without : + | or comma.'),
    may('name', 'text', 'Boost 500', 'What people read. Blank: the code.', { describes: true }),
    must('credit_type', 'reference', 'credits', 'The credits in it.', { refersTo: 'credit_types' }),
    must('credits', 'credits', '500', 'How many.'),
    must('price', 'money', '400.00', 'What it costs. 0 is allowed.'),
    may('currency', 'currency', 'EUR', CURRENCY_ABOUT),
    may(
      'expires',
      'expiry',
      'P12M',
      'never, or a duration from the day bought such as P30D or P12M. Blank: never.',
      {
        usual: ['never', 'P30D', 'P3M', 'P12M'],
        fallback: 'never',
      },
    ),
    may('priority', 'whole', '100', PRIORITY_ABOUT, { fallback: '100' }),
    may('expected_breakage', 'percent', '10%', BREAKAGE_ABOUT, { fallback: '0%' }),
  ],
});

export const PLANS = table({
  name: 'plans',
  about: 'What a subscription grants each period, and what happens to what is left and to what is missing.',
  changeBy: 'A plan stays as it was sold: make a new one, cancel the subscription and start another on it',
  columns: [
    must('code', 'code', 'team', 'A short name of its own, without : + | or comma.'),
    may('name', 'text', 'Team 1000', 'What people read. Blank: the code.', { describes: true }),
    must('credits', 'credits', '1000', 'How many a period.'),
    must('price', 'money', '750.00', 'The fee a period, charged at its start.'),
    may('currency', 'currency', 'EUR', CURRENCY_ABOUT),
    must('interval', 'interval', 'P1M', 'The length of a period: P1M, P3M, P1Y, P7D …', {
      usual: ['P1M', 'P3M', 'P1Y', 'P7D'],
    }),
    may(
      'expires',
      'expiry',
      'period_end',
      'period_end, never, or a duration such as P3M. Blank: period_end. Only period_end rolls over.',
      { usual: USUAL_EXPIRIES, fallback: 'period_end' },
    ),
    may(
      'rollover',
      'choice',
      'excess_over',
      'What is left at the period end: none of it rolls, all, all if at least the threshold, or the excess over it. Blank: none.',
      { choices: ROLLOVERS, fallback: 'none' },
    ),
    may('overage', 'choice', 'auto_top_up', 'What happens when credits run out. Blank: block.', {
      choices: OVERAGES,
      fallback: 'block',
    }),
    may(
      'type',
      'choice',
      'base',
      'base (its overage rule counts; one at a time a wallet) or add_on. Blank: base.',
      {
        choices: PLAN_TYPES,
        fallback: 'base',
      },
    ),
    must('credit_type', 'reference', 'credits', 'The credits it grants.', { refersTo: 'credit_types' }),
    may('priority', 'whole', '100', PRIORITY_ABOUT, { fallback: '100' }),
    may('rollover_threshold', 'credits', '100', 'Credits, for if_at_least and excess_over only.'),
    may(
      'rollover_cap',
      'cap',
      '25% allocation',
      'At most so much rolls: 500, 25% allocation or 50% unused. Blank: no cap.',
    ),
    may('rollover_times', 'whole', '1', 'How often the same credits may roll. Blank: no limit.'),
    may(
      'rollover_expires',
      'expiry',
      'period_end',
      'Expiry of rolled credits: period_end (the new one), never, or a duration. Blank: period_end.',
      { usual: USUAL_EXPIRIES, fallback: 'period_end' },
    ),
    may(
      'rollover_priority',
      'whole',
      '50',
      'Priority of rolled credits. Blank: that of the lot they come from.',
    ),
    may(
      'overage_price',
      'number',
      '0.90',
      'Price of one credit of overage; needed for bill_next_cycle, charge_now and auto_top_up.',
    ),
    may('auto_top_up_pack', 'reference', 'boost-500', 'The pack that auto_top_up buys.', {
      refersTo: 'packs',
    }),
    may('auto_top_up_below', 'credits', '50', 'Buy while less than this is left after a draw. Blank: 0.'),
    may('auto_top_up_limit', 'whole', '3', 'At most so many packs a period. Blank: no limit.'),
    may('expected_breakage', 'percent', '5%', BREAKAGE_ABOUT, { fallback: '0%' }),
  ],
});

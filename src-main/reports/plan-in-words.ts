// A plan's rules as sentences that a customer can read: what is granted, how long it lasts, what happens to what is left over and to
// what is missing. Made from the settings alone, so that statements never promise what the ledger does not do.
// Must not: speak of revenue, or leave out a rule that decides what a customer gets or pays.
import { parseDuration } from '../../src-shared/calendar.ts';
import { currencyScale, withPlaces } from '../../src-shared/decimal.ts';
import type { BurnKey, PlanFact } from '../engine/facts.ts';

/** "1234567.5" → "1,234,567.5" */
export function grouped(decimal: string): string {
  return decimal.replace(/^(-?)(\d+)/, (_, sign: string, digits: string) => {
    return sign + digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  });
}

/** "1080", "EUR" → "1,080.00 EUR"; finer prices keep their digits. */
function moneyInWords(price: string, currency: string): string {
  return `${grouped(withPlaces(price, currencyScale(currency) ?? 2))} ${currency}`;
}

/** What so many of a credit type are called: "API credits", "GB of Archive space", "credits". */
export function creditsInWords(code: string, name = '', unit = ''): string {
  if (name === '') return unit === '' ? code : unit;
  const saysUnit = name
    .toLowerCase()
    .split(/\s+/)
    .some((word) => word.startsWith(unit.toLowerCase()));
  return saysUnit ? name : `${unit} of ${name}`;
}

const plural = (count: number, unit: string): string => (count === 1 ? unit : `${count} ${unit}s`);

/** "P3M" → "3 months", "P1Y" → "year" (after "each"), "P1M15D" → "1 month and 15 days". */
function lengthInWords(duration: string): string {
  const parsed = parseDuration(duration);
  if (!parsed) return duration;
  const { months, days } = parsed;
  const parts: string[] = [];
  if (months % 12 === 0 && months > 0) parts.push(plural(months / 12, 'year'));
  else if (months > 0) parts.push(plural(months, 'month'));
  if (days % 7 === 0 && days > 0 && months === 0) parts.push(plural(days / 7, 'week'));
  else if (days > 0) parts.push(plural(days, 'day'));
  return parts.map((part) => (parts.length > 1 && !/^\d/.test(part) ? `1 ${part}` : part)).join(' and ');
}

/** "each month", "every 3 months" */
function every(interval: string): string {
  const words = lengthInWords(interval);
  return /^\d/.test(words) ? `every ${words}` : `each ${words}`;
}

/** "for 30 days", "for 1 month" */
export function lasting(duration: string): string {
  const words = lengthInWords(duration);
  return `for ${/^\d/.test(words) ? words : `1 ${words}`}`;
}

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

/** Is it "25% allocation" or "50% unused" or a number of credits? */
function capInWords(cap: string): string {
  const match = /^(\S+%) (allocation|unused)$/.exec(cap);
  if (!match) return `at most ${grouped(cap)} of them`;
  return match[2] === 'unused'
    ? `at most ${match[1]} of them`
    : `at most ${match[1]} of what a period grants`;
}

function grantSentence(plan: PlanFact, credits: string): string {
  const price =
    Number(plan.price) === 0 ? 'free of charge' : `for ${moneyInWords(plan.price, plan.currency)}`;
  const when = every(plan.interval);
  return `${when.charAt(0).toUpperCase()}${when.slice(1)} grants ${grouped(plan.credits)} ${credits} ${price}.`;
}

function expirySentence(plan: PlanFact): string {
  if (plan.expires === 'never') return 'They do not expire.';
  if (plan.expires !== 'period_end')
    return `They can be used ${lasting(plan.expires)} from the day they are granted; what is left then expires.`;
  if (plan.rollover === 'none') return 'What is left at the end of the period expires.';
  return 'They can be used until the end of the period.';
}

function rolloverSentences(plan: PlanFact): string[] {
  if (plan.rollover === 'none' || plan.expires !== 'period_end') return [];
  const threshold = grouped(plan.rolloverThreshold);
  const cap = plan.rolloverCap === null ? '' : `, ${capInWords(plan.rolloverCap)}`;
  const into = 'into the next period';
  const rest = 'the rest expires';
  const first = {
    all: `What is left then rolls over ${into}${cap}${cap === '' ? '' : `; ${rest}`}.`,
    if_at_least: `If at least ${threshold} are left then, they roll over ${into}${cap}${cap === '' ? '' : `; ${rest}`}; if fewer are left, they expire.`,
    excess_over: `Of what is left then, what exceeds ${threshold} rolls over ${into}${cap}; ${rest}.`,
  }[plan.rollover];
  const sentences = [first];
  if (plan.rolloverTimes !== null) sentences.push(`Credits roll over at most ${times(plan.rolloverTimes)}.`);
  if (plan.rolloverExpires === 'never') sentences.push('Credits that rolled over do not expire.');
  else if (plan.rolloverExpires === 'period_end')
    sentences.push('Credits that rolled over can be used until the end of that period.');
  else sentences.push(`Credits that rolled over can be used ${lasting(plan.rolloverExpires)}.`);
  if (plan.rolloverPriority !== null && plan.rolloverPriority !== plan.priority) {
    sentences.push(
      `Credits that rolled over have priority ${plan.rolloverPriority}, others ${plan.priority}: lower numbers are drawn first.`,
    );
  }
  sentences.push('Nothing rolls over when the subscription ends.');
  return sentences;
}

function overageSentences(plan: PlanFact): string[] {
  const price =
    plan.overagePrice === null ? '' : ` at ${moneyInWords(plan.overagePrice, plan.currency)} each`;
  switch (plan.overage) {
    case 'block':
      return ['Usage beyond the credits is not charged; it is listed as unfunded.'];
    case 'bill_next_cycle':
      return [`Usage beyond the credits is charged${price} on the day after the period.`];
    case 'charge_now':
      return [`Usage beyond the credits is charged${price} on the day it is used.`];
    case 'carry_forward':
      return ['Usage beyond the credits is carried forward and drawn from the next credits that come.'];
    case 'auto_top_up': {
      const below =
        Number(plan.autoTopUpBelow) > 0
          ? `, or when fewer than ${grouped(plan.autoTopUpBelow)} are left`
          : '';
      const limit = plan.autoTopUpLimit === null ? '' : ` at most ${times(plan.autoTopUpLimit)} a period`;
      const beyond = price === '' ? '' : ` Usage beyond that is charged${price} on the day after the period.`;
      return [
        `When usage needs more credits than there are${below}, the pack ${plan.autoTopUpPack} is bought${limit}.${beyond}`,
      ];
    }
  }
}

/** One sentence each, in the order: granted, valid, rolled over, beyond. `credits` is what they are called, the code if left out. */
export function planInWords(plan: PlanFact, credits: string = plan.creditType): string[] {
  const beyond = plan.type === 'base' ? overageSentences(plan) : [];
  return [grantSentence(plan, credits), expirySentence(plan), ...rolloverSentences(plan), ...beyond];
}

const BURN_WORDS: Readonly<Record<BurnKey, string>> = {
  priority: 'lower priority numbers first',
  rolled_first: 'rolled-over credits first',
  fresh_first: 'credits that have not rolled over first',
  promo_first: 'credits given free of charge first',
  paid_first: 'paid credits first',
  expiry: 'those that expire soonest first',
  start: 'the oldest first',
  newest: 'the newest first',
};

/** "Credits are drawn in this order: lower priority numbers first, then those that expire soonest first, then the oldest first." */
export function burnOrderInWords(keys: readonly BurnKey[]): string {
  return `Credits are drawn in this order: ${keys.map((key) => BURN_WORDS[key]).join(', then ')}.`;
}

// Why what no lot could pay was charged, carried forward or left unpaid (rules §9). Must not: price anything.
import type { Step } from '../../../src-shared/explain/calls.ts';
import type { PlanFact } from '../../engine/facts.ts';
import type { Posting } from '../../engine/postings.ts';
import type { Look } from './look.ts';
import { chargeLink, credits, factOf, money, pieces, say, told } from './words.ts';

/** A line of overage or deficit when the usage was posted. */
export function shortfallSteps(look: Look, line: Posting, creditType: string): Step[] {
  const { book } = look;
  const missing = credits(book, line.overage, creditType);
  if (line.kind === 'deficit')
    return [
      say(
        'overage',
      )`${missing} could not be paid and are carried forward: the next credits that come pay them.`,
    ];
  if (line.charge === null || line.currency === null)
    return [
      say(
        'overage',
      )`${missing} could not be paid by any lot, and no plan bills them: they stand as unfunded.`,
    ];
  const plan = planOfCharge(look, line.charge);
  const price = plan
    ? pieces` at ${told(plan.fact.overagePrice ?? '0', 'money', plan.fact.currency)} each`
    : [];
  return [
    say(
      'overage',
    )`${missing} are overage${price}: ${money(line.overageRevenue, line.currency)} more on charge ${chargeLink(line.charge)}, rounded over the whole charge.`,
  ];
}

/** The plan whose overage rule makes a charge: its id begins with the subscription. */
export function planOfCharge({ session }: Look, charge: string) {
  const subscription = factOf(session, 'subscription', charge.split(':')[0]!);
  const plan = subscription && factOf(session, 'plan', subscription.body.plan);
  return plan && subscription ? { subscription, plan, fact: plan.body } : null;
}

/** When overage of a plan is billed. */
export function overageRule(fact: PlanFact): string {
  return fact.overage === 'charge_now'
    ? 'one charge for each meter and day, dated that day'
    : 'one charge for each meter and period, dated the day after the period’s last day';
}

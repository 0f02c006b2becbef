// What each figure means, in a sentence that an accountant can check against the rules. Must not: count anything.
import type { Step } from '../../../../src-shared/explain/calls.ts';
import type { Figure, FigureSubject } from '../../../../src-shared/explain/subject.ts';
import { asWords, day, monthName, pieces, say } from '../words.ts';

const MEANING: Readonly<Record<Figure, string>> = {
  deferred:
    'What customers paid for credits that are neither used nor expired: the price of each lot, less what it has recognised, moved and returned.',
  opening_deferred: 'What was still deferred when the month began: the closing amount of the month before.',
  added:
    'What came to deferred revenue: charges for credits, openings from the old spreadsheet, and what voids of closed months brought back.',
  billed:
    'Charges for plans, top-ups and automatic top-ups: debit receivable, credit deferred revenue. Overage is billed too, but never was deferred.',
  migrated:
    'Opening lots: what the old spreadsheet still owed. Debit migration clearing, credit deferred revenue.',
  usage_revenue:
    'Recognised as credits are drawn. For each lot price × drawn ÷ credits is rounded as a whole, and the difference to what was recognised before is posted, so that nothing drifts.',
  breakage_revenue:
    'What lots still deferred when they expired or were voided, and what is expected never to be used, in proportion to use.',
  refunded:
    'Money paid back for unused credits: debit deferred revenue, credit receivable. A difference to what was deferred is breakage revenue.',
  reinstated:
    'What voids of usage in closed months brought back: debit usage revenue, credit deferred revenue.',
  overage_revenue:
    'Usage that no lot could pay and that the plan bills: recognised when it is used, rounded over the whole charge.',
  unbilled:
    'Overage that was used and recognised, and stands on no charge yet: it is billed with the next cycle.',
  expiring_deferred:
    'What lots that end then still defer. It becomes breakage revenue if nobody uses or rolls over their credits.',
  debit: 'Every posting makes an entry that balances; these are the debits of the account.',
  credit: 'Every posting makes an entry that balances; these are the credits of the account.',
  recognized: 'What the lot’s drawdowns and its expiry recognised.',
  moved: 'What went with credits that rolled over: it stays deferred, in the lot they became.',
  returned: 'What the lot still deferred on credits that refunds and voids took out.',
  balance: 'Credits of all lots that can be used or will become usable.',
  opening_balance: 'The balance when the month began: the closing balance of the month before.',
  granted: 'Credits of plans, top-ups, promotions and openings, each as a lot.',
  rolled_in: 'Credits that rolled over from a period’s end into a new lot.',
  credits_reinstated: 'Credits that came back because usage of a closed month was voided.',
  drawn: 'Credits that usage took from lots, in burn order.',
  expired: 'Credits of lots that ended unused.',
  rolled_out: 'Credits that left a lot at its period’s end to roll over.',
  credits_refunded: 'Unused credits that refunds took out.',
  voided: 'Unused credits that voids took out.',
  other: 'Rolled in and reinstated, less rolled out, refunded and voided.',
  overage: 'Credits that usage needed and no lot could pay; taken back where usage was voided.',
  deficit: 'Usage carried forward: the next credits that come pay it.',
  expiring: 'What is left in lots that end then, if nobody uses or rolls it over.',
};

/** What the figure is and what it covers. */
export function figureMeaning(asked: FigureSubject, through: string, asOf: string): Step[] {
  const { figure, month, customer, of } = asked;
  const stands = ['deferred', 'balance', 'unbilled', 'deficit', 'expiring', 'expiring_deferred'].includes(
    figure,
  );
  const when = stands
    ? pieces`at the end of ${day(asOf)}`
    : month === null
      ? pieces`up to the end of ${monthName(through)}`
      : pieces`in ${monthName(month)}`;
  const whose = customer === null ? 'all customers' : customer;
  return [say('meaning')`${MEANING[figure]}`, say('meaning')`Of ${whose}${narrowing(asked, of)}, ${when}.`];
}

function narrowing({ figure }: FigureSubject, of: string | null): string {
  if (of === null) return '';
  if (figure === 'debit' || figure === 'credit') return `, account ${asWords(of.split('|')[0]!)}`;
  if (figure === 'expiring' || figure === 'expiring_deferred') return `, lots that ${whenInWords(of)}`;
  return `, ${of.replace(':', ' ')}`;
}

/** "30" → "expire within 30 days", "2026-03" → "are last valid in 2026-03". */
function whenInWords(of: string): string {
  const [when = '', creditType] = of.split('|');
  const kind = creditType ? ` (${creditType})` : '';
  if (when === 'never') return `never expire${kind}`;
  if (/^\d{1,5}$/.test(when)) return `expire within ${when} days${kind}`;
  return `are last valid ${/^\d{4}-\d{2}$/.test(when) ? 'in' : 'on'} ${when}${kind}`;
}

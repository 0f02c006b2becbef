// What a difference means, in sentences for people who answer for the numbers: what the sheet did, what the rules do, what to
// change, and what shows it. Must not: work out an amount.
import type { Zone } from '../../../src-shared/calendar.ts';
import { absolute, formatScaled } from '../../../src-shared/decimal.ts';
import type { BurnKey } from '../../engine/facts.ts';
import type { Rate } from '../../engine/rating.ts';
import type { Place } from '../../import/legacy/legacy-book.ts';
import { monthInWords } from '../workbooks/words.ts';
import type { Amounts } from './amounts.ts';
import type { FoundDifference } from './causes/explain-wallet.ts';
import { untriedInWords } from './causes/untried.ts';
import type { Cause, RolloverPart, Scope, Variation } from './causes/variation.ts';
import type { DerivedWallets } from './derive-wallet.ts';
import type { WalletSheet } from './wallet-sheet.ts';

/** A cause as a heading, and what it means at large. */
export const CAUSE_WORDS: Readonly<Record<Cause, { title: string; meaning: string }>> = {
  rate: {
    title: 'Wrong rate in force',
    meaning: 'A rate was used that was not in force on the date.',
  },
  rounding: {
    title: 'Rounded at another point',
    meaning: 'The sheet rounds sums; the rules round each event once.',
  },
  expiry: {
    title: 'Expiry on another day',
    meaning: 'Credits expired a day early, a day late, or never.',
  },
  rollover: {
    title: 'Rollover rule missed',
    meaning: 'More or fewer credits rolled over than the plan allows.',
  },
  burn_order: {
    title: 'Other lot drawn',
    meaning: 'Credits were drawn from another purchase.',
  },
  late_row: {
    title: 'Row in another month',
    meaning: 'Usage stands in another month than the book’s.',
  },
  duplicate_row: { title: 'Row entered twice', meaning: 'The same row was counted two times.' },
  usage_missing: { title: 'Usage missing', meaning: 'Usage that happened is not in the sheet.' },
  purchase_missing: {
    title: 'Purchase missing',
    meaning: 'Credits that were bought or given are not in the sheet.',
  },
  slip: { title: 'Arithmetic slip', meaning: 'A sum, a formula or a digit is wrong in the sheet itself.' },
  not_in_book: {
    title: 'Customer not in the book',
    meaning: 'The sheet has a customer that the book does not know.',
  },
  not_in_sheet: {
    title: 'Customer not in the sheet',
    meaning: 'The sheet lacks a customer that has credits.',
  },
  unexplained: {
    title: 'Not explained',
    meaning: 'None of the usual causes gives the sheet’s number.',
  },
};

export interface Said {
  /** What happened. */
  readonly sentence: string;
  /** What to do about it. */
  readonly correction: string;
  /** What shows it; ids of events and lots, for links. */
  readonly events: readonly string[];
  readonly lots: readonly string[];
  readonly shown: readonly string[];
}

/** Everything a sentence may need of the wallet. */
export interface Speaking {
  readonly sheet: WalletSheet;
  readonly base: DerivedWallets;
  readonly zone: Zone;
}

/** "Balances!D14" */
export function placeInSheet({ sheet, row, column }: Place): string {
  return column === null ? `${sheet}, row ${row}` : `${sheet}!${column}${row}`;
}

const some = (count: number, one: string, many = `${one}s`): string =>
  count === 1 ? `one ${one}` : `${count} ${many}`;

/** "3 + 2 more", at most three by name. */
export function few(ids: readonly string[]): string {
  const named = ids.slice(0, 3).join(', ');
  return ids.length > 3 ? `${named} and ${ids.length - 3} more` : named;
}

function when({ from, through }: Scope): string {
  if (through === null) return `from ${monthInWords(from)} on`;
  return from === through
    ? `in ${monthInWords(from)}`
    : `from ${monthInWords(from)} to ${monthInWords(through)}`;
}

const rateInWords = ({ fact }: Rate): string =>
  `${fact.units} ${fact.meter} = ${fact.credits} ${fact.creditType}`;

/** Says a difference; its `amount` is what it does to the balance of the month it begins in. */
export function sayDifference(found: FoundDifference, amount: Amounts, speaking: Speaking): Said {
  const { variation } = found;
  const cell = placeInSheet(found.place);
  const { scale, creditType } = speaking.sheet;
  const credits = formatScaled(absolute(amount.credits), scale);
  const off =
    amount.credits === 0n
      ? 'The balance in credits is right; what it defers is not'
      : `Its balance is ${credits} ${creditType} too ${amount.credits > 0n ? 'high' : 'low'}`;
  const said = sayCause(variation, found, speaking);
  return {
    ...said,
    sentence: [said.sentence, `${off}.`, ...doubts(found)].join(' '),
    correction: said.correction,
    shown: [...said.shown, ...(said.shown.includes(cell) ? [] : [cell])],
  };
}

/** What else it may be, and what was not looked at. */
function doubts({ cause, alsoPossible, untried }: FoundDifference): string[] {
  const others = alsoPossible.map((one) => `“${CAUSE_WORDS[one].title}”`).join(', ');
  const left = untriedInWords(untried);
  return [
    ...(others === ''
      ? []
      : cause === 'unexplained'
        ? [`${others} gives it for this month, but not for the next.`]
        : [`${others} would give the same balances: which it was, the spreadsheet does not show.`]),
    ...(left === '' ? [] : [`Not tried, as there are too many: ${left}.`]),
  ];
}

type Parts = { sentence: string; correction: string; events: string[]; lots: string[]; shown: string[] };

const parts = (sentence: string, correction: string, more: Partial<Parts> = {}): Parts => ({
  sentence,
  correction,
  events: [],
  lots: [],
  shown: [],
  ...more,
});

function sayCause(variation: Variation, found: FoundDifference, speaking: Speaking): Parts {
  switch (variation.kind) {
    case 'rate':
      return sayRate(variation, speaking);
    case 'rounding':
      return sayRounding(variation, speaking);
    case 'expiry':
      return sayExpiry(variation, speaking);
    case 'rollover':
      return sayRollover(variation.missed, variation.scope);
    case 'burn_order':
      return sayBurnOrder(variation, speaking);
    case 'late_row':
      return sayLate(variation, speaking);
    case 'duplicate_row':
    case 'usage_missing':
    case 'purchase_missing':
      return sayRows(variation, found, speaking);
    case 'slip':
      return saySlip(found, speaking);
    default:
      return parts(
        `None of ${found.tried} ways tried${found.untried.has('pair') ? '' : ', alone or two together,'} gives the sheet’s number exactly.`,
        'Look at the rows behind the cell; if the sheet is right, correct the book by a dated fact.',
      );
  }
}

function sayRate(
  { meter, instead, used, scope }: Extract<Variation, { kind: 'rate' }>,
  { base }: Speaking,
): Parts {
  const concerned = base.needs.filter(
    ({ event, inForce, month }) =>
      event.meter === meter &&
      inForce === instead &&
      month >= scope.from &&
      (scope.through === null || month <= scope.through),
  );
  const first =
    concerned[0] ?? base.needs.find(({ event, inForce }) => event.meter === meter && inForce === instead);
  if (!first)
    return parts(
      `The sheet counts ${meter} at another rate ${when(scope)}.`,
      `In the sheet, count ${meter} at the rate in force.`,
    );
  const right = first.rate;
  const wrong = base.needs.find(({ event, inForce }) => event.meter === meter && inForce === used)?.rate;
  const [rows, is] = [some(concerned.length, 'event'), rateInWords(right)];
  const older = used > instead;
  const asIf = wrong ? `at ${rateInWords(wrong)}` : `at ${older ? 'the rate before' : 'another rate'}`;
  const change = right.fact.from;
  return parts(
    `The sheet counts ${rows} of ${meter} ${when({ ...scope, from: first.month })} ${asIf}; in force since ${change} is ${is}.`,
    `In the sheet, count ${meter} at ${is} for usage from ${change} on.`,
    {
      events: concerned.slice(0, 20).map(({ event }) => event.eventId),
      shown: [`rate of ${meter} from ${change}: ${is}`],
    },
  );
}

function sayRounding(
  { per, scope, atEnd, lateApart }: Extract<Variation, { kind: 'rounding' }>,
  { base, sheet }: Speaking,
): Parts {
  const concerned = base.needs.filter(
    ({ creditType, month }) => creditType === sheet.creditType && month === scope.from,
  );
  const how =
    per === 'nothing'
      ? 'does not round usage at all'
      : `rounds once ${per === 'month' ? 'a month' : per === 'meter and month' ? 'a meter and month' : 'a meter and day'}`;
  const so = [
    atEnd ? ', drawn with the last row of each sum' : '',
    lateApart ? ', late rows by themselves' : '',
  ];
  return parts(
    `The sheet ${how} ${when(scope)}${so.join('')}; the rules round each event once (${some(concerned.length, 'event')} in the month).`,
    `In the sheet, round the credits of every row to ${sheet.scale} places and add up the rounded ones.`,
    { events: concerned.slice(0, 20).map(({ event }) => event.eventId) },
  );
}

function sayExpiry({ lots, days }: Extract<Variation, { kind: 'expiry' }>, { base, zone }: Speaking): Parts {
  const known = base.lots.filter(({ lot }) => lots.includes(lot.id));
  const lastDay = (at: number | null): string => (at === null ? 'never' : zone.dateAt(at - 1));
  const one = known.length === 1 ? known[0]! : null;
  const which = one ? `Lot ${one.lot.id}, valid through ${lastDay(one.expiresAt)},` : `${known.length} lots`;
  const what =
    days === 'never'
      ? 'never expired in the sheet'
      : `expired ${days > 0 ? 'a day late' : 'a day early'} in the sheet`;
  return parts(
    `${which} ${what}.`,
    one
      ? `In the sheet, take what is left of ${one.lot.id} out after ${lastDay(one.expiresAt)}: that day is still valid, the next one is not.`
      : 'In the sheet, take what is left out after the last valid day: that day is still valid, the next one is not.',
    {
      lots: lots.slice(0, 20),
      shown: known
        .slice(0, 3)
        .map(({ lot, expiresAt }) => `lot ${lot.id}: valid through ${lastDay(expiresAt)}`),
    },
  );
}

function sayRollover(missed: RolloverPart, scope: Scope): Parts {
  const sentence: Record<RolloverPart, string> = {
    cap: `The sheet rolled unused credits over ${when(scope)} without the plan’s cap.`,
    times: `The sheet rolled credits over again ${when(scope)} that may not roll so often.`,
    threshold: `The sheet rolled all unused credits over ${when(scope)}, whatever the plan’s threshold.`,
    none: `The sheet let unused credits lapse ${when(scope)}, though the plan rolls them over.`,
  };
  return parts(
    sentence[missed],
    'In the sheet, roll over what the plan’s rule lets roll, and take the rest out at the period’s end.',
  );
}

const ORDER_WORDS: Readonly<Record<BurnKey, string>> = {
  priority: 'by priority',
  rolled_first: 'what was rolled over first',
  fresh_first: 'what was not rolled over first',
  promo_first: 'what was given free first',
  paid_first: 'what was paid for first',
  expiry: 'what expires soonest first',
  start: 'the oldest purchase first',
  newest: 'the newest purchase first',
};

function sayBurnOrder(
  { keys, first, scope }: Extract<Variation, { kind: 'burn_order' }>,
  { base, sheet }: Speaking,
): Parts {
  const how =
    first === null
      ? keys
          .slice(0, 2)
          .map((key) => ORDER_WORDS[key])
          .join(', then ')
      : `${first} first`;
  const drawn = base.draws.filter(
    ({ creditType, posting }) =>
      creditType === sheet.creditType && posting.kind === 'drawdown' && posting.month === scope.from,
  );
  const lots = [...new Set(drawn.map(({ posting }) => posting.lot!))];
  return parts(
    `The sheet draws ${how} ${when(scope)}; by the rules ${few(lots)} ${lots.length === 1 ? 'pays' : 'pay'} in ${monthInWords(scope.from)}.`,
    'In the sheet, draw from the lots in the burn order of the credit type, or give the customer this order in the book.',
    { lots: first === null ? lots : [...new Set([first, ...lots])] },
  );
}

function sayLate({ events }: Extract<Variation, { kind: 'late_row' }>, { base, zone }: Speaking): Parts {
  const ids = events.map(({ id }) => id);
  const known = base.needs.filter(({ event }) => ids.includes(event.eventId));
  const [one] = known;
  const at = events.find(({ id }) => id === one?.event.eventId)?.at;
  const [posted, counted] = [
    one ? monthInWords(one.month) : '',
    at === undefined ? '' : monthInWords(zone.monthAt(at)),
  ];
  const late = known.some(({ event }) => event.postedAt !== event.occurredAt);
  return parts(
    `The sheet has ${some(known.length, 'usage row')} (${few(ids)}) in ${counted}; the book posts ${known.length === 1 ? 'it' : 'them'} in ${posted}${late ? ', because the month was closed when it came' : ''}.`,
    late
      ? `Move ${known.length === 1 ? 'the row' : 'the rows'} to ${posted} in the sheet: what was closed stays as it was.`
      : `Move ${known.length === 1 ? 'the row' : 'the rows'} to ${posted} in the sheet, by the date of use.`,
    { events: ids },
  );
}

function sayRows(
  variation: Extract<Variation, { kind: 'duplicate_row' | 'usage_missing' | 'purchase_missing' }>,
  found: FoundDifference,
  { base, sheet }: Speaking,
): Parts {
  const events = 'events' in variation ? [...variation.events] : [];
  const grants = 'grants' in variation ? [...variation.grants] : [];
  const known = base.needs.filter(({ event }) => events.includes(event.eventId));
  const credits = formatScaled(
    known.reduce((sum, { need }) => sum + need, 0n),
    sheet.scale,
  );
  const alike =
    events.length === 1
      ? base.needs.filter(
          ({ month, need, creditType }) =>
            creditType === sheet.creditType && month === found.month && need === known[0]?.need,
        ).length
      : 1;
  const choice =
    alike > 1 && found.alsoPossible.length === 0 && found.tried > 0
      ? ` It could be any of ${alike} rows of that amount.`
      : '';
  const what =
    grants.length > 0
      ? `${some(grants.length, 'purchase')} (${few(grants)})`
      : `${some(events.length, 'usage row')} (${few(events)}, ${credits} ${sheet.creditType})`;
  if (variation.kind === 'duplicate_row')
    return parts(
      `The sheet counts ${what} twice.${choice}`,
      `Take the second entry of ${few([...events, ...grants])} out of the sheet.`,
      { events, lots: grants },
    );
  return parts(
    `The sheet lacks ${what}.${choice}`,
    `Enter ${few([...events, ...grants])} in the sheet, or void it in the book if it never happened.`,
    { events, lots: grants },
  );
}

function saySlip({ place, typed }: FoundDifference, { sheet }: Speaking): Parts {
  const cell = placeInSheet(place);
  if (typed === 'over')
    return parts(
      `The number in ${cell} is typed in, among cells that are formulas.`,
      `Put the formula of its neighbours back into ${cell}.`,
      { shown: [cell] },
    );
  if (typed === 'digits')
    return parts(
      `The number in ${cell} is the right one with digits in each other’s place, or its point in another.`,
      `Type the number in ${cell} anew.`,
      { shown: [cell] },
    );
  if (sheet.entries.length === 0 && sheet.purchases.length > 0)
    return parts(
      `What remains in ${cell} is not what was bought less what was used and what expired.`,
      `Put the formula of its neighbours into the cell of what remains in ${cell}.`,
      { shown: [cell] },
    );
  return parts(
    `The balance in ${cell} is not the one before it and the rows between.`,
    `Correct the sum in ${cell} and the balances after it.`,
    { shown: [cell] },
  );
}

// Figures that stand at the end of a month: what lots hold and defer, what expires when, and deficits carried forward; with how they
// moved in the month. Must not: count what lots hold in a way of its own (reports/lots does).
import type { IsoDate } from '../../../../src-shared/calendar.ts';
import { addDays, monthDates } from '../../../../src-shared/calendar.ts';
import type { Part } from '../../../../src-shared/explain/calls.ts';
import type {
  CreditFigure,
  Figure,
  FigureSubject,
  MoneyFigure,
} from '../../../../src-shared/explain/subject.ts';
import { FIGURE_TITLES, lotSubject } from '../../../../src-shared/explain/subject.ts';
import { lastDay as lastDayOf } from '../../../reports/cells.ts';
import { deferredOf, remainingOf } from '../../../reports/lots.ts';
import { creditMeasure, moneyMeasure } from '../../../reports/measures.ts';
import type { LotSums } from '../../../reports/source.ts';
import { postingsOf } from '../../../storage/explain/postings-of.ts';
import { reportBook } from '../../report.ts';
import type { Look } from '../look.ts';
import { notThere } from '../look.ts';
import { calculation, Lines } from '../parts.ts';
import { asWords, lastDay, pieces } from '../words.ts';
import { customerLines, writerOf } from './by-customer.ts';

/** The figure's parts, or null where it is not one that stands. */
export function standingParts(look: Look, asked: FigureSubject): Part[] | null {
  switch (asked.figure) {
    case 'deferred':
      return [...ofLots(look, asked, deferredOf), movementOfDeferred(look, asked)];
    case 'balance':
      return [...ofLots(look, asked, remainingOf), movementOfBalance(look, asked)];
    case 'expiring':
      return expiring(look, asked, remainingOf);
    case 'expiring_deferred':
      return expiring(look, asked, deferredOf);
    case 'deficit':
      return [asked.customer === null ? deficitsByCustomer(look, asked) : deficitsByEvent(look, asked)];
    default:
      return null;
  }
}

type Held = (lot: LotSums) => bigint;

function lotsHolding(look: Look, { figure, unit, customer }: FigureSubject, held: Held): LotSums[] {
  const ofMoney = figure === 'deferred' || figure === 'expiring_deferred';
  return look
    .sums(customer)
    .lots()
    .filter((lot) => (ofMoney ? lot.currency : lot.creditType) === unit && held(lot) !== 0n);
}

function ofLots(look: Look, asked: FigureSubject, held: Held): Part[] {
  const lots = lotsHolding(look, asked, held);
  if (asked.customer !== null) return [lotPart(look, asked, lots, held)];
  const totals = new Map<string, bigint>();
  for (const lot of lots) totals.set(lot.customer, (totals.get(lot.customer) ?? 0n) + held(lot));
  return [customerLines(look, asked, totals)];
}

function lotPart(look: Look, asked: FigureSubject, lots: readonly LotSums[], held: Held): Part {
  const lines = new Lines();
  for (const lot of lots) {
    const until =
      lot.expiresAt === null ? pieces`never expires` : pieces`until ${lastDay(look.book, lot.expiresAt)}`;
    const whose = asked.customer === null ? `${lot.customer}, ` : '';
    lines.add({
      label: lot.lot,
      note: pieces`${whose}${asWords(lot.kind)}, ${until}`,
      amount: held(lot),
      subject: lotSubject(lot.lot, asked.month),
    });
  }
  return lines.part('By lot', writerOf(look, asked));
}

function expiring(look: Look, asked: FigureSubject, held: Held): Part[] {
  const [when = '', creditType] = (asked.of ?? '').split('|');
  const asOf = monthDates(look.cut.through).to;
  const fits = whenFits(when, asOf);
  const book = reportBook(look.book);
  const lots = lotsHolding(look, asked, held).filter(
    (lot) => fits(lastDayOf(book, lot.expiresAt)) && (!creditType || lot.creditType === creditType),
  );
  return [lotPart(look, asked, lots, held)];
}

/** Days from the last day that is covered, a month or a day of last validity, or "never". */
function whenFits(when: string, asOf: IsoDate): (lastDay: IsoDate | null) => boolean {
  if (when === 'never') return (last) => last === null;
  if (/^\d{1,5}$/.test(when)) {
    const until = addDays(asOf, Number(when));
    return (last) => last !== null && last > asOf && last <= until;
  }
  if (/^\d{4}-\d{2}(-\d{2})?$/.test(when)) return (last) => last?.startsWith(when) ?? false;
  throw notThere(
    'unknown_subject',
    `“${when}” is no time at which lots expire`,
    'Give a number of days, a month, a day, or “never”',
  );
}

const DEFERRED_MOVES: readonly [MoneyFigure, 1n | -1n][] = [
  ['billed', 1n],
  ['migrated', 1n],
  ['reinstated', 1n],
  ['usage_revenue', -1n],
  ['breakage_revenue', -1n],
  ['refunded', -1n],
];

const BALANCE_MOVES: readonly [CreditFigure, 1n | -1n][] = [
  ['granted', 1n],
  ['rolled_in', 1n],
  ['credits_reinstated', 1n],
  ['drawn', -1n],
  ['expired', -1n],
  ['rolled_out', -1n],
  ['credits_refunded', -1n],
  ['voided', -1n],
];

/** opening + billed + migrated + reinstated − usage − breakage − refunded (rules §10). */
function movementOfDeferred(look: Look, asked: FigureSubject): Part {
  const rows = look
    .sums(asked.customer)
    .money()
    .filter(({ currency }) => currency === asked.unit);
  const moves = DEFERRED_MOVES.map(([name, sign]) => ({ name, sign, measure: moneyMeasure(name, null)! }));
  return movement(look, asked, 'opening_deferred', rows, moves);
}

/** Rules §14.3. */
function movementOfBalance(look: Look, asked: FigureSubject): Part {
  const rows = look
    .sums(asked.customer)
    .walletMonths()
    .filter(({ creditType }) => creditType === asked.unit);
  const moves = BALANCE_MOVES.map(([name, sign]) => ({ name, sign, measure: creditMeasure(name)! }));
  return movement(look, asked, 'opening_balance', rows, moves);
}

function movement<Sums extends { month: string }>(
  look: Look,
  asked: FigureSubject,
  opening: Figure,
  rows: readonly Sums[],
  moves: readonly { name: Figure; sign: 1n | -1n; measure: (sums: Sums) => bigint }[],
): Part {
  const month = look.cut.through;
  const total = (sums: readonly Sums[], measure: (sums: Sums) => bigint): bigint =>
    sums.reduce((sum, one) => sum + measure(one), 0n);
  const before = rows.filter((one) => one.month < month);
  const during = rows.filter((one) => one.month === month);
  const opened = moves.reduce((sum, { sign, measure }) => sum + sign * total(before, measure), 0n);
  const { unit, customer } = asked;
  const subject = (figure: Figure): FigureSubject => ({
    kind: 'figure',
    figure,
    unit,
    month,
    customer,
    of: null,
  });
  return calculation('How it moved in the month', writerOf(look, asked), [
    { label: 'Opening', amount: opened, subject: subject(opening) },
    ...moves.map(({ name, sign, measure }) => ({
      label: FIGURE_TITLES[name],
      amount: sign * total(during, measure),
      subject: subject(name),
    })),
  ]);
}

function deficitsByCustomer(look: Look, asked: FigureSubject): Part {
  const totals = new Map<string, bigint>();
  for (const { customer, creditType, credits } of look.sums(null).deficits())
    if (creditType === asked.unit) totals.set(customer, credits);
  return customerLines(look, asked, totals);
}

/** What each event fell short of, less what was drawn for it later or a void dropped (rules §9, §11). */
function deficitsByEvent(look: Look, asked: FigureSubject): Part {
  const short = new Map<string, bigint>();
  const asking = { customer: asked.customer!, creditType: asked.unit, to: look.cut.until };
  for (const { posting } of postingsOf(look.session.open, asking)) {
    const { kind, eventId, overage, credits } = posting;
    if (eventId === null) continue;
    const standing = short.get(eventId);
    if (kind === 'deficit') short.set(eventId, (standing ?? 0n) + overage);
    else if (kind === 'drawdown' && standing !== undefined) short.set(eventId, standing + credits);
  }
  const lines = new Lines();
  for (const [event, amount] of short)
    if (amount !== 0n) lines.add({ label: event, amount, subject: { kind: 'event', event } });
  return lines.part('By event', writerOf(look, asked));
}

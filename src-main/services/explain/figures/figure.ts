// A figure explained: the lines that make it, the largest first, each leading further: customers, then lots or charges, then postings.
// A figure that stands is what lots hold, and how it moved in the month. Must not: count in a way of its own (reports/measures does).
import { monthDates, previousMonth } from '../../../../src-shared/calendar.ts';
import { currencyScale } from '../../../../src-shared/decimal.ts';
import type { Part } from '../../../../src-shared/explain/calls.ts';
import type { Figure, FigureSubject, Subject } from '../../../../src-shared/explain/subject.ts';
import { FIGURE_TITLES, isMoney } from '../../../../src-shared/explain/subject.ts';
import { Refusal } from '../../../../src-shared/findings/finding.ts';
import { creditMeasure, moneyMeasure, sumsOf } from '../../../reports/measures.ts';
import type { PlacedPosting } from '../../../storage/explain/postings-of.ts';
import { postingsOf } from '../../../storage/explain/postings-of.ts';
import { unknownCustomer } from '../../report.ts';
import type { Explained, Look } from '../look.ts';
import { monthSpan, notThere } from '../look.ts';
import { calculation, Lines } from '../parts.ts';
import { asWords, moment, pieces } from '../words.ts';
import { customerLines, writerOf } from './by-customer.ts';
import { figureMeaning } from './meaning.ts';
import { standingParts } from './standing.ts';

const OPENING: Partial<Record<Figure, 'deferred' | 'balance'>> = {
  opening_deferred: 'deferred',
  opening_balance: 'balance',
};

/** Up to the end of which month the book is looked at for a figure; null: of its last one. */
export function figureThrough({ figure: name, month }: FigureSubject, firstMonth: string): string | null {
  return OPENING[name] && month !== null && month > firstMonth ? previousMonth(month) : month;
}

export function explainFigure(look: Look, asked: FigureSubject): Explained {
  checkNames(look, asked);
  const { figure: name, month } = asked;
  const standing = OPENING[name];
  if (standing && (month === null || month <= look.book.firstMonth)) return opensWithNothing(look, asked);
  const looked: FigureSubject = standing ? { ...asked, figure: standing, month: look.cut.through } : asked;
  const parts = standingParts(look, looked) ?? movedParts(look, looked);
  const [first] = parts;
  const asOf = monthDates(look.cut.through).to;
  return {
    title: titleOf(asked),
    amount: first ? { value: first.total, type: first.type, unit: first.unit } : null,
    steps: figureMeaning(looked, look.cut.through, asOf),
    parts,
  };
}

function titleOf({ figure: name, customer, of }: FigureSubject): string {
  const account = name === 'debit' || name === 'credit' ? ` of ${asWords(of?.split('|')[0] ?? '')}` : '';
  const whose = customer === null ? '' : account === '' ? ` of ${customer}` : `, ${customer}`;
  return `${FIGURE_TITLES[name]}${account}${whose}`;
}

function opensWithNothing(look: Look, asked: FigureSubject): Explained {
  return {
    title: FIGURE_TITLES[asked.figure],
    amount: writerOf(look, asked)(0n),
    steps: [{ about: 'meaning', pieces: ['The book begins with this month: there was nothing before it.'] }],
    parts: [],
  };
}

function checkNames({ book }: Look, { figure: name, unit, customer }: FigureSubject): void {
  if (isMoney(name) ? currencyScale(unit) === undefined : !book.creditTypes.has(unit))
    throw notThere(
      'unknown_subject',
      `The book counts nothing in ${unit}`,
      'Give a currency or a credit type',
    );
  if (customer !== null && !book.customers.has(customer)) throw new Refusal(unknownCustomer(customer));
}

/** What moved: by customer; of a customer by lot, charge or event; of one of these posting by posting. */
function movedParts(look: Look, asked: FigureSubject): Part[] {
  const { figure: name, customer } = asked;
  const narrowed = groupOf(asked) !== null;
  const parts =
    customer === null
      ? [byCustomer(look, asked)]
      : [narrowed ? byPosting(look, asked) : byGroup(look, asked)];
  if (narrowed) return parts;
  if (name === 'added' || name === 'other') parts.push(composed(look, asked));
  if (name === 'debit' || name === 'credit') parts.push(byKind(look, asked));
  return parts;
}

const UP_TO: ReadonlySet<Figure> = new Set(['unbilled', 'recognized', 'moved', 'returned']);

/** Does it count all months up to the end of its month, or that month alone? */
function isUpTo({ figure: name, month, of }: FigureSubject): boolean {
  return month === null || UP_TO.has(name) || (of?.startsWith('whole-lot:') ?? false);
}

/** The sums of the figure: per customer and kind of posting. */
function* sumsFor(
  look: Look,
  asked: FigureSubject,
): Generator<{ customer: string; kind: string; amount: bigint }> {
  const { figure: name, unit, month, customer } = asked;
  const source = look.sums(customer);
  const here = (one: { month: string }): boolean => isUpTo(asked) || one.month === month;
  if (isMoney(name)) {
    const measure = moneyMeasure(name, accountOf(asked))!;
    for (const sums of source.money())
      if (sums.currency === unit && here(sums))
        yield { customer: sums.customer, kind: sums.chargeKind ?? sums.kind, amount: measure(sums) };
    return;
  }
  const measure = creditMeasure(name)!;
  for (const sums of source.walletMonths())
    if (sums.creditType === unit && here(sums))
      yield { customer: sums.customer, kind: sums.kind, amount: measure(sums) };
}

function byCustomer(look: Look, asked: FigureSubject): Part {
  const totals = new Map<string, bigint>();
  for (const { customer, amount } of sumsFor(look, asked))
    totals.set(customer, (totals.get(customer) ?? 0n) + amount);
  return customerLines(look, asked, totals);
}

function byKind(look: Look, asked: FigureSubject): Part {
  const totals = new Map<string, bigint>();
  for (const { kind, amount } of sumsFor(look, asked)) totals.set(kind, (totals.get(kind) ?? 0n) + amount);
  const lines = new Lines();
  for (const [kind, amount] of totals) if (amount !== 0n) lines.add({ label: asWords(kind), amount });
  return lines.part('By kind of posting', writerOf(look, asked));
}

/** A figure that is several others together. */
function composed(look: Look, asked: FigureSubject): Part {
  const of: readonly [Figure, 1n | -1n][] =
    asked.figure === 'added'
      ? [
          ['billed', 1n],
          ['migrated', 1n],
          ['reinstated', 1n],
        ]
      : [
          ['rolled_in', 1n],
          ['credits_reinstated', 1n],
          ['rolled_out', -1n],
          ['credits_refunded', -1n],
          ['voided', -1n],
        ];
  const lines = of.map(([name, sign]) => {
    const subject: FigureSubject = { ...asked, figure: name };
    let amount = 0n;
    for (const sums of sumsFor(look, subject)) amount += sign * sums.amount;
    return { label: FIGURE_TITLES[name], amount, subject };
  });
  return calculation('What it is made of', writerOf(look, asked), lines);
}

const accountOf = ({ of }: FigureSubject): string | null => of?.split('|')[0] ?? null;

/** "lot:…", "charge:…" or "event:…", if the figure is narrowed to one; debits and credits have it after their account. */
function groupOf({ figure: name, of }: FigureSubject): string | null {
  if (name !== 'debit' && name !== 'credit') return of;
  const bar = of?.indexOf('|') ?? -1;
  return bar < 0 ? null : of!.slice(bar + 1);
}

interface Counted extends PlacedPosting {
  readonly amount: bigint;
  readonly group: string;
}

/** The customer's postings that the figure counts. */
function* counted(look: Look, asked: FigureSubject): Generator<Counted> {
  const { figure: name, unit, month, customer } = asked;
  const { from, to } =
    month === null || isUpTo(asked) ? { from: undefined, to: look.cut.until } : monthSpan(look, month);
  const narrow = groupOf(asked);
  const group = narrow === null ? {} : narrowed(narrow);
  const money = isMoney(name) ? moneyMeasure(name, accountOf(asked)) : null;
  const count = isMoney(name) ? null : creditMeasure(name);
  const creditType = isMoney(name) ? undefined : unit;
  for (const placed of postingsOf(look.session.open, {
    customer: customer!,
    creditType,
    from,
    to,
    ...group,
  })) {
    const { posting } = placed;
    if (money && posting.currency !== unit) continue;
    const sums = money && sumsOf(posting, customer!);
    const amount = money ? (sums ? money(sums) : 0n) : count!(posting);
    if (amount !== 0n) yield { ...placed, amount, group: keyOf(placed) };
  }
}

/** What a posting is about: its charge where it makes or adds to one, else its lot, else its event. */
function keyOf({ posting }: PlacedPosting): string {
  const { charge, lot, eventId } = posting;
  if (charge !== null) return `charge:${charge}`;
  return lot !== null ? `lot:${lot}` : `event:${eventId}`;
}

function narrowed(group: string): { lot?: string; charge?: string; event?: string } {
  const match = /^(?:whole-)?(lot|charge|event):(.+)$/s.exec(group);
  if (!match) throw notThere('unknown_subject', `“${group}” is no lot, charge or event`);
  return { [match[1]!]: match[2]! };
}

function byGroup(look: Look, asked: FigureSubject): Part {
  const groups = new Map<string, { amount: bigint; count: number; first: Counted }>();
  for (const one of counted(look, asked)) {
    const group = groups.get(one.group);
    if (group) {
      group.amount += one.amount;
      group.count++;
    } else groups.set(one.group, { amount: one.amount, count: 1, first: one });
  }
  const lines = new Lines();
  for (const [key, { amount, count, first }] of groups) {
    if (amount === 0n) continue;
    const { posting } = first;
    const label = key.slice(key.indexOf(':') + 1);
    lines.add({
      label,
      note:
        count === 1
          ? pieces`${asWords(posting.chargeKind ?? posting.kind)}, ${moment(posting.at)}`
          : [`${count} postings`],
      amount,
      subject: count === 1 ? single(first) : groupSubject(asked, key),
    });
  }
  return lines.part(groups.size === 1 ? 'Made of' : 'By lot, charge or event', writerOf(look, asked));
}

function groupSubject(asked: FigureSubject, key: string): Subject {
  const { figure: name } = asked;
  if (name === 'unbilled') return { kind: 'charge', charge: key.slice('charge:'.length) };
  return { ...asked, of: name === 'debit' || name === 'credit' ? `${accountOf(asked)}|${key}` : key };
}

function single({ id, posting }: PlacedPosting): Subject {
  return posting.kind === 'charge'
    ? { kind: 'charge', charge: posting.charge! }
    : { kind: 'posting', posting: id };
}

function byPosting(look: Look, asked: FigureSubject): Part {
  const lines = new Lines();
  for (const one of counted(look, asked)) lines.add(postingLine(one, one.amount));
  return lines.part('Postings', writerOf(look, asked));
}

/** A posting as a line, leading to it. */
function postingLine(placed: PlacedPosting, amount: bigint) {
  const { kind, at, eventId, lot } = placed.posting;
  const label = eventId ?? lot ?? asWords(kind);
  return { label, note: pieces`${asWords(kind)}, ${moment(at)}`, amount, subject: single(placed) };
}

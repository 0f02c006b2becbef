// Random usage rows: times at and around boundaries, in every way of writing them; late ones, duplicates, conflicts.
import { parseDecimal } from '../model/fraction.ts';
import { type Facts, isAcceptable } from '../model/history.ts';
import { periodsOf } from '../model/periods.ts';
import { type Calendar, isoUtc, nextMonth } from '../model/time.ts';
import type { UsageRow } from '../world.ts';
import { boundaries } from './agreements.ts';
import { hugeMeter } from './catalogue.ts';
import { type Draft, daysAfter, facts, has, newRef } from './draft.ts';

const quantities = ['1', '2', '3', '5', '8', '12', '0.5', '2.75', '0.1', '20', '1.333333333', '4.125'];
const hugeQuantities = ['999999999999999', '123456789012345.123456789', '50000000000000', '7777777777777.7'];
const offsets = ['+05:30', '-05:00', '+14:00', '+01:00'];

/** The starts of the periods of all subscriptions within the story. */
function periodStarts(draft: Draft, calendar: Calendar): number[] {
  const { catalogue } = facts(draft);
  const end = calendar.startOfMonth(nextMonth(draft.months.at(-1)!));
  return catalogue.subscriptions.flatMap((subscription) =>
    periodsOf(subscription, calendar, end).flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]),
  );
}

interface Window {
  from: number;
  to: number;
}

function instantIn(draft: Draft, hot: number[], { from, to }: Window): number {
  const { choices, used } = draft;
  const near = hot.filter((instant) => instant >= from && instant < to);
  const again = used.filter((instant) => instant >= from && instant < to);
  const kind = choices.below(4);
  if (kind === 1 && again.length > 0) return choices.pick(again);
  if (kind >= 2 && near.length > 0 && has(draft, 'boundaryTimes')) {
    const beside = choices.pick(near) + choices.pick([0, -1, 0, 1]);
    return Math.min(Math.max(beside, from), to - 1);
  }
  const minutes = Math.floor((to - from) / 60_000);
  return from + choices.below(minutes) * 60_000;
}

/** Writes an instant as a person or a program may: with an offset, in local time, as a bare date. */
function written(draft: Draft, instant: number, calendar: Calendar): string {
  const { choices } = draft;
  const iso = isoUtc(instant);
  const date = calendar.date(instant);
  if (calendar.start(date) === instant && choices.chance(50)) return date;
  const kind = choices.below(4);
  if (kind === 1) {
    const offset = choices.pick(offsets);
    const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4));
    const shifted = instant + (offset.startsWith('-') ? -minutes : minutes) * 60_000;
    return isoUtc(shifted).replace('Z', offset);
  }
  if (kind === 2) return iso.replace('Z', '999Z');
  if (kind === 3) {
    const local = localText(instant, calendar);
    if (calendar.parse(local) === instant) return local;
  }
  return choices.chance(50) ? iso : iso.replace('.000Z', 'Z');
}

/** The wall clock at an instant, found by trying: the one of a day's times that means the instant. */
function localText(instant: number, calendar: Calendar): string {
  const date = calendar.date(instant);
  const sinceStart = instant - calendar.start(date);
  return `${date}T${isoUtc(sinceStart).slice(11, 23)}`;
}

/** Wall-clock times of days on which the clocks change: some occur twice, some not at all. */
function oddLocalTimes(calendar: Calendar, { from, to }: Window): string[] {
  const texts: string[] = [];
  for (let day = calendar.date(from); calendar.start(day) < to; day = daysAfter(day, 1)) {
    const length = calendar.start(daysAfter(day, 1)) - calendar.start(day);
    const hours = length === 86_400_000 ? [] : ['00', '01', '02', '23'];
    texts.push(...hours.flatMap((hour) => [`${day}T${hour}:00`, `${day}T${hour}:30`, `${day}T${hour}:45`]));
  }
  return texts.filter((text) => calendar.parse(text) >= from && calendar.parse(text) < to);
}

/** The windows usage of this import may lie in: the month itself, mostly. */
function windowFor(draft: Draft, calendar: Calendar, firstOpen: string): Window {
  const { choices, months } = draft;
  const start = (month: string): number => calendar.startOfMonth(month);
  const closed = months.filter((month) => month < firstOpen);
  const kind = choices.below(10);
  if (has(draft, 'lateUsage') && kind >= 8) {
    const month = closed.at(-1);
    if (month) return { from: start(month), to: start(nextMonth(month)) };
    if (kind === 9) return { from: start(firstOpen) - 40 * 86_400_000, to: start(firstOpen) };
  }
  const next = nextMonth(firstOpen);
  if (kind === 7 && months.includes(next)) return { from: start(next), to: start(nextMonth(next)) };
  return { from: start(firstOpen), to: start(next) };
}

/** What a file is written in: the book as it stands, instants worth hitting, whether it has ids. */
interface Scene {
  book: Facts;
  hot: number[];
  idless: boolean;
}

function freshRow(draft: Draft, { book, hot, idless }: Scene): UsageRow {
  const { choices, world } = draft;
  const { calendar, firstOpen, catalogue } = book;
  const window = windowFor(draft, calendar, firstOpen);
  const odd = has(draft, 'boundaryTimes') && choices.chance(12) ? oddLocalTimes(calendar, window) : [];
  const text = odd.length > 0 ? choices.pick(odd) : '';
  const instant = text === '' ? instantIn(draft, hot, window) : calendar.parse(text);
  draft.used.push(instant);
  const customers = [...catalogue.customers.keys()];
  const meter = choices.pick(world.setup.meters ?? []).code!;
  const usual = meter === hugeMeter ? hugeQuantities : quantities;
  const zero = has(draft, 'zeroUse') && choices.chance(12);
  return {
    event_id: idless ? '' : newRef(draft, choices.pick(['e', 'b', 'z'])),
    customer: choices.chance(40) ? customers[0]! : choices.pick(customers),
    meter,
    quantity: zero ? choices.pick(['0', '0.001']) : choices.pick(usual),
    occurred_at: text || written(draft, instant, calendar),
  };
}

/** Rows that stand in the book, or stood there until their batch was undone. */
function earlierRows(draft: Draft, { catalogue, calendar }: Facts): UsageRow[] {
  return draft.world.steps
    .flatMap((step) => (step.kind === 'import' ? step.rows : []))
    .filter((row) => isAcceptable(row, catalogue, calendar));
}

/** The row with something about it that cannot be read. */
function broken(draft: Draft, row: UsageRow): UsageRow {
  const { choices } = draft;
  switch (choices.below(4)) {
    case 0:
      return { ...row, customer: choices.pick(['nobody', '']) };
    case 1:
      return { ...row, meter: choices.pick(['nothing', '']) };
    case 2:
      return { ...row, quantity: choices.pick(['-1', 'many', '', '1.1234567891', '1000000000000000']) };
    default:
      return { ...row, occurred_at: choices.pick(['soon', '2026-02-30', '']) };
  }
}

/** The same again, perhaps written otherwise. */
function duplicate(draft: Draft, book: Facts): UsageRow | null {
  const { calendar } = book;
  const rows = earlierRows(draft, book);
  if (rows.length === 0) return null;
  const row = draft.choices.pick(rows);
  const quantity = row.quantity.includes('.') ? `${row.quantity}0` : row.quantity;
  const plain = quantity.length > 10 ? row.quantity : quantity;
  return { ...row, quantity: plain, occurred_at: written(draft, calendar.parse(row.occurred_at), calendar) };
}

/** An id of a month that has been closed since, with another content. */
function conflict(draft: Draft, { events }: Facts): UsageRow | null {
  const { steps } = draft.world;
  const lastClose = steps.findLastIndex((step) => step.kind === 'close');
  const rows = steps
    .slice(0, Math.max(lastClose, 0))
    .flatMap((step) => (step.kind === 'import' ? step.rows : []));
  const standing = rows.filter((row) => events.some((event) => event.id === row.event_id));
  if (standing.length === 0) return null;
  return { ...draft.choices.pick(standing), quantity: '6.5' };
}

function content(row: UsageRow, calendar: Calendar): string {
  const quantity = parseDecimal(row.quantity);
  return [row.customer, row.meter, calendar.parse(row.occurred_at), quantity.top, quantity.bottom].join('|');
}

/** Whether a file that has these rows may have this one and still be shuffled: an id says one thing only. */
function fits(row: UsageRow, rows: UsageRow[], calendar: Calendar): boolean {
  const own = content(row, calendar);
  const sameId = rows.filter((other) => other.event_id === row.event_id);
  return row.event_id === '' || sameId.every((other) => content(other, calendar) === own);
}

/** One more row: a duplicate, a conflict, a true repeat in a file without ids, or a fresh one. */
function nextRow(draft: Draft, rows: UsageRow[], scene: Scene): UsageRow {
  const { choices } = draft;
  const own = freshRow(draft, scene);
  const { idless, book } = scene;
  if (idless && rows.length > 0 && has(draft, 'repeats') && choices.chance(25)) return choices.pick(rows);
  if (!has(draft, 'conflicts') || !choices.chance(15)) return own;
  const again = choices.chance(60) ? duplicate(draft, book) : conflict(draft, book);
  return again && (again.event_id === '') === idless ? again : own;
}

/** Rows of one file, which has ids or has none; an id says one thing. */
export function usageRows(draft: Draft, count: number): UsageRow[] {
  const { choices } = draft;
  const book = facts(draft);
  const { calendar } = book;
  const hot = [...boundaries(draft, calendar), ...periodStarts(draft, calendar)];
  const scene = { book, hot, idless: has(draft, 'idless') && choices.chance(40) };
  const rows: UsageRow[] = [];
  for (let i = 0; i < count; i++) {
    const row = nextRow(draft, rows, scene);
    if (fits(row, rows, calendar)) rows.push(row);
  }
  if (has(draft, 'rejects') && choices.chance(50)) {
    rows.splice(choices.below(rows.length + 1), 0, broken(draft, freshRow(draft, scene)));
  }
  return rows;
}

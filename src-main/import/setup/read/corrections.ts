// The tables of corrections: adjustments of lots and voids of usage (rules §11).
// Must not: judge rows that stand in the book; whether they fit was settled when they were told.

import type { Instant } from '../../../../src-shared/calendar.ts';
import { addDays } from '../../../../src-shared/calendar.ts';
import { formatScaled, parseScaled } from '../../../../src-shared/decimal.ts';
import { compareText } from '../../../../src-shared/text-order.ts';
import type { AdjustmentFact, VoidFact } from '../../../engine/facts.ts';
import type { KnownLot } from '../existing.ts';
import type { Load } from '../load.ts';
import { differences } from '../load.ts';
import { checkOpenInBook } from '../open-dates.ts';
import type { SetupRow } from '../row.ts';
import { ADJUSTMENT_TYPES } from '../spec/customer-tables.ts';
import { quote, readAmount, readChoice, readCode, readDate, readId, readText } from '../values.ts';
import { grantEnd } from './grants.ts';
import { readCredits, readMoney } from './offers.ts';

interface Planned {
  row: SetupRow;
  body: AdjustmentFact;
  lot: KnownLot;
}

export function readAdjustments(load: Load, rows: readonly SetupRow[]): void {
  const planned: Planned[] = [];
  for (const row of rows) {
    const body = adjustmentOf(row);
    const stands = load.standing('adjustment', body.ref);
    const lot = row.failed || stands ? null : lotOf(load, row, body);
    if (stands) {
      body.customer = stands.customer;
      body.creditType = stands.creditType;
    } else if (lot) {
      body.customer = lot.customer;
      body.creditType = lot.creditType;
      row.take('credits', readCredits(load.known('credit_type', lot.creditType)), null);
      row.take('amount', readMoney(lot.currency), null);
    }
    if (load.settle(row, 'adjustment', body) !== 'added') continue;
    if (checkOpenInBook(load, row, 'date', body.date) && lot) planned.push({ row, body, lot });
  }
  checkFit(load, planned);
}

/** Without customer and credit type, which are the lot's. Scales are checked once the lot is found. */
function adjustmentOf(row: SetupRow): AdjustmentFact {
  const ref = row.take('ref', readCode, row.text('ref'));
  const type = row.take('type', readChoice(ADJUSTMENT_TYPES), null);
  if (type === 'refund') row.need('amount', 'A refund: what is paid back');
  else if (type !== null) row.refuse('amount', `in ${article(type)}`, 'Only a refund pays money back');
  if (type === 'extend') {
    row.need('expires', 'An extend: the new last valid day');
    row.refuse('credits', 'in an extend', 'It goes for all credits of the lot');
  } else if (type !== null && !row.isBlank('expires')) {
    const hint = 'Only an extend gives a last valid day';
    row.fail('setting_not_used', 'expires', `expires is not used in ${article(type)}`, hint);
  }
  const credits = row.take('credits', readAmount(null, ''), null);
  if (credits === '0' && type !== 'extend' && type !== null) {
    const hint = 'Write how many, or leave the cell blank for all that remain';
    row.fail('not_above_zero', 'credits', `${article(type)} of 0 credits`, hint);
  }
  return {
    ref,
    date: row.take('date', readDate, ''),
    lot: row.take('lot', readId, ''),
    customer: '',
    creditType: '',
    type: type ?? 'void',
    credits: type === 'extend' ? null : credits,
    amount: type === 'refund' ? row.take('amount', readAmount(null, ''), null) : null,
    expires: type === 'extend' ? row.take('expires', readDate, null) : null,
    reason: row.take('reason', readText, ''),
  };
}

const article = (type: AdjustmentFact['type']): string => `${type === 'extend' ? 'an' : 'a'} ${type}`;

/** The lot as the ledger has it at the date, or as a grant of this load makes it. */
function lotOf(load: Load, row: SetupRow, body: AdjustmentFact): KnownLot | null {
  const granted = load.standing('grant', body.lot) ? undefined : load.known('grant', body.lot);
  if (granted === undefined) {
    const lot = load.lookups.lot(body.lot, body.date);
    if (!lot) refuseLot(load, row, body.lot);
    return lot;
  }
  const creditType = granted && load.known('credit_type', granted.creditType);
  const zone = load.zone;
  if (!granted || !creditType || !zone) return null;
  return {
    customer: granted.customer,
    creditType: granted.creditType,
    currency: granted.currency,
    startsAt: zone.startOf(granted.date),
    expiresAt: grantEnd(granted.expires, granted.date, zone),
    remaining: parseScaled(granted.credits, creditType.scale) ?? 0n,
  };
}

function refuseLot(load: Load, row: SetupRow, lotId: string): void {
  const owner = lotId.split(':')[0]!;
  const ofThisLoad =
    owner !== lotId && load.known('subscription', owner) && !load.standing('subscription', owner);
  if (ofThisLoad) {
    const message = `${quote(lotId)} is made by the subscription ${owner} of this same load`;
    row.fail('lot_of_this_load', 'lot', message, 'Load the subscription first, then the adjustment');
  } else {
    row.fail('unknown_lot', 'lot', `There is no lot ${quote(lotId)}`, 'Take its name from the lots report');
  }
}

/** Adjustments of one lot add up, in the order they take effect (rules §7.3). */
function checkFit(load: Load, planned: Planned[]): void {
  const zone = load.zone;
  if (!zone) return;
  const taken = new Map<string, bigint>();
  const ends = new Map<string, Instant>();
  planned.sort((a, b) => compareText(a.body.date, b.body.date) || compareText(a.body.ref, b.body.ref));
  for (const { row, body, lot } of planned) {
    const at = zone.startOf(body.date);
    if (lot.startsAt > at) {
      const message = `The lot ${body.lot} starts after the beginning of ${body.date}`;
      row.fail('lot_not_started', 'date', message, `Date it ${zone.dateAt(lot.startsAt)} or the day after`);
    } else if (lot.expiresAt !== null && lot.expiresAt <= at) {
      const lastDay = zone.dateAt(lot.expiresAt - 1);
      const message = `The lot ${body.lot} is valid through ${lastDay}`;
      row.fail('lot_ended', 'date', message, 'What has ended can be neither taken out nor extended');
    } else if (body.type === 'extend') {
      const standing = ends.get(body.lot) ?? lot.expiresAt;
      const end = zone.startOf(addDays(body.expires!, 1));
      if (standing !== null && end > standing) ends.set(body.lot, end);
      else refuseExtend(row, body.lot, standing === null ? null : zone.dateAt(standing - 1));
    } else checkCredits(load, row, body, lot, taken);
  }
}

function refuseExtend(row: SetupRow, lotId: string, lastDay: string | null): void {
  const [message, hint] =
    lastDay === null
      ? [`The lot ${lotId} never expires`, 'It needs no extension']
      : [`The lot ${lotId} is valid through ${lastDay} already`, `Give a day after ${lastDay}`];
  row.fail('not_later', 'expires', message, hint);
}

function checkCredits(
  load: Load,
  row: SetupRow,
  body: AdjustmentFact,
  lot: KnownLot,
  taken: Map<string, bigint>,
): void {
  const scale = load.known('credit_type', lot.creditType)?.scale ?? 0;
  const left = lot.remaining - (taken.get(body.lot) ?? 0n);
  const credits = body.credits === null ? left : (parseScaled(body.credits, scale) ?? 0n);
  if (credits <= left && left > 0n) {
    taken.set(body.lot, (taken.get(body.lot) ?? 0n) + credits);
    return;
  }
  const message = `The lot ${body.lot} has ${formatScaled(left, scale)} credits left on ${body.date}`;
  const hint =
    left > 0n ? 'Take at most these, or leave credits blank for all of them' : 'Nothing can be taken out';
  row.fail('too_few_credits', 'credits', message, hint);
}

export function readVoids(load: Load, rows: readonly SetupRow[]): void {
  for (const row of rows) {
    const body: VoidFact = {
      eventId: row.take('event_id', readId, ''),
      customer: '',
      date: row.take('date', readDate, ''),
      reason: row.take('reason', readText, ''),
      mode: 'erase',
    };
    const stands = load.standing('void', body.eventId);
    if (stands && !row.failed && differences(row.spec.columns, body, stands).length > 0) {
      const message = `${quote(body.eventId)} was voided on ${stands.date}: ${stands.reason || 'no reason given'}`;
      row.fail('already_voided', 'event_id', message, 'Remove the row; a voided event stays voided');
    }
    if (!stands && !row.failed) fixEvent(load, row, body);
    if (load.settle(row, 'void', body) === 'added') checkOpenInBook(load, row, 'date', body.date);
  }
}

/** Whose event it is, and whether it is erased or taken back: fixed when told (rules §11). */
function fixEvent(load: Load, row: SetupRow, body: VoidFact): void {
  const event = load.lookups.event(body.eventId);
  const [zone, open] = [load.zone, load.firstOpenDate];
  if (!event) {
    const message = `There is no usage event ${quote(body.eventId)}`;
    row.fail('unknown_event', 'event_id', message, 'Import its usage first, or take the id from the ledger');
  } else if (event.state === 'voided') {
    const message = `${quote(body.eventId)} is already voided`;
    row.fail('already_voided', 'event_id', message, 'Remove the row; a voided event stays voided');
  } else if (event.state === 'excluded') {
    const message = `${quote(body.eventId)} is excluded and counts nowhere`;
    row.fail('event_excluded', 'event_id', message, 'Remove the row; an exclusion is final');
  } else if (zone && open) {
    body.customer = event.customer;
    body.mode = event.postedAt >= zone.startOf(open) ? 'erase' : 'reverse';
  }
}

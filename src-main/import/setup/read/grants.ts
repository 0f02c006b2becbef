// The table of grants: top-ups, promos and openings (rules §5). A pack fills the cells that are blank.
// Must not: take money from a pack in another currency than the row names, or sell a promo.

import type { Instant, IsoDate, Zone } from '../../../../src-shared/calendar.ts';
import { addDays, addDuration, parseDate, parseDuration } from '../../../../src-shared/calendar.ts';
import type { GrantFact, PackFact } from '../../../engine/facts.ts';
import type { Load } from '../load.ts';
import { checkOpenInBook } from '../open-dates.ts';
import type { SetupRow } from '../row.ts';
import { GRANT_KINDS } from '../spec/customer-tables.ts';
import {
  readBreakage,
  readChoice,
  readCode,
  readCurrency,
  readDate,
  readExpiry,
  readList,
  readText,
} from '../values.ts';
import { checkPriceHasCredits, DEFAULT_PRIORITY, readCredits, readMoney, readPriority } from './offers.ts';

export function readGrants(load: Load, rows: readonly SetupRow[]): void {
  for (const row of rows) {
    const body = grantOf(load, row);
    checkPriceHasCredits(row, body.credits, body.price);
    if (!row.failed) checkEnd(row, body);
    if (load.settle(row, 'grant', body) === 'added') checkOpenInBook(load, row, 'date', body.date);
  }
}

function grantOf(load: Load, row: SetupRow): GrantFact {
  const ref = row.take('ref', readCode, row.text('ref'));
  const named = load.reference(row, 'pack', 'packs');
  const pack = named?.body ?? null;
  // A pack that is wrong in itself has been reported; what it would have filled in is not missing.
  const standIn = named !== null && pack === null;
  if (row.isBlank('pack')) {
    row.need('credit_type', 'A grant without a pack');
    row.need('credits', 'A grant without a pack');
  }
  const creditType = creditTypeOf(load, row, pack);
  const currency = row.take('currency', readCurrency, pack?.currency ?? load.book?.currency ?? '');
  const told = row.take('price', readMoney(standIn ? '' : currency), null);
  const kind = kindOf(row, named !== null, told);
  return {
    ref,
    date: row.take('date', readDate, ''),
    customer: load.reference(row, 'customer', 'customers')?.code ?? '',
    kind,
    pack: named?.code ?? null,
    creditType,
    credits: row.take('credits', readCredits(load.known('credit_type', creditType)), pack?.credits ?? ''),
    price: priceOf(row, kind, told, pack, currency),
    currency,
    expires: row.take('expires', readExpiry({ lastDay: true }), pack?.expires ?? 'never'),
    priority: row.take('priority', readPriority, pack?.priority ?? DEFAULT_PRIORITY),
    meters: metersOf(load, row),
    expectedBreakage: row.take('expected_breakage', readBreakage, pack?.expectedBreakage ?? '0'),
    note: row.take('note', readText, ''),
  };
}

function creditTypeOf(load: Load, row: SetupRow, pack: PackFact | null): string {
  const code = load.reference(row, 'credit_type', 'credit_types')?.code ?? pack?.creditType ?? '';
  if (pack !== null && code !== pack.creditType) {
    const message = `The pack ${pack.code} is of ${pack.creditType}, not ${code}`;
    row.fail('other_credit_type', 'credit_type', message, 'Leave the cell blank, or name another pack');
  }
  return code;
}

/** Without a kind: a top-up if it has a pack or a price above 0, else a promo (formats). */
function kindOf(row: SetupRow, hasPack: boolean, told: string | null): GrantFact['kind'] {
  const fallback = hasPack || (told !== null && told !== '0') ? 'top_up' : 'promo';
  const kind = row.take('kind', readChoice(GRANT_KINDS), fallback);
  if (kind === 'promo' && told !== null && told !== '0') {
    const hint = 'Leave the price blank, or make it a top_up';
    row.fail('promo_with_price', 'price', `A promo has a price of ${told}`, hint);
  }
  return kind;
}

/** A promo of a pack is free. An opening's price is what is still deferred, which no pack can know. */
function priceOf(
  row: SetupRow,
  kind: GrantFact['kind'],
  told: string | null,
  pack: PackFact | null,
  currency: string,
): string {
  if (told !== null) return told;
  if (kind === 'promo') return '0';
  if (kind === 'opening') {
    if (pack !== null) row.need('price', 'An opening: what is still deferred of the pack');
    return '0';
  }
  if (pack !== null && pack.currency !== currency) {
    row.need('price', `A pack sold in ${pack.currency} and granted in ${currency}`);
  }
  if (row.isBlank('pack')) row.need('price', 'A top_up without a pack');
  return pack?.price ?? '';
}

/** In one order, so that the same meters are the same list. */
function metersOf(load: Load, row: SetupRow): string[] | null {
  const meters = row.take('meters', readList<string>(readCode), null);
  if (meters === null) return null;
  for (const meter of meters) load.refer(row, 'meters', 'meters', meter);
  return meters.sort();
}

function checkEnd(row: SetupRow, body: GrantFact): void {
  if (parseDate(body.expires) === null || body.expires >= body.date) return;
  const message = `The last valid day ${body.expires} lies before the date ${body.date}`;
  row.fail('ends_before_start', 'expires', message, 'It is the last day the credits can pay, inclusive');
}

/** The first instant at which the lot of a grant can no longer pay; null for never. */
export function grantEnd(expires: string, date: IsoDate, zone: Zone): Instant | null {
  if (expires === 'never') return null;
  const duration = parseDuration(expires);
  return zone.startOf(duration ? addDuration(date, duration) : addDays(expires, 1));
}

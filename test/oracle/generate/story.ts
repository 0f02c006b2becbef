// How a random book lives: setup, then month by month imports, changes, corrections and closes, with reopenings,
// undone batches and refused steps in between. Every step is valid when it comes (or must be refused).

import type { UsageEvent } from '../model/history.ts';
import { rateEvent } from '../model/rating.ts';
import { monthOfDate, nextMonth } from '../model/time.ts';
import type { SetupTables, Step, World } from '../world.ts';
import { addCancellation, addFirstSubscriptions, addGrant, addNewcomer, addSuccessor } from './agreements.ts';
import { addCatalogue, addRate, rateRow, zones } from './catalogue.ts';
import type { Choices } from './choices.ts';
import { addAdjustment, addVoids, refusedTables } from './corrections.ts';
import { type Draft, facts, featureNames, has } from './draft.ts';
import { usageRows } from './usage.ts';

const maxRows = 60;

/** Tells a step of setup tables, filled by `fill` while it already counts; nothing if it stays empty. */
function tell(draft: Draft, fill: (tables: SetupTables) => void): void {
  const step: Step = { kind: 'setup', tables: {} };
  draft.world.steps.push(step);
  fill(step.tables);
  if (Object.keys(step.tables).length === 0) draft.world.steps.pop();
}

function changes(draft: Draft): void {
  const { choices, world } = draft;
  tell(draft, (tables) => {
    if (has(draft, 'cancellations') && choices.chance(70)) addCancellation(draft, tables);
    if (has(draft, 'newcomers') && choices.chance(40)) addNewcomer(draft, tables);
    if (has(draft, 'ends') && choices.chance(40)) {
      const { customer = '' } = choices.pick(world.setup.subscriptions ?? [{}]);
      const { code: type = '' } = choices.pick(world.setup.credit_types ?? []);
      if (customer) addSuccessor(draft, tables, customer, type);
    }
    for (let left = choices.below(3); left > 0; left--) addGrant(draft, tables);
    if (has(draft, 'newRates') && choices.chance(50)) {
      const { firstOpen } = facts(draft);
      const { code: meter = '' } = choices.pick(world.setup.meters ?? []);
      tellRate(draft, tables, meter, `${firstOpen}-${choices.pick(['01', '15', '28'])}`);
    }
  });
}

function tellRate(draft: Draft, tables: SetupTables, meter: string, from: string): void {
  const { catalogue } = facts(draft);
  if (catalogue.rates.some((rate) => rate.meter === meter && rate.from === from && rate.customer === ''))
    return;
  const rates = tables.rates ?? [];
  addRate([], rates, rateRow(draft, meter, from));
  if (rates.length > 0) tables.rates = rates;
}

function importSome(draft: Draft, count: number): void {
  const rows = usageRows(draft, count);
  draft.world.steps.push({ kind: 'import', rows });
}

function corrections(draft: Draft): void {
  const { choices } = draft;
  if ((has(draft, 'eraseVoids') || has(draft, 'reverseVoids')) && choices.chance(70)) {
    tell(draft, (tables) => addVoids(draft, tables));
  }
  for (let left = has(draft, 'adjustments') ? choices.below(3) : 0; left > 0; left--) {
    tell(draft, (tables) => addAdjustment(draft, tables));
  }
}

function unrated(draft: Draft, month: string): UsageEvent[] {
  const { events, catalogue, calendar } = facts(draft);
  return events.filter(
    (event) =>
      calendar.month(event.postedAt) <= month &&
      !event.excluded &&
      event.voided?.mode !== 'erase' &&
      rateEvent(event, catalogue, calendar) === null,
  );
}

/** Before a close every exception is rated by a new rate, or excluded. */
function settleExceptions(draft: Draft, month: string): void {
  const { choices, world } = draft;
  const { calendar, firstOpen } = facts(draft);
  for (const event of unrated(draft, month)) {
    const day = calendar.date(event.occurredAt);
    const mayRate = !draft.everClosed || monthOfDate(day) >= firstOpen;
    if (mayRate && choices.chance(60)) tell(draft, (tables) => tellRate(draft, tables, event.meter, day));
  }
  for (const event of unrated(draft, month)) {
    world.steps.push({ kind: 'exclude', event: event.id, reason: 'unpriced' });
  }
}

/** The batches that may be undone: with rows that stand, none of them closed, voided or excluded. */
function undoable(draft: Draft): number[] {
  const { events, calendar, firstOpen } = facts(draft);
  return [...new Set(events.map(({ batch }) => batch))].filter((batch) =>
    events.every(
      (event) =>
        event.batch !== batch ||
        (event.voided === null && !event.excluded && calendar.month(event.postedAt) >= firstOpen),
    ),
  );
}

/** Takes an import back out, mostly the last one, and brings some of it again, mended. */
function undoOne(draft: Draft): void {
  const { choices, world } = draft;
  const batches = undoable(draft);
  const batch = choices.chance(30) ? choices.pick(batches) : batches.at(-1);
  if (batch === undefined) return;
  const imports = world.steps.filter((step) => step.kind === 'import');
  const own = facts(draft).events.filter((event) => event.batch === batch);
  world.steps.push({ kind: 'undo', batch });
  const freed = new Set(own.map(({ id }) => id));
  const rows = (imports[batch - 1]?.rows ?? []).filter(() => choices.chance(60));
  const mended = rows.flatMap((row) => {
    if (row.event_id === '') return [row];
    if (!freed.delete(row.event_id)) return [];
    return [choices.chance(30) ? { ...row, quantity: '1.5' } : row];
  });
  if (mended.length > 0) world.steps.push({ kind: 'import', rows: mended });
}

/** Steps that the book must refuse as it stands: out of order, with exceptions open, on touched batches. */
function tryInVain(draft: Draft, month: string): void {
  const { choices, world, months } = draft;
  const { events, calendar, firstOpen } = facts(draft);
  const closed = months.filter((one) => one < firstOpen);
  const inVain: Step[] = [{ kind: 'close', month: nextMonth(month) }];
  if (unrated(draft, month).length > 0) inVain.push({ kind: 'close', month }, { kind: 'close', month });
  inVain.push({ kind: 'reopen', month: closed.length > 1 ? closed[0]! : month, reason: 'in vain' });
  const isTouched = (event: UsageEvent): boolean =>
    event.voided !== null || event.excluded || calendar.month(event.postedAt) < firstOpen;
  // All of its rows: then it is refused however the batch is split.
  const touched = [...new Set(events.map(({ batch }) => batch))].filter((batch) =>
    events.every((event) => event.batch !== batch || isTouched(event)),
  );
  if (touched.length > 0) inVain.push({ kind: 'undo', batch: choices.pick(touched) });
  world.steps.push(choices.pick(inVain));
}

function close(draft: Draft, month: string): void {
  if (has(draft, 'refusals') && draft.choices.chance(40)) tryInVain(draft, month);
  settleExceptions(draft, month);
  draft.world.steps.push({ kind: 'close', month });
  draft.everClosed = true;
}

function reopen(draft: Draft, month: string): void {
  const { choices, world } = draft;
  world.steps.push({ kind: 'reopen', month, reason: 'forgotten' });
  if (choices.chance(70)) importSome(draft, choices.between(1, 5));
  if (has(draft, 'undo') && choices.chance(40)) undoOne(draft);
  corrections(draft);
  if (choices.chance(80)) close(draft, month);
}

/** One month: usage, what changes, what is corrected, and mostly its close. */
function liveThrough(draft: Draft, month: string, rows: number): void {
  const { choices, world } = draft;
  for (let open = facts(draft).firstOpen; open < month; open = nextMonth(open)) close(draft, open);
  if (choices.chance(50)) changes(draft);
  const first = choices.between(0, rows);
  importSome(draft, first);
  if (has(draft, 'undo') && choices.chance(50)) undoOne(draft);
  if (choices.chance(50)) changes(draft);
  corrections(draft);
  if (rows > first) importSome(draft, rows - first);
  if (has(draft, 'refusals') && choices.chance(60)) {
    const tables = refusedTables(draft);
    if (tables) world.steps.push({ kind: 'setup', tables });
  }
  if (has(draft, 'reload') && choices.chance(30)) world.steps.push({ kind: 'setup', tables: world.setup });
  if (choices.chance(month === draft.months.at(-1) ? 40 : 12)) return;
  close(draft, month);
  if (has(draft, 'reopen') && choices.chance(50)) reopen(draft, month);
}

/** A whole random world. */
export function tellStory(choices: Choices): World {
  const features = new Set(featureNames.filter(() => choices.chance(50)));
  const [zone, starts] = choices.pick(zones);
  const months = [choices.pick(starts)];
  const length = choices.between(2, 5);
  while (months.length < length) months.push(nextMonth(months.at(-1)!));
  const world: World = { setup: {}, steps: [] };
  const draft: Draft = { choices, features, world, months, serial: 0, used: [], everClosed: false };
  addCatalogue(draft, zone, choices.pick(['EUR', 'USD', 'JPY', 'KWD', 'EUR', 'EUR']));
  addFirstSubscriptions(draft);
  for (let left = choices.below(5); left > 0; left--) addGrant(draft, world.setup);
  const share = Math.floor((maxRows * 0.7) / months.length);
  for (const month of months) liveThrough(draft, month, choices.between(2, share));
  world.setup = Object.fromEntries(Object.entries(world.setup).filter(([, rows]) => rows.length > 0));
  return world;
}

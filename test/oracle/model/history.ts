// Goes through a world's steps in order and keeps what they told: which usage stands and where it is posted, how a
// void takes effect, what is excluded, which months are closed, what was refused (domain 4, 11, 12, 13).
import type { SetupRow, SetupTables, UsageRow, World } from '../world.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { type Fraction, formatPlain, parseDecimal } from './fraction.ts';
import { rateEvent } from './rating.ts';
import { Calendar, type Instant, isoUtc, monthOfDate, nextMonth, previousMonth } from './time.ts';

export interface UsageEvent {
  id: string;
  customer: string;
  meter: string;
  quantity: Fraction;
  occurredAt: Instant;
  postedAt: Instant;
  batch: number;
  excluded: boolean;
  /** `erase`: as if it had never been. `reverse`: undone at the start of `date`. */
  voided: { mode: 'erase' | 'reverse'; date: string } | null;
}

export interface Refusal {
  step: number;
  kind: string;
}

export interface Facts {
  catalogue: Catalogue;
  calendar: Calendar;
  events: UsageEvent[];
  firstOpen: string;
  refusals: Refusal[];
  /** The last month that is closed or in which a fact is dated. */
  through: string;
}

/** What makes two rows of a table the same row; loading it again adds nothing. */
const keys: Record<string, string[]> = {
  book: ['key'],
  accounts: ['account'],
  rates: ['meter', 'customer', 'from'],
  subscriptions: ['ref'],
  grants: ['ref'],
  adjustments: ['ref'],
  cancellations: ['subscription', 'end'],
  voids: ['event_id'],
};

/** The date a row is dated by, for the tables that have one. */
const dates: Record<string, string> = {
  rates: 'from',
  subscriptions: 'start',
  grants: 'date',
  adjustments: 'date',
  cancellations: 'end',
  voids: 'date',
};

function keyOf(table: string, row: SetupRow): string {
  return (keys[table] ?? ['code']).map((column) => row[column] ?? '').join('|');
}

class Historian {
  readonly tables: SetupTables = {};
  readonly refusals: Refusal[] = [];
  events: UsageEvent[] = [];
  catalogue: Catalogue;
  readonly calendar: Calendar;
  firstOpen: string;
  batches = 0;

  constructor(world: World) {
    this.catalogue = readCatalogue(world.setup);
    this.calendar = new Calendar(this.catalogue.zone);
    this.firstOpen = this.catalogue.firstMonth;
    this.setup(1, world.setup);
  }

  /** All or nothing: one row dated in a closed month refuses them all. */
  setup(step: number, tables: SetupTables): void {
    const fresh = Object.entries(tables).map(([table, rows]): [string, SetupRow[]] => {
      const known = new Set((this.tables[table] ?? []).map((row) => keyOf(table, row)));
      return [table, rows.filter((row) => !known.has(keyOf(table, row)))];
    });
    if (fresh.some(([table, rows]) => rows.some((row) => this.isTooEarly(table, row)))) {
      this.refusals.push({ step, kind: 'closed_month' });
      return;
    }
    for (const [table, rows] of fresh) this.tables[table] = [...(this.tables[table] ?? []), ...rows];
    this.catalogue = readCatalogue(this.tables);
    const voids = fresh.find(([table]) => table === 'voids')?.[1] ?? [];
    for (const row of voids) this.voidEvent(row.event_id ?? '', row.date ?? '');
  }

  /** Rates and subscriptions may begin before the book does, as long as no month is closed. */
  isTooEarly(table: string, row: SetupRow): boolean {
    const column = dates[table];
    if (column === undefined) return false;
    const mayBeOld = table === 'rates' || table === 'subscriptions';
    if (mayBeOld && this.firstOpen === this.catalogue.firstMonth) return false;
    return monthOfDate(row[column] ?? '') < this.firstOpen;
  }

  voidEvent(id: string, date: string): void {
    const event = this.events.find((candidate) => candidate.id === id)!;
    const closed = this.calendar.month(event.postedAt) < this.firstOpen;
    event.voided = { mode: closed ? 'reverse' : 'erase', date };
  }

  importRows(rows: UsageRow[]): void {
    this.batches++;
    const seen = new Map<string, number>();
    for (const row of rows) {
      if (!this.catalogue.customers.has(row.customer) || !this.catalogue.meters.has(row.meter)) continue;
      const occurredAt = this.calendar.parse(row.occurred_at);
      const quantity = parseDecimal(row.quantity);
      const content = [row.customer, row.meter, isoUtc(occurredAt), formatPlain(quantity)].join('|');
      let id = row.event_id;
      if (id === '') {
        const ordinal = (seen.get(content) ?? 0) + 1;
        seen.set(content, ordinal);
        id = `${content}|${ordinal}`;
      }
      // The first to come stands, whether this row says the same (a duplicate) or something else (a conflict).
      if (this.events.some((event) => event.id === id)) continue;
      const start = this.calendar.startOfMonth(this.firstOpen);
      const postedAt = Math.max(occurredAt, start);
      const { customer, meter } = row;
      const batch = this.batches;
      this.events.push({
        id,
        customer,
        meter,
        quantity,
        occurredAt,
        postedAt,
        batch,
        excluded: false,
        voided: null,
      });
    }
  }

  /** An exception of the month or an earlier one that is not excluded keeps it open. */
  close(step: number, month: string): void {
    const pending = this.events.filter(
      (event) =>
        this.calendar.month(event.postedAt) <= month &&
        !event.excluded &&
        event.voided?.mode !== 'erase' &&
        rateEvent(event, this.catalogue, this.calendar) === null,
    );
    if (pending.length > 0) this.refusals.push({ step, kind: 'open_exceptions' });
    else this.firstOpen = nextMonth(month);
  }

  through(): string {
    const dated = (table: string): string[] =>
      (this.tables[table] ?? []).map((row) => monthOfDate(row[dates[table]!] ?? ''));
    const months = [
      this.catalogue.firstMonth,
      ...this.events
        .filter((event) => event.voided?.mode !== 'erase')
        .map((event) => this.calendar.month(event.postedAt)),
      ...['grants', 'adjustments', 'voids', 'subscriptions'].flatMap(dated),
    ];
    if (this.firstOpen > this.catalogue.firstMonth) months.push(previousMonth(this.firstOpen));
    return months.sort().at(-1)!;
  }
}

/** `steps`: how many of the world's steps to take; all of them unless told. */
export function readHistory(world: World, steps = world.steps.length): Facts {
  const historian = new Historian(world);
  for (const [i, step] of world.steps.slice(0, steps).entries()) {
    const number = i + 2;
    if (step.kind === 'setup') historian.setup(number, step.tables);
    if (step.kind === 'import') historian.importRows(step.rows);
    if (step.kind === 'close') historian.close(number, step.month);
    if (step.kind === 'reopen') historian.firstOpen = step.month;
    if (step.kind === 'undo') {
      historian.events = historian.events.filter((event) => event.batch !== step.batch);
    }
    if (step.kind === 'exclude') {
      historian.events.find((event) => event.id === step.event)!.excluded = true;
    }
  }
  const { catalogue, calendar, events, firstOpen, refusals } = historian;
  return { catalogue, calendar, events, firstOpen, refusals, through: historian.through() };
}

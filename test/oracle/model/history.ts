// Goes through a world's steps in order and keeps what they told: which usage stands and where it is posted, how a
// void takes effect, what is excluded, which months are closed, what was refused (rules §4, §11, §12, §13).
import type { SetupRow, SetupTables, Step, UsageRow, World } from '../world.ts';
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

/** Rows that cannot be read are left out; the others go in. */
export function isAcceptable(row: UsageRow, catalogue: Catalogue, calendar: Calendar): boolean {
  if (!catalogue.customers.has(row.customer) || !catalogue.meters.has(row.meter)) return false;
  if (!/^\d{1,15}(\.\d{1,9})?$/.test(row.quantity)) return false;
  try {
    calendar.parse(row.occurred_at);
    return true;
  } catch {
    return false;
  }
}

class Historian {
  readonly tables: SetupTables = {};
  events: UsageEvent[] = [];
  catalogue: Catalogue;
  readonly calendar: Calendar;
  firstOpen: string;
  batches = 0;

  constructor(world: World) {
    this.catalogue = readCatalogue(world.setup);
    this.calendar = new Calendar(this.catalogue.zone);
    this.firstOpen = this.catalogue.firstMonth;
    this.setup(world.setup);
  }

  /** All or nothing: one row dated in a closed month refuses them all. */
  setup(tables: SetupTables): string | null {
    const fresh = Object.entries(tables).map(([table, rows]): [string, SetupRow[]] => {
      const known = new Set((this.tables[table] ?? []).map((row) => keyOf(table, row)));
      return [table, rows.filter((row) => !known.has(keyOf(table, row)))];
    });
    if (fresh.some(([table, rows]) => rows.some((row) => this.isTooEarly(table, row)))) {
      return 'closed_month';
    }
    for (const [table, rows] of fresh) this.tables[table] = [...(this.tables[table] ?? []), ...rows];
    this.catalogue = readCatalogue(this.tables);
    const voids = fresh.find(([table]) => table === 'voids')?.[1] ?? [];
    for (const row of voids) this.voidEvent(row.event_id ?? '', row.date ?? '');
    return null;
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

  importRows(rows: UsageRow[]): null {
    this.batches++;
    const seen = new Map<string, number>();
    for (const row of rows) {
      if (!isAcceptable(row, this.catalogue, this.calendar)) continue;
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
    return null;
  }

  /** Months close in order; an exception of the month or an earlier one that is not excluded keeps it open. */
  close(month: string): string | null {
    if (month !== this.firstOpen) return 'close_in_order';
    const pending = this.events.some(
      (event) =>
        this.calendar.month(event.postedAt) <= month &&
        !event.excluded &&
        event.voided?.mode !== 'erase' &&
        rateEvent(event, this.catalogue, this.calendar) === null,
    );
    if (pending) return 'exceptions_open';
    this.firstOpen = nextMonth(month);
    return null;
  }

  /** The last closed month only. */
  reopen(month: string): string | null {
    if (month >= this.firstOpen) return 'not_closed';
    if (nextMonth(month) !== this.firstOpen) return 'reopen_last_only';
    this.firstOpen = month;
    return null;
  }

  undo(batch: number): string | null {
    const own = this.events.filter((event) => event.batch === batch);
    const isClosed = own.some((event) => this.calendar.month(event.postedAt) < this.firstOpen);
    if (isClosed) return 'closed_month';
    if (own.some((event) => event.voided !== null || event.excluded)) return 'batch_touched';
    this.events = this.events.filter((event) => event.batch !== batch);
    return null;
  }

  exclude(id: string): string | null {
    const event = this.events.find((candidate) => candidate.id === id);
    if (!event) return 'unknown_event';
    if (event.excluded) return 'already_excluded';
    event.excluded = true;
    return null;
  }

  /** Why the step is refused, or null. */
  take(step: Step): string | null {
    switch (step.kind) {
      case 'setup':
        return this.setup(step.tables);
      case 'import':
        return this.importRows(step.rows);
      case 'close':
        return this.close(step.month);
      case 'reopen':
        return this.reopen(step.month);
      case 'undo':
        return this.undo(step.batch);
      case 'exclude':
        return this.exclude(step.event);
    }
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
  const refusals: Refusal[] = [];
  for (const [i, step] of world.steps.slice(0, steps).entries()) {
    const kind = historian.take(step);
    if (kind !== null) refusals.push({ step: i + 2, kind });
  }
  const { catalogue, calendar, events, firstOpen } = historian;
  return { catalogue, calendar, events, firstOpen, refusals, through: historian.through() };
}

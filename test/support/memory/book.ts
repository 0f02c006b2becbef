// A book in memory: facts told by setup tables, usage as rows, months that close, and the engine on top of them. What the
// services do with storage, in the plainest way, so that engine tests need no file. Must not: hold a rule of the ledger.
import { compileBook } from '../../../src-main/engine/book.ts';
import type { Told, UsageEvent } from '../../../src-main/engine/facts.ts';
import type { Lot, Posting } from '../../../src-main/engine/postings.ts';
import type { CustomerRun, RunSink } from '../../../src-main/engine/run.ts';
import { addUsage, finishRun, startRun } from '../../../src-main/engine/run.ts';
import type { RawTable } from '../../../src-main/import/setup/existing.ts';
import { planSetup } from '../../../src-main/import/setup/plan.ts';
import type { Instant, Month } from '../../../src-shared/calendar.ts';
import { formatInstant, monthOf, nextMonth, parseInstant } from '../../../src-shared/calendar.ts';
import { canonicalDecimal } from '../../../src-shared/decimal.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { after, noFacts } from '../setup-tables.ts';

export interface MemoryUsage {
  event_id: string;
  customer: string;
  meter: string;
  quantity: string;
  occurred_at: string;
}

export interface MemoryEvent extends UsageEvent {
  customer: string;
  batch: number;
}

export interface MadeLot {
  lot: Lot;
  madeAt: Instant;
  /** When it would end without extensions. */
  baseExpiresAt: Instant | null;
  customer: string;
  creditType: string;
}

export interface Derived {
  postings: { customer: string; creditType: string; posting: Posting }[];
  lots: Map<string, MadeLot>;
  unrated: string[];
}

/** What a run derives, as long as the sink is fed. */
export function recorder(customer: string, into: Derived): RunSink {
  return {
    posting: (creditType, posting) => void into.postings.push({ customer, creditType, posting }),
    lot(creditType, madeAt, lot) {
      into.lots.set(lot.id, { lot: { ...lot }, madeAt, baseExpiresAt: lot.expiresAt, customer, creditType });
    },
    expiry(lotId, expiresAt, extended) {
      const made = into.lots.get(lotId);
      if (!made) return;
      const baseExpiresAt = extended ? made.baseExpiresAt : expiresAt;
      into.lots.set(lotId, { ...made, baseExpiresAt, lot: { ...made.lot, expiresAt } });
    },
    unrated: (event) => void into.unrated.push(event.eventId),
  };
}

export const nothingDerived = (): Derived => ({ postings: [], lots: new Map(), unrated: [] });

/** A lot begins with one of these. */
const BEGINS = new Set(['grant', 'opening', 'rollover_in', 'reinstatement']);

export class MemoryBook {
  readonly told: Told[] = [];
  readonly usage: MemoryEvent[] = [];
  readonly closed: Month[] = [];
  batches = 0;
  #compiled: ReturnType<typeof compileBook> = null;

  /** Loads setup tables. @returns why they are refused; nothing when they went in. */
  load(tables: readonly RawTable[]): readonly Finding[] {
    const existing = after(
      this.told,
      noFacts(),
      this.closed.length > 0 ? `${this.firstOpen()}-01` : undefined,
    );
    const plan = planSetup(tables, existing, {
      lot: (lotId, date) => this.#lotAt(lotId, this.book().zone.startOf(date), monthOf(date)),
      event: (eventId) => this.#knownEvent(eventId),
    });
    if (!plan.ok) return plan.findings;
    this.tell(plan.value.told);
    return [];
  }

  tell(told: readonly Told[]): void {
    this.told.push(...told);
    this.#compiled = null;
  }

  book(): NonNullable<ReturnType<typeof compileBook>> {
    this.#compiled ??= compileBook(this.told);
    return this.#compiled!;
  }

  firstOpen(): Month {
    const last = this.closed.at(-1);
    return last === undefined ? this.book().firstMonth : nextMonth(last);
  }

  /** Takes usage rows in as one file: late ones are posted at the start of the first open month. */
  import(rows: readonly MemoryUsage[]): void {
    this.batches++;
    const { zone, customers } = this.book();
    const openFrom = zone.startOf(`${this.firstOpen()}-01`);
    const meters = new Set(this.told.flatMap(({ kind, body }) => (kind === 'meter' ? [body.code] : [])));
    const seen = new Map<string, number>();
    for (const row of rows) {
      const occurredAt = parseInstant(row.occurred_at, zone);
      if (!customers.has(row.customer) || !meters.has(row.meter) || occurredAt === null) continue;
      if (!/^\d{1,15}(\.\d{1,9})?$/.test(row.quantity)) continue;
      const quantity = canonicalDecimal(row.quantity)!;
      const content = `${row.customer}|${row.meter}|${formatInstant(occurredAt)}|${quantity}`;
      const ordinal = (seen.get(content) ?? 0) + 1;
      if (row.event_id === '') seen.set(content, ordinal);
      const eventId = row.event_id === '' ? `${content}|${ordinal}` : row.event_id;
      if (this.#standing(eventId)) continue;
      const { customer, meter } = row;
      const postedAt = Math.max(occurredAt, openFrom);
      const ref = this.usage.length + 1;
      this.usage.push({ ref, eventId, customer, meter, quantity, occurredAt, postedAt, batch: this.batches });
    }
  }

  close(month: Month): void {
    this.closed.push(month);
    this.tell([{ kind: 'close', body: { month, postings: 0, seal: '', previousSeal: '' } }]);
  }

  reopen(month: Month): void {
    this.closed.pop();
    this.tell([{ kind: 'reopen', body: { month, reason: 'test', oldSeal: '' } }]);
  }

  undo(batch: number): void {
    this.tell([{ kind: 'undo', body: { batch, reason: '' } }]);
  }

  exclude(eventId: string): void {
    const { customer } = this.#standing(eventId)!;
    this.tell([{ kind: 'exclusion', body: { eventId, customer, reason: 'test' } }]);
  }

  /** Usage of a customer that counts, in the order it is posted. */
  events(customer: string): MemoryEvent[] {
    const { undone } = this.book();
    const { erased } = this.book().customers.get(customer)!;
    return this.usage
      .filter(
        (event) => event.customer === customer && !undone.has(event.batch) && !erased.has(event.eventId),
      )
      .sort((a, b) => a.postedAt - b.postedAt || compareText(a.eventId, b.eventId));
  }

  /** Derives everyone from nothing, to the end of a month. */
  derive(through: Month): Derived {
    const derived = nothingDerived();
    const until = this.book().zone.startOf(`${nextMonth(through)}-01`);
    for (const code of this.book().customers.keys()) {
      const run = startRun(this.book(), code, recorder(code, derived));
      feed(run, this.events(code), Number.NEGATIVE_INFINITY, until);
      finishRun(run, until);
    }
    return derived;
  }

  #standing(eventId: string): MemoryEvent | undefined {
    return this.usage.findLast((event) => event.eventId === eventId && !this.book().undone.has(event.batch));
  }

  #knownEvent(eventId: string) {
    const event = this.#standing(eventId);
    if (!event) return null;
    const voided = this.told.some(({ kind, body }) => kind === 'void' && body.eventId === eventId);
    const { excluded } = this.book().customers.get(event.customer)!;
    const state = voided ? 'voided' : excluded.has(eventId) ? 'excluded' : 'counted';
    return { customer: event.customer, postedAt: event.postedAt, state } as const;
  }

  #lotAt(lotId: string, at: Instant, month: Month) {
    const { lots, postings } = this.derive(month);
    const made = lots.get(lotId);
    if (!made) return null;
    let remaining = 0n;
    for (const { posting } of postings) {
      if (posting.lot !== lotId || posting.kind === 'charge' || posting.at > at) continue;
      if (posting.at < at || BEGINS.has(posting.kind)) remaining += posting.credits;
    }
    const { lot, customer, creditType } = made;
    const { currency, startsAt, expiresAt } = lot;
    return { customer, creditType, currency, startsAt, expiresAt, remaining };
  }
}

/** Gives a run its usage posted after `after` and before `until`. */
export function feed(run: CustomerRun, events: readonly UsageEvent[], after: Instant, until: Instant): void {
  const { excluded } = run.book.customers.get(run.customer)!;
  for (const event of events) {
    if (event.postedAt <= after || event.postedAt >= until) continue;
    if (excluded.has(event.eventId)) run.sink.unrated(event);
    else addUsage(run, event);
  }
}

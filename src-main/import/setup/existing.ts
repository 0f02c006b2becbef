// What the plan is made from: rows of text, the facts that stand, what the ledger knows of lots and events.
// Must not: hold any behaviour beyond the keys of facts.
import type { Instant, IsoDate } from '../../../src-shared/calendar.ts';
import type { BookFact, FactBodies } from '../../engine/facts.ts';
import type { SetupTableName } from './tables.ts';

/** A table as a reader found it: all cells text, dates "YYYY-MM-DD", numbers plain decimals, percentages "10%". */
export interface RawTable {
  /** File name without its ending, or sheet name. */
  readonly name: string;
  /** The file or sheet as people know it. */
  readonly place: string;
  readonly header: readonly string[];
  /** `row` counts as people see it: the header is usually row 1. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

/** The kinds of facts that setup tables tell, one table each; the book row apart. */
export const KIND_OF_TABLE = {
  accounts: 'account',
  credit_types: 'credit_type',
  meters: 'meter',
  rates: 'rate',
  packs: 'pack',
  plans: 'plan',
  customers: 'customer',
  subscriptions: 'subscription',
  cancellations: 'cancellation',
  grants: 'grant',
  adjustments: 'adjustment',
  voids: 'void',
} as const satisfies Partial<Record<SetupTableName, keyof FactBodies>>;
export type KeyedTable = keyof typeof KIND_OF_TABLE;
export type SetupKind = (typeof KIND_OF_TABLE)[KeyedTable];
export const SETUP_KINDS = Object.values(KIND_OF_TABLE) as readonly SetupKind[];

/** The latest version of each fact, by kind and by the key that `factKey` gives it. */
export type CurrentFacts = { readonly [K in SetupKind]: ReadonlyMap<string, FactBodies[K]> };

export interface ExistingFacts {
  /** null while the book row has not been told. */
  readonly book: BookFact | null;
  readonly current: CurrentFacts;
  /** First day of the first open month; null while there is no book. */
  readonly firstOpenDate: IsoDate | null;
}

/** A lot as it stands at the start of a date: after what starts then, before that day's usage. */
export interface KnownLot {
  readonly customer: string;
  readonly creditType: string;
  readonly currency: string;
  readonly startsAt: Instant;
  /** First instant at which it can no longer pay; null for never. */
  readonly expiresAt: Instant | null;
  /** Scaled by its credit type; 0 when it has not started or has ended. */
  readonly remaining: bigint;
}

export interface KnownEvent {
  readonly customer: string;
  readonly postedAt: Instant;
  readonly state: 'counted' | 'voided' | 'excluded';
}

/** What only derived postings and usage can tell. Asked for new adjustments and voids alone. */
export interface LedgerLookups {
  lot(lotId: string, date: IsoDate): KnownLot | null;
  event(eventId: string): KnownEvent | null;
}

/** What identifies a row among those of its table. The fact log uses the same keys; a test holds them together. */
export const KEYS: { readonly [K in SetupKind]: (body: FactBodies[K]) => string } = {
  account: (body) => body.account,
  credit_type: (body) => body.code,
  meter: (body) => body.code,
  rate: (body) => `${body.meter}|${body.customer ?? ''}|${body.from}`,
  pack: (body) => body.code,
  plan: (body) => body.code,
  customer: (body) => body.code,
  subscription: (body) => body.ref,
  cancellation: (body) => `${body.subscription}|${body.end}`,
  grant: (body) => body.ref,
  adjustment: (body) => body.ref,
  void: (body) => body.eventId,
};

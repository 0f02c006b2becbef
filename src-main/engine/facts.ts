// What a person or a file told the book. Facts are recorded and never changed; everything else is derived from them.
// Values are parsed and defaults filled in: decimals are canonical strings ("50", "0.5"), dates "YYYY-MM-DD".

import type { Instant, IsoDate, Month } from '../../src-shared/calendar.ts';
import type { Rounding } from '../../src-shared/decimal.ts';
import type {
  ComparisonFact,
  ItemNoteFact,
  LegacyLayoutFact,
  MatchFact,
  MatchingFact,
  MigrationFact,
  OutsideFact,
  OutsideProfileFact,
  OutsideUndoFact,
  SignOffFact,
  UnmatchFact,
} from './told/beside.ts';

export type * from './told/beside.ts';

import type { Paper } from '../../src-shared/paper.ts';

export const ACCOUNTS = [
  'receivable',
  'unbilled_receivable',
  'deferred_revenue',
  'usage_revenue',
  'breakage_revenue',
  'overage_revenue',
  'migration_clearing',
] as const;
export type Account = (typeof ACCOUNTS)[number];

export const BURN_KEYS = [
  'priority',
  'rolled_first',
  'fresh_first',
  'promo_first',
  'paid_first',
  'expiry',
  'start',
  'newest',
] as const;
export type BurnKey = (typeof BURN_KEYS)[number];
export const DEFAULT_BURN_ORDER: readonly BurnKey[] = ['priority', 'expiry', 'start'];

export const ROLLOVERS = ['none', 'all', 'if_at_least', 'excess_over'] as const;
export type RolloverRule = (typeof ROLLOVERS)[number];

export const OVERAGES = ['block', 'bill_next_cycle', 'charge_now', 'auto_top_up', 'carry_forward'] as const;
export type OverageRule = (typeof OVERAGES)[number];

/** `period_end`, `never` or an ISO 8601 duration such as `P30D`. */
export type ExpiryRule = string;

export interface BookFact {
  name: string;
  currency: string;
  timeZone: string;
  firstMonth: Month;
}
export interface AccountFact {
  account: Account;
  code: string;
  name: string;
}
export interface CreditTypeFact {
  code: string;
  name: string;
  unit: string;
  scale: number;
  rounding: Rounding;
  burnOrder: BurnKey[];
}
export interface MeterFact {
  code: string;
  name: string;
  unit: string;
}
export interface RateFact {
  meter: string;
  creditType: string;
  units: string;
  credits: string;
  from: IsoDate;
  customer: string | null;
}
export interface PackFact {
  code: string;
  name: string;
  creditType: string;
  credits: string;
  price: string;
  currency: string;
  expires: ExpiryRule;
  priority: number;
  /** A fraction, "0.2" for 20%. */
  expectedBreakage: string;
}
export interface PlanFact {
  code: string;
  name: string;
  type: 'base' | 'add_on';
  creditType: string;
  credits: string;
  price: string;
  currency: string;
  interval: string;
  expires: ExpiryRule;
  priority: number;
  rollover: RolloverRule;
  rolloverThreshold: string;
  /** Blank (null), a number of credits "500", or "25% allocation" / "50% unused". */
  rolloverCap: string | null;
  rolloverTimes: number | null;
  rolloverExpires: ExpiryRule;
  rolloverPriority: number | null;
  overage: OverageRule;
  overagePrice: string | null;
  autoTopUpPack: string | null;
  autoTopUpBelow: string;
  autoTopUpLimit: number | null;
  expectedBreakage: string;
}
export interface CustomerFact {
  code: string;
  name: string;
  email: string;
  burnOrder: BurnKey[] | null;
  lowBalance: string | null;
}
export interface SubscriptionFact {
  ref: string;
  customer: string;
  plan: string;
  start: IsoDate;
  end: IsoDate | null;
  credits: string | null;
  price: string | null;
}
export interface CancellationFact {
  subscription: string;
  end: IsoDate;
  reason: string;
}
export interface GrantFact {
  ref: string;
  date: IsoDate;
  customer: string;
  kind: 'top_up' | 'promo' | 'opening';
  pack: string | null;
  creditType: string;
  credits: string;
  price: string;
  currency: string;
  /** `never`, a duration, or a last valid day (YYYY-MM-DD). */
  expires: string;
  priority: number;
  meters: string[] | null;
  expectedBreakage: string;
  note: string;
}
export interface AdjustmentFact {
  ref: string;
  date: IsoDate;
  lot: string;
  /** Whose lot it is, and of which credit type, as found when told. */
  customer: string;
  creditType: string;
  type: 'refund' | 'void' | 'extend';
  /** Blank: all that remains. */
  credits: string | null;
  amount: string | null;
  /** The new last valid day of an `extend`. */
  expires: IsoDate | null;
  reason: string;
}
export interface VoidFact {
  eventId: string;
  /** The customer of the event, so that its wallets can be found. */
  customer: string;
  date: IsoDate;
  reason: string;
  /** Fixed when told (rules §11): `erase` when the event's month was open, `reverse` when it was closed. */
  mode: 'erase' | 'reverse';
}
export interface ExclusionFact {
  eventId: string;
  customer: string;
  reason: string;
}
/** What the source said it sent, beside what was imported; rows and quantities as plain decimals. */
export interface ControlTotals {
  lines: { meter: string | null; what: 'rows' | 'quantity'; told: string; found: string }[];
  /** Why it is right though they differ; blank where they agree. */
  reason: string;
}
export interface BatchFact {
  /** Batch number, from 1. */
  batch: number;
  file: string;
  sha256: string;
  profile: string | null;
  /** The file's header, for the rejected rows to stand under. */
  header: string[];
  accepted: number;
  duplicates: number;
  late: number;
  exceptions: number;
  rejected: number;
  /** SHA-256 over the batch's usage rows, and over its rejected rows, in order. */
  rowsSha256: string;
  rejectsSha256: string;
  /** Left out where none were told. */
  control?: ControlTotals;
}
export interface UndoFact {
  batch: number;
  reason: string;
}
/** A migration that is taken back: the lots and adjustments it told. Its usage, a batch, is undone beside it. */
export interface MigrationUndoFact {
  number: number;
  /** Refs. */
  grants: string[];
  adjustments: string[];
  reason: string;
}
export interface CloseFact {
  month: Month;
  postings: number;
  seal: string;
  previousSeal: string;
}
export interface ReopenFact {
  month: Month;
  reason: string;
  oldSeal: string;
}
export interface ProfileFact {
  name: string;
  /** The import profile, or null when it was deleted. */
  profile: unknown;
}

/** Who issues statements: what stands on top and at the foot of them. */
export interface LetterheadFact {
  name: string;
  /** Lines, in order. */
  address: string[];
  taxId: string;
  /** Whom to ask, and within how many days to dispute. */
  contact: string;
  disputeDays: number;
  footer: string;
  /** SHA-256 of the picture among the documents (PNG or JPEG), or null. */
  logo: string | null;
  /** What workbooks are laid out for; null, or not told: what the book's currency suggests. */
  paper?: Paper | null;
}
export type DocumentSeries = 'statement' | 'charges' | 'journal';
/** Something that was handed out, kept as it was. */
export interface DocumentFact {
  series: DocumentSeries;
  /** Running number of the series in this book, without gaps, from 1; a revision has that of what it replaces. */
  number: number;
  /** 0 as first issued, 1 for the first revision, … */
  revision: number;
  month: Month;
  /** A customer's code, the name of an export's template; blank where it is of the whole book. */
  subject: string;
  /** Name of the file. */
  file: string;
  sha256: string;
  /** SHA-256 of what it says, whatever the file around it: equal content is not issued twice. */
  content: string;
  /** For a revision: what changed, in words. */
  changes: string;
}
export interface JournalTemplateFact {
  name: string;
  /** The export template, or null when it was deleted. */
  template: unknown;
}

/** Whether there are automatic backups, and where: null is beside the book. */
export interface BackupsFact {
  automatic: boolean;
  folder: string | null;
}

export interface FactBodies {
  book: BookFact;
  account: AccountFact;
  credit_type: CreditTypeFact;
  meter: MeterFact;
  rate: RateFact;
  pack: PackFact;
  plan: PlanFact;
  customer: CustomerFact;
  subscription: SubscriptionFact;
  cancellation: CancellationFact;
  grant: GrantFact;
  adjustment: AdjustmentFact;
  void: VoidFact;
  exclusion: ExclusionFact;
  batch: BatchFact;
  undo: UndoFact;
  close: CloseFact;
  reopen: ReopenFact;
  profile: ProfileFact;
  letterhead: LetterheadFact;
  backups: BackupsFact;
  document: DocumentFact;
  journal_template: JournalTemplateFact;
  outside_profile: OutsideProfileFact;
  outside: OutsideFact;
  outside_undo: OutsideUndoFact;
  matching: MatchingFact;
  match: MatchFact;
  unmatch: UnmatchFact;
  item_note: ItemNoteFact;
  sign_off: SignOffFact;
  legacy_layout: LegacyLayoutFact;
  migration: MigrationFact;
  migration_undo: MigrationUndoFact;
  comparison: ComparisonFact;
}
export type FactKind = keyof FactBodies;
/** One fact without its envelope (number, time, author), as told by a setup table or a command. */
export type Told = { [K in FactKind]: { kind: K; body: FactBodies[K] } }[FactKind];

/** One usage event as accepted: late ones carry the instant they are posted at (rules §12). */
export interface UsageEvent {
  /** Row number in the book: an opaque reference for postings. */
  ref: number;
  eventId: string;
  meter: string;
  /** Canonical decimal, at least 0. */
  quantity: string;
  occurredAt: Instant;
  postedAt: Instant;
}

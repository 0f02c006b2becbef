// What a person or a file told the book. Facts are recorded and never changed; everything else is derived from them.
// Values are parsed and defaults filled in: decimals are canonical strings ("50", "0.5"), dates "YYYY-MM-DD".

import type { Instant, IsoDate, Month } from '../../src-shared/calendar.ts';
import type { Rounding } from '../../src-shared/decimal.ts';
import type { Paper } from '../../src-shared/paper.ts';
import type { Leg, Pass, Reason } from '../../src-shared/reconcile/words.ts';

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

/** How the outside tables of one source are laid out, or null when the profile was deleted. */
export interface OutsideProfileFact {
  name: string;
  profile: unknown;
}
/** An outside table that was taken in, to be compared with a month. */
export interface OutsideFact {
  /** From 1. */
  number: number;
  leg: Leg;
  month: Month;
  file: string;
  sha256: string;
  profile: string | null;
  header: string[];
  rows: number;
  /** Totals rows, and rows of accounts that the book's chart does not name. */
  leftOut: number;
  /** SHA-256 over the rows that are kept of it, in order. */
  rowsSha256: string;
}
export interface OutsideUndoFact {
  number: number;
  reason: string;
}
/** A run of matching: what it was told and what it found. Its sets are kept beside the facts. */
export interface MatchingFact {
  /** From 1; set 3 of run 2 is A2.3. */
  run: number;
  leg: Leg;
  month: Month;
  days: number;
  /** By unit, plain decimals, as a person typed them. */
  tolerance: Record<string, string>;
  passes: { pass: Pass; sets: number; book: number; outside: number }[];
  sets: number;
  /** SHA-256 over them, in order. */
  setsSha256: string;
}
/** An item in a set, with the amount it had then. */
export interface MatchedItem {
  key: string;
  amount: string;
}
/** Items that a person says belong together. */
export interface MatchFact {
  /** From 1: M1. */
  number: number;
  leg: Leg;
  month: Month;
  unit: string;
  book: MatchedItem[];
  outside: MatchedItem[];
  /** Outside less book. */
  difference: string;
  note: string;
}
export interface UnmatchFact {
  /** "A2.3" or "M1". */
  set: string;
  leg: Leg;
  month: Month;
  reason: string;
}
/** What is said of an item that nothing was matched with. A later one takes the place of an earlier one. */
export interface ItemNoteFact {
  leg: Leg;
  month: Month;
  side: 'book' | 'outside';
  item: string;
  /** null: none is given (any more). */
  reason: Reason | null;
  note: string;
  owner: string;
  due: IsoDate | null;
  files: { name: string; sha256: string }[];
}
/** A person signs a reconciliation of a month, as its preparer or, being another, as its reviewer. */
export interface SignOffFact {
  leg: Leg;
  month: Month;
  role: 'preparer' | 'reviewer';
  /** SHA-256 of what was signed: a reconciliation that is not the same any more is not signed. */
  content: string;
  /** Of the month. */
  seal: string;
  conclusion: string;
}

/** How an old credit spreadsheet is laid out, kept for the next time it is read. */
export interface LegacyLayoutFact {
  name: string;
  /** The shape, or null when it was deleted. */
  shape: unknown;
}
/** One line of the tie-out of a migration; decimals canonical. */
export interface TieOutLine {
  what: 'credits' | 'deferred';
  /** Credit type or currency. */
  unit: string;
  /** What the workbook adds up to, what came into the book, what the general ledger says (null: nobody said). */
  sheet: string;
  book: string;
  ledger: string | null;
  /** Of the difference, what is known: credits that had expired, balances below zero …, each in words with its amount. */
  known: { why: string; amount: string }[];
}
/** An old credit spreadsheet that came into the book, and how what came agrees with it. */
export interface MigrationFact {
  /** Running number in this book, from 1. */
  number: number;
  file: string;
  sha256: string;
  layout: string;
  way: 'openings' | 'history';
  /** The cut-over date of openings; null: the history was replayed. */
  at: IsoDate | null;
  /** How many there were: customers that are new, lots, usage rows, rows of the workbook that were left out, findings. */
  counts: { customers: number; lots: number; usage: number; leftOut: number; findings: number };
  tieOut: TieOutLine[];
  /** Why it is right though something differs; blank where nothing does. */
  reason: string;
  approvedBy: string;
  /** The batch of the usage that was replayed. */
  batch: number | null;
}

/** How the balances of a month of an old spreadsheet stood beside the book's when they were compared. */
export interface ComparedMonth {
  month: Month;
  balances: number;
  agree: number;
  /** They differ, and the cause is known; or nobody could explain it. */
  explained: number;
  unexplained: number;
  /** Of the month as it was closed then; null: it was open. */
  seal: string | null;
}
/** A comparison of an old spreadsheet with the book that is to count for the parallel run. */
export interface ComparisonFact {
  /** From 1. */
  number: number;
  file: string;
  sha256: string;
  months: ComparedMonth[];
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

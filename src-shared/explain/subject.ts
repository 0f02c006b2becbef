// What can be explained, as data and as text that stands in an address: a usage event, a lot, a posting, a charge, a fact, or a
// figure (any total of a report or a screen). Must not: say how something is explained.

/** Totals of money, in the currency that is the figure's unit. Those of the `revenue` report under its columns' names. */
export const MONEY_FIGURES = [
  'deferred', // still deferred at the end of the month
  'opening_deferred',
  'added', // billed, migrated and reinstated together
  'billed',
  'migrated',
  'usage_revenue',
  'breakage_revenue',
  'refunded',
  'reinstated',
  'overage_revenue',
  'unbilled', // overage used and not yet on a charge at the end of the month
  'expiring_deferred', // still deferred in lots that expire at `of`
  'debit', // of the account `of`
  'credit',
  'recognized', // of the lot `of`, over all months
  'moved',
  'returned',
] as const;

/** Totals of credits, of the credit type that is the figure's unit. Those of the `wallets` report under its columns' names. */
export const CREDIT_FIGURES = [
  'balance', // at the end of the month
  'opening_balance',
  'granted',
  'rolled_in',
  'credits_reinstated',
  'drawn',
  'expired',
  'rolled_out',
  'credits_refunded',
  'voided',
  'other', // rolled, reinstated, refunded and voided together
  'overage',
  'deficit', // carried forward at the end of the month
  'expiring', // left in lots that expire at `of`
] as const;

export type MoneyFigure = (typeof MONEY_FIGURES)[number];
export type CreditFigure = (typeof CREDIT_FIGURES)[number];
export type Figure = MoneyFigure | CreditFigure;
export const FIGURES: readonly Figure[] = [...MONEY_FIGURES, ...CREDIT_FIGURES];

/** What figures are called, where no screen calls them otherwise. */
export const FIGURE_TITLES: Readonly<Record<Figure, string>> = {
  deferred: 'Deferred revenue',
  opening_deferred: 'Opening deferred revenue',
  added: 'Added to deferred revenue',
  billed: 'Billed',
  migrated: 'Brought from the old spreadsheet',
  usage_revenue: 'Usage revenue',
  breakage_revenue: 'Breakage revenue',
  refunded: 'Refunded',
  reinstated: 'Reinstated',
  overage_revenue: 'Overage revenue',
  unbilled: 'Overage to bill',
  expiring_deferred: 'Deferred in expiring lots',
  debit: 'Debit',
  credit: 'Credit',
  recognized: 'Recognised',
  moved: 'Moved to rollover lots',
  returned: 'Taken by refunds and voids',
  balance: 'Balance',
  opening_balance: 'Opening balance',
  granted: 'Credits granted',
  rolled_in: 'Credits rolled in',
  credits_reinstated: 'Credits reinstated',
  drawn: 'Credits drawn',
  expired: 'Credits expired',
  rolled_out: 'Credits rolled out',
  credits_refunded: 'Credits refunded',
  voided: 'Credits voided',
  other: 'Other movements of credits',
  overage: 'Overage',
  deficit: 'Deficit carried forward',
  expiring: 'Credits that expire',
};

export interface FigureSubject {
  readonly kind: 'figure';
  readonly figure: Figure;
  /** A currency or a credit type. */
  readonly unit: string;
  /** The month of what moved, or at whose end something stands. Null: all months, or the end of the last one. */
  readonly month: string | null;
  readonly customer: string | null;
  /**
   * What narrows it further: a lot, charge or event ("lot:…", "charge:…", "event:…"; "whole-lot:…" for a lot's all months up to
   * the end of the month), a journal account (and one of these after a bar), or when lots expire
   * ("30" days, "2026-03", "2026-03-31", "never"; "2026-03|credits" for one credit type).
   */
  readonly of: string | null;
}

/** What the totals rows of usage and of the ledger add up, by their columns' names. */
export const USAGE_TOTALS = ['need', 'drawn', 'overage', 'revenue'] as const;
export const LEDGER_TOTALS = ['credits', 'overage', 'revenue'] as const;

/** What the usage that fits a filter comes to. */
export interface UsageTotal {
  readonly kind: 'usage_total';
  readonly column: (typeof USAGE_TOTALS)[number];
  /** A currency or a credit type. */
  readonly unit: string;
  readonly customer: string | null;
  readonly meter: string | null;
  readonly batch: number | null;
  readonly late: boolean;
  /** The event's id begins so. */
  readonly text: string;
}

/** What the lines of the ledger that fit a filter come to. */
export interface LedgerTotal {
  readonly kind: 'ledger_total';
  readonly column: (typeof LEDGER_TOTALS)[number];
  readonly unit: string;
  readonly customer: string | null;
  readonly lot: string | null;
  readonly event: string | null;
  readonly entry: string | null;
  readonly month: string | null;
}

export type Subject =
  | { readonly kind: 'event'; readonly event: string }
  /** As it stands at the end of the month; null: of the last one. */
  | { readonly kind: 'lot'; readonly lot: string; readonly month: string | null }
  /** By the row's id in the ledger: wallet, instant, place at the instant. */
  | { readonly kind: 'posting'; readonly posting: string }
  | { readonly kind: 'charge'; readonly charge: string }
  | { readonly kind: 'fact'; readonly fact: number }
  | UsageTotal
  | LedgerTotal
  | FigureSubject;

/** A figure with what need not be said left out. */
export function figure(
  name: Figure,
  unit: string,
  { month = null, customer = null, of = null }: Partial<Omit<FigureSubject, 'kind' | 'figure' | 'unit'>> = {},
): FigureSubject {
  return { kind: 'figure', figure: name, unit, month, customer, of };
}

export const lotSubject = (lot: string, month: string | null = null): Subject => ({
  kind: 'lot',
  lot,
  month,
});

export function isMoney(name: Figure): name is MoneyFigure {
  return (MONEY_FIGURES as readonly string[]).includes(name);
}

/** A short name, for the way one came: an id, a customer, or what the figure is called. */
export function subjectLabel(subject: Subject): string {
  switch (subject.kind) {
    case 'event':
      return subject.event;
    case 'lot':
      return subject.lot;
    case 'posting':
      return 'Posting';
    case 'charge':
      return subject.charge;
    case 'fact':
      return `Fact ${subject.fact}`;
    case 'usage_total':
      return subject.meter ?? subject.customer ?? 'Total of usage';
    case 'ledger_total':
      return (
        subject.event ??
        subject.lot ??
        subject.month ??
        subject.entry ??
        subject.customer ??
        'Total of the ledger'
      );
    default: {
      const narrowed = /^(?:.*\|)?(?:whole-)?(?:lot|charge|event):(.*)$/s.exec(subject.of ?? '')?.[1];
      return narrowed ?? subject.customer ?? FIGURE_TITLES[subject.figure];
    }
  }
}

const written = (part: string | number | null): string =>
  part === null ? '' : String(part).replaceAll('~', '~0').replaceAll('/', '~1');
const readPart = (part: string | undefined): string | null =>
  part ? part.replaceAll('~1', '/').replaceAll('~0', '~') : null;

/** "lot/acme-team:2026-01-01", "figure/usage_revenue/EUR/2026-01/acme". */
export function subjectText(subject: Subject): string {
  return [subject.kind, ...partsOf(subject)].map(written).join('/').replace(/\/+$/, '');
}

function partsOf(subject: Subject): (string | number | null)[] {
  switch (subject.kind) {
    case 'figure':
      return figureParts(subject);
    case 'usage_total': {
      const { column, unit, customer, meter, batch, late, text } = subject;
      return [column, unit, customer, meter, batch, late ? 'late' : null, text];
    }
    case 'ledger_total': {
      const { column, unit, customer, lot, event, entry, month } = subject;
      return [column, unit, customer, lot, event, entry, month];
    }
    default: {
      const { kind: _, ...fields } = subject;
      return Object.values(fields);
    }
  }
}

const figureParts = ({ figure: name, unit, month, customer, of }: FigureSubject) => [
  name,
  unit,
  month,
  customer,
  of,
];

/** @returns null for text that names nothing that can be explained; whether the book has it is another question. */
export function readSubject(text: string): Subject | null {
  const [kind, ...rest] = text.split('/');
  const [first = null, second = null, ...others] = rest.map(readPart);
  if (first === null) return null;
  switch (kind) {
    case 'event':
      return { kind, event: first };
    case 'lot':
      return { kind, lot: first, month: second };
    case 'posting':
      return { kind, posting: first };
    case 'charge':
      return { kind, charge: first };
    case 'fact':
      return /^[1-9]\d{0,14}$/.test(first) ? { kind, fact: Number(first) } : null;
    case 'figure': {
      const name = FIGURES.find((one) => one === first);
      const [month = null, customer = null, of = null] = others;
      return name && second !== null ? figure(name, second, { month, customer, of }) : null;
    }
    case 'usage_total':
      return readUsageTotal(first, second, others);
    case 'ledger_total': {
      const column = LEDGER_TOTALS.find((one) => one === first);
      const [customer = null, lot = null, event = null, entry = null, month = null] = others;
      return column && second !== null
        ? { kind, column, unit: second, customer, lot, event, entry, month }
        : null;
    }
    default:
      return null;
  }
}

function readUsageTotal(
  first: string,
  unit: string | null,
  [customer = null, meter = null, batch = null, late = null, text = null]: readonly (string | null)[],
): UsageTotal | null {
  const column = USAGE_TOTALS.find((one) => one === first);
  if (!column || unit === null || !/^(|[1-9]\d{0,8})$/.test(batch ?? '')) return null;
  return {
    kind: 'usage_total',
    column,
    unit,
    customer,
    meter,
    batch: batch === null ? null : Number(batch),
    late: late === 'late',
    text: text ?? '',
  };
}

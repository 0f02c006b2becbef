// The rows of the sheet beside the events and purchases of the book: which of the book's the sheet does not have, which it has
// twice, which it counts in another month. Only where its rows are single events. Must not: guess from amounts alone.
import type { Month, Zone } from '../../../../src-shared/calendar.ts';
import { monthOf } from '../../../../src-shared/calendar.ts';
import { canonicalDecimal, formatScaled } from '../../../../src-shared/decimal.ts';
import type { GrantFact } from '../../../engine/facts.ts';
import type { LegacyEntry, Place } from '../../../import/legacy/legacy-book.ts';
import type { DerivedWallets } from '../derive-wallet.ts';
import type { OwnSlip, WalletSheet } from '../wallet-sheet.ts';
import { toScale } from '../wallet-sheet.ts';
import { isMistyped } from './mistyped.ts';

/** Ids of events and refs of grants, with the rows that show it. */
export interface RowEvidence {
  /** The sheet has a row of it, so that nothing needs to be guessed. */
  readonly present: ReadonlySet<string>;
  readonly missing: ReadonlyMap<string, Month>;
  readonly twice: ReadonlyMap<string, { readonly month: Month; readonly place: Place }>;
  /** Counted by the sheet on this day, in another month than the book's. */
  readonly moved: ReadonlyMap<string, { readonly date: string; readonly from: Month; readonly place: Place }>;
  /** Rows whose credits are the event's with digits in each other's place, or the point in another. */
  readonly mistyped: readonly OwnSlip[];
}

const NOTHING: RowEvidence = {
  present: new Set(),
  missing: new Map(),
  twice: new Map(),
  moved: new Map(),
  mistyped: [],
};

interface Row {
  readonly id: string;
  readonly month: Month;
  /** From the surest to the least sure. */
  readonly keys: readonly string[];
  readonly quantity: string | null;
  /** What it changes the balance by, in scaled credits; null where the sheet rarely says the same. */
  readonly credits: bigint | null;
  /** What was there to be drawn for it, where that is less. */
  readonly drawn: bigint | null;
  /** Without the day: where a row is left over on each side, they are one on another day. */
  readonly content: string;
}

export function usageEvidence(
  sheet: WalletSheet,
  { needs, draws }: Pick<DerivedWallets, 'needs' | 'draws'>,
  zone: Zone,
): RowEvidence {
  const drawn = new Map<string, bigint>();
  for (const { creditType, posting } of draws)
    if (creditType === sheet.creditType && posting.kind === 'drawdown' && posting.eventId !== null)
      drawn.set(posting.eventId, (drawn.get(posting.eventId) ?? 0n) + posting.credits);
  const rows = needs
    .filter(({ creditType, need }) => creditType === sheet.creditType && need > 0n)
    .map(({ event, month, need }): Row => {
      const day = zone.dateAt(event.occurredAt);
      const credits = canonicalDecimal(formatScaled(-need, sheet.scale))!;
      return {
        id: event.eventId,
        month,
        keys: [
          `ref ${event.eventId}`,
          `quantity ${day} ${event.meter} ${event.quantity}`,
          `credits ${day} ${credits}`,
        ],
        quantity: event.quantity,
        credits: -need,
        drawn: drawn.get(event.eventId) ?? null,
        content: `${event.meter} ${event.quantity}`,
      };
    });
  return evidenceOf(
    rows,
    sheet.scale,
    sheet.entries.filter(({ kind }) => kind === 'usage'),
  );
}

export function grantEvidence(sheet: WalletSheet, grants: readonly GrantFact[]): RowEvidence {
  const rows = grants.map(({ ref, date, credits }): Row => {
    return {
      id: ref,
      month: monthOf(date),
      keys: [`ref ${ref}`, `credits ${date} ${canonicalDecimal(credits)}`],
      quantity: null,
      credits: null,
      drawn: null,
      content: `null ${canonicalDecimal(credits)}`,
    };
  });
  const entries: SheetRow[] = sheet.entries.filter(({ kind }) => kind === 'purchase' || kind === 'opening');
  const bought = sheet.purchases.map(({ place, ref, date, bought: credits }): SheetRow => {
    return { place, ref, date, credits: credits ?? '', meter: null, quantity: null };
  });
  return evidenceOf(rows, sheet.scale, [...entries, ...bought]);
}

/** What of an entry says which event or purchase it is. */
type SheetRow = Pick<LegacyEntry, 'place' | 'ref' | 'date' | 'meter' | 'quantity' | 'credits'>;

function keysOf({ ref, date, meter, quantity, credits }: SheetRow): string[] {
  const keys = ref === null ? [] : [`ref ${ref}`];
  if (date === null) return keys;
  if (meter !== null && quantity !== null) keys.push(`quantity ${date} ${meter} ${quantity}`);
  return [...keys, `credits ${date} ${credits}`];
}

const contentOf = ({ meter, quantity, credits }: SheetRow): string => `${meter} ${quantity ?? credits}`;

/** Each entry takes the first event left that has one of its keys; a second entry for an event that is gone stands twice. */
function evidenceOf(rows: readonly Row[], scale: number, entries: readonly SheetRow[]): RowEvidence {
  if (entries.length === 0) return NOTHING;
  const left = new Map<string, Row[]>();
  for (const row of rows) for (const key of row.keys) left.set(key, [...(left.get(key) ?? []), row]);
  const taken = new Map<string, SheetRow>();
  const again: { row: Row; entry: SheetRow }[] = [];
  const over: SheetRow[] = [];
  for (const entry of entries) {
    const found =
      keysOf(entry)
        .map((key) => left.get(key) ?? [])
        .find((some) => some.length > 0) ?? [];
    const free = found.find(({ id }) => !taken.has(id));
    if (free) taken.set(free.id, entry);
    else if (found[0]) again.push({ row: found[0], entry });
    else over.push(entry);
  }
  for (const { id, entry } of onAnotherDay(
    rows.filter(({ id }) => !taken.has(id)),
    over,
  ))
    taken.set(id, entry);
  // Rows that are sums of many events say nothing of single ones.
  if (taken.size * 2 < entries.length) return NOTHING;
  return {
    present: new Set(taken.keys()),
    missing: new Map(rows.filter(({ id }) => !taken.has(id)).map(({ id, month }) => [id, month])),
    twice: new Map(
      again.map(({ row, entry }) => [
        row.id,
        { month: entry.date ? monthOf(entry.date) : row.month, place: entry.place },
      ]),
    ),
    mistyped: mistypedRows(rows, taken, scale),
    moved: new Map(
      rows.flatMap(({ id, month }) => {
        const entry = taken.get(id);
        return entry?.date && monthOf(entry.date) !== month
          ? [[id, { date: entry.date, from: month, place: entry.place }] as const]
          : [];
      }),
    ),
  };
}

/** Pairs of what is left over on both sides, where there is one of that content on each. */
function onAnotherDay(rows: readonly Row[], entries: readonly SheetRow[]): { id: string; entry: SheetRow }[] {
  const bySheet = Map.groupBy(entries, contentOf);
  return [...Map.groupBy(rows, ({ content }) => content)].flatMap(([content, [row, another]]) => {
    const [entry, second] = bySheet.get(content) ?? [];
    return row && entry && !another && !second ? [{ id: row.id, entry }] : [];
  });
}

/** Rows of the same units with credits that a hand got wrong: not where others are off as well, which a rate or a rounding would be. */
function mistypedRows(
  rows: readonly Row[],
  taken: ReadonlyMap<string, SheetRow>,
  scale: number,
): readonly OwnSlip[] {
  const off = rows.flatMap(({ id, month, credits, drawn, quantity }) => {
    const entry = taken.get(id);
    const typed = entry && credits !== null ? toScale(entry.credits, scale) : credits;
    return entry && credits !== null && typed !== null && typed !== credits && typed !== drawn
      ? [{ right: credits, typed, month, place: entry.place, same: entry.quantity === quantity }]
      : [];
  });
  return off.every(({ right, typed, same }) => same && isMistyped(right, typed))
    ? off.map(({ right, typed, month, place }) => ({ month, credits: typed - right, place, typed: 'digits' }))
    : [];
}

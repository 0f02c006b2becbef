// Journal entries for a general ledger: what postings of a month moved on our accounts, at the level asked for, as entries that each
// balance. The sums are those of the journal report, debits and credits apart; no line is zero. Must not: know a template.
import type { Month } from '../../../src-shared/calendar.ts';
import { FEWEST_LINES, type JournalLevel } from '../../../src-shared/exports/journal-fields.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { ACCOUNTS, type Account } from '../../engine/facts.ts';
import { entryOf } from '../cells.ts';
import { journalOf } from '../journal.ts';
import type { MoneySums } from '../source.ts';

/** Sums of postings as the journal takes them; `lot` where they were kept apart by lot. */
export type JournalMoney = MoneySums & { readonly lot?: string | null };

/** One side of one account, in minor units of the currency. */
export interface JournalLine {
  readonly account: Account;
  readonly currency: string;
  readonly customer: string | null;
  readonly lot: string | null;
  readonly side: 'debit' | 'credit';
  readonly amount: bigint;
}

/** Debits equal credits; one currency. */
export interface JournalEntry {
  /** "" where there is one entry only; else "A", "B", … "AA". */
  readonly part: string;
  readonly currency: string;
  readonly lines: readonly JournalLine[];
}

/** The lines of a month in groups that each balance: of the book, of each customer, of each lot. In the order of their codes. */
function groupsOf(money: Iterable<JournalMoney>, month: Month, level: JournalLevel): JournalLine[][] {
  interface Group {
    currency: string;
    customer: string | null;
    lot: string | null;
    sums: Map<Account, { debit: bigint; credit: bigint }>;
  }
  const groups = new Map<string, Group>();
  for (const sums of money) {
    if (sums.month !== month) continue;
    const customer = level === 'account' ? null : sums.customer;
    const lot = level === 'lot' ? (sums.lot ?? null) : null;
    const { currency } = sums;
    const make = (): Group => ({ currency, customer, lot, sums: new Map() });
    const group = entryOf(groups, `${currency}|${customer ?? ''}|${lot ?? ''}`, make);
    for (const { account, debit, credit } of journalOf(sums)) {
      const sum = group.sums.get(account) ?? { debit: 0n, credit: 0n };
      group.sums.set(account, { debit: sum.debit + debit, credit: sum.credit + credit });
    }
  }
  return [...groups.values()]
    .sort(
      (a, b) =>
        compareText(a.currency, b.currency) ||
        compareText(a.customer ?? '', b.customer ?? '') ||
        compareText(a.lot ?? '', b.lot ?? ''),
    )
    .map(({ sums, ...where }) =>
      ACCOUNTS.flatMap((account) =>
        (['debit', 'credit'] as const).map((side) => {
          return { account, ...where, side, amount: sums.get(account)?.[side] ?? 0n };
        }),
      ).filter(({ amount }) => amount !== 0n),
    )
    .filter((lines) => lines.length > 0);
}

/** Debits or credits of lines, added up. */
export function sideTotal(lines: readonly JournalLine[], side: JournalLine['side']): bigint {
  return lines.reduce((sum, line) => (line.side === side ? sum + line.amount : sum), 0n);
}

/**
 * One entry a currency, or several where one would have more than `most` lines: divided between groups that balance by themselves.
 * @param most at least FEWEST_LINES, which no group exceeds.
 */
export function journalEntries(
  money: Iterable<JournalMoney>,
  month: Month,
  level: JournalLevel,
  most: number | null,
): JournalEntry[] {
  const limit = Math.max(most ?? Number.POSITIVE_INFINITY, FEWEST_LINES);
  const packed: JournalLine[][] = [];
  for (const group of groupsOf(money, month, level)) {
    mustBalance(group);
    const last = packed.at(-1);
    const fits = last && last[0]!.currency === group[0]!.currency && last.length + group.length <= limit;
    if (fits) last.push(...group);
    else packed.push([...group]);
  }
  return packed.map((lines, index) => ({
    part: packed.length === 1 ? '' : partLetters(index),
    currency: lines[0]!.currency,
    lines,
  }));
}

/** Every posting balances, so what is added up of them does: anything else is a mistake of the program, and nothing goes out. */
function mustBalance(lines: readonly JournalLine[]): void {
  if (sideTotal(lines, 'debit') !== sideTotal(lines, 'credit'))
    throw new TypeError(`a journal of ${lines[0]!.customer ?? 'the book'} does not balance`);
}

/** 0 → A, 25 → Z, 26 → AA */
function partLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : partLetters(Math.floor(index / 26) - 1) + letter;
}

/** Entries into files of at most `most` lines; none is divided. */
export function filesOf(entries: readonly JournalEntry[], most: number | null): JournalEntry[][] {
  const files: JournalEntry[][] = [];
  let count = 0;
  for (const entry of entries) {
    count += entry.lines.length;
    if (files.length === 0 || count > (most ?? Number.POSITIVE_INFINITY)) {
      files.push([]);
      count = entry.lines.length;
    }
    files.at(-1)!.push(entry);
  }
  return files;
}

// Totals of the Usage and the Ledger screen explained: the sum of how many rows, the filter in words, and the parts that make it, each
// leading on to the total narrowed to it. Must not: add up in a way of its own (what the totals rows read is read).

import { currencyScale } from '../../../../src-shared/decimal.ts';
import type { Explanation, Part, Piece } from '../../../../src-shared/explain/calls.ts';
import type { LedgerTotal, Subject, UsageTotal } from '../../../../src-shared/explain/subject.ts';
import type { Result } from '../../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../../src-shared/findings/finding.ts';
import { LEDGER_COLUMNS } from '../../../../src-shared/ledger-columns.ts';
import { USAGE_COLUMNS } from '../../../../src-shared/usage-columns.ts';
import type { PostingKind } from '../../../engine/postings.ts';
import { entryName } from '../../../reports/ledger.ts';
import type { LedgerKey, TotalPart, UsageKey } from '../../../storage/explain/parts-of-totals.ts';
import {
  ledgerCount,
  ledgerParts,
  usageCount,
  usageParts,
} from '../../../storage/explain/parts-of-totals.ts';
import { isAtMost } from '../../../storage/usage-pages.ts';
import { pagesFilter } from '../../screens/ledger-window.ts';
import { MOST_ADDED } from '../../screens/usage-totals.ts';
import type { Session } from '../../session.ts';
import { scanFor } from '../../usage/narrowing.ts';
import type { Writer } from '../parts.ts';
import { Lines } from '../parts.ts';
import { asWords, credits, money, monthName, pieces, say } from '../words.ts';

const LINES = { one: 'line of the ledger', many: 'lines of the ledger' };
const ROWS = { one: 'row of usage', many: 'rows of usage' };

export type Total = LedgerTotal | UsageTotal;

/** As the totals row reads the book: as it stands, without deriving it first. Refused: a unit, entry or size it has no total in. */
export function explainTotal(session: Session, asked: Total): Result<Explanation> {
  const { unit, column } = asked;
  const book = session.book();
  const ofMoney = column === 'revenue';
  if (ofMoney ? currencyScale(unit) === undefined : !book.creditTypes.has(unit))
    return refused({
      code: 'unknown_subject',
      message: `The book counts nothing in ${unit}`,
      hint: 'Give a currency or a credit type',
    });
  const write: Writer = (amount) => (ofMoney ? money(amount, unit) : credits(book, amount, unit));
  return asked.kind === 'ledger_total' ? ofLedger(session, asked, write) : ofUsage(session, asked, write);
}

function ofLedger(session: Session, asked: LedgerTotal, write: Writer): Result<Explanation> {
  const { customer, lot, event, entry, month } = asked;
  const pages = pagesFilter(session, { customer, lot, event, entry, month });
  if (!pages.ok) return pages;
  const by = (key: LedgerKey): TotalPart[] => ledgerParts(session.open, pages.value, asked, key);
  const parts: Part[] = [];
  const one = lot !== null || event !== null;
  if (customer === null && !one)
    parts.push(partOf('By customer', by('customer'), write, (key) => ({ ...asked, customer: key })));
  if (entry === null)
    parts.push(partOf('By entry', byEntry(by('kind')), write, (key) => ({ ...asked, entry: key }), asWords));
  if (customer !== null && lot === null)
    parts.push(partOf('By lot', by('lot'), write, (key) => ({ ...asked, lot: key })));
  // Where all else is narrowed there is one part at least.
  if (month === null || parts.length === 0)
    parts.push(partOf('By month', by('month'), write, (key) => ({ ...asked, month: key })));
  const title = LEDGER_COLUMNS.find(({ key }) => key === asked.column)?.title ?? asked.column;
  const narrowed = [
    ...told('customer', customer),
    ...told('lot', lot),
    ...told('event', event),
    ...told('entry', entry === null ? null : asWords(entry)),
    ...(month === null ? [] : [pieces`in ${monthName(month)}`]),
  ];
  return done(written(title, LINES, ledgerCount(session.open, pages.value), narrowed, parts));
}

/** Several kinds of posting stand in the ledger under one name. */
function byEntry(kinds: readonly TotalPart[]): TotalPart[] {
  const entries = new Map<string, bigint>();
  for (const { key, amount } of kinds) {
    const entry = entryName(key as PostingKind);
    entries.set(entry, (entries.get(entry) ?? 0n) + amount);
  }
  return [...entries].map(([key, amount]) => ({ key, amount }));
}

function ofUsage(session: Session, asked: UsageTotal, write: Writer): Result<Explanation> {
  const { customer, meter, batch, late, text } = asked;
  const filter = { customer, meter, batch, late, text, exception: false };
  const scan = scanFor(session, filter);
  if (!isAtMost(session.open, scan, MOST_ADDED))
    return refused({
      code: 'unknown_subject',
      message: 'So much usage is not added up at once',
      hint: 'Narrow it to a customer, a batch or the beginning of an id',
    });
  const undone = [...session.book().undone];
  const by = (key: UsageKey): TotalPart[] => usageParts(session.open, { scan, filter, undone }, asked, key);
  const parts: Part[] = [];
  if (customer === null)
    parts.push(partOf('By customer', by('customer'), write, (key) => ({ ...asked, customer: key })));
  if (meter === null) parts.push(partOf('By meter', by('meter'), write, (key) => ({ ...asked, meter: key })));
  if (customer !== null)
    parts.push(partOf('By event', by('event'), write, (key) => ({ kind: 'event', event: key })));
  const title = USAGE_COLUMNS.find(({ key }) => key === asked.column)?.title ?? asked.column;
  const narrowed = [
    ...told('customer', customer),
    ...told('meter', meter),
    ...told('batch', batch),
    ...(late ? [['late']] : []),
    ...(text === '' ? [] : [[`event id begins with “${text}”`]]),
  ];
  const count = usageCount(session.open, scan, filter, undone);
  return done(written(title, ROWS, count, narrowed, parts));
}

/** A sentence begins with it. */
const begun = ([first = '', ...rest]: readonly Piece[]): Piece[] =>
  typeof first === 'string' ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest] : [first, ...rest];

const told = (what: string, value: string | number | null): Piece[][] =>
  value === null ? [] : [[`${what} ${value}`]];

function partOf(
  title: string,
  parts: readonly TotalPart[],
  write: Writer,
  leadsTo: (key: string) => Subject,
  words: (key: string) => string = String,
): Part {
  const lines = new Lines();
  for (const { key, amount } of parts) {
    if (amount === 0n) continue;
    lines.add({
      label: key === null ? 'none' : words(key),
      amount,
      subject: key === null ? null : leadsTo(key),
    });
  }
  return lines.part(title, write);
}

function written(
  title: string,
  rows: { one: string; many: string },
  count: number,
  narrowed: readonly (readonly Piece[])[],
  parts: readonly Part[],
): Explanation {
  const { total, type, unit } = parts[0]!;
  const counted: Piece = { value: String(count), type: 'quantity', unit: null };
  const filter = narrowed.flatMap((one, index) => (index === 0 ? begun(one) : [', ', ...one]));
  return {
    title: `Total: ${title}`,
    amount: { value: total, type, unit },
    state: null,
    steps: [
      count === 1
        ? say('meaning')`The amount of the one ${rows.one} that fits.`
        : say('meaning')`The sum of these ${counted} ${rows.many}.`,
      filter.length === 0 ? say('filter')`None: all of them are counted.` : say('filter')`${filter}.`,
    ],
    parts: [...parts],
  };
}

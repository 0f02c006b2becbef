// The ledger as the report shows its lines, for a grid that asks for windows of it as it scrolls: the same cells, their totals, and
// where a text is found. Must not: derive.

import { nextMonth } from '../../../src-shared/calendar.ts';
import type { LedgerFilter } from '../../../src-shared/contract/ledger.ts';
import { parseScaled } from '../../../src-shared/decimal.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../src-shared/findings/finding.ts';
import { LEDGER_COLUMNS } from '../../../src-shared/ledger-columns.ts';
import type { Cell } from '../../../src-shared/report-table.ts';
import { moneyScale } from '../../engine/book.ts';
import { entryName, kindsOfEntry, LEDGER_KINDS, ledgerRow } from '../../reports/ledger.ts';
import type { LedgerOrder } from '../../storage/ledger-pages.ts';
import { countLines, ledgerWindow } from '../../storage/ledger-pages.ts';
import type { LedgerPagesFilter } from '../../storage/paging/ledger-scan.ts';
import type { Found, Search } from '../../storage/paging/ledger-walk.ts';
import { findInLedger, sumLedger, walkLedger } from '../../storage/paging/ledger-walk.ts';
import { reportBook } from '../report.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';
import { totalRows } from './total-rows.ts';

export interface LedgerRows {
  rows: { id: string; cells: Cell[] }[];
  /** null: not counted yet. */
  total: number | null;
  /** Few enough to be ordered otherwise than by time. */
  sorts: boolean;
}

/** @param window.newest the last line first, or of another order its end. */
export function readLedger(
  session: Session,
  filter: LedgerFilter,
  window: { start: number; limit: number; sort: LedgerOrder['by']; newest: boolean },
): Result<LedgerRows> {
  const pages = pagesFilter(session, filter);
  if (!pages.ok) return pages;
  // Read as it stands, without a transaction to roll back: a grid asks often.
  const book = reportBook(session.book());
  const { start, limit, sort, newest } = window;
  const order = { by: sort, descending: newest };
  const { rows, ...known } = ledgerWindow(session.open, pages.value, start, limit, order);
  return done({ rows: rows.map(({ id, line }) => ({ id, cells: ledgerRow(book, line) })), ...known });
}

/** How many rows fit, where a window does not say: counts some more each time. Null: there are more to count. */
export function countLedger(
  session: Session,
  filter: LedgerFilter,
): Result<Pick<LedgerRows, 'total' | 'sorts'>> {
  const pages = pagesFilter(session, filter);
  return pages.ok ? done(countLines(session.open, pages.value)) : pages;
}

/** All rows that fit, in the order of the window, for a file: read as they are asked for. */
export function ledgerRows(
  session: Session,
  filter: LedgerFilter,
  order: LedgerOrder,
): Result<Iterable<readonly Cell[]>> {
  const pages = pagesFilter(session, filter);
  if (!pages.ok) return pages;
  const book = reportBook(session.book());
  const rows = function* () {
    for (const line of walkLedger(session.open, pages.value, order)) yield ledgerRow(book, line);
  };
  return done(rows());
}

/** Rows of totals in the ledger's columns: credits where all lines share a credit type, revenue by currency. */
export function ledgerTotals(session: Session, filter: LedgerFilter): Result<Cell[][]> {
  const pages = pagesFilter(session, filter);
  if (!pages.ok) return pages;
  const book = reportBook(session.book());
  const { credits, revenue } = sumLedger(session.open, pages.value);
  const sums = credits.map(({ creditType, ...amounts }) => ({ creditType, amounts }));
  return done(totalRows(book, LEDGER_COLUMNS, sums, revenue));
}

/** @param asked.amount what the text is as a decimal, where it is a number. */
export function findLedger(
  session: Session,
  filter: LedgerFilter,
  asked: { text: string; amount: string | null } & Search,
): Result<Found> {
  const pages = pagesFilter(session, filter);
  if (!pages.ok) return pages;
  const book = session.book();
  const text = asked.text.trim().toLowerCase();
  const amount = asked.amount?.replace(/^-/, '') ?? '';
  const scaledIn = (unit: string, scale: number) => {
    const scaled = parseScaled(amount, scale);
    return scaled === null || scaled === 0n ? [] : [{ unit, amount: scaled }];
  };
  const wanted = {
    text,
    kinds: LEDGER_KINDS.filter((kind) =>
      entryName(kind).replaceAll('_', ' ').includes(text.replaceAll('_', ' ')),
    ),
    credits: [...book.creditTypes].flatMap(([code, { scale }]) => scaledIn(code, scale)),
    money: currenciesOf(session).flatMap((currency) => scaledIn(currency, moneyScale(currency))),
  };
  return done(findInLedger(session.open, pages.value, wanted, asked));
}

function currenciesOf(session: Session): string[] {
  const told = (['plan', 'pack', 'grant'] as const).flatMap((kind) => [...latest(session, kind).values()]);
  return [...new Set([session.book().fact.currency, ...told.flatMap(({ currency }) => currency ?? [])])];
}

/** Refused: an entry that the ledger does not have. */
export function pagesFilter(
  session: Session,
  { entry, month, ...filter }: LedgerFilter,
): Result<LedgerPagesFilter> {
  const kinds = entry === null ? null : kindsOfEntry(entry);
  if (kinds?.length === 0) {
    return refused({
      code: 'unknown_entry',
      message: `The ledger has no entries called ${entry}`,
      hint: 'Choose one of the list',
    });
  }
  if (month === null) return done({ ...filter, kinds, month });
  const { zone } = session.book();
  const [from, to] = [month, nextMonth(month)].map((one) => zone.startOf(`${one}-01`));
  return done({ ...filter, kinds, month: { month, from: from!, to: to! } });
}

// A reconciliation as a workbook: Certificate, Open, Book, Source, Checks. Must not: read a book; all it needs is in ReconcileData.

import { monthDates } from '../../../../src-shared/calendar.ts';
import { LEG_WORDS } from '../../../../src-shared/reconcile/words.ts';
import { type Check, checksSheet, roundedChecksIn } from '../checks.ts';
import type { WorkbookSpec } from '../spec.ts';
import type { Table } from '../table.ts';
import { monthInWords } from '../words.ts';
import { certificateSheet, sumOf, type Tables } from './certificate.ts';
import type { ReconcileData, ReconcileLine } from './data.ts';
import { detailSheet, openTable, SHEETS, sideTable } from './lines.ts';

export function reconcileWorkbook(data: ReconcileData): WorkbookSpec {
  const leg = LEG_WORDS[data.leg];
  const month = monthInWords(data.month);
  const subtitle = `${data.author} · ${month}${data.seal === null ? ' · open, a draft' : ''}`;
  const footer = `${data.author} · Reconciliation, ${leg.toLowerCase()} · ${month}`;
  const tables: Tables = {
    book: sideTable(data, 'book'),
    outside: sideTable(data, 'outside'),
    open: openTable(data),
  };
  const checks = checksOf(data, tables);
  return {
    title: `Reconciliation ${leg} ${data.month}`,
    subject: `The book beside ${leg.toLowerCase()}, ${month}`,
    author: data.author,
    date: monthDates(data.month).to,
    sheets: [
      certificateSheet(data, tables, checks, subtitle, footer),
      detailSheet(SHEETS.open, 'Open lines', subtitle, footer, tables.open),
      detailSheet(SHEETS.book, 'The book’s lines', subtitle, footer, tables.book),
      detailSheet(SHEETS.outside, 'The source’s lines', subtitle, footer, tables.outside),
      checksSheet(checks, footer, subtitle),
    ],
  };
}

/** Both sides roll forward, and what is open there stands on Open. */
function checksOf(data: ReconcileData, tables: Tables): Check[] {
  const sides = [
    ['book', 'Book'],
    ['outside', 'Source'],
  ] as const;
  const perUnit = data.totals.flatMap(({ unit, scale, book, outside }, index) => {
    const cell = `$B$${6 + index * (sides.length * 3)}`;
    return sides.flatMap(([side, word]): Check[] => {
      const sums = side === 'book' ? book : outside;
      const table = tables[side];
      const of = (what: 'carried' | 'own' | 'matched' | 'open'): string => sumOf(table, what, cell);
      const check = roundedChecksIn(unit, scale);
      const own = data.lines.filter((line) => line.side === side && line.unit === unit);
      const add = (which: (line: ReconcileLine) => boolean): bigint =>
        own.filter(which).reduce((sum, line) => sum + line.amount, 0n);
      return [
        check(
          `${word}: carried in and of the month, less matched`,
          `${of('carried')}+${of('own')}-${of('matched')}`,
          add((line) => line.set === null),
          sums.open,
        ),
        check(
          `${word}: matched`,
          of('matched'),
          add((line) => line.set !== null),
          sums.matched,
        ),
        check(
          `${word}: open lines`,
          openOf(tables.open, side, cell),
          add((line) => line.open !== null),
          sums.open,
        ),
      ];
    });
  });
  return perUnit;
}

function openOf(open: Table<ReconcileLine>, side: 'book' | 'outside', unit: string): string {
  if (!open.all) return '0';
  return `SUMPRODUCT(--EXACT(${open.range('unit')},${unit}),${open.range(side)})`;
}

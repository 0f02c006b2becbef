// The detail sheets of a reconciliation: every line of a side with the match it stands in, and the open lines of both with their reasons.
// Must not: add up anything (the certificate and the checks do, from here).
import { PASS_WORDS, REASON_WORDS } from '../../../../src-shared/reconcile/words.ts';
import { amount, count, date, header, SheetDraft, text, title } from '../cells.ts';
import { address, type SpecCell, type SpecSheet } from '../spec.ts';
import { Table, type TableColumn } from '../table.ts';
import type { ReconcileData, ReconcileLine } from './data.ts';

export const HEAD = 4;
export const SHEETS = { book: 'Book', outside: 'Source', open: 'Open' } as const;

const id = (value: string | null): SpecCell => ({ value, format: 'id' });

/** What a line is a line of. */
export const partyWord = ({ leg }: Pick<ReconcileData, 'leg'>): string =>
  leg === 'general_ledger' ? 'Account' : leg === 'usage' ? 'Meter' : 'Customer';

/** What its amounts are counted in. */
const unitWord = ({ leg }: Pick<ReconcileData, 'leg'>): string =>
  leg === 'usage' || leg === 'spreadsheet' ? 'Unit' : 'Currency';

export const OPEN = 'open';

function columnsOf(data: ReconcileData, side: 'book' | 'outside'): TableColumn<ReconcileLine>[] {
  return [
    { key: 'party', head: header(partyWord(data)), cell: (line) => id(line.party) },
    { key: 'reference', head: header('Reference'), cell: (line) => id(line.reference || null) },
    { key: 'date', head: header('Date', 'date'), cell: (line) => date(line.date) },
    { key: 'text', head: header('What'), cell: (line) => text(line.text || null) },
    ...(side === 'outside'
      ? [{ key: 'place', head: header('Where'), cell: (line: ReconcileLine) => text(line.place) }]
      : []),
    { key: 'since', head: header('Carried in'), cell: (line) => text(line.carried ? 'yes' : 'no') },
    { key: 'set', head: header('Match'), cell: (line) => id(line.set ?? OPEN) },
    { key: 'pass', head: header('Matched by'), cell: (line) => text(line.pass && PASS_WORDS[line.pass]) },
    {
      key: 'amount',
      head: header('Amount', 'amount'),
      cell: (line) => amount(line.amount, data.scaleOf(line.unit)),
      sum: (line) => line.amount,
    },
    {
      key: 'unit',
      head: header(unitWord(data)),
      cell: (line) => text(line.unit),
    },
  ];
}

export function sideTable(data: ReconcileData, side: 'book' | 'outside'): Table<ReconcileLine> {
  return new Table({
    sheet: SHEETS[side],
    head: HEAD,
    columns: columnsOf(data, side),
    rows: data.lines.filter((line) => line.side === side),
    unit: { key: 'unit', of: (line) => line.unit, scale: data.scaleOf },
  });
}

export function openTable(data: ReconcileData): Table<ReconcileLine> {
  const said = (line: ReconcileLine) => line.open!;
  const side = (line: ReconcileLine, of: ReconcileLine['side']): SpecCell | null =>
    line.side === of ? amount(line.amount, data.scaleOf(line.unit)) : null;
  return new Table({
    sheet: SHEETS.open,
    head: HEAD,
    columns: [
      { key: 'party', head: header(partyWord(data)), cell: (line) => id(line.party) },
      { key: 'reference', head: header('Reference'), cell: (line) => id(line.reference || null) },
      { key: 'date', head: header('Date', 'date'), cell: (line) => date(line.date) },
      {
        key: 'what',
        head: header('What'),
        cell: (line) => text([line.text, line.place].filter(Boolean).join(' · ') || null),
      },
      {
        key: 'book',
        head: header('In the book', 'amount'),
        cell: (line) => side(line, 'book'),
        sum: (line) => (line.side === 'book' ? line.amount : 0n),
      },
      {
        key: 'outside',
        head: header('In the source', 'amount'),
        cell: (line) => side(line, 'outside'),
        sum: (line) => (line.side === 'outside' ? line.amount : 0n),
      },
      {
        key: 'unit',
        head: header(unitWord(data)),
        cell: (line) => text(line.unit),
      },
      { key: 'days', head: header('Days', 'count'), cell: (line) => count(said(line).days) },
      { key: 'age', head: header('Age'), cell: (line) => text(said(line).age) },
      { key: 'reason', head: header('Reason'), cell: (line) => text(REASON_WORDS[said(line).reason]) },
      { key: 'said', head: header('Said by a person'), cell: (line) => text(said(line).said ? 'yes' : 'no') },
      { key: 'note', head: header('Note'), cell: (line) => text(said(line).note || null) },
      { key: 'owner', head: header('Owner'), cell: (line) => text(said(line).owner || null) },
      { key: 'due', head: header('Due', 'date'), cell: (line) => date(said(line).due) },
    ],
    rows: data.lines.filter((line) => line.open !== null),
    unit: { key: 'unit', of: (line) => line.unit, scale: data.scaleOf },
  });
}

export function detailSheet(
  name: string,
  heading: string,
  subtitle: string,
  footer: string,
  table: Table<ReconcileLine>,
): SpecSheet {
  const sheet = new SheetDraft();
  sheet.add(title(heading));
  sheet.add(text(subtitle, 'subtitle'));
  sheet.add();
  for (const row of table.lines()) sheet.addRow(row);
  if (!table.all) sheet.add(text('There are none.', 'note'));
  return {
    name,
    kind: 'detail',
    columns: Array.from({ length: table.width }, () => ({ max: 40 })),
    rows: sheet.rows,
    freeze: { rows: HEAD, columns: 2 },
    printTitles: [HEAD, HEAD],
    landscape: true,
    filter: `${address(1, HEAD)}:${address(table.width, HEAD)}`,
    footer,
  };
}

// The certificate of a reconciliation, one page: both sides rolled forward, the difference and what explains it, open lines by age, what was
// taken in, how it was matched, the conclusion and who signed. Figures are formulas over the detail. Must not: judge.

import { monthDates } from '../../../../src-shared/calendar.ts';
import { decimalPlaces, parseScaled } from '../../../../src-shared/decimal.ts';
import { AGES, LEG_WORDS, PASS_WORDS } from '../../../../src-shared/reconcile/words.ts';
import {
  amount,
  lines as brokenInto,
  count,
  flag,
  header,
  rounded,
  SheetDraft,
  section,
  text,
  title,
} from '../cells.ts';
import { ALL_CHECKS, allOk, type Check } from '../checks.ts';
import type { SpecCell, SpecSheet } from '../spec.ts';
import type { Table } from '../table.ts';
import { dateInWords } from '../words.ts';
import type { ReconcileData, ReconcileLine, ReconcileTotals, SignedBy } from './data.ts';
import { OPEN, partyWord } from './lines.ts';

export const CERTIFICATE = 'Certificate';
const WIDTH = 7;

export interface Tables {
  readonly book: Table<ReconcileLine>;
  readonly outside: Table<ReconcileLine>;
  readonly open: Table<ReconcileLine>;
}
type Sums = keyof ReconcileTotals['book'];

/** A sum of one side in one unit, by formula over its sheet; the unit is the cell that names it. */
export function sumOf(table: Table<ReconcileLine>, what: Sums, unit: string): string {
  if (!table.all) return '0';
  const own = (key: string, is: string): string => `--(${table.range(key)}${is})`;
  const conditions = {
    carried: [own('since', '="yes"')],
    own: [own('since', '="no"')],
    matched: [own('set', `<>"${OPEN}"`)],
    open: [own('set', `="${OPEN}"`)],
  }[what];
  return `SUMPRODUCT(${[...conditions, `--EXACT(${table.range('unit')},${unit})`, table.range('amount')].join(',')})`;
}

export function certificateSheet(
  data: ReconcileData,
  tables: Tables,
  checks: readonly Check[],
  subtitle: string,
  footer: string,
): SpecSheet {
  const sheet = new SheetDraft();
  sheet.add(title(`Reconciliation: ${LEG_WORDS[data.leg].toLowerCase()}`));
  sheet.add(text(subtitle, 'subtitle'));
  sheet.add(text('All checks', 'label'), flag(allOk(checks), ALL_CHECKS));
  sheet.add();
  addConclusion(sheet, data);
  for (const totals of data.totals) addTotals(sheet, data, tables, totals);
  addAges(sheet, data, tables);
  addTaken(sheet, data);
  addPasses(sheet, data);
  addAttachments(sheet, data);
  for (const sentence of aboutIt(data)) sheet.add(text(sentence, 'note'));
  return {
    name: CERTIFICATE,
    kind: 'summary',
    columns: [{ min: 30, max: 44 }, ...Array.from({ length: 5 }, () => ({ min: 15 })), { min: 12 }],
    rows: sheet.rows,
    freeze: { rows: 3 },
    footer,
  };
}

function addConclusion(sheet: SheetDraft, data: ReconcileData): void {
  sheet.addRow(section('Conclusion', WIDTH));
  for (const line of brokenInto(data.conclusion, 110)) sheet.add(text(line, 'prose'));
  sheet.add();
  sheet.addRow(['', 'Name', null, 'Signed at', null, 'Standing'].map((head) => header(head)));
  addSignature(sheet, data, 'Prepared by', data.preparer);
  addSignature(sheet, data, 'Reviewed by', data.reviewer);
  const matters = data.reviewer?.void === null ? data.reviewer.materiality : null;
  for (const line of matters ? brokenInto(`Materiality: ${matters.reason}`, 110) : [])
    sheet.add(text(line, 'prose'));
  sheet.add();
}

function addSignature(sheet: SheetDraft, data: ReconcileData, role: string, one: SignedBy | null): void {
  const time: SpecCell | null = one ? { value: data.localTime(one.at), format: 'time' } : null;
  const state = one === null ? 'not signed' : one.void === null ? 'signed' : `VOID: ${one.void}`;
  sheet.add(text(role, 'label'), text(one?.by ?? null), null, time, null, text(state, 'words'));
}

/** Carried in, plus the month's own, less matched, is open; and what the difference consists of. */
function addTotals(sheet: SheetDraft, data: ReconcileData, tables: Tables, totals: ReconcileTotals): void {
  const { unit, scale } = totals;
  sheet.addRow(section(`${data.leg === 'usage' ? 'Meter' : 'In'} ${unit}`, WIDTH));
  const head = sheet.next;
  sheet.addRow([
    header(unit),
    header('Book', 'amount'),
    header('Source', 'amount'),
    header('Difference', 'amount'),
  ]);
  const row = (
    label: string,
    ours: bigint,
    theirs: bigint,
    formulas: readonly [string, string],
    role: 'body' | 'total' = 'body',
  ): number => {
    const line = sheet.next;
    return sheet.add(
      text(label, role),
      amount(ours, scale, role, rounded(formulas[0], scale)),
      amount(theirs, scale, role, rounded(formulas[1], scale)),
      amount(theirs - ours, scale, role, rounded(`C${line}-B${line}`, scale)),
    );
  };
  const sums = (what: Sums): [bigint, bigint, readonly [string, string]] => [
    totals.book[what],
    totals.outside[what],
    [sumOf(tables.book, what, `$A$${head}`), sumOf(tables.outside, what, `$A$${head}`)],
  ];
  const carried = row('Carried in from earlier months', ...sums('carried'));
  const own = row('Of the month', ...sums('own'));
  const matched = row('Matched', ...sums('matched'));
  const [ours, theirs] = [totals.book.open, totals.outside.open];
  const rest = (column: string): string => `${column}${carried}+${column}${own}-${column}${matched}`;
  row('Open', ours, theirs, [rest('B'), rest('C')], 'total');
  sheet.add();
  addDifference(sheet, tables.open, totals, { head, carried, own, matched });
}

/** What the difference consists of: what stands within matches, what has a reason, and the rest. */
function addDifference(
  sheet: SheetDraft,
  open: Table<ReconcileLine>,
  totals: ReconcileTotals,
  rows: Record<'head' | 'carried' | 'own' | 'matched', number>,
): void {
  const { scale } = totals;
  const { head, carried, own, matched } = rows;
  const said = (side: 'book' | 'outside'): string =>
    open.all
      ? `SUMPRODUCT(--(${open.range('said')}="yes"),--EXACT(${open.range('unit')},$A$${head}),${open.range(side)})`
      : '0';
  const difference = sheet.add(
    text('Difference of carried in and the month'),
    null,
    null,
    amount(totals.difference, scale, 'body', rounded(`D${carried}+D${own}`, scale)),
  );
  sheet.add(
    text('of it within matches (rounding, by hand)'),
    null,
    null,
    amount(totals.inMatches, scale, 'body', `D${matched}`),
  );
  sheet.add(
    text('of it open, with a reason'),
    null,
    null,
    amount(totals.explained, scale, 'body', rounded(`${said('outside')}-${said('book')}`, scale)),
  );
  sheet.add(
    text('Unexplained', 'total'),
    text(null, 'total'),
    text(null, 'total'),
    amount(
      totals.unexplained,
      scale,
      'total',
      rounded(`D${difference}-D${difference + 1}-D${difference + 2}`, scale),
    ),
  );
  addMateriality(sheet, totals);
  sheet.add();
}

/** What people let stand, beside what the reviewer says matters. */
function addMateriality(sheet: SheetDraft, totals: ReconcileTotals): void {
  const { accepted, materiality, beyond, scale } = totals;
  if (accepted === 0n && materiality === null) return;
  sheet.add(text('Accepted differences, each without its sign'), null, null, amount(accepted, scale));
  if (materiality === null) return;
  const places = Math.max(scale, decimalPlaces(materiality));
  sheet.add(
    text('Materiality, as the reviewer says'),
    null,
    null,
    amount(parseScaled(materiality, places)!, places),
    text(beyond ? 'ABOVE: more is accepted' : 'not above', 'words'),
  );
}

function addAges(sheet: SheetDraft, data: ReconcileData, { open }: Tables): void {
  sheet.addRow(section('Open lines by age, in days at the end of the month', WIDTH));
  if (!open.all) {
    sheet.add(text('No line is open.', 'prose'));
    sheet.add();
    return;
  }
  const head = sheet.next;
  sheet.addRow([header('Side'), ...AGES.map((age) => header(age, 'count')), header('Lines', 'count')]);
  const own = data.lines.filter((line) => line.open !== null);
  for (const [side, label] of [
    ['book', 'In the book only'],
    ['outside', 'In the source only'],
  ] as const) {
    const line = sheet.next;
    const cells = AGES.map((age, index): SpecCell => {
      const column = String.fromCharCode(66 + index);
      const lines = own.filter((one) => one.side === side && one.open!.age === age);
      // An amount of 0 is one, too: what is blank is of the other side.
      const of = `SUMPRODUCT(--(${open.range('age')}=${column}$${head}),--NOT(ISBLANK(${open.range(side)})))`;
      return count(lines.length, 'body', of);
    });
    const all = own.filter((one) => one.side === side).length;
    sheet.add(text(label), ...cells, count(all, 'body', `SUM(B${line}:E${line})`));
  }
  sheet.add();
}

function addTaken(sheet: SheetDraft, data: ReconcileData): void {
  sheet.addRow(section('Taken in', WIDTH));
  sheet.addRow(
    ['File', 'Month', 'Rows', 'Left out', 'Taken in by', 'At'].map((head) =>
      header(head, head === 'Rows' || head === 'Left out' ? 'count' : 'text'),
    ),
  );
  for (const { number, month, file, sha256, rows, leftOut, notCompared, by, at } of data.tables) {
    const time: SpecCell = { value: data.localTime(at), format: 'time' };
    sheet.add(
      text(`${number}: ${file}`),
      { value: month, format: 'month' },
      count(rows),
      count(leftOut),
      text(by),
      time,
    );
    sheet.add(text(`SHA-256 ${sha256}`, 'note'));
    for (const line of notCompared.flatMap((one) => brokenInto(`Not part of it: ${one}.`, 110)))
      sheet.add(text(line, 'prose'));
  }
  sheet.add();
}

function addPasses(sheet: SheetDraft, data: ReconcileData): void {
  sheet.addRow(section('How it was matched', WIDTH));
  if (data.passes.length === 0) sheet.add(text('Nothing was matched by itself in this month.', 'prose'));
  else {
    sheet.addRow([
      header('Pass'),
      ...['Run', 'Matches', 'Book lines', 'Source lines'].map((head) => header(head, 'count')),
    ]);
    for (const { run, pass, sets, book, outside } of data.passes)
      sheet.add(text(PASS_WORDS[pass]), count(run), count(sets), count(book), count(outside));
  }
  sheet.add();
}

function addAttachments(sheet: SheetDraft, data: ReconcileData): void {
  const files = data.lines.flatMap((line) => (line.open?.files ?? []).map((file) => ({ line, file })));
  if (files.length === 0) return;
  sheet.addRow(section('Attachments, kept in the book', WIDTH));
  sheet.addRow([header('File'), header(partyWord(data)), header('Reference')]);
  for (const { line, file } of files) {
    sheet.add(
      text(file.name),
      { value: line.party, format: 'id' },
      { value: line.reference || null, format: 'id' },
    );
    sheet.add(text(`SHA-256 ${file.sha256}`, 'note'));
  }
  sheet.add();
}

function aboutIt(data: ReconcileData): string[] {
  const tolerated = Object.entries(data.tolerance).map(([unit, most]) => `${most} ${unit}`);
  const { to } = monthDates(data.month);
  return [
    `As of ${dateInWords(to)}. Dates may lie ${data.days} days apart; tolerance: ${tolerated.join(', ') || 'none'}. Never matched on an amount alone across ${partyWord(data).toLowerCase()}s.`,
    `${data.seal === null ? 'The month is open.' : `Seal of the month ${data.seal}.`} Facts in the book: ${data.facts}.`,
  ];
}

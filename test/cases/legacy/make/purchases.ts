// One row per purchase, as teams keep it: merged titles, groups over the columns, subtotals, colours, notes, dates typed in two
// ways, two currencies, hidden rows, a lookup that a renamed sheet broke. Must not: get a number wrong.
import type ExcelJS from 'exceljs';
import { bold, cents, day, dayTyped, fill, GREY, MONEY, newWorkbook, num, RED, YELLOW } from './paint.ts';
import type { Row, Truth, World } from './world.ts';

const HEADER = [
  'Customer',
  'Invoice',
  'Date',
  'Valid until',
  'Price',
  'Ccy',
  'Bought',
  'Used',
  'Expired',
  'Remaining',
  'Deferred revenue',
  'Account manager',
  'Comment',
];

export function purchasesWorkbook(world: World, truth: Truth): ExcelJS.Workbook {
  const workbook = newWorkbook();
  const sheet = workbook.addWorksheet('Purchases');
  sheet.addRow(['Prepaid credits: purchases and what is left']);
  sheet.mergeCells('A1:M1');
  sheet.addRow(['As at 30 June 2025. Yellow: ask about renewal. Red: expired. Please do not sort!']);
  sheet.mergeCells('A2:M2');
  sheet.addRow(['Purchase', '', '', '', '', '', 'Credits', '', '', '', 'Revenue', '', '']);
  for (const range of ['A3:F3', 'G3:J3']) sheet.mergeCells(range);
  bold(sheet.addRow(HEADER));
  let count = 0;
  for (const customer of world.customers) {
    const lots = truth.lots.filter((lot) => lot.customer === customer.code);
    const first = sheet.rowCount + 1;
    for (const lot of lots) {
      const spelling = customer.spellings[count % customer.spellings.length]!;
      addLot(sheet, lot, spelling, count++);
    }
    addSubtotal(sheet, `Total ${customer.name}`, first);
    if (customer.code === 'birke') sheet.addRow(['Birke pays by direct debit since May']);
    sheet.addRow([]);
  }
  const last = sheet.rowCount;
  bold(
    sheet.addRow([
      'Grand total (credits)',
      '',
      '',
      '',
      '',
      '',
      { formula: `SUMIF(B5:B${last},"INV*",G5:G${last})`, result: cents(sum(truth.lots, 'granted')) },
      '',
      '',
      { formula: `SUMIF(B5:B${last},"INV*",J5:J${last})`, result: cents(sum(truth.lots, 'remaining')) },
    ]),
  );
  sheet.getColumn(2).hidden = false;
  managers(workbook, world);
  return workbook;
}

const sum = (rows: readonly Row[], key: string): number =>
  rows.reduce((total, row) => total + num(row[key]), 0);

function addLot(sheet: ExcelJS.Worksheet, lot: Row, spelling: string, count: number): void {
  const at = sheet.rowCount + 1;
  const expired = num(lot.expired);
  const row = sheet.addRow([
    spelling,
    lot.lot,
    // Every fourth date was typed, and stayed text.
    count % 4 === 3 ? dayTyped(lot.starts_on!) : day(lot.starts_on!),
    day(lot.valid_through!),
    num(lot.price),
    lot.currency,
    num(lot.granted),
    num(lot.drawn),
    expired === 0 ? null : expired,
    { formula: `G${at}-H${at}-I${at}`, result: cents(num(lot.remaining)) },
    { formula: `ROUND(E${at}*J${at}/G${at},2)`, result: num(lot.deferred) },
    {
      formula: `VLOOKUP(A${at},Managers!A:B,2,FALSE)`,
      result: count === 2 ? ({ error: '#N/A' } as ExcelJS.CellErrorValue) : 'Jana',
    },
    count === 1 ? 'renewal in Q3?' : null,
  ]);
  row.getCell(3).numFmt = 'dd.mm.yyyy';
  row.getCell(4).numFmt = 'dd.mm.yyyy';
  row.getCell(5).numFmt = MONEY[lot.currency!]!;
  row.getCell(11).numFmt = MONEY[lot.currency!]!;
  if (expired > 0) fill(row, RED);
  else if (num(lot.remaining) < 100) fill(row, YELLOW);
  // What is used up was hidden, so that the list is shorter.
  if (num(lot.remaining) === 0 && expired === 0) row.hidden = true;
}

function addSubtotal(sheet: ExcelJS.Worksheet, label: string, first: number): void {
  const last = sheet.rowCount;
  const total = (letter: string, column: number): ExcelJS.CellFormulaValue => {
    let value = 0;
    for (let at = first; at <= last; at++) {
      const cell = sheet.getRow(at).getCell(column).value as number | { result: number } | null;
      value += typeof cell === 'object' ? (cell?.result ?? 0) : cell;
    }
    return { formula: `SUBTOTAL(9,${letter}${first}:${letter}${last})`, result: cents(value) };
  };
  const row = sheet.addRow([
    label,
    '',
    '',
    '',
    total('E', 5),
    '',
    total('G', 7),
    total('H', 8),
    total('I', 9),
    total('J', 10),
    total('K', 11),
  ]);
  bold(row);
  fill(row, GREY);
}

/** The sheet that lookups go to: it was called otherwise once, and one name in it was changed. */
function managers(workbook: ExcelJS.Workbook, world: World): void {
  const sheet = workbook.addWorksheet('Managers');
  sheet.addRow(['Name', 'Manager']);
  for (const { name } of world.customers) sheet.addRow([name, 'Jana']);
  const old = workbook.addWorksheet('Purchases 2024 (old)', { state: 'hidden' });
  old.addRow(HEADER);
  old.addRow(['Halden Logistics GmbH', 'INV-0001', day('2024-02-01'), '', 100, 'EUR', 100, 90, '', 10, 10]);
}

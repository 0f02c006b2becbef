// Slips that are made in the workbook itself, after its rows were right, and what each is worth. Must not: know the rules.
import type ExcelJS from 'exceljs';
import { divideMoney, formatScaled, parseScaled } from '../../../../src-shared/decimal.ts';
import type { Expected } from './worth.ts';
import { creditsAt, LAST, moneyAt } from './worth.ts';
import type { Truth } from './world.ts';

/** 463.71 typed as 436.71 in one cell of the grid, in one month. */
export function swapDigits(workbook: ExcelJS.Workbook): Expected {
  const sheet = workbook.getWorksheet('Balances')!;
  const row = rowOf(sheet, 'Halden');
  const cell = sheet.getRow(row).getCell(4);
  const right = Number(cell.value).toFixed(2);
  const at = Array.from(right).findIndex((digit, index) => /\d/.test(right[index + 1] ?? '') && digit !== right[index + 1]);
  const typed = right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2);
  cell.value = Number(typed);
  const credits = parseScaled(typed, 2)! - parseScaled(right, 2)!;
  return { cause: 'slip', customer: 'halden', month: '2025-01', credits: formatScaled(credits, 2), money: '0.00' };
}

function rowOf(sheet: ExcelJS.Worksheet, name: string): number {
  for (let row = 1; row <= sheet.rowCount; row++)
    if (String(sheet.getRow(row).getCell(1).value).startsWith(name)) return row;
  throw new Error(`no row of ${name}`);
}

/** A balance that somebody typed over, 9.00 too high, from which the rest goes on. */
export function typedOver(workbook: ExcelJS.Workbook, truth: Truth): Expected {
  const sheet = workbook.getWorksheet('Total Rebuild SAS')!;
  const { rowCount } = sheet;
  let typed = false;
  let month = '';
  for (let row = 5; row <= rowCount; row++) {
    const heading = /— (\d{4}-\d{2}) —/.exec(String(sheet.getRow(row).getCell(1).value));
    if (heading) month = heading[1]!;
    const cell = sheet.getRow(row).getCell(5);
    if (month < '2025-03' || typeof cell.value !== 'object' || cell.value === null) continue;
    const { formula, result } = cell.value as ExcelJS.CellFormulaValue;
    const value = Math.round(Number(result) * 100 + 900) / 100;
    cell.value = typed ? { formula, result: value } : value;
    typed = true;
  }
  const credits = creditsAt(truth, 'total', '2025-03');
  const [money = 0n] = moneyAt(truth, 'total', '2025-03').values();
  const worthOf = formatScaled(divideMoney(money * 900n, credits), 2);
  return { cause: 'slip', customer: 'total', month: '2025-03', credits: '9.00', money: worthOf };
}

/** What remains of a purchase of total's, typed in 35.00 too high over its formula. */
export function wrongRemainder(workbook: ExcelJS.Workbook): Expected {
  const sheet = workbook.getWorksheet('Purchases')!;
  const cell = sheet.getRow(rowOf(sheet, 'Total Rebuild')).getCell(10);
  const { result } = cell.value as ExcelJS.CellFormulaValue;
  cell.value = Math.round(Number(result) * 100 + 3500) / 100;
  return { cause: 'slip', customer: 'total', month: LAST, credits: '35.00', money: '0.00' };
}

/** The credits of a row of usage in February, with the point forgotten: ten times as many. */
export function wrongCredits(workbook: ExcelJS.Workbook, truth: Truth): Expected {
  const sheet = workbook.getWorksheet('Transactions')!;
  for (let at = 1; at <= sheet.rowCount; at++) {
    const row = sheet.getRow(at);
    const [date, kind] = [row.getCell(1).value, row.getCell(3).value];
    const isFebruary = date instanceof Date && date.toISOString().startsWith('2025-02');
    if (!isFebruary || kind !== 'Usage' || row.getCell(2).value !== 'Quartz Analytics') continue;
    const right = Number(row.getCell(6).value);
    row.getCell(6).value = Math.round(right * 1000) / 100;
    const credits = parseScaled(right.toFixed(2), 2)! * 9n;
    const [money = 0n] = moneyAt(truth, 'quartz', '2025-02').values();
    const share = divideMoney(money * credits, creditsAt(truth, 'quartz', '2025-02'));
    return {
      cause: 'slip',
      customer: 'quartz',
      month: '2025-02',
      credits: formatScaled(credits, 2),
      money: formatScaled(share, 2),
    };
  }
  throw new Error('no row of quartz in February');
}

// A grid of balances: customers down, months across, credits and deferred revenue under each, with a total below, a hidden column
// and notes. Must not: get a number wrong.
import type ExcelJS from 'exceljs';
import { bold, cents, day, fill, MONEY, newWorkbook, num, YELLOW } from './paint.ts';
import type { Truth, World } from './world.ts';

export function balanceGridWorkbook(world: World, truth: Truth): ExcelJS.Workbook {
  const workbook = newWorkbook();
  const sheet = workbook.addWorksheet('Balances');
  sheet.addRow(['Credit balances at month end']);
  sheet.mergeCells('A1:P1');
  sheet.addRow(['Source: billing export, agreed with sales each month. Figures in credits and in the currency of the customer.']);
  const [months, names] = [sheet.addRow(['']), sheet.addRow(['Customer', 'Ccy', 'Old id'])];
  world.months.forEach((month, index) => {
    const column = 4 + index * 2;
    months.getCell(column).value = index % 3 === 2 ? monthTyped(month) : day(`${month}-01`);
    months.getCell(column).numFmt = 'mmm yyyy';
    sheet.mergeCells(months.number, column, months.number, column + 1);
    names.getCell(column).value = 'Credits';
    names.getCell(column + 1).value = 'Deferred';
  });
  names.getCell(4 + world.months.length * 2).value = 'Remarks';
  bold(names);
  sheet.getColumn(3).hidden = true;
  const first = sheet.rowCount + 1;
  world.customers.forEach(({ code, name, currency, spellings }, at) => {
    if (at === 3) sheet.addRow(['Accounts of the partner channel']);
    const row = sheet.addRow([at === 0 ? spellings[1] : name, currency, `X${100 + at}`]);
    world.months.forEach((month, index) => {
      const wallet = truth.wallets.find((one) => one.customer === code && one.month === month);
      const money = truth.revenue.find(
        (one) => one.customer === code && one.month === month && one.currency === currency,
      );
      row.getCell(4 + index * 2).value = num(wallet?.closing);
      row.getCell(4 + index * 2).numFmt = '#,##0.00';
      row.getCell(5 + index * 2).value = num(money?.closing_deferred);
      row.getCell(5 + index * 2).numFmt = MONEY[currency]!;
    });
    if (at === 1) {
      row.getCell(4 + world.months.length * 2).value = 'balance confirmed by e-mail';
      fill(row, YELLOW);
    }
  });
  total(sheet, world.months.length, first);
  sheet.addRow([]);
  sheet.addRow(['Yellow: confirmed by the customer']);
  return workbook;
}

function total(sheet: ExcelJS.Worksheet, months: number, first: number): void {
  const last = sheet.rowCount;
  const row = sheet.addRow(['Total', 'all']);
  for (let column = 4; column < 4 + months * 2; column += 2) {
    let value = 0;
    for (let at = first; at <= last; at++) value += Number(sheet.getRow(at).getCell(column).value ?? 0) || 0;
    const letter = sheet.getColumn(column).letter;
    row.getCell(column).value = { formula: `SUM(${letter}${first}:${letter}${last})`, result: cents(value) };
  }
  bold(row);
}

const NAMES = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
/** Every third month was typed. */
const monthTyped = (month: string): string => `${NAMES[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;

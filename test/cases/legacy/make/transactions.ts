// A list of transactions of all customers: signed credits, months in between, the header again where two lists were joined, dates
// typed in two ways, customers spelt in several. Must not: get a number wrong.
import type ExcelJS from 'exceljs';
import { movementsOf } from './customer-sheets.ts';
import { bold, day, dayTyped, fill, GREY, MONEY, newWorkbook, RED } from './paint.ts';
import type { Truth, World } from './world.ts';

const HEADER = [
  'Date',
  'Customer',
  'Type',
  'Service',
  'Units',
  'Credits',
  'Price',
  'Currency',
  'Reference',
  'Comment',
];

export function transactionsWorkbook(world: World, truth: Truth): ExcelJS.Workbook {
  const workbook = newWorkbook();
  const sheet = workbook.addWorksheet('Transactions');
  sheet.addRow(['Credit transactions 2025']);
  sheet.addRow(['Red: expired. Joined from two lists in April.']);
  sheet.addRow([]);
  bold(sheet.addRow(HEADER));
  const all = world.customers
    .flatMap((customer) =>
      movementsOf(world, truth, customer.code).map((movement) => ({ customer, movement })),
    )
    .sort((a, b) => (a.movement.date < b.movement.date ? -1 : a.movement.date > b.movement.date ? 1 : 0));
  let month = '';
  all.forEach(({ customer, movement }, at) => {
    if (movement.date.slice(0, 7) !== month) {
      month = movement.date.slice(0, 7);
      if (month.endsWith('-04')) sheet.addRow(HEADER);
      else fill(sheet.addRow([`${month}: booked by Finance`]), GREY);
    }
    const { price, quantity } = movement;
    const kind = quantity !== null ? 'Usage' : price !== null ? 'Purchase' : movement.what;
    const row = sheet.addRow([
      at % 6 === 5 && Number(movement.date.slice(8)) > 12 ? dayTyped(movement.date) : day(movement.date),
      customer.spellings[at % customer.spellings.length],
      kind,
      movement.meter || null,
      quantity,
      movement.credits,
      price,
      price === null ? null : customer.currency,
      movement.ref,
      at === 10 ? 'late, see e-mail' : null,
    ]);
    row.getCell(1).numFmt = 'dd.mm.yyyy';
    row.getCell(6).numFmt = '#,##0.00;[Red](#,##0.00)';
    if (price !== null) row.getCell(7).numFmt = MONEY[customer.currency]!;
    if (kind === 'Expired') fill(row, RED);
    if (at % 40 === 17) row.hidden = true;
  });
  return workbook;
}

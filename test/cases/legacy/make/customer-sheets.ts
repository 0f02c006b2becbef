// One sheet per customer with a running balance: a name above, subtotals by month, notes in between, dates typed in two ways.
// Must not: get a number wrong.
import type ExcelJS from 'exceljs';
import { bold, cents, day, dayTyped, fill, GREY, newWorkbook, num } from './paint.ts';
import type { Row, Truth, World } from './world.ts';

export interface Movement {
  date: string;
  what: string;
  ref: string;
  credits: number;
  price: number | null;
  meter: string;
  quantity: number | null;
}

const WORDS: Readonly<Record<string, string>> = {
  grant: 'Credits purchased',
  expiry: 'Expired',
  rollover_in: 'Rolled over from last month',
  rollover_out: 'Rolled over to next month',
};

/** The ledger of a customer as a person would book it: a line for each event, in order. */
export function movementsOf(world: World, truth: Truth, customer: string): Movement[] {
  const found: Movement[] = [];
  const byEvent = new Map<string, Movement>();
  const quantities = new Map(world.usage.map((line) => [line.split(',')[0]!, line.split(',')[3]!]));
  const lots = new Map(truth.lots.map((lot) => [lot.lot!, lot]));
  for (const entry of truth.ledger) {
    if (entry.customer !== customer || entry.credits === '' || num(entry.credits) === 0) continue;
    const event = entry.event_id === '' ? null : byEvent.get(entry.event_id!);
    if (event) {
      event.credits = cents(event.credits + num(entry.credits));
      continue;
    }
    const lot = lots.get(entry.lot!);
    const movement: Movement = {
      date: localDay(entry.at!),
      what: WORDS[entry.entry!] ?? `Used ${entry.meter}`,
      ref: entry.event_id || entry.lot!,
      credits: num(entry.credits),
      price: entry.entry === 'grant' ? num(lot?.price) : null,
      meter: entry.meter!,
      quantity: entry.event_id === '' ? null : num(quantities.get(entry.event_id!)),
    };
    found.push(movement);
    if (entry.event_id !== '') byEvent.set(entry.event_id!, movement);
  }
  return found;
}

/** The book's day of an instant: Berlin, one or two hours ahead. */
function localDay(instant: string): string {
  const summer = instant >= '2025-03-30T01' && instant < '2025-10-26T01';
  return new Date(Date.parse(instant) + (summer ? 2 : 1) * 3_600_000).toISOString().slice(0, 10);
}

export function customerSheetsWorkbook(world: World, truth: Truth): ExcelJS.Workbook {
  const workbook = newWorkbook();
  const overview = workbook.addWorksheet('Overview');
  overview.addRow(['Balances as at 30 June 2025']);
  overview.addRow(['Customer', 'Credits left', 'Since']);
  for (const [index, customer] of world.customers.entries()) {
    const sheet = workbook.addWorksheet(customer.code === 'birke' ? 'Birke' : customer.spellings.at(-1)!);
    const movements = movementsOf(world, truth, customer.code);
    const balance = addMovements(sheet, customer.name, movements, index);
    // One sheet was renamed, and the overview lost it.
    const value: ExcelJS.CellValue =
      customer.code === 'birke'
        ? { formula: '#REF!E40', result: { error: '#REF!' } as ExcelJS.CellErrorValue }
        : { formula: `'${sheet.name}'!E${sheet.rowCount}`, result: balance };
    overview.addRow([customer.name, value, day('2025-01-01')]);
  }
  return workbook;
}

function addMovements(
  sheet: ExcelJS.Worksheet,
  name: string,
  movements: readonly Movement[],
  index: number,
): number {
  sheet.addRow([index % 2 === 0 ? `Customer: ${name}` : 'Customer', index % 2 === 0 ? null : name]);
  sheet.addRow(['Credits in and out. Balance is computed, do not type over it.']);
  sheet.mergeCells('A2:F2');
  sheet.addRow([]);
  bold(sheet.addRow(['Date', 'Description', 'In', 'Out', 'Balance', 'Price', 'Remark']));
  let [balance, month, previous] = [0, '', 0];
  movements.forEach((movement, at) => {
    if (movement.date.slice(0, 7) !== month) {
      month = movement.date.slice(0, 7);
      const heading = sheet.addRow([`— ${month} —`]);
      sheet.mergeCells(heading.number, 1, heading.number, 6);
      fill(heading, GREY);
    }
    balance = cents(balance + movement.credits);
    const line = sheet.rowCount + 1;
    const row = sheet.addRow([
      at % 5 === 4 && Number(movement.date.slice(8)) > 12 ? dayTyped(movement.date) : day(movement.date),
      movement.what,
      movement.credits > 0 ? movement.credits : null,
      movement.credits < 0 ? -movement.credits : null,
      previous === 0
        ? { formula: `C${line}-D${line}`, result: balance }
        : { formula: `E${previous}+C${line}-D${line}`, result: balance },
      movement.price,
      at === 3 ? 'checked with sales' : null,
    ]);
    row.getCell(1).numFmt = 'dd/mm/yyyy';
    if (at === 6) row.hidden = true;
    previous = line;
  });
  return balance;
}

export const usageRows = (rows: readonly Movement[]): Movement[] => rows.filter(({ quantity }) => quantity !== null);
export type { Row };

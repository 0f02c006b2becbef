// Small brushes for workbooks as people keep them by hand. Must not: know a layout.
import ExcelJS from 'exceljs';

export const YELLOW = 'FFFFF2CC';
export const RED = 'FFF8CBAD';
export const GREY = 'FFD9D9D9';

export function newWorkbook(): ExcelJS.Workbook {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'Finance';
  workbook.created = new Date(Date.UTC(2025, 0, 2));
  workbook.modified = workbook.created;
  return workbook;
}

export const day = (iso: string): Date => new Date(`${iso}T00:00:00Z`);
/** 14.03.2025, as somebody typed it. */
export const dayTyped = (iso: string): string => `${iso.slice(8, 10)}.${iso.slice(5, 7)}.${iso.slice(0, 4)}`;

export function fill(row: ExcelJS.Row, argb: string): void {
  row.eachCell((cell) => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb } };
  });
}

export function bold(row: ExcelJS.Row): void {
  row.eachCell((cell) => {
    cell.font = { bold: true };
  });
}

/** A number as a spreadsheet holds it. */
export const num = (text: string | undefined): number => Number(text ?? '0');

/** Two decimals, from the sums of binary floats that spreadsheets make. */
export const cents = (value: number): number => Math.round(value * 100) / 100;

export const MONEY: Readonly<Record<string, string>> = {
  EUR: '#,##0.00 [$€-407]',
  USD: '[$$-409]#,##0.00',
};

// node exceljs-peer.ts FOLDER COUNT ROWS: writes COUNT workbooks of two sheets with ExcelJS, as its documentation shows: number formats
// and widths, values only. What statements are measured against.
import { join } from 'node:path';
import ExcelJS from 'exceljs';

const [folder = '.', count = '1', rows = '200'] = process.argv.slice(2);

for (let n = 0; n < Number(count); n++) {
  const workbook = new ExcelJS.Workbook();
  const summary = workbook.addWorksheet('Summary');
  summary.columns = [{ width: 40 }, { width: 16 }, { width: 16 }];
  for (let row = 1; row <= 40; row++) summary.addRow([`Line ${row}`, row * 12.34, row * 0.56]);
  summary.getColumn(2).numFmt = '#,##0.00';
  summary.getColumn(3).numFmt = '#,##0.00';
  const activity = workbook.addWorksheet('Activity');
  activity.columns = [10, 12, 36, 12, 14, 14, 14, 14].map((width) => ({ width }));
  for (let row = 1; row <= Number(rows); row++) {
    const cells = [
      'credits',
      '2026-01-05',
      `event-${n}-${row}`,
      'meter1',
      row * 1.5,
      row * 0.75,
      row * 0.6,
      row * 7.7,
    ];
    activity.addRow(cells);
  }
  for (const column of [5, 6, 7, 8]) activity.getColumn(column).numFmt = '#,##0.00';
  await workbook.xlsx.writeFile(join(folder, `peer-${n}.xlsx`));
}

// node exceljs-streaming.ts FILE ROWS: the same rows by ExcelJS's streaming writer, as its documentation shows for large files.
import ExcelJS from 'exceljs';

const [file = 'detail.xlsx', count = '1000'] = process.argv.slice(2);

const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
  filename: file,
  useStyles: true,
  useSharedStrings: false,
});
const sheet = workbook.addWorksheet('Activity');
const formats = [
  undefined,
  'yyyy-mm-dd',
  undefined,
  undefined,
  '#,##0.0',
  '#,##0.00',
  '#,##0.00',
  '#,##0.00',
];
sheet.columns = formats.map((numFmt) => ({ width: 14, style: numFmt ? { numFmt } : {} }));
sheet.addRow(['Activity']).commit();
sheet.addRow(['Wallet', 'Date', 'Event', 'Meter', 'Quantity', 'In', 'Out', 'Balance']).commit();
for (let n = 0; n < Number(count); n++) {
  const cells = [
    'credits',
    46_023 + (n % 28),
    `event-${n}`,
    'meter1',
    (n % 977) + 0.5,
    (n * 7) / 100,
    (n * 6) / 100,
    (n * 77) / 100,
  ];
  sheet.addRow(cells).commit();
  // Its output is drained between turns of the loop.
  if (n % 5000 === 0) await new Promise<void>((resolve) => void setImmediate(resolve));
}
await workbook.commit();

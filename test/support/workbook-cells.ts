// Workbooks as plain cells, read by ExcelJS: a reader that has nothing in common with ours, so that it can judge what we write.
import ExcelJS from 'exceljs';

export interface PlainCell {
  readonly value: string | number | boolean | null;
  readonly formula: string | null;
  readonly format: string;
}
/** Cells by sheet name and address. */
export type PlainWorkbook = Map<string, Map<string, PlainCell>>;

function plainValue(value: ExcelJS.CellValue): PlainCell['value'] {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return `date ${value.toISOString()}`;
  if (typeof value !== 'object') return value;
  if ('richText' in value) return value.richText.map((run) => run.text).join('');
  if ('error' in value) return `error ${value.error}`;
  // ExcelJS gives no result where it is 0; that every formula has one is checked in the XML.
  if ('formula' in value || 'sharedFormula' in value)
    return plainValue((value.result ?? 0) as ExcelJS.CellValue);
  if ('text' in value) return String(value.text);
  return JSON.stringify(value);
}

export async function plainWorkbook(path: string): Promise<PlainWorkbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const sheets: PlainWorkbook = new Map();
  for (const sheet of workbook.worksheets) {
    const cells = new Map<string, PlainCell>();
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        const formula = typeof cell.formula === 'string' ? cell.formula : null;
        cells.set(cell.address, { value: plainValue(cell.value), formula, format: cell.numFmt ?? '' });
      });
    });
    sheets.set(sheet.name, cells);
  }
  return sheets;
}

/** What differs between two workbooks, cell by cell; numbers may differ by binary noise. */
export function differences(ours: PlainWorkbook, theirs: PlainWorkbook): string[] {
  const found: string[] = [];
  for (const [name, cells] of ours) {
    const others = theirs.get(name);
    if (!others) {
      found.push(`${name}: missing`);
      continue;
    }
    for (const [address, { value }] of cells) {
      const other = others.get(address)?.value ?? null;
      if (!same(value, other)) found.push(`${name}!${address}: ${value} became ${other}`);
    }
  }
  return found;
}

function same(a: PlainCell['value'], b: PlainCell['value']): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
  return a === b || ((a === null || a === '') && (b === null || b === ''));
}

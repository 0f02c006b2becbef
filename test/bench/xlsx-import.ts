// Import of a workbook beside the same rows as CSV: as spreadsheet programs save it, every text in the shared strings, and as other
// programs write it, every text in its cell. Memory is what matters: the target is 300 MB for 200 000 rows.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handMade, zipOf } from '../support/workbook-parts.ts';
import { drawdown, withBench } from './book.ts';
import { type Contender, measure, printTable } from './measure.ts';

const LETTERS = 'ABCDE';
/** Pieces are joined now and then, or a string of a hundred megabytes would be copied over and over. */
const TOGETHER = 10_000;

/** @param shared whether texts stand in the shared strings; quantities are numbers either way. */
function writeUsageWorkbook(csv: string, path: string, shared: boolean): void {
  const places = new Map<string, number>();
  const textCell = (at: string, text: string): string => {
    if (!shared) return `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return `<c r="${at}" t="s"><v>${place}</v></c>`;
  };
  const pieces: Buffer[] = [];
  let some = '';
  for (const [index, line] of readFileSync(csv, 'utf8').trimEnd().split('\n').entries()) {
    const cells = line.split(',').map((text, column) => {
      const at = `${LETTERS[column]}${index + 1}`;
      return column === 3 && index > 0 ? `<c r="${at}"><v>${text}</v></c>` : textCell(at, text);
    });
    some += `<row r="${index + 1}">${cells.join('')}</row>`;
    if (index % TOGETHER === 0) {
      pieces.push(Buffer.from(some));
      some = '';
    }
  }
  const sheet = Buffer.concat([
    Buffer.from('<worksheet><sheetData>'),
    ...pieces,
    Buffer.from(`${some}</sheetData></worksheet>`),
  ]);
  const strings = [...places.keys()].map((text) => `<si><t>${text}</t></si>`).join('');
  const extra = [{ name: 'xl/worksheets/sheet1.xml', content: sheet }];
  writeFileSync(path, zipOf(handMade({ rows: '', strings: shared ? strings : undefined, extra })));
}

export function benchXlsxImport(rows: number, runs: number): void {
  withBench({ rows, months: 12 }, false, ({ folder, usage, fresh }) => {
    const [csv = ''] = usage;
    const files = {
      CSV: csv,
      '.xlsx, shared strings': join(folder, 's.xlsx'),
      '.xlsx, inline': join(folder, 'i.xlsx'),
    };
    writeUsageWorkbook(csv, files['.xlsx, shared strings'], true);
    writeUsageWorkbook(csv, files['.xlsx, inline'], false);
    const contenders = Object.entries(files).map(
      ([name, file]): Contender => ({
        name,
        prepare: () => void fresh('book.ddb'),
        command: drawdown('import', join(folder, 'book.ddb'), file),
      }),
    );
    printTable(`import of ${rows} rows`, measure(contenders, runs));
  });
}

// Reads setup tables from a folder of CSV files or a workbook, as text. Must not: judge what they say (the plan does).
import { readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../src-shared/findings/finding.ts';
import { Whole } from '../../../src-shared/read-whole.ts';
import { firstCsvRows, readCsv } from '../../csv/read.ts';
import { type CsvShape, DELIMITERS, sniffCsv } from '../../csv/sniff.ts';
import { readWorkbookTables } from '../../excel/read.ts';
import type { RawTable } from '../../import/setup/existing.ts';
import { cellText } from '../../import/usage-row.ts';
import { tooLarge } from './tables-in-files.ts';

/** A setup folder's files, a single table's file, or a workbook's sheets. */
export async function readTables(path: string): Promise<Result<RawTable[]>> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    return refused({
      code: 'file_not_found',
      place: { file: path },
      message: 'There is no such file or folder',
      hint: 'Name a folder of CSV files (rates.csv, plans.csv …) or a workbook with one sheet for each table',
    });
  }
  if (!stat.isDirectory())
    return extname(path).toLowerCase() === '.csv' ? readFiles([path]) : readWorkbookTables(path);
  const files = readdirSync(path)
    .filter((name) => extname(name).toLowerCase() === '.csv')
    .sort()
    .map((name) => join(path, name));
  if (files.length > 0) return readFiles(files);
  return refused({
    code: 'no_tables',
    place: { file: path },
    message: 'The folder holds no CSV file',
    hint: 'Setup tables are files such as rates.csv, plans.csv, customers.csv',
  });
}

function readFiles(paths: readonly string[]): Result<RawTable[]> {
  const tables: RawTable[] = [];
  const findings: Finding[] = [];
  for (const path of paths) {
    const table = readFile(path);
    if (table.ok) tables.push(...table.value);
    else
      findings.push(
        ...table.findings.map((finding) => ({
          ...finding,
          place: { file: basename(path), ...finding.place },
        })),
      );
  }
  return findings.length > 0 ? refused(...findings) : done(tables);
}

/** The header tells the delimiter: it divides the column names, whatever ids and notes below it hold. */
function shapeByHeader(path: string): Result<CsvShape> {
  const sniffed = sniffCsv(path);
  if (!sniffed.ok) return sniffed;
  let [best, most] = [{ ...sniffed.value, delimiter: DELIMITERS[0] as CsvShape['delimiter'] }, 0];
  for (const delimiter of DELIMITERS) {
    const header = firstCsvRows(path, { ...sniffed.value, delimiter }, 1);
    if (!header.ok) return header;
    const cells = header.value[0]?.cells.length ?? 0;
    if (cells > most) [best, most] = [{ ...sniffed.value, delimiter }, cells];
  }
  return done(best);
}

const tableTooLarge = (path: string): Finding =>
  tooLarge(
    path,
    'a setup table can have',
    'Load usage with `import`; split a setup table over several loads',
  );

/** An empty file is an empty table. */
function readFile(path: string): Result<RawTable[]> {
  if (statSync(path).size === 0) return done([]);
  const shape = shapeByHeader(path);
  if (!shape.ok) return shape;
  const rows: { row: number; cells: string[] }[] = [];
  const whole = new Whole();
  let fits = true;
  const read = readCsv(path, shape.value, (batch) => {
    for (const { line, cells } of batch) {
      // Copied: a slice would keep the piece of the file that it was cut from.
      const texts = JSON.parse(JSON.stringify(cells.map(cellText))) as string[];
      fits &&= whole.take(texts);
      rows.push({ row: line, cells: texts });
    }
    return fits;
  });
  if (read && !read.ok) return read;
  if (!fits) return refused(tableTooLarge(path));
  const [header, ...body] = rows;
  const name = basename(path, extname(path));
  return done(header ? [{ name, place: basename(path), header: header.cells, rows: body }] : []);
}

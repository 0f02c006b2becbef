// Rows as a grid shows them, as a file for people: csv for a spreadsheet, or a workbook. Whole or not at all; rows pass through one by one.
// Must not: know which rows these are.

import { monthDates } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../src-shared/findings/finding.ts';
import type { Cell, Column, ReportTable } from '../../../src-shared/report-table.ts';
import { csvPieces } from '../../csv/write.ts';
import { writeWorkbook } from '../../excel/write.ts';
import { tableToWorkbook } from '../../reports/workbooks/report-workbook.ts';
import { paperOf } from '../documents/paper.ts';
import type { Progress, Session } from '../session.ts';
import { defaultThrough } from '../through.ts';
import { beginTextFile, wouldOverwrite } from './text-file.ts';

export type TableFormat = 'csv' | 'xlsx';

/** What spreadsheets know UTF-8 by. */
const MARK = '\uFEFF';

/** @returns how many rows were written. */
export async function writeTable(
  session: Session,
  table: Pick<ReportTable, 'title' | 'columns' | 'rows'>,
  format: TableFormat,
  path: string,
  progress?: Progress,
): Promise<Result<number>> {
  let count = 0;
  const rows = function* (): Generator<readonly Cell[]> {
    for (const row of table.rows) {
      count++;
      if (count % 10_000 === 0) progress?.('Writing', count, 0);
      yield row;
    }
  };
  try {
    const { title, columns } = table;
    const made =
      format === 'csv'
        ? writeText(session, columns, rows(), path)
        : await writeBook(session, { name: title, title, columns, rows: rows() }, path);
    return made.ok ? done(count) : made;
  } catch (error) {
    return session.asRefusal(error);
  }
}

function writeText(
  session: Session,
  columns: readonly Column[],
  rows: Iterable<readonly Cell[]>,
  path: string,
): Result<unknown> {
  const file = beginTextFile(path, [session.open.path]);
  if (!file.ok) return file;
  try {
    file.value.write(MARK);
    const headed = columns.map(({ title, type }) => ({ key: title, type }));
    for (const piece of csvPieces(headed, rows)) file.value.write(piece);
    return file.value.finish();
  } finally {
    file.value.drop();
  }
}

async function writeBook(session: Session, table: ReportTable, path: string): Promise<Result<unknown>> {
  const taken = wouldOverwrite(path, [session.open.path]);
  if (taken) return refused(taken);
  const date = monthDates(defaultThrough(session)).to;
  const about = { author: session.book().fact.name, scope: 'as shown in the window', date };
  return writeWorkbook(tableToWorkbook(table, about), path, { paper: paperOf(session) });
}

const NUMBER = /^-?\d+(\.\d+)?$/;
const NUMERIC: ReadonlySet<string> = new Set(['credits', 'money', 'quantity']);

/** Columns as text where a cell of them is not what the column is for: what is being edited may hold anything. */
export function columnsFor(columns: readonly Column[], rows: readonly (readonly Cell[])[]): Column[] {
  return columns.map((column, index) => {
    const fits = (cell: Cell): boolean => {
      if (cell === null) return true;
      if (NUMERIC.has(column.type)) return NUMBER.test(cell);
      if (column.type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(cell);
      if (column.type === 'month') return /^\d{4}-\d{2}$/.test(cell);
      return column.type !== 'instant' || /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(cell);
    };
    return rows.every((row) => fits(row[index] ?? null)) ? column : { ...column, type: 'text' };
  });
}

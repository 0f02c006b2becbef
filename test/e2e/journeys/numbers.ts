// Tables of a workbook that the window wrote, beside reports that the command prints: both as rows by heading, to be held against each
// other number by number. Must not: share code with what writes workbooks.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawdown } from '../../hosts/drawdown.ts';
import { plainWorkbook } from '../../support/workbook-cells.ts';

type Value = string | number | boolean | null;
export type Rows = readonly Readonly<Record<string, Value>>[];

export interface Read {
  /** The rows below the heading that begins with `first`, up to a total or a blank line. */
  rows(sheet: string, first: string): Rows;
  /** What stands beside each label in the first column, where it stands first. */
  beside(sheet: string): ReadonlyMap<string, Value>;
}

export async function readWorkbook(bytes: Buffer, folder: string): Promise<Read> {
  const path = join(folder, 'read-back.xlsx');
  writeFileSync(path, bytes);
  const book = await plainWorkbook(path);
  const at = (sheet: string, column: string, row: number): Value =>
    book.get(sheet)!.get(`${column}${row}`)?.value ?? null;
  const lastOf = (sheet: string): number =>
    Math.max(...[...book.get(sheet)!.keys()].map((address) => Number(address.replace(/\D/g, ''))));
  return {
    rows(sheet, first) {
      const last = lastOf(sheet);
      let row = 1;
      while (at(sheet, 'A', row) !== first || at(sheet, 'B', row) === null)
        if (row++ > last) throw new Error(`${sheet} has no table that begins with ${first}`);
      const heads = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((column) => at(sheet, column, row) !== null);
      const found: Record<string, Value>[] = [];
      for (let next = row + 1; next <= last; next++) {
        const line = heads.map(
          (column) => [String(at(sheet, column, row)), at(sheet, column, next)] as const,
        );
        if (line.slice(0, 2).some(([, value]) => value === null || /^Total\b/.test(String(value)))) break;
        found.push(Object.fromEntries(line));
      }
      return found;
    },
    beside: (sheet) =>
      new Map(
        Array.from({ length: lastOf(sheet) }, (_, index): [string, Value] => [
          String(at(sheet, 'A', index + 1) ?? ''),
          at(sheet, 'B', index + 1),
        ]).reverse(),
      ),
  };
}

/** A report as the command prints it; numbers as numbers. */
export function report(name: string, book: string, ...more: string[]): Rows {
  const ran = drawdown(['report', name, book, '--format', 'csv', ...more], '/');
  if (ran.status !== 0) throw new Error(ran.stderr);
  const [head = '', ...lines] = ran.stdout.trim().split('\n');
  const heads = head.split(',');
  return lines.map((line) =>
    Object.fromEntries(
      line
        .split(',')
        .map((text, index) => [heads[index]!, /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text]),
    ),
  );
}

/** What is taken from a balance stands below zero in workbooks, and as what it is in reports. */
export const taken = (value: Value | undefined): number => 0 - Number(value);

// A detail sheet of many rows, beside the same sheet by two well-kept writers: ExcelJS's streaming one, and XlsxWriter where Python has it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Contender, measure, printTable } from './measure.ts';

export function benchDetail(rows: number, runs: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const files = new Map<string, string>();
  const contender = (name: string, program: readonly string[], script: string): Contender => {
    const file = join(folder, `${script}.xlsx`);
    files.set(name, file);
    return { name, command: [...program, join(import.meta.dirname, 'detail', script), file, String(rows)] };
  };
  const node = [process.execPath, '--max-semi-space-size=16'];
  const python = ['python3', '/usr/bin/python3'].find(
    (one) => spawnSync(one, ['-c', 'import xlsxwriter']).status === 0,
  );
  try {
    const measured = measure(
      [
        contender('ExcelJS, streaming', node, 'exceljs-streaming.ts'),
        ...(python ? [contender('XlsxWriter, constant memory', [python], 'with-xlsxwriter.py')] : []),
        contender('drawdown', node, 'ours.ts'),
      ],
      runs,
    );
    const sizes = [...files].map(([name, file]) => [name, `${(statSync(file).size / 1e6).toFixed(0)} MB`]);
    printTable(`a sheet of ${rows} rows of 8 columns`, measured, Object.fromEntries(sizes));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

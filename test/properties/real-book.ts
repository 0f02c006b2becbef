// Runs a world through the real program: real files, real SQLite, the importers and services every host uses.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPORTS } from '../../src-main/reports/report.ts';
import { readTables } from '../../src-main/services/incoming/read-tables.ts';
import { closeMonth, reopenMonth } from '../../src-main/services/months.ts';
import { verifyBook } from '../../src-main/services/proof/verify.ts';
import { withReport } from '../../src-main/services/report.ts';
import type { Session } from '../../src-main/services/session.ts';
import { openSession } from '../../src-main/services/session.ts';
import { loadSetup } from '../../src-main/services/setup.ts';
import { undoBatch } from '../../src-main/services/usage/batches.ts';
import { excludeEvent } from '../../src-main/services/usage/exceptions.ts';
import { importUsage } from '../../src-main/services/usage/import-usage.ts';
import { createBook } from '../../src-main/storage/open.ts';
import type { Result } from '../../src-shared/findings/finding.ts';
import { writeCsv } from '../oracle/csv.ts';
import type { SetupTables, Step, World } from '../oracle/world.ts';
import { quickFolder } from '../support/folders/quick-folder.ts';

export interface Lived {
  reports: Record<string, string>;
  refusals: { step: number; kind: string }[];
  /** What verify found after the last step. */
  findings: string[];
}

function writeTables(folder: string, tables: SetupTables): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, rows] of Object.entries(tables)) {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    if (rows.length > 0) writeFileSync(join(folder, `${name}.csv`), writeCsv(columns, rows));
  }
  return folder;
}

async function take(session: Session, folder: string, step: Step, number: number): Promise<Result<unknown>> {
  switch (step.kind) {
    case 'setup': {
      const tables = await readTables(writeTables(join(folder, `step-${number}`), step.tables));
      return tables.ok ? loadSetup(session, tables.value, `step-${number}`) : tables;
    }
    case 'import': {
      const path = join(folder, `step-${number}.csv`);
      const columns = ['event_id', 'customer', 'meter', 'quantity', 'occurred_at'] as const;
      const made = step.rows.length > 0 && step.rows.every((row) => row.event_id === '');
      writeFileSync(
        path,
        writeCsv(
          made ? columns.slice(1) : [...columns],
          step.rows.map((row) => ({ ...row })),
        ),
      );
      return importUsage(session, { path, profile: null, dryRun: false });
    }
    case 'close':
      return closeMonth(session, step.month);
    case 'reopen':
      return reopenMonth(session, step.month, step.reason);
    case 'undo':
      return undoBatch(session, step.batch, '');
    case 'exclude':
      return excludeEvent(session, step.event, step.reason);
  }
}

/** One CSV text per report, exactly as `report` writes it. */
export async function reportTexts(session: Session): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { name } of REPORTS) {
    const result = await withReport(session, name, {}, (table) => {
      const cell = (text: string | null): string =>
        text !== null && /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : (text ?? '');
      const lines = [table.columns.map((column) => column.key), ...table.rows].map((row) =>
        row.map(cell).join(','),
      );
      return `${lines.join('\n')}\n`;
    });
    texts[name] = result.ok ? result.value : `refused: ${JSON.stringify(result.findings)}`;
  }
  return texts;
}

/** Looks at a session after each step of a world, to assert what must hold throughout. */
export type OnStep = (session: Session, step: Step) => void | Promise<void>;

export async function live(world: World, onStep?: OnStep): Promise<Lived> {
  const folder = quickFolder();
  const made = createBook(join(folder, 'world.book'), { user: 'test', at: 0 });
  if (!made.ok) throw new Error(JSON.stringify(made.findings));
  made.value.db.pragma('synchronous = OFF');
  const session = openSession(made.value, { user: 'test', now: () => 0 });
  const refusals: Lived['refusals'] = [];
  try {
    const steps: Step[] = [{ kind: 'setup', tables: world.setup }, ...world.steps];
    for (const [index, step] of steps.entries()) {
      const result = await take(session, folder, step, index + 1);
      if (!result.ok)
        refusals.push({ step: index + 1, kind: result.findings.map(({ code }) => code)[0] ?? '' });
      await onStep?.(session, step);
    }
    const reports = await reportTexts(session);
    const verified = verifyBook(session);
    const findings = (verified.ok ? verified.value.findings : verified.findings).map(
      ({ code, message }) => `${code}: ${message}`,
    );
    return { reports, refusals, findings };
  } finally {
    session.open.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first line in which two report sets differ, in words; null when they are equal. */
export function firstDifference(a: Record<string, string>, b: Record<string, string>): string | null {
  for (const name of Object.keys(b)) {
    if (a[name] === b[name]) continue;
    const [left, right] = [(a[name] ?? '').split('\n'), (b[name] ?? '').split('\n')];
    const line = left.findIndex((text, index) => text !== right[index]);
    const at = line < 0 ? left.length : line;
    return `${name}, line ${at + 1}:\n  book   ${left[at]}\n  oracle ${right[at]}`;
  }
  return null;
}

// What a revision of a statement changes, in words: the workbook that was handed out is read again and compared, line by line, with the
// one that takes its place. Must not: trust anything but the two workbooks.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '../../../src-shared/findings/finding.ts';
import { readWorkbookTables } from '../../excel/read.ts';
import { grouped } from '../../reports/plan-in-words.ts';
import { CARRIED, isActivity } from '../../reports/workbooks/statement/activity.ts';
import { CHARGES, SUMMARY } from '../../reports/workbooks/statement/summary-tables.ts';

/** "Credits: closing balance from 100 to 90; 1 line of activity added" */
export async function statementChanges(before: Uint8Array, after: Uint8Array): Promise<string> {
  const [then, now] = [await saidIn(before), await saidIn(after)];
  const wallets = [...new Set([...then.closing.keys(), ...now.closing.keys()])];
  const balances = wallets.flatMap((wallet) => {
    const [from, to] = [then.closing.get(wallet) ?? '0', now.closing.get(wallet) ?? '0'];
    return from === to ? [] : [`${wallet}: closing balance from ${grouped(from)} to ${grouped(to)}`];
  });
  const found = [
    ...balances,
    ...inWords('line', 'of activity', then.lines, now.lines),
    ...inWords('charge', '', then.charges, now.charges),
  ];
  return found.length === 0 ? 'names, rates or terms' : found.join('; ');
}

interface Said {
  /** By wallet. */
  readonly closing: ReadonlyMap<string, string>;
  /** Each line as text, with how often it stands there. */
  readonly lines: ReadonlyMap<string, number>;
  readonly charges: ReadonlyMap<string, number>;
}

function inWords(
  one: string,
  what: string,
  then: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): string[] {
  const more = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number =>
    [...a].reduce((sum, [line, count]) => sum + Math.max(0, count - (b.get(line) ?? 0)), 0);
  const said = (count: number, done: string): string[] =>
    count === 0 ? [] : [`${count} ${one}${count === 1 ? '' : 's'}${what && ` ${what}`} ${done}`];
  return [...said(more(now, then), 'added'), ...said(more(then, now), 'taken out')];
}

async function saidIn(bytes: Uint8Array): Promise<Said> {
  const closing = new Map<string, string>();
  const lines = new Map<string, number>();
  const charges = new Map<string, number>();
  for (const { place, rows } of await tablesOf(bytes)) {
    if (isActivity(place)) readActivity(rows, closing, lines);
    else if (place === SUMMARY) readCharges(rows, charges);
  }
  return { closing, lines, charges };
}

type Rows = readonly { readonly cells: readonly string[] }[];

function readActivity(rows: Rows, closing: Map<string, string>, lines: Map<string, number>): void {
  const { entry, balance, note } = CARRIED.columns;
  for (const { cells } of rows) {
    if (cells[entry] === CARRIED.forward) closing.set(cells[0]!, cells[balance]!);
    else if (cells[entry] && cells[entry] !== CARRIED.brought)
      count(lines, cells.filter((_, index) => index !== balance && index !== note).join('|'));
  }
}

function readCharges(rows: Rows, charges: Map<string, number>): void {
  let within = false;
  for (const { cells } of rows) {
    if (cells[0]?.startsWith(CHARGES)) within = true;
    else if (!cells[1]) within = false;
    else if (within && cells[0] !== 'Charge') count(charges, cells.join('|'));
  }
}

const count = (into: Map<string, number>, line: string): void =>
  void into.set(line, (into.get(line) ?? 0) + 1);

async function tablesOf(bytes: Uint8Array) {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-'));
  try {
    const file = join(folder, 'statement.xlsx');
    writeFileSync(file, bytes);
    return must(await readWorkbookTables(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

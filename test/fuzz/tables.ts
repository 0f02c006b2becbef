// Tables as text, changed as people and programs get them wrong: cells, columns and rows replaced, moved, repeated and left out.
// Several tables stand in one input, each after a line "@@name". Must not: know what a column means.
import type { Random } from '../support/random.ts';
import { type Change, changeBytes, LONGEST, NUMBERS, pick, WORDS } from './mutate.ts';

const MARK = '@@';

/** Names and texts of the tables in an input; what stands before the first mark is no table. */
export function tablesOf(input: Buffer): Map<string, string> {
  const parts = `\n${input.toString('utf8')}`.split(`\n${MARK}`).slice(1);
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\n');
      return end < 0 ? [part, ''] : [part.slice(0, end), part.slice(end + 1)];
    }),
  );
}

export function tablesAs(tables: ReadonlyMap<string, string>): Buffer {
  return Buffer.from([...tables].map(([name, text]) => `${MARK}${name}\n${text}`).join('\n'));
}

function word(random: Random, rows: readonly string[][]): string {
  const kind = random.below(10);
  if (kind < 3) return pick(random, WORDS);
  if (kind < 6) return pick(random, NUMBERS);
  if (kind === 6) return pick(random, WORDS).repeat(random.below(3000));
  return pick(random, pick(random, rows));
}

function changeRows(rows: string[][], random: Random): void {
  const at = random.below(rows.length);
  const row = rows[at]!;
  const column = random.below(row.length);
  const kind = random.below(9);
  if (kind < 4) row[column] = word(random, rows);
  else if (kind === 4) rows.splice(at, 0, [...row]);
  else if (kind === 5 && rows.length > 1) rows.splice(at, 1);
  else if (kind === 6) row.splice(column, random.below(2), word(random, rows));
  else if (kind === 7) for (const one of rows) one.splice(column, random.below(2), word(random, rows));
  else rows.push(...Array.from({ length: random.below(50) }, () => [...pick(random, rows)]));
}

/** Cells and rows of a table, by plain commas: quoting is what byte changes try. */
export const changeTable: Change = (input, random, others) => {
  if (random.below(3) === 0) return changeBytes(input, random, others);
  const rows = input
    .toString('utf8')
    .split('\n')
    .map((line) => line.split(','));
  for (let steps = 1 + random.below(5); steps > 0; steps--) changeRows(rows, random);
  return Buffer.from(rows.map((row) => row.join(',')).join('\n')).subarray(0, LONGEST);
};

/** One of several tables, or how they are called. */
export const changeTables: Change = (input, random, others) => {
  const tables = tablesOf(input);
  const names = [...tables.keys()];
  if (names.length === 0) return changeBytes(input, random, others);
  const name = pick(random, names);
  const text = tables.get(name)!;
  const kind = random.below(12);
  if (kind === 0) tables.delete(name);
  else if (kind === 1) tables.set(`${name}${pick(random, ['', 's', ' ', '_', '2'])}`, text);
  else if (kind === 2 && others.length > 0)
    for (const [other, rows] of tablesOf(pick(random, others))) tables.set(other, rows);
  else tables.set(name, changeTable(Buffer.from(text), random, []).toString('utf8'));
  return tablesAs(tables).subarray(0, LONGEST);
};

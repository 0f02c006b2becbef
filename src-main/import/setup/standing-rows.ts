// A fact as the row of its table that a person would write: the inverse of the readers. A row made here and loaded again is
// identical to what stands. Must not: fill in cells that the readers refuse as unused.
import { currencyScale, formatScaled, parseScaled } from '../../../src-shared/decimal.ts';
import type { FactBodies, PlanFact } from '../../engine/facts.ts';
import type { KeyedTable, SetupKind } from './existing.ts';
import { fieldOf, percentOf } from './spec/column.ts';
import type { ColumnSpec } from './tables.ts';
import { setupTable } from './tables.ts';

/** Cells of a fact in the order of its table's columns. */
export function rowOf(table: KeyedTable, body: FactBodies[SetupKind]): string[] {
  const silent = table === 'plans' ? unusedOf(body as PlanFact) : NONE;
  return setupTable(table).columns.map((column) => (silent.has(column.key) ? '' : cellOf(column, body)));
}

const NONE: ReadonlySet<string> = new Set();

function cellOf({ key, kind }: ColumnSpec, body: object): string {
  const value = (body as Record<string, unknown>)[fieldOf(key)];
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(', ');
  if (kind === 'percent') return percentOf(String(value));
  if (kind === 'money' && 'currency' in body) return moneyOf(String(value), String(body.currency));
  return String(value);
}

/** "70.4" EUR as "70.40". */
function moneyOf(amount: string, currency: string): string {
  const scale = currencyScale(currency) ?? 0;
  const minor = parseScaled(amount, scale);
  return minor === null ? amount : formatScaled(minor, scale);
}

/** Settings of a plan that say nothing while another one is as it is. */
function unusedOf({ rollover, overage, type }: PlanFact): ReadonlySet<string> {
  const unused = new Set<string>();
  if (rollover === 'none')
    for (const key of ['cap', 'times', 'expires', 'priority']) unused.add(`rollover_${key}`);
  if (rollover !== 'if_at_least' && rollover !== 'excess_over') unused.add('rollover_threshold');
  if (overage !== 'auto_top_up')
    for (const key of ['pack', 'below', 'limit']) unused.add(`auto_top_up_${key}`);
  if (type === 'add_on' && overage === 'block') unused.add('overage');
  return unused;
}

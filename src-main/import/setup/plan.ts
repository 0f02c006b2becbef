// The setup tables as a plan: rows of text in, facts out, all or nothing, every error at once (formats,
// "The setup tables"). Pure. Must not: write anything; what is told is committed exactly as planned.
import { BoundedFindings } from '../../../src-shared/findings/bounded.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import type { SetupCode } from '../../../src-shared/findings/setup.ts';
import type { Told } from '../../engine/facts.ts';
import type { ExistingFacts, LedgerLookups, RawTable } from './existing.ts';
import { layOut } from './layout.ts';
import type { TableCount } from './load.ts';
import { Load } from './load.ts';
import { readAccounts, readBook } from './read/book.ts';
import { readAdjustments, readVoids } from './read/corrections.ts';
import { readCreditTypes, readMeters, readRates } from './read/counted.ts';
import { readGrants } from './read/grants.ts';
import { readPacks, readPlans } from './read/offers.ts';
import { checkOneBase, readCancellations, readCustomers, readSubscriptions } from './read/subscriptions.ts';
import type { SetupTableName } from './tables.ts';
import { SETUP_TABLES } from './tables.ts';

export interface SetupPlan {
  /** In an order in which each fact finds what it refers to. */
  readonly told: readonly Told[];
  readonly added: number;
  readonly identical: number;
  readonly updated: number;
  /** The tables that had rows, in the order of SETUP_TABLES. The book counts as one row. */
  readonly tables: readonly ({ readonly table: SetupTableName } & Readonly<TableCount>)[];
}

/** Plans a load against what stands. Refused with every finding of every table, in their order. */
export function planSetup(
  tables: readonly RawTable[],
  existing: ExistingFacts,
  lookups: LedgerLookups,
): Result<SetupPlan> {
  const findings = new BoundedFindings();
  const layout = layOut(tables, findings);
  const load = new Load(existing, lookups, findings);
  const rows = (name: SetupTableName) => layout.get(name) ?? [];
  readBook(load, rows('book'));
  readAccounts(load, rows('accounts'));
  readCreditTypes(load, rows('credit_types'));
  readMeters(load, rows('meters'));
  readPacks(load, rows('packs'));
  readPlans(load, rows('plans'));
  readCustomers(load, rows('customers'));
  readRates(load, rows('rates'));
  readSubscriptions(load, rows('subscriptions'));
  const lastDays = readCancellations(load, rows('cancellations'));
  checkOneBase(load, rows('subscriptions'), lastDays);
  readGrants(load, rows('grants'));
  readAdjustments(load, rows('adjustments'));
  readVoids(load, rows('voids'));
  if (findings.length > 0)
    return { ok: false, findings: [...inReadingOrder(findings), ...andMore(findings)] };
  return { ok: true, value: { told: load.told, ...totals(load) } };
}

function andMore({ left, length }: BoundedFindings): Finding[] {
  if (left === 0) return [];
  const message = `There are ${left} more mistakes than the first ${length}`;
  return [
    { code: 'more_mistakes' satisfies SetupCode, message, hint: 'Mend these, and load the tables again' },
  ];
}

function totals(load: Load): Omit<SetupPlan, 'told'> {
  const tables = SETUP_TABLES.flatMap(({ name }) => {
    const count = load.counts.get(name);
    return count ? [{ table: name, ...count }] : [];
  });
  const sum = (part: keyof TableCount): number => tables.reduce((total, count) => total + count[part], 0);
  return { added: sum('added'), identical: sum('identical'), updated: sum('updated'), tables };
}

/** By table, row and column, as people go through their sheets; what concerns a whole table or row first. */
function inReadingOrder(findings: readonly Finding[]): Finding[] {
  const rank = ({ place }: Finding): [number, number, number] => {
    const index = SETUP_TABLES.findIndex((spec) => spec.name === place?.table);
    const columns = SETUP_TABLES[index]?.columns ?? [];
    return [index, place?.row ?? 0, columns.findIndex((column) => column.key === place?.column)];
  };
  const ranked = findings.map((finding) => ({ finding, rank: rank(finding) }));
  ranked.sort(({ rank: a }, { rank: b }) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return ranked.map(({ finding }) => finding);
}

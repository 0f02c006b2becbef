// Calls about the catalog: setup tables as sheets, checked and applied as a load, a rule in words, and what if a rule were another.
// Must not: know a table's columns; the specification of the setup tables says them, and the page asks for it.
import { z } from 'zod';
import { command, finding, job, month, name, nothing, query, text } from './define.ts';

export const CATALOG_TABLES = [
  'credit_types',
  'meters',
  'rates',
  'packs',
  'plans',
  'customers',
  'subscriptions',
  'cancellations',
  'grants',
  'adjustments',
  'accounts',
] as const;
export type CatalogTable = (typeof CATALOG_TABLES)[number];
const tableName = z.enum(CATALOG_TABLES);

/** A sheet holds all its rows up to here; beyond it, tables are for the command line. */
const MOST_ROWS = 500_000;

const column = z.object({
  key: z.string(),
  title: z.string(),
  kind: z.string(),
  required: z.boolean(),
  about: z.string(),
  /** All that may stand in a cell. */
  choices: z.array(z.string()).nullable(),
  /** Some of what may. */
  usual: z.array(z.string()).nullable(),
  refersTo: z.string().nullable(),
  /** Decides no posting: may be changed in a row that stands. */
  describes: z.boolean(),
});
const tableSpec = z.object({
  table: tableName,
  title: z.string(),
  about: z.string(),
  changeBy: z.string(),
  columns: z.array(column),
});
export type CatalogSpec = z.output<typeof tableSpec>;

/** Rows as a person wrote them, cells in the order of the columns; `id` is the page's own, to say findings by. */
const edited = z.array(
  z.strictObject({
    table: tableName,
    rows: z.array(z.strictObject({ id: name, cells: z.array(text).max(40) })).max(MOST_ROWS),
  }),
);
export type Edited = z.input<typeof edited>;

const placed = finding.omit({ place: true }).extend({
  table: z.string(),
  /** The row's id; null where the whole table is meant. */
  row: z.string().nullable(),
  column: z.string().nullable(),
});
export type PlacedFinding = z.output<typeof placed>;
const counts = z.object({ added: z.number(), identical: z.number(), updated: z.number() });

const outcome = z.object({
  used: z.string(),
  expired: z.string(),
  rolledOver: z.string(),
  overage: z.string(),
  billed: z.string(),
  recognized: z.string(),
  deferred: z.string(),
});
/** Credits and money of one customer, or of all, under today's rule and under the other one, and the difference. */
const compared = z.object({
  customer: z.string(),
  name: z.string(),
  creditType: z.string(),
  currency: z.string(),
  today: outcome,
  changed: outcome,
  difference: outcome,
});
export type Compared = z.output<typeof compared>;

export const CATALOG_CALLS = {
  'catalog.tables': query(nothing, z.object({ tables: z.array(tableSpec) })),
  /** What stands in a table, as a person would write it. Cut at `limit` rows, and says so. */
  'catalog.rows': query(
    z.strictObject({ table: tableName, limit: z.number().int().min(1).max(MOST_ROWS).default(MOST_ROWS) }),
    z.object({
      rows: z.array(z.object({ id: z.string(), cells: z.array(z.string()) })),
      more: z.boolean(),
    }),
  ),
  /** Codes that rows of other tables refer to, with what they are called. */
  'catalog.codes': query(
    z.strictObject({ tables: z.array(tableName).max(CATALOG_TABLES.length) }),
    z.object({ codes: z.array(z.object({ table: tableName, code: z.string(), name: z.string() })) }),
  ),
  /** What would come of these rows: nothing is stored. */
  'catalog.check': query(
    z.strictObject({ tables: edited }),
    z.object({ findings: z.array(placed), counts: counts.nullable() }),
  ),
  /** All or nothing: refused with every finding, or applied. */
  'catalog.apply': command(
    z.strictObject({ tables: edited }),
    z.object({ findings: z.array(placed), counts: counts.nullable() }),
  ),
  /** A plan's rules in the words of the statement; also of a row that is not saved. */
  'catalog.words': query(
    z.strictObject({ table: z.enum(['plans', 'credit_types']), cells: z.array(text).max(40) }),
    z.object({ sentences: z.array(z.string()), findings: z.array(placed) }),
  ),
  /** Usage of the last year, or from `from` on, under these rows beside today's. Nothing is stored. */
  'whatif.run': job(
    z.strictObject({ tables: edited, from: month.nullable().default(null) }),
    z.object({
      from: z.string(),
      through: z.string(),
      customers: z.array(compared),
      totals: z.array(compared),
      compared: z.number(),
    }),
  ),
};

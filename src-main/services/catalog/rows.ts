// The catalog as sheets: what stands in a table as people would write it, and edited rows checked or applied as a load.
// Must not: have rules of its own; the plan of the load has them all.
import type {
  CatalogSpec,
  CatalogTable,
  Edited,
  PlacedFinding,
} from '../../../src-shared/contract/catalog.ts';
import { CATALOG_TABLES } from '../../../src-shared/contract/catalog.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import type { RawTable } from '../../import/setup/existing.ts';
import { KIND_OF_TABLE } from '../../import/setup/existing.ts';
import { planSetup } from '../../import/setup/plan.ts';
import { rowOf } from '../../import/setup/standing-rows.ts';
import { setupTable } from '../../import/setup/tables.ts';
import type { Progress, Session } from '../session.ts';
import { latest } from '../session.ts';
import { existingFacts, loadSetup, lookups } from '../setup.ts';

export function catalogTables(): CatalogSpec[] {
  return CATALOG_TABLES.map((table) => {
    const { title, about, changeBy, columns } = setupTable(table);
    return {
      table,
      title,
      about,
      changeBy,
      columns: columns.map(
        ({ key, title: heading, kind, required, about: note, choices, usual, refersTo, describes }) => ({
          key,
          title: heading,
          kind,
          required,
          about: note,
          choices: choices ? [...choices] : null,
          usual: usual ? [...usual] : null,
          refersTo: refersTo ?? null,
          describes,
        }),
      ),
    };
  });
}

export interface StandingRow {
  /** What identifies the fact among those of its table. */
  id: string;
  cells: string[];
}

export function catalogRows(
  session: Session,
  table: CatalogTable,
  limit: number,
): { rows: StandingRow[]; more: boolean } {
  const rows: StandingRow[] = [];
  for (const [id, body] of latest(session, KIND_OF_TABLE[table])) {
    if (rows.length === limit) return { rows, more: true };
    rows.push({ id, cells: rowOf(table, body) });
  }
  return { rows, more: false };
}

/** What rows of other tables may refer to: each row's own code, and its name or else what it refers to itself. */
export function catalogCodes(
  session: Session,
  tables: readonly CatalogTable[],
): { table: CatalogTable; code: string; name: string }[] {
  return tables.flatMap((table) => {
    const { columns } = setupTable(table);
    const named = columns.findIndex(({ key }) => key === 'name');
    const joined = columns.flatMap(({ kind }, index) => (kind === 'reference' ? [index] : []));
    return [...latest(session, KIND_OF_TABLE[table]).values()].map((body) => {
      const cells = rowOf(table, body);
      const [code = ''] = cells;
      const name = named >= 0 ? cells[named]! : joined.map((index) => cells[index]).join(', ');
      return { table, code, name: name === code ? '' : name };
    });
  });
}

export interface Weighed {
  findings: PlacedFinding[];
  /** What was or would be done; null where there are findings. */
  counts: { added: number; identical: number; updated: number } | null;
}

/** What would come of the rows. Nothing is stored. */
export function checkRows(session: Session, edited: Edited): Result<Weighed> {
  return session.peek(() => {
    const plan = planSetup(rawTables(edited), existingFacts(session), lookups(session));
    if (!plan.ok) return { findings: placed(edited, plan.findings), counts: null };
    const { added, identical, updated } = plan.value;
    return { findings: [], counts: { added, identical, updated } };
  });
}

/** Loads the rows, all or none; what is wrong comes back by row and column. */
export function applyRows(session: Session, edited: Edited, progress?: Progress): Weighed {
  const loaded = loadSetup(session, rawTables(edited), 'catalog', progress);
  if (!loaded.ok) return { findings: placed(edited, loaded.findings), counts: null };
  const { added, identical, updated } = loaded.value;
  return { findings: [], counts: { added, identical, updated } };
}

/** Rows count from 1 in the order they were given. */
export function rawTables(edited: Edited): RawTable[] {
  return edited.map(({ table, rows }) => ({
    name: table,
    place: setupTable(table).title,
    header: setupTable(table).columns.map(({ key }) => key),
    rows: rows.map(({ cells }, index) => ({ row: index + 1, cells })),
  }));
}

/** Findings by the page's own row ids. */
export function placed(edited: Edited, findings: readonly Finding[]): PlacedFinding[] {
  return findings.map(({ code, place, message, hint }) => {
    const rows = edited.find(({ table }) => table === place?.table)?.rows;
    const row = place?.row === undefined ? null : (rows?.[place.row - 1]?.id ?? null);
    return { code, message, hint, table: place?.table ?? '', row, column: place?.column ?? null };
  });
}

// What was edited and not applied, of all tables together: they are applied as one, for a rate may name a meter that is new too.
// Must not: keep anything beyond the page's life.
import type {
  CatalogSpec,
  CatalogTable,
  Edited,
  PlacedFinding,
} from '../../../src-shared/contract/catalog.ts';
import { asSentence } from '../../../src-shared/findings/finding.ts';
import type { DateSettings } from '../../ui/format/dates.ts';
import type { GridRow } from '../../ui/grid/rows.ts';
import { to } from '../../ui/route.ts';
import { saidInWords } from './in-words.ts';

export interface PendingTable {
  readonly rows: readonly GridRow[];
  /** Cells that cannot stand, seen without asking. */
  readonly problems: number;
}
export type Pending = Readonly<Partial<Record<CatalogTable, PendingTable>>>;

export function editedOf(pending: Pending, only?: readonly CatalogTable[]): Edited {
  return Object.entries(pending).flatMap(([name, { rows }]) => {
    const table = name as CatalogTable;
    if (rows.length === 0 || (only && !only.includes(table))) return [];
    return [{ table, rows: rows.map(({ id, cells }) => ({ id, cells: cells.map((cell) => cell ?? '') })) }];
  });
}

/** Where a table of the catalog is, and under what its draft is kept. */
export const addressOf = (tab: CatalogTable): string => to(['catalog'], { tab });

export function countOf(pending: Pending): number {
  return Object.values(pending).reduce((sum, { rows }) => sum + rows.length, 0);
}

/** @param spec of the finding's table. */
export function sentenceOf(
  { message, hint, column }: PlacedFinding,
  spec: CatalogSpec | undefined,
  dates: DateSettings,
): string {
  const sentence = hint ? `${asSentence(message)} ${asSentence(hint)}` : asSentence(message);
  const found = spec?.columns.find(({ key }) => key === column);
  const titled = found && sentence.startsWith(`${found.key} `);
  return saidInWords(titled ? `${found.title}${sentence.slice(found.key.length)}` : sentence, found, dates);
}

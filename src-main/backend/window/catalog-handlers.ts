// Handlers of the calls about the catalog, and what if a rule were another.
import type { CATALOG_CALLS } from '../../../src-shared/contract/catalog.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { compareRules } from '../../services/catalog/compare.ts';
import {
  applyRows,
  catalogCodes,
  catalogRows,
  catalogTables,
  checkRows,
} from '../../services/catalog/rows.ts';
import { inWords } from '../../services/catalog/terms.ts';
import type { Handlers } from './handling.ts';

export const CATALOG_HANDLERS: Handlers<keyof typeof CATALOG_CALLS> = {
  'catalog.tables': () => ({ tables: catalogTables() }),
  'catalog.rows': ({ table, limit }, { desk }) => catalogRows(desk.session(), table, limit),
  'catalog.codes': ({ tables }, { desk }) => ({ codes: catalogCodes(desk.session(), tables) }),
  'catalog.check': ({ tables }, { desk }) => must(checkRows(desk.session(), tables)),
  'catalog.apply': ({ tables }, { desk, progress }) => applyRows(desk.session(), tables, progress),
  'catalog.words': ({ table, cells }, { desk }) => inWords(desk.session(), table, cells),
  'whatif.run': ({ tables, from }, { desk, progress }) =>
    must(compareRules(desk.session(), tables, from, progress)),
};

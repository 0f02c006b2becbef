// Handlers of the calls that each serve one screen: start, Overview, Customers, Ledger, Months, Revenue; and of explanations.
import type { CUSTOMER_CALLS } from '../../../src-shared/contract/customers.ts';
import type { LEDGER_CALLS } from '../../../src-shared/contract/ledger.ts';
import type { MONTH_CALLS } from '../../../src-shared/contract/months.ts';
import type { OVERVIEW_CALLS } from '../../../src-shared/contract/overview.ts';
import type { START_CALLS } from '../../../src-shared/contract/start.ts';
import type { EXPLAIN_CALLS } from '../../../src-shared/explain/calls.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { explain } from '../../services/explain/explain.ts';
import { saveLedger } from '../../services/files/narrowed-file.ts';
import { writeRevenue } from '../../services/files/revenue.ts';
import { customersTable, readCustomer } from '../../services/screens/customers.ts';
import { countLedger, findLedger, ledgerTotals, readLedger } from '../../services/screens/ledger-window.ts';
import { readCloseChecks, readOverview } from '../../services/screens/overview.ts';
import { setUpBook } from '../../services/screens/set-up-book.ts';
import { usageByMeter } from '../../services/screens/usage-by-meter.ts';
import { closeMonth, reopenMonth } from '../after-backup/months.ts';
import { infoOf } from './app-handlers.ts';
import type { Handlers } from './handling.ts';

type ScreenCalls = typeof CUSTOMER_CALLS &
  typeof LEDGER_CALLS &
  typeof MONTH_CALLS &
  typeof OVERVIEW_CALLS &
  typeof START_CALLS &
  typeof EXPLAIN_CALLS;

export const SCREEN_HANDLERS: Handlers<keyof ScreenCalls> = {
  'book.setUp': (settings, { desk }) => {
    must(setUpBook(desk.session(), settings));
    return infoOf(desk.session());
  },
  'overview.read': async (_input, { desk }) => must(await readOverview(desk.session())),
  'usage.byMeter': async ({ month, customer }, { desk }) =>
    must(await usageByMeter(desk.session(), month, customer)),
  'customers.table': async (_input, { desk }) => must(await customersTable(desk.session())),
  'customers.read': async ({ customer }, { desk }) => must(await readCustomer(desk.session(), customer)),
  'ledger.window': ({ start, limit, sort, newest, ...filter }, { desk }) =>
    must(readLedger(desk.session(), filter, { start, limit, sort, newest })),
  'ledger.count': (filter, { desk }) => must(countLedger(desk.session(), filter)),
  'explain.read': async ({ subject }, { desk }) => must(await explain(desk.session(), subject)),
  'ledger.totals': (filter, { desk }) => ({ rows: must(ledgerTotals(desk.session(), filter)) }),
  'ledger.find': ({ newest, text, amount, from, forward, ...filter }, { desk }) =>
    must(findLedger(desk.session(), filter, { newest, text, amount, from, forward })),
  'ledger.save': async ({ file, format, ...filter }, { desk, progress }) => ({
    rows: must(await saveLedger(desk.session(), filter, format, desk.pathOf(file), progress)),
  }),
  'months.checks': async (_input, { desk }) => must(await readCloseChecks(desk.session())),
  'months.close': async ({ month }, { desk, progress }) =>
    must(await closeMonth(desk.session(), month, progress)),
  'months.reopen': async ({ month, reason }, { desk }) =>
    must(await reopenMonth(desk.session(), month, reason)),
  'revenue.save': async ({ month, span, file }, { desk, progress }) => {
    const asked = { month, span };
    const { period, status } = must(await writeRevenue(desk.session(), asked, desk.pathOf(file), progress));
    return { period, status };
  },
};

// A made-up company whose prepaid credits were kept in a spreadsheet: setup tables, usage, and what the rules make of them.
// The same seed gives the same company. Must not: plant errors (whoever writes a sheet does).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withReport } from '../../../../src-main/services/report.ts';
import { openSession } from '../../../../src-main/services/session.ts';
import { loadSetup } from '../../../../src-main/services/setup.ts';
import { importUsage } from '../../../../src-main/services/usage/import-usage.ts';
import { createBook } from '../../../../src-main/storage/open.ts';
import { addDays } from '../../../../src-shared/calendar.ts';
import { formatScaled } from '../../../../src-shared/decimal.ts';
import { must } from '../../../../src-shared/findings/finding.ts';
import { seeded } from '../../../support/random.ts';
import { setup } from '../../../support/setup-tables.ts';

export interface Customer {
  code: string;
  name: string;
  /** As the spreadsheet spells it, the first as in the book. */
  spellings: string[];
  currency: string;
}

export const CUSTOMERS: readonly Customer[] = [
  {
    code: 'halden',
    name: 'Halden Logistics GmbH',
    spellings: ['Halden Logistics GmbH', 'Halden Logistics', 'HALDEN LOGISTICS'],
    currency: 'EUR',
  },
  { code: 'birke', name: 'Birke & Söhne KG', spellings: ['Birke & Söhne KG', 'Birke und Soehne'], currency: 'EUR' },
  { code: 'northwind', name: 'Northwind Traders Inc.', spellings: ['Northwind Traders Inc.'], currency: 'USD' },
  { code: 'quartz', name: 'Quartz Analytics', spellings: ['Quartz Analytics'], currency: 'USD' },
  { code: 'total', name: 'Total Rebuild SAS', spellings: ['Total Rebuild SAS'], currency: 'EUR' },
  { code: 'velo', name: 'Velo Kurier', spellings: ['Velo Kurier'], currency: 'EUR' },
];

export interface World {
  seed: number;
  /** First and last month. */
  months: string[];
  customers: readonly Customer[];
  /** Setup tables, as test/support/setup-tables.ts reads them. */
  tables: string;
  /** Under the canonical header. */
  usage: string[];
}

export interface WorldOptions {
  months?: number;
  /** One customer is on a plan that rolls over, instead of buying packs. */
  plan?: boolean;
}

const METERS = ['api_calls', 'support_hours'] as const;

/** Packs bought, used and expired over some months of 2025. */
export function makeWorld(seed: number, { months = 6, plan = false }: WorldOptions = {}): World {
  const random = seeded(seed);
  const monthNames = Array.from({ length: months }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`);
  const grants: string[] = [];
  const usage: string[] = [];
  let [invoice, event] = [1000 + random.below(50), 0];
  const onPlan = plan ? 'velo' : null;
  for (const { code, currency } of CUSTOMERS) {
    if (code !== onPlan) {
      const count = 2 + random.below(2);
      for (let n = 0; n < count; n++) {
        const first = n === 0;
        const date = addDays('2025-01-03', first ? random.below(9) : random.below(28 * (months - 1)));
        const credits = (2 + random.below(8)) * 100;
        const price = formatScaled(BigInt(credits) * BigInt(70 + random.below(30)), 2);
        const expires = n === 1 ? addDays(date, 45 + random.below(30)) : addDays(date, 364);
        grants.push(
          `INV-${invoice++} | ${date} | ${code} | credits | ${credits} | ${price} | ${currency} | ${expires}`,
        );
      }
    }
    for (const month of monthNames) {
      const times = 3 + random.below(5);
      for (let n = 0; n < times; n++) {
        const meter = METERS[random.below(4) === 0 ? 1 : 0]!;
        const quantity =
          meter === 'api_calls' ? String(20 + random.below(300)) : formatScaled(BigInt(1 + random.below(12)) * 25n, 2);
        const day = addDays(`${month}-12`, random.below(17));
        usage.push(`use-${String(++event).padStart(4, '0')},${code},${meter},${quantity},${day}T${10 + random.below(8)}:15`);
      }
    }
  }
  return { seed, months: monthNames, customers: CUSTOMERS, tables: tablesOf(grants, onPlan), usage };
}

function tablesOf(grants: readonly string[], onPlan: string | null): string {
  const plans = `
plans
code  | name  | credit_type | credits | price  | interval | rollover | rollover_cap | rollover_times
team  | Team  | credits     | 300     | 240.00 | P1M      | all      | 120          | 1

subscriptions
ref     | customer  | plan | start
s-${onPlan} | ${onPlan} | team | 2025-01-01
`;
  return `
book
key         | value
name        | Lumen Labs
currency    | EUR
time_zone   | Europe/Berlin
first_month | 2025-01

credit_types
code    | name
credits | Lumen credits

meters
code          | name
api_calls     | API calls
support_hours | Support hours

rates
meter         | credit_type | units | credits | from
api_calls     | credits     | 7     | 1       | 2025-01-01
support_hours | credits     | 1     | 12      | 2025-01-01

customers
code | name
${CUSTOMERS.map(({ code, name }) => `${code} | ${name}`).join('\n')}
${onPlan === null ? '' : plans}
grants
ref | date | customer | credit_type | credits | price | currency | expires
${grants.join('\n')}
`;
}

export type Row = Record<string, string>;
export interface Truth {
  lots: Row[];
  wallets: Row[];
  ledger: Row[];
  revenue: Row[];
}

/** What the rules make of a world, as the reports give it, through its last month. */
export async function truthOf(world: World): Promise<Truth> {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-legacy-'));
  const actor = { user: 'mara', now: () => Date.UTC(2025, 6, 1) };
  const created = createBook(join(folder, 'book.ddb'), { user: actor.user, at: actor.now() });
  if (!created.ok) throw new Error(JSON.stringify(created.findings));
  try {
    const session = openSession(created.value, actor);
    must(loadSetup(session, setup(world.tables), 'setup'));
    const path = join(folder, 'usage.csv');
    writeFileSync(path, usageText(world));
    must(await importUsage(session, { path, profile: null, dryRun: false }));
    const read = async (name: string): Promise<Row[]> =>
      must(
        await withReport(session, name, { through: world.months.at(-1)! }, (table) =>
          [...table.rows].map((cells) =>
            Object.fromEntries(table.columns.map(({ key }, index) => [key, cells[index] ?? ''])),
          ),
        ),
      );
    return {
      lots: await read('lots'),
      wallets: await read('wallets'),
      ledger: await read('ledger'),
      revenue: await read('revenue'),
    };
  } finally {
    created.value.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const usageText = ({ usage }: World): string =>
  `event_id,customer,meter,quantity,occurred_at\n${usage.join('\n')}\n`;

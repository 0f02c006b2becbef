// A case of test/cases/legacy as an open book with its workbook beside it. Must not: compare or judge.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SheetCompared } from '../../../src-main/services/comparison/compare.ts';
import { compareWithSheet } from '../../../src-main/services/comparison/compare.ts';
import { readTables } from '../../../src-main/services/incoming/read-tables.ts';
import type { Session } from '../../../src-main/services/session.ts';
import { openSession } from '../../../src-main/services/session.ts';
import { loadSetup } from '../../../src-main/services/setup.ts';
import { importUsage } from '../../../src-main/services/usage/import-usage.ts';
import { createBook } from '../../../src-main/storage/open.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { CUSTOMERS } from '../../cases/legacy/make/world.ts';
import { BOOK } from '../../support/setup-tables.ts';

export const LEGACY = join(import.meta.dirname, '../../cases/legacy');

/** How the workbooks spell the customers. */
export const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  CUSTOMERS.flatMap(({ code, spellings }) => spellings.map((text) => [text, code])),
);

/** Opens a book with the tables and usage of a folder; it is gone afterwards. */
export async function withCase<T>(
  folder: string,
  use: (session: Session, sheet: string) => Promise<T>,
): Promise<T> {
  const temporary = mkdtempSync(join(tmpdir(), 'drawdown-compare-'));
  const actor = { user: 'mara', now: () => Date.UTC(2025, 6, 1) };
  const open = must(createBook(join(temporary, 'book.ddb'), { user: actor.user, at: actor.now() }));
  try {
    const session = openSession(open, actor);
    must(loadSetup(session, must(await readTables(join(folder, 'setup'))), 'setup'));
    must(await importUsage(session, { path: join(folder, 'usage.csv'), profile: null, dryRun: false }));
    return await use(session, join(folder, 'legacy.xlsx'));
  } finally {
    open.close();
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** What the comparison finds, as `expected.json` has it, each with all causes that give the same. */
export function foundIn({ differences }: SheetCompared['comparison']) {
  return differences
    .map(({ cause, alsoPossible, customer, month, amount, scale, currencies }) => {
      const off = currencies.filter(({ code }) => amount.money.has(code));
      const money = off
        .map(
          (one) =>
            `${off.length > 1 ? `${one.code} ` : ''}${formatScaled(amount.money.get(one.code)!, one.scale)}`,
        )
        .sort();
      const causes = [cause, ...alsoPossible].sort();
      return {
        causes,
        customer,
        month,
        credits: formatScaled(amount.credits, scale),
        money: money.join(' + ') || '0.00',
      };
    })
    .sort(byText);
}

export const byText = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

export async function compareCase(folder: string): Promise<SheetCompared> {
  return withCase(folder, async (session, path) =>
    must(await compareWithSheet(session, { path, customers: NAMES })),
  );
}

/** Anna has credits in two currencies, Bert two credit types: the sheet says neither. */
export const UNSAID = `${BOOK}
credit_types
code    | scale
credits | 2
drinks  | 0

customers
code | name
anna | Anna
bert | Bert
dora | Dora

grants
ref | date       | customer | credit_type | credits | price | currency
a1  | 2026-01-05 | anna     | credits     | 100     | 50.00 | EUR
a2  | 2026-01-06 | anna     | credits     | 200     | 90.00 | USD
b1  | 2026-01-05 | bert     | credits     | 10      | 5.00  | EUR
b2  | 2026-01-05 | bert     | drinks      | 20      | 5.00  | EUR
d1  | 2026-01-05 | dora     | credits     | 40      | 20.00 | EUR
`;
export const UNSAID_SHEET = `Customer,Credits,,Deferred,
,2026-01,2026-02,2026-01,2026-02
anna,300,300,140.00,140.00
bert,30,30,10.00,10.00
dora,40,40,20.00,21.00
`;

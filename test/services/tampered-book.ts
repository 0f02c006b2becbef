// A small rich book with two closed months and an open one, and ways to change its file behind the program's back: for tests
// that nothing done to it goes unnoticed. Must not: know what a change should be found as.
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { withBook } from '../../src-main/backend/books.ts';
import { closeMonth } from '../../src-main/services/months.ts';
import { type Verified, verifyBook } from '../../src-main/services/proof/verify.ts';
import { openSession, type Session } from '../../src-main/services/session.ts';
import { loadSetup } from '../../src-main/services/setup.ts';
import { undoBatch } from '../../src-main/services/usage/batches.ts';
import { excludeEvent } from '../../src-main/services/usage/exceptions.ts';
import { importUsage } from '../../src-main/services/usage/import-usage.ts';
import { saveProfile } from '../../src-main/services/usage/layout/profiles.ts';
import { createBook } from '../../src-main/storage/open.ts';
import type { Finding, Result } from '../../src-shared/findings/finding.ts';
import { reportTexts } from '../properties/real-book.ts';
import { quickFolder } from '../support/folders/quick-folder.ts';
import { BOOK, setup } from '../support/setup-tables.ts';

const ACTOR = { user: 'mara', now: () => Date.UTC(2026, 3, 1) };

const TABLES = `${BOOK}
accounts
account       | code | name
usage_revenue | 4400 | Usage

credit_types
code    | scale
credits | 2
drinks  | 0

meters
code
calls
coffee
faxes

rates
meter  | credit_type | units | credits | from
calls  | credits     | 5     | 1       | 2026-01-01
coffee | drinks      | 1     | 1       | 2026-01-01

packs
code | credit_type | credits | price | expires
box  | credits     | 20      | 15    | P3M

plans
code | credit_type | credits | price | interval | rollover | rollover_cap | overage         | overage_price
p    | credits     | 100     | 80    | P1M      | all      | 30           | bill_next_cycle | 0.9
d    | drinks      | 5       | 10    | P1M      | none     |              | carry_forward   |

customers
code | name
anna | Anna
bert | Bert

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01
t   | bert     | d    | 2026-01-15

grants
ref | date       | customer | kind  | pack | credit_type | credits | price | expires    | meters
g   | 2026-01-05 | anna     |       | box  |             |         |       |            |
h   | 2026-01-05 | bert     | promo |      | drinks      | 3       |       | 2026-02-10 | coffee
`;

const STEPS: readonly ((session: Session, folder: string) => Promise<Result<unknown>> | Result<unknown>)[] = [
  (session) => loadSetup(session, setup(TABLES), 'tables'),
  (session) => saveProfile(session, 'portal', {}, 'profile'),
  usage(`a1,anna,calls,150,2026-01-03T10:00
         a2,anna,calls,300,2026-01-10T10:00
         a3,anna,faxes,2,2026-01-11
         b1,bert,coffee,4,2026-01-20
         b2,bert,coffee,9,2026-01-21
         x1,nobody,calls,1,2026-01-05
         x2,anna,calls,-1,2026-01-05`),
  (session) => excludeEvent(session, 'a3', 'never priced'),
  usage('u1,anna,calls,5,2026-01-15'),
  (session) => undoBatch(session, 2, 'sent twice'),
  (session) => closeMonth(session, '2026-01'),
  usage(`a4,anna,calls,100,2026-02-03
         late,anna,calls,5,2026-01-30
         a5,anna,calls,900,2026-02-20
         b3,bert,coffee,1,2026-02-05
         z,bert,coffee,0,2026-02-05`),
  (session) =>
    loadSetup(
      session,
      setup('adjustments\nref | date | lot | type | expires\n x | 2026-02-10 | g | extend | 2026-05-31'),
      'extend',
    ),
  (session) => closeMonth(session, '2026-02'),
  usage('bad,nobody,calls,1,2026-03-01'),
  usage(`a6,anna,calls,40,2026-03-03
         open,bert,faxes,1,2026-03-04
         b4,bert,coffee,2,2026-03-20`),
  (session) => loadSetup(session, setup('voids\nevent_id | date | reason\n a4 | 2026-03-10 | twice'), 'void'),
];

function usage(lines: string) {
  return (session: Session, folder: string): Promise<Result<unknown>> => {
    const path = join(folder, 'usage.csv');
    writeFileSync(
      path,
      `event_id,customer,meter,quantity,occurred_at\n${lines.replaceAll(/\n\s+/g, '\n')}\n`,
    );
    return importUsage(session, { path, profile: null, dryRun: false });
  };
}

export interface Verdict {
  /** `refused`: the book does not open. `found`: verify names something. `clean`: nothing was noticed. */
  kind: 'refused' | 'found' | 'clean';
  findings: readonly Finding[];
}

export interface TamperedBook {
  /** The book as the program left it. */
  readonly path: string;
  readonly folder: string;
  /** The copy that was changed last. */
  readonly copy: string;
  /** A copy of the file for `change` to work on, and what becomes of it. */
  after(change: (path: string) => void): Promise<Verdict>;
  /** The same for a change of rows, with the guards taken off and put back as they were. */
  afterRows(change: (db: Database.Database) => void): Promise<Verdict>;
  remove(): void;
}

export async function makeBook(): Promise<TamperedBook> {
  const folder = quickFolder();
  const path = join(folder, 'book.drawdown');
  const copy = join(folder, 'copy.drawdown');
  const made = createBook(path, { user: ACTOR.user, at: ACTOR.now() });
  if (!made.ok) throw new Error(JSON.stringify(made.findings));
  made.value.db.pragma('synchronous = OFF');
  const session = openSession(made.value, ACTOR);
  for (const [index, step] of STEPS.entries()) {
    const result = await step(session, folder);
    if (!result.ok) throw new Error(`step ${index}: ${JSON.stringify(result.findings)}`);
  }
  made.value.close();
  const after = (change: (path: string) => void): Promise<Verdict> => {
    copyFileSync(path, copy);
    change(copy);
    return verdictOn(copy);
  };
  return {
    path,
    folder,
    copy,
    after,
    afterRows: (change) => after((file) => withoutGuards(file, change)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Opens and verifies as every host does. What it throws is thrown on: nothing may be. */
export async function verdictOn(
  path: string,
  prove: (session: Session) => Result<Verified> | Promise<Result<Verified>> = verifyBook,
): Promise<Verdict> {
  const verified = await withBook(path, ACTOR, (session) => prove(session));
  if (!verified.ok) return { kind: 'refused', findings: verified.findings };
  const { findings } = verified.value;
  return { kind: findings.length > 0 ? 'found' : 'clean', findings };
}

/** Does more work on a book and gives its reports: what a change that nobody notices must not alter. */
export async function reportsAfterMore(path: string, folder: string): Promise<Record<string, string>> {
  const more = usage(`m1,anna,calls,70,2026-03-02
                      m2,bert,coffee,1,2026-03-02
                      m3,anna,calls,1,2026-01-02`);
  const texts = await withBook(path, ACTOR, async (session) => {
    const imported = await more(session, folder);
    return imported.ok ? { ok: true, value: await reportTexts(session) } : imported;
  });
  if (!texts.ok) throw new Error(JSON.stringify(texts.findings));
  return texts.value;
}

/** Changes rows of a book that its guards keep as they are, and puts the guards back. */
export function withoutGuards(path: string, change: (db: Database.Database) => void): void {
  const db = new Database(path);
  try {
    db.pragma('foreign_keys = OFF');
    const triggers = db
      .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
      .all() as {
      name: string;
      sql: string;
    }[];
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    change(db);
    for (const { sql } of triggers) db.exec(sql);
  } finally {
    db.close();
  }
}

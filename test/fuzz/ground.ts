// The ground that inputs are tried on: a small book with a closed month, made once and put back as it was after each input that
// changed it, and what is promised of every answer: coded, short, and nothing changed where it says no.
// Must not: know what kind of file is tried.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTables } from '../../src-main/services/incoming/read-tables.ts';
import { closeMonth } from '../../src-main/services/months.ts';
import { verifyBook } from '../../src-main/services/proof/verify.ts';
import type { Session } from '../../src-main/services/session.ts';
import { openSession } from '../../src-main/services/session.ts';
import { loadSetup } from '../../src-main/services/setup.ts';
import { importUsage } from '../../src-main/services/usage/import-usage.ts';
import { createBook, openBook } from '../../src-main/storage/open.ts';
import type { Finding, Result } from '../../src-shared/findings/finding.ts';
import { must } from '../../src-shared/findings/finding.ts';

/** What is not as promised. */
export class Fault extends Error {}

export const CASES = join(import.meta.dirname, '../cases');
export const COMPANY = join(CASES, '07-overage-next-cycle-and-charge-now');
export const MONTH = '2026-01';
const ACTOR = { user: 'mara', now: () => Date.UTC(2026, 2, 5, 8) };
/** Of the company's general ledger; without them no journal is written, and none of its tables is read. */
const ACCOUNTS =
  'account,code,name\nreceivable,1200,Receivable\nunbilled_receivable,1210,Unbilled\ndeferred_revenue,3900,Prepaid\n' +
  'usage_revenue,8400,Usage\nbreakage_revenue,8410,Breakage\noverage_revenue,8420,Overage\n';
/** A mistake is told in a sentence or two, whatever stands in the file. */
const LONGEST_MESSAGE = 2000;
/** Accepted inputs are proven so often; proving is what takes long. */
const PROVEN_EVERY = 20;

const opened = (path: string): Session =>
  openSession(must(openBook(path, { user: ACTOR.user, at: ACTOR.now() })), ACTOR);

const TABLES = [
  ...['usage_event', 'rejected_row', 'posting', 'lot', 'code', 'snapshot'],
  ...['outside_row', 'match_set', 'document'],
];

export class Ground {
  readonly folder: string;
  readonly book: string;
  #session: Session | null = null;
  #from: 'whole' | 'empty' = 'whole';
  #accepted = 0;

  private constructor(folder: string) {
    this.folder = folder;
    this.book = join(folder, 'whole.ddb');
  }

  static async make(folder: string): Promise<Ground> {
    mkdirSync(folder, { recursive: true });
    const ground = new Ground(folder);
    let session = openSession(must(createBook(ground.book, { user: ACTOR.user, at: ACTOR.now() })), ACTOR);
    session.open.close();
    copyFileSync(ground.book, ground.place('empty.ddb'));
    session = opened(ground.book);
    must(loadSetup(session, must(await readTables(join(COMPANY, 'setup'))), 'setup'));
    const accounts = ground.place('accounts.csv');
    writeFileSync(accounts, ACCOUNTS);
    must(loadSetup(session, must(await readTables(accounts)), 'accounts'));
    must(await importUsage(session, { path: join(COMPANY, 'usage.csv'), profile: null, dryRun: false }));
    must(closeMonth(session, MONTH));
    session.open.close();
    return ground;
  }

  place(name: string): string {
    return join(this.folder, name);
  }

  get session(): Session {
    if (this.#session) return this.#session;
    const path = this.place('book.ddb');
    for (const end of ['', '-wal', '.lock']) rmSync(`${path}${end}`, { force: true });
    copyFileSync(this.place(`${this.#from}.ddb`), path);
    this.#session = opened(path);
    return this.#session;
  }

  /** The book as it was at first, or one that was never set up. */
  renew(from: 'whole' | 'empty' = 'whole'): void {
    this.#from = from;
    this.#session?.open.close();
    this.#session = null;
  }

  /** All that a refusal must leave as it was, as text. */
  #standing(): string {
    const { db } = this.session.open;
    const count = (table: string): unknown => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    const counts = TABLES.map(count);
    return JSON.stringify([
      db.prepare('SELECT * FROM book_state').raw().get(),
      counts,
      this.session.facts().length,
    ]);
  }

  /** Does something to the book, and looks at what became of it. @returns "ok", or the first code. */
  async change(
    work: (session: Session) => Result<unknown> | Promise<Result<unknown>>,
    keeps: boolean,
  ): Promise<string> {
    const before = this.#standing();
    const answer = await work(this.session);
    if (this.session.open.db.inTransaction) throw new Fault('a transaction was left open');
    const unchanged = this.#standing() === before;
    if (!answer.ok) {
      if (!unchanged)
        throw new Fault(`refused with ${codeOf(answer.findings)}, and yet something was changed`);
    } else if (!keeps && !unchanged) throw new Fault('only looked at, and yet something was changed');
    if (!unchanged && ++this.#accepted % PROVEN_EVERY === 0) this.prove();
    if (!unchanged || this.#from === 'empty') this.renew();
    return answer.ok ? 'ok' : codeOf(answer.findings);
  }

  /** Opens the book again and derives it anew. */
  prove(): void {
    const path = this.session.open.path;
    this.session.open.close();
    const session = opened(path);
    this.#session = session;
    const { findings } = must(verifyBook(session));
    if (findings.length > 0) throw new Fault(`accepted, and then not proven: ${JSON.stringify(findings[0])}`);
  }

  close(): void {
    this.renew();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The first code; all of them must be codes, with words that people can read. */
export function codeOf(findings: readonly Finding[]): string {
  for (const { code, message, hint = '', place } of findings) {
    if (!/^[a-z][a-z0-9_]*$/.test(code)) throw new Fault(`"${code}" is no code`);
    if (message === '') throw new Fault(`${code} without a word`);
    const said = message.length + hint.length + JSON.stringify(place ?? {}).length;
    if (said > LONGEST_MESSAGE) throw new Fault(`${code} in ${said} characters`);
  }
  if (findings[0] === undefined) throw new Fault('refused without a finding');
  return findings[0].code;
}

export const verdictOf = (answer: Result<unknown>): string => (answer.ok ? 'ok' : codeOf(answer.findings));

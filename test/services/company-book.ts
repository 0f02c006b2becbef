// A real book in a temporary folder for tests of the services: set up from tables as text, filled from files as text.
// Books and folders are gone after each test. Must not: know what a test is about.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Person } from '../../src-main/backend/person.ts';
import type { Scope } from '../../src-main/services/report.ts';
import { withReport } from '../../src-main/services/report.ts';
import type { Session } from '../../src-main/services/session.ts';
import { openSession } from '../../src-main/services/session.ts';
import { loadSetup } from '../../src-main/services/setup.ts';
import type { ImportOptions } from '../../src-main/services/usage/import-usage.ts';
import { importUsage } from '../../src-main/services/usage/import-usage.ts';
import { createBook, type OpenBook, openBook } from '../../src-main/storage/open.ts';
import type { Result } from '../../src-shared/findings/finding.ts';
import { must } from '../../src-shared/findings/finding.ts';
import { csvText } from '../support/csv-text.ts';
import { setup } from '../support/setup-tables.ts';

export { must };

export const ACTOR = { user: 'mara', now: () => Date.UTC(2026, 0, 5, 8) };

/** Whoever sits before a window whose account is mara's. */
export function someone(): Person {
  let typed = '';
  return {
    account: ACTOR.user,
    name: () => typed || ACTOR.user,
    rename: (name) => {
      typed = name;
    },
  };
}

const folders: string[] = [];
const books: OpenBook[] = [];

afterEach(() => {
  for (const book of books.splice(0)) book.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-services-'));
  folders.push(folder);
  return folder;
}

export interface CompanyBook {
  session: Session;
  folder: string;
  /** Writes a file into the folder. @returns its path. */
  file(name: string, content: string): string;
  /** Loads tables written as in test/support/setup-tables.ts. */
  load(tables: string): ReturnType<typeof loadSetup>;
  /** Imports lines under the canonical header. */
  usage(lines: string, options?: Partial<ImportOptions>): ReturnType<typeof importUsage>;
  report(name: string, scope?: Scope): Promise<Result<string>>;
  /** Closes the file, lets `tamper` at it, and opens it again. */
  reopened(tamper?: (path: string) => void): CompanyBook;
}

export function emptyBook(): CompanyBook {
  const folder = scratchFolder();
  return around(must(createBook(join(folder, 'book.ddb'), { user: ACTOR.user, at: ACTOR.now() })), folder);
}

/** A book with these tables loaded. */
export function bookWith(tables: string): CompanyBook {
  const made = emptyBook();
  must(made.load(tables));
  return made;
}

function around(open: OpenBook, folder: string): CompanyBook {
  books.push(open);
  const session = openSession(open, ACTOR);
  let files = 0;
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  return {
    session,
    folder,
    file,
    load: (tables) => loadSetup(session, setup(tables), 'tables'),
    usage(lines, options = {}) {
      files++;
      const content = `event_id,customer,meter,quantity,occurred_at\n${lines.trim().replaceAll(/\n\s+/g, '\n')}\n`;
      const path = file(`usage-${files}.csv`, content);
      return importUsage(session, { path, profile: null, dryRun: false, ...options });
    },
    report: (name, scope = {}) => withReport(session, name, scope, (table) => csvText(table)),
    reopened(tamper) {
      open.close();
      tamper?.(open.path);
      return around(must(openBook(open.path, { user: ACTOR.user, at: ACTOR.now() })), folder);
    },
  };
}

// npm run keep-book [-- CHECKOUT]: makes a small book with the program of a checkout (this one, if none is named) and keeps it here under
// the number of its format. Once for each format that lands; what is here is never made again, nor are the reports that all of them give.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { seeded } from '../../support/random.ts';
import { monthAt, writeCustomer, writeSetup, writeUsage } from '../../torture/company.ts';

/** Reports whose columns every version has had. */
const REPORTS = ['balances', 'lots', 'ledger'] as const;

function usage(folder: string, openMonth: number, name: string): string {
  const path = join(folder, `${name}.csv`);
  const random = seeded(openMonth + name.length);
  writeUsage({ path, rows: 40, customers: 2, openMonth, name, untidy: true }, random);
  return path;
}

/** Two closed months, one of them reopened and closed again, an import taken back, rejected rows, an open month. */
function live(run: (...words: string[]) => string, folder: string): void {
  run('new', 'book.ddb');
  run('setup', 'book.ddb', writeSetup(folder));
  run('setup', 'book.ddb', writeCustomer(folder, 1, monthAt(0)));
  run('import', 'book.ddb', usage(folder, 0, 'first'));
  run('import', 'book.ddb', usage(folder, 0, 'wrong'));
  run('undo', 'book.ddb', '2', '--reason', 'the wrong file');
  run('close', 'book.ddb', monthAt(0));
  run('import', 'book.ddb', usage(folder, 1, 'second'));
  run('close', 'book.ddb', monthAt(1));
  run('reopen', 'book.ddb', monthAt(1), '--reason', 'more came');
  run('import', 'book.ddb', usage(folder, 1, 'more'));
  run('close', 'book.ddb', monthAt(1));
  run('import', 'book.ddb', usage(folder, 2, 'third'));
}

const checkout = resolve(process.argv[2] ?? '.');
const folder = mkdtempSync(join(tmpdir(), 'drawdown-keep-'));
const main = join(checkout, 'src-main/hosts/cli/main.ts');
const run = (...words: string[]): string =>
  execFileSync(process.execPath, [main, ...words], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
live(run, folder);
const reports = join(import.meta.dirname, 'reports');
for (const name of REPORTS) {
  const said = run('report', name, 'book.ddb');
  if (said !== readFileSync(join(reports, `${name}.csv`), 'utf8'))
    throw new Error(`the report ${name} is not what every version before has said`);
}
const path = join(folder, 'book.ddb');
const db = new Database(path, { readonly: true });
const version = db.pragma('user_version', { simple: true }) as number;
db.close();
const kept = join(import.meta.dirname, `v${version}.ddb.gz`);
if (existsSync(kept)) throw new Error(`a book of format ${version} is kept already`);
writeFileSync(kept, gzipSync(readFileSync(path), { level: 9 }));
rmSync(folder, { recursive: true });
process.stdout.write(`Kept a book of format ${version}: ${kept}\n`);

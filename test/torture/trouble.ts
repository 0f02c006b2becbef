// One deed on a copy of the same small book, while its disk refuses at one moment: no room, an error of the device, no permission, half a
// write. The answer must be true: done, and then it is; or refused in words a person can act on, with everything as it was before. Whatever
// it says it kept, it kept.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { seeded } from '../support/random.ts';
import { writeCustomer, writeInvoices, writeSetup, writeSpreadsheet, writeUsage } from './company.ts';
import { faultsOf, holdings } from './contents.ts';
import { migration } from './deeds.ts';
import type { Fault } from './faults.ts';
import { type Answer, command, reference } from './program.ts';

const OLDEST = join(import.meta.dirname, '../storage/landed/v1.ddb.gz');
export const NOW = Date.UTC(2026, 5, 1);

export interface Scene {
  readonly scratch: string;
  /** The folder with the book as it is before every deed. */
  readonly before: string;
  /** What people have at hand to bring to it. */
  readonly files: string;
  remove(): void;
}

/** A book with two customers, January closed, usage of February, a backup and a restored copy. */
export async function setScene(): Promise<Scene> {
  const scratch = mkdtempSync(join(tmpdir(), 'drawdown-trouble-'));
  const [before, files] = ['before', 'files'].map((name) => join(scratch, name)) as [string, string];
  mkdirSync(before);
  mkdirSync(files);
  const random = seeded(1);
  const usage = (name: string, openMonth: number): string => {
    const path = join(files, `${name}.csv`);
    writeUsage({ path, rows: 60, customers: 2, openMonth, name, untidy: openMonth > 0 }, random);
    return path;
  };
  const steps = [
    ['new', 'book.ddb'],
    ['setup', 'book.ddb', writeSetup(files)],
    ['setup', 'book.ddb', writeCustomer(files, 1, '2026-01')],
    ['import', 'book.ddb', usage('january', 0)],
    ['close', 'book.ddb', '2026-01'],
    ['import', 'book.ddb', usage('february', 1)],
    ['backup', 'book.ddb', 'kept.ddb'],
    ['restore', 'kept.ddb', 'restored.ddb'],
    ['new', 'empty.ddb'],
    ['setup', 'empty.ddb', writeSetup(files)],
  ];
  usage('more', 1);
  writeCustomer(files, 2, '2026-02');
  writeSpreadsheet(join(files, 'old.csv'), 'one');
  writeInvoices(join(files, 'invoices.csv'), '2026-01');
  for (const words of steps) {
    const answer = await reference(words, before, NOW);
    if (answer.status !== 0) throw new Error(`${words.join(' ')}: ${JSON.stringify(answer.said)}`);
  }
  writeFileSync(join(before, 'old.ddb'), gunzipSync(readFileSync(OLDEST)));
  return { scratch, before, files, remove: () => rmSync(scratch, { recursive: true, force: true }) };
}

/** Deeds that write: each in the words of its command. The last two take long, and are for campaigns. */
export const DEEDS: Readonly<Record<string, (files: string) => string[]>> = {
  new: () => ['new', 'other.ddb'],
  setup: (files) => ['setup', 'book.ddb', join(files, 'customer-2')],
  import: (files) => ['import', 'book.ddb', join(files, 'more.csv')],
  undo: () => ['undo', 'book.ddb', '2', '--reason', 'trouble'],
  close: () => ['close', 'book.ddb', '2026-02'],
  reopen: () => ['reopen', 'book.ddb', '2026-01', '--reason', 'trouble'],
  backup: () => ['backup', 'book.ddb', 'kept.ddb', '--replace'],
  restore: () => ['restore', 'kept.ddb', 'restored.ddb', '--replace'],
  report: () => ['report', 'ledger', 'book.ddb', '--out', 'ledger.csv'],
  workbook: () => ['report', 'lots', 'book.ddb', '--format', 'xlsx', '--out', 'lots.xlsx'],
  statements: () => ['statements', 'book.ddb', '--month', '2026-01', '--out', 'statements'],
  journal: () => [
    'journal',
    'book.ddb',
    '--month',
    '2026-01',
    '--template',
    'generic',
    '--out',
    'journal.csv',
  ],
  charges: () => ['charges', 'book.ddb', '--month', '2026-01', '--out', 'charges.xlsx'],
  revenue: () => ['revenue', 'book.ddb', '--month', '2026-01', '--out', 'revenue.xlsx'],
  migrate: (files) => [...migration(join(files, 'old.csv'), '2026-02'), '--report', 'migration.xlsx'],
  reconcile: (files) => [
    'reconcile',
    'book.ddb',
    'billing',
    join(files, 'invoices.csv'),
    '--month',
    '2026-01',
    '--out',
    'billing.xlsx',
  ],
  evidence: () => ['evidence', 'book.ddb', '--month', '2026-01', '--out', 'evidence.zip'],
  upgrade: () => ['status', 'old.ddb'],
  bulk: (files) => ['import', 'empty.ddb', bulkFile(files)],
};

/** So large, beside what the book holds, that the indexes are taken away and built again within the transaction. */
function bulkFile(files: string): string {
  const path = join(files, 'bulk.csv');
  if (existsSync(path)) return path;
  writeUsage({ path, rows: 130_000, customers: 1, openMonth: 0, name: 'bulk', untidy: true }, seeded(2));
  if (statSync(path).size < 5_000_000) throw new Error('this is no bulk');
  return path;
}

/** What a killed process may leave; the next one clears it away or takes it in. */
const REMAINS = /\.part(-wal|-journal|-shm)?$|\.lock$|\.part\/|\.ddb-(wal|journal)$/;

/** Recorded in steps: asked for again, it must come to the same end. */
const GOES_ON = /the same command again goes on from there/;

type Holdings = Readonly<Record<string, string>>;

export interface Trial {
  /** How many operations on files the deed takes, undisturbed. */
  readonly operations: number;
  /** Does it under a fault. @returns what was wrong, and whether it was refused. */
  under(fault: Fault): Promise<{ faults: string[]; refused: boolean; answer: Answer }>;
}

/** The folder with the book as it was, under another name. */
export function freshCopy({ before }: Scene, path: string): void {
  rmSync(path, { recursive: true, force: true });
  cpSync(before, path, { recursive: true });
}

/** Does a deed once undisturbed, to know what it leads to. */
export async function tryOut(scene: Scene, name: string): Promise<Trial> {
  const { scratch, before, files } = scene;
  const words = DEEDS[name]!(files);
  const [undisturbed, folder, count] = ['undisturbed', 'victim', 'count'].map((one) =>
    join(scratch, one),
  ) as [string, string, string];
  const fresh = (path: string): void => freshCopy(scene, path);
  const clock = { at: NOW };
  fresh(undisturbed);
  const counted = { folder: undisturbed, clock, count, fault: { kind: 'kill', at: 0 } } as const;
  const first = await command(words, counted, { json: false });
  if (first.status !== 0) throw new Error(`${words.join(' ')}: ${first.stderr}`);
  const [was, shall] = [holdings(before), holdings(undisturbed)];
  return {
    operations: Number(readFileSync(count, 'utf8')),
    async under(fault) {
      fresh(folder);
      const answer = await command(words, { folder, clock, fault }, { json: false });
      const faults: string[] = [];
      for (const book of Object.keys(shall).filter((one) => one.endsWith('.ddb') && shall[one] !== was[one]))
        faults.push(...(await faultsOf(join(folder, book), NOW)).map((one) => `${book}: ${one}`));
      const killed = answer.status === null && fault.kind === 'kill';
      if (GOES_ON.test(answer.stderr) || (killed && name === 'reconcile')) {
        const { status, stderr } = await command(words, { folder, clock }, { json: false });
        if (status !== 0) faults.push(`asked for again, it does not go on: ${stderr}`);
        const left = holdings(folder);
        // Each run of a matching is on record, also one that found nothing more.
        const isOneMoreRun = (one: string): boolean => name === 'reconcile' && one in left && one in shall;
        faults.push(
          ...otherThan(shall, left, isOneMoreRun),
          ...(await faultsOf(join(folder, 'book.ddb'), NOW)),
        );
      } else {
        faults.push(...(await afterSpentJournals(folder)));
        // What is in the book stays, where the answer does not say that nothing was changed.
        const mayStay = killed || (answer.status !== 0 && !answer.stderr.includes('othing was changed'));
        const left = holdings(folder);
        const allowed = (one: string): boolean =>
          (mayStay && left[one] === shall[one]) ||
          // The backup that came before what was refused.
          (one.includes(' backups/') && left[one] === shall[one]) ||
          (killed && (REMAINS.test(one) || one.endsWith('.replaced'))) ||
          // An upgrade that stopped between two steps: the step it goes on from has a backup of its own.
          (/\.v\d+-backup$/.test(one) && was[one] === undefined);
        faults.push(...otherThan(answer.status === 0 ? shall : was, left, allowed));
      }
      if (answer.status === null && !killed) faults.push('the program crashed');
      if (answer.stderr.includes('has a fault')) faults.push('the failure has no words');
      return { faults, refused: answer.status !== 0, answer };
    },
  };
}

/**
 * What could not be removed when a book was closed and holds nothing of it any more: an empty log, the journal of the mark that there is
 * none. Opening the book clears it away. @returns what is wrong with such books.
 */
async function afterSpentJournals(folder: string): Promise<string[]> {
  const spent = readdirSync(folder).filter(
    (one) =>
      one.endsWith('.ddb-journal') || (one.endsWith('.ddb-wal') && statSync(join(folder, one)).size === 0),
  );
  const books = spent.map((one) => join(folder, one.replace(/-\w+$/, '')));
  return (await Promise.all(books.map((book) => faultsOf(book, NOW)))).flat();
}

/** Which files are not as wanted, but for those that are allowed to be. */
function otherThan(wanted: Holdings, left: Holdings, allowed: (name: string) => boolean): string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(wanted)])]
    .filter((name) => left[name] !== wanted[name] && !allowed(name))
    .map((name) => {
      const how = left[name] === undefined ? 'gone' : wanted[name] === undefined ? 'left over' : 'otherwise';
      return `${name} is ${how}`;
    });
}

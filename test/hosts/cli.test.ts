// The drawdown command as people and scripts meet it: exit statuses, what stands on which output, one JSON object where it
// is asked for, refusals that leave the file as it was, help, and a month from beginning to end.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, contentOf, PACKAGE, type Ran } from './drawdown.ts';

const CASE = resolve(import.meta.dirname, '../cases/15-cancellation-and-successor');
const scratch = mkdtempSync(join(tmpdir(), 'drawdown-cli-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs a line where the user stands; that is the scratch folder unless said otherwise. */
const run = (line: string, cwd = scratch): Ran => command(line.replaceAll('CASE', CASE), cwd);
/** The one JSON object of standard output; throws where there is anything else. */
const json = ({ stdout }: Ran): Record<string, unknown> => JSON.parse(stdout) as Record<string, unknown>;

describe('a month from beginning to end', () => {
  it('goes from a new book to a verified close', () => {
    const made = run('new month.ddb');
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect(made.stdout).toContain('month.ddb');
    expect(run('setup month.ddb CASE/setup').stdout).toContain('11 rows added');
    expect(run('import month.ddb CASE/january.csv')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: [
        'Imported january.csv as batch 1:',
        '  accepted   2',
        '  duplicate  0',
        '  late       0',
        '  exception  0',
        '  rejected   0',
        '',
      ].join('\n'),
    });
    expect(run('close month.ddb 2026-01').stdout).toMatch(
      /^2026-01 is closed: 8 postings, sealed as [0-9a-f]{64}\.$/m,
    );
    const before = contentOf(join(scratch, 'month.ddb'));
    const refused = run('setup month.ddb CASE/too-late');
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^cancellations, row 2, end: .*2026-02-01.*\nNothing was changed\.\n$/);
    expect(contentOf(join(scratch, 'month.ddb'))).toEqual(before);
    expect(run('setup month.ddb CASE/changes').status).toBe(0);
    expect(run('import month.ddb CASE/february.csv').status).toBe(0);
    expect(run('close month.ddb 2026-02').status).toBe(0);
    for (const file of readdirSync(join(CASE, 'expected')).filter((name) => name.endsWith('.csv'))) {
      const report = run(`report ${file.slice(0, -4)} month.ddb`);
      expect(report).toEqual({
        status: 0,
        stderr: '',
        stdout: readFileSync(join(CASE, 'expected', file), 'utf8'),
      });
    }
    expect(run('verify month.ddb').stdout).toContain('month.ddb is proven');
    expect(readdirSync(scratch)).toEqual(['month backups', 'month.ddb']);
    expect(readdirSync(join(scratch, 'month backups'))).not.toEqual([]);
  });

  it('writes what it is asked for into files', () => {
    expect(run('report balances month.ddb --out balances.csv').stdout).toContain('balances.csv');
    expect(readFileSync(join(scratch, 'balances.csv'), 'utf8')).toBe(
      readFileSync(join(CASE, 'expected/balances.csv'), 'utf8'),
    );
    expect(run('report lots month.ddb --out lots.xlsx').status).toBe(0);
    expect(readFileSync(join(scratch, 'lots.xlsx')).subarray(0, 2).toString()).toBe('PK');
    expect(run('statements month.ddb --month 2026-02 --out paper').stdout).toContain(
      '2 statements of 2026-02',
    );
    const paper = ['ST-2026-02-tina.xlsx', 'ST-2026-02-uwe.xlsx', 'index-2026-02.xlsx'];
    expect(readdirSync(join(scratch, 'paper'))).toEqual(paper);
    const again = run('statements month.ddb --month 2026-02 --out paper.zip');
    expect(again.stdout).toContain('2 were issued before and are as then.');
    expect(
      readFileSync(join(scratch, 'paper.zip')).includes(readFileSync(join(scratch, 'paper', paper[0]!))),
    ).toBe(true);
    expect(run('revenue month.ddb --month 2026-02 --out revenue.xlsx').status).toBe(0);
    const quarter = run('revenue month.ddb --quarter 2026-Q1 --out quarter.xlsx --json');
    expect(JSON.parse(quarter.stdout)).toMatchObject({
      ...{ period: '2026-Q1', from: '2026-01', to: '2026-03', status: 'draft' },
    });
    const year = run('revenue month.ddb --month 2026-02 --year-to-date --out year.xlsx');
    expect(year.stdout).toContain('2026-02-year-to-date');
    expect(run('backup month.ddb copy.ddb').stdout).toContain('checked the copy');
    expect(run('backup month.ddb copy.ddb').status).toBe(1);
    expect(run('restore copy.ddb again.ddb').status).toBe(0);
    expect(run('report balances again.ddb').stdout).toBe(run('report balances month.ddb').stdout);
  });

  it('never writes over the book or over what it reads', () => {
    const before = contentOf(join(scratch, 'month.ddb'));
    expect(run('report lots month.ddb --out month.ddb')).toMatchObject({ status: 1, stdout: '' });
    expect(run('new month.ddb').status).toBe(1);
    writeFileSync(join(scratch, 'march.csv'), 'event_id,customer,meter,quantity,occurred_at\n');
    expect(run('import month.ddb march.csv --rejects march.csv').stderr).toContain('march.csv');
    expect(run('import month.ddb march.csv --rejects month.ddb').status).toBe(1);
    expect(contentOf(join(scratch, 'month.ddb'))).toEqual(before);
  });
});

describe('setup tables with mistakes', () => {
  it('are listed all at once, one a line: table, row, column, what is wrong, what would be right', () => {
    const folder = join(scratch, 'wrong');
    mkdirSync(folder);
    writeFileSync(join(folder, 'meters.csv'), 'code\nvisits\n');
    writeFileSync(
      join(folder, 'rates.csv'),
      'meter,credit_type,units,credits,from\ncals,credits,0,1,01.02.2026\n',
    );
    writeFileSync(join(folder, 'customers.csv'), 'code,name,colour\nann,Ann,red\n');
    const before = contentOf(join(scratch, 'month.ddb'));
    const { status, stdout, stderr } = run('setup month.ddb wrong');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(/^Nothing was changed\. \(\d findings\)$/);
    expect(
      lines.slice(0, -1).every((line) => /^[a-z_]+(, row \d+)?(, [a-z_]+)?: .+\. .+[.?]$/.test(line)),
    ).toBe(true);
    for (const place of ['rates, row 2, meter', 'rates, row 2, units', 'rates, row 2, from', 'customers, '])
      expect(lines.some((line) => line.startsWith(place))).toBe(true);
    expect(contentOf(join(scratch, 'month.ddb'))).toEqual(before);
    expect(json(run('setup month.ddb wrong --json'))).toMatchObject({
      ok: false,
      findings: { length: lines.length - 1 },
    });
  });
});

describe('usage with mistakes', () => {
  let folder: string;
  beforeAll(() => {
    folder = join(scratch, 'mistakes');
    mkdirSync(folder);
    run('new book.ddb', folder);
    run('setup book.ddb CASE/setup', folder);
    const rows = [
      'a1,tina,calls,1,2026-01-05',
      'a2,nobody,calls,1,2026-01-05',
      '"a3,tina",calls,"1,5",2026-01-05,',
      'a4,tina,calls,one,2026-01-05',
    ];
    writeFileSync(
      join(folder, 'usage.csv'),
      `event_id,customer,meter,quantity,occurred_at\n${rows.join('\n')}\n`,
    );
  });

  it('says what a dry run would do, and leaves the book as it is', () => {
    const before = contentOf(join(folder, 'book.ddb'));
    const dry = run('import book.ddb usage.csv --dry-run --json', folder);
    expect(json(dry)).toMatchObject({
      ok: true,
      dry_run: true,
      accepted: 1,
      duplicate: 0,
      late: 0,
      exception: 0,
      rejected: 3,
    });
    expect(contentOf(join(folder, 'book.ddb'))).toEqual(before);
  });

  it('holds an import against the totals of the source', () => {
    const before = contentOf(join(folder, 'book.ddb'));
    const refused = run('import book.ddb usage.csv --rows 5 --quantity 3', folder);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('rows: 5 told, ');
    expect(refused.stderr).toContain('Nothing was changed.');
    expect(contentOf(join(folder, 'book.ddb'))).toEqual(before);
    expect(run('import book.ddb usage.csv --rows many', folder).status).toBe(2);
    expect(run('import book.ddb usage.csv --quantity 1,5', folder).status).toBe(2);
    const dry = run(
      'import book.ddb usage.csv --rows 5 --although "it counts rejected ones" --dry-run',
      folder,
    );
    expect(dry.stdout).toMatch(
      /^Control totals of the source differ \(rows: 5 told, .*\), because it counts/m,
    );
  });

  it('writes rejected rows to a file that can be mended and imported', () => {
    const imported = run('import book.ddb usage.csv --rejects rejected.csv', folder);
    expect(imported.status).toBe(0);
    expect(imported.stdout).toMatch(
      /accepted +1\n.*duplicate +0\n.*late +0\n.*exception +0\n.*rejected +3\n/,
    );
    expect(imported.stdout).toContain('line 3: customer: ');
    const rejected = readFileSync(join(folder, 'rejected.csv'), 'utf8');
    expect(rejected.split('\n')).toHaveLength(5);
    expect(run('rejects book.ddb 1', folder).stdout).toBe(rejected);
    writeFileSync(join(folder, 'rejected.csv'), rejected.replace('nobody', 'tina').replace(',one,', ',2,'));
    expect(json(run('import book.ddb rejected.csv --json', folder))).toMatchObject({
      accepted: 2,
      rejected: 1,
    });
    expect(run('batches book.ddb', folder).stdout.split('\n')).toHaveLength(4);
  });

  it('takes a batch back out, and imports it again', () => {
    expect(run('undo book.ddb 2 --reason "a test"', folder).stdout).toContain('Batch 2');
    expect(run('batches book.ddb', folder).stdout).toMatch(/^ +2 .*undone$/m);
    expect(json(run('import book.ddb rejected.csv --json', folder))).toMatchObject({ batch: 3, accepted: 2 });
    expect(run('undo book.ddb 9', folder)).toMatchObject({ status: 1, stdout: '' });
  });

  it('saves, shows, proposes and deletes profiles', () => {
    writeFileSync(
      join(folder, 'portal.csv'),
      'Client;Item;Menge;Datum\ntina;calls;1,5;31.01.2026\ntina;calls;2,5;30.01.2026\n',
    );
    const proposed = run('profile book.ddb propose portal.csv', folder);
    expect(proposed.stderr).toContain('quantity is read from "Menge"');
    writeFileSync(join(folder, 'portal.json'), proposed.stdout);
    expect(run('profile book.ddb save portal portal.json', folder).status).toBe(0);
    expect(run('profile book.ddb list', folder).stdout).toBe('portal\n');
    expect(json(run('import book.ddb portal.csv --profile portal --json', folder))).toMatchObject({
      accepted: 2,
      ids_made: true,
    });
    expect(run('profile book.ddb show portal', folder).stdout).toBe(proposed.stdout);
    expect(run('profile book.ddb delete portal', folder).status).toBe(0);
    expect(run('import book.ddb portal.csv --profile portal', folder)).toMatchObject({
      status: 1,
      stdout: '',
    });
    expect(run('profile book.ddb show', folder).status).toBe(2);
    expect(run('profile book.ddb lsit', folder).stderr).toContain('Did you mean list?');
  });
});

describe('--json: one object, whatever comes', () => {
  it.each([
    ['report balances nothing.ddb --json', 1, 'not_found'],
    ['--json close month.ddb 2026-09', 1, 'close_in_order'],
    ['clsoe month.ddb --json', 2, 'unknown_command'],
  ])('%s', (line, status, kind) => {
    const ran = run(line);
    expect(ran).toMatchObject({ status, stderr: '' });
    expect(json(ran)).toMatchObject({ ok: false, kind, findings: [{ code: kind }] });
  });

  it('gives a report as an array of objects, numbers as texts', () => {
    const report = json(run('report balances month.ddb --json'));
    expect(report).toMatchObject({ ok: true, report: 'balances', through: '2026-02', month: null });
    expect(report.rows).toContainEqual({
      customer: 'tina',
      credit_type: 'credits',
      balance: '15',
      deficit: '0',
      next_expiry: '2026-03-10',
      expiring: '15',
      deferred: '30.00',
      currency: 'EUR',
    });
    expect(run('report balances month.ddb --format json').stdout).toBe(
      run('report balances month.ddb --json').stdout,
    );
  });

  it.each([
    'status month.ddb',
    'batches month.ddb',
    'verify month.ddb',
    'profile month.ddb list',
    'rejects month.ddb 1',
    '--help',
    '--version',
  ])('%s', (line) => {
    const ran = run(`${line} --json`);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(json(ran)).toMatchObject({ ok: true });
  });
});

describe('where the user stands', () => {
  it('is INIT_CWD where npm has changed the folder', () => {
    expect(command('new here.ddb', PACKAGE, { INIT_CWD: scratch }).status).toBe(0);
    expect(existsSync(join(scratch, 'here.ddb'))).toBe(true);
  });
  it('is the folder itself where a script of npm has gone elsewhere', () => {
    const elsewhere = join(scratch, 'elsewhere');
    mkdirSync(elsewhere);
    expect(command('new there.ddb', elsewhere, { INIT_CWD: PACKAGE }).status).toBe(0);
    expect(existsSync(join(elsewhere, 'there.ddb'))).toBe(true);
  });
});

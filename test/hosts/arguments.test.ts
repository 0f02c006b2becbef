// Arguments that cannot be right are told at once, with status 2 and before any book is opened; help answers without one.
// In process, with a terminal of the test's own: these are many, and a process of its own for each would take minutes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src-main/hosts/cli/run.ts';
import type { Terminal } from '../../src-main/hosts/cli/terminal.ts';
import { COMMAND_CODES } from '../../src-shared/findings/command.ts';
import { temporaryFolder } from '../storage/book-files.ts';

interface Ran {
  status: number;
  stdout: string;
  stderr: string;
}

/** Nothing is in this folder, and nothing may be made in it: there is none. */
const NOWHERE = '/nowhere/at/all';

async function ran(
  line: string,
  path = (given: string) => join(NOWHERE, given),
  writing = (_text: string): void => {},
): Promise<Ran> {
  const told = { stdout: '', stderr: '' };
  const terminal = (json: boolean): Terminal => ({
    json,
    actor: { user: 'mara', now: () => 0 },
    progress() {},
    path,
    write: async (text) => {
      writing(text);
      told.stdout += text;
    },
    complain: (text) => {
      told.stderr += text;
    },
    interruptible: (work) => work(async () => false),
  });
  const status = await run(
    line.split(' ').filter((word) => word !== ''),
    terminal,
  );
  return { status, ...told };
}

const kinds = new Set<string>();

describe('wrong arguments', () => {
  it.each([
    ['imprt book.ddb', /Did you mean import\?/],
    ['close book.ddb 2026-13', /^error: value '2026-13' is invalid for argument 'YYYY-MM'\. .*2026-01/],
    ['close book.ddb', /YYYY-MM/],
    ['close', /BOOK/],
    ['status book.ddb --as', /--as <name>/],
    ['status book.ddb --as \t', /name of a person/],
    ['report balances book.ddb --as-of 2026-02-30', /YYYY-MM-DD/],
    ['report balances book.ddb --month 2026-1', /YYYY-MM/],
    ['report balances book.ddb --mnth 2026-01', /--month/],
    ['report balances book.ddb --customer', /--customer/],
    ['report balances book.ddb --as-of 2026-01-31 --month 2026-01', /--as-of/],
    ['report balances book.ddb --month 2026-02 --through 2026-01', /--through/],
    ['report balnces book.ddb', /Did you mean balances\?/],
    ['report profits book.ddb', /The reports are balances, lots, ledger/],
    ['report lots book.ddb --format xlsx', /--out/],
    ['report lots book.ddb --format pdf', /csv, json, xlsx/],
    ['report lots book.ddb --format csv --out lots.xlsx', /lots\.xlsx/],
    ['reopen book.ddb 2026-01', /--reason/],
    ['undo book.ddb first', /drawdown batches BOOK/],
    ['undo book.ddb 0', /drawdown batches BOOK/],
    ['new a.ddb b.ddb', /too many arguments/],
    ['statements book.ddb --month 2026-01', /--out/],
    ['revenue book.ddb --month 2026-01 --out revenue.pdf', /\.xlsx/],
    ['revenue book.ddb --out revenue.xlsx', /--month 2026-01 or --quarter 2026-Q1/],
    ['revenue book.ddb --quarter 2026-Q5 --out revenue.xlsx', /YYYY-Qn/],
    ['revenue book.ddb --quarter 2026-Q1 --month 2026-01 --out revenue.xlsx', /--month/],
    ['revenue book.ddb --quarter 2026-Q1 --year-to-date --out revenue.xlsx', /--year-to-date/],
    ['profile book.ddb', /VERB/],
    ['profile book.ddb show', /NAME/],
    ['profile book.ddb lsit', /Did you mean list\?/],
    ['profile book.ddb save portal', /FILE/],
    ['profile book.ddb delete portal partner', /takes NAME/],
    ['', /^Usage: drawdown/],
  ])('%s', async (line, message) => {
    const { status, stdout, stderr } = await ran(line);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it.each([
    ['close book.ddb soon', 'bad_argument'],
    ['clsoe book.ddb', 'unknown_command'],
    ['report nothing book.ddb', 'unknown_report'],
    ['report lots book.ddb --format xlsx', 'missing_option'],
    ['report lots book.ddb --as-of 2026-01-01 --month 2026-01', 'options_contradict'],
    ['report lots book.ddb --mnth 2026-01', 'unknown_option'],
    ['report lots book.ddb --month', 'missing_value'],
    ['reopen book.ddb 2026-01', 'missing_option'],
    ['close', 'missing_argument'],
    ['new a.ddb b.ddb', 'too_many_arguments'],
    ['', 'no_command'],
  ])('as JSON: %s is %s', async (line, kind) => {
    for (const words of [`${line} --json`, `--json ${line}`]) {
      const { status, stdout, stderr } = await ran(words);
      expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
      expect(JSON.parse(stdout)).toMatchObject({ ok: false, kind, findings: [{ code: kind }] });
      kinds.add(kind);
    }
  });
});

describe('refusals', () => {
  it('name what is not there, and say what to do', async () => {
    expect(await ran('report balances book.ddb')).toEqual({
      status: 1,
      stdout: '',
      stderr: `${NOWHERE}/book.ddb: There is no book at this path. Check the path, or make a new book.\n`,
    });
    expect((await ran('new book.ddb')).stderr).toMatch(/There is no folder .*\nNothing was changed\.\n$/);
  });
});

describe('a fault of the program', () => {
  it('is told as one, with nothing changed and no stack trace', async () => {
    const faulty = (): string => {
      throw new TypeError('path is of iron');
    };
    const { status, stderr } = await ran('close book.ddb 2026-01', faulty);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^The program has a fault: path is of iron\. .*DRAWDOWN_TRACE=1.*\nNothing was changed\.\n$/,
    );
    const told = JSON.parse((await ran('close book.ddb 2026-01 --json', faulty)).stdout);
    expect(told).toMatchObject({ ok: false, kind: 'program_fault' });
    kinds.add('program_fault');
  });

  it('after something was recorded does not say that nothing was', async () => {
    const folder = temporaryFolder();
    const at = (name: string): string => join(folder, name);
    writeFileSync(at('book.csv'), 'key,value\nname,Iron\ncurrency,EUR\ntime_zone,UTC\nfirst_month,2026-01\n');
    await ran('new book.ddb', at);
    const { status, stderr } = await ran('setup book.ddb book.csv', at, () => {
      throw new TypeError('the answer is of iron');
    });
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /^The program has a fault: the answer is of iron\. .*\nWhat was recorded .*\n$/,
      ),
    });
  });
});

describe('the catalogue of command errors', () => {
  it('has a test above for each of its codes', () => {
    expect([...kinds].sort()).toEqual(Object.keys(COMMAND_CODES).sort());
  });
});

describe('help', () => {
  it('lists the commands', async () => {
    const { stdout, status } = await ran('--help');
    expect(status).toBe(0);
    for (const name of [
      'new',
      'setup',
      'import',
      'close',
      'report',
      'statements',
      'migrate',
      'reconcile',
      'verify',
      'demo',
    ])
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  });
  it('lists the reports, with a line each', async () => {
    const { stdout } = await ran('report --help');
    for (const name of [
      'balances',
      'lots',
      'ledger',
      'charges',
      'wallets',
      'revenue',
      'journal',
      'exceptions',
    ])
      expect(stdout).toMatch(new RegExp(`^  ${name} +[a-z]`, 'm'));
  });
  it('has examples for every command, and none is wider than a window', async () => {
    const all = (await ran('--help')).stdout;
    const names = [...all.matchAll(/^ {2}([a-z]+) [A-Z[]/gm)]
      .map(([, name]) => name!)
      .filter((name) => name !== 'help');
    expect(names.length).toBeGreaterThan(15);
    for (const name of names) {
      const { stdout, status } = await ran(`${name} --help`);
      expect(status).toBe(0);
      expect(stdout).toMatch(/Examples:\n {2}\$ drawdown /);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
    }
  });
  it('can be asked for in words', async () => {
    expect(await ran('help close')).toEqual(await ran('close --help'));
    expect((await ran('help')).status).toBe(0);
  });
  it('is one JSON object, too', async () => {
    expect(JSON.parse((await ran('report --help --json')).stdout)).toMatchObject({ ok: true });
    expect(JSON.parse((await ran('--version --json')).stdout)).toMatchObject({
      ok: true,
      version: expect.any(String),
    });
  });
});

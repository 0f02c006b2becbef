// The command that issues statements, as it is run at a month's end: of periods, into a folder and a zip, with the workbook that lists
// them; and killed in the middle of many: what was issued stays, the same command goes on, and no number is left out or given twice.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainWorkbook } from '../../support/workbook-cells.ts';
import { partsOf } from '../../support/workbook-parts.ts';
import { command, MAIN, plainEnvironment, type Ran } from '../drawdown.ts';

const scratch = mkdtempSync(join(tmpdir(), 'drawdown-statements-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const run = (line: string): Ran => command(line, scratch);

/** More than two transactions' worth. */
const CUSTOMERS = Array.from({ length: 130 }, (_, n) => `c${String(n).padStart(3, '0')}`);
const SETUP: Record<string, string[]> = {
  book: ['key,value', 'name,Many', 'currency,EUR', 'time_zone,UTC', 'first_month,2026-01'],
  credit_types: ['code,scale', 'credits,2'],
  meters: ['code', 'calls'],
  rates: ['meter,credit_type,units,credits,from', 'calls,credits,1,1,2026-01-01'],
  plans: ['code,credit_type,credits,price,interval', 'team,credits,100,80,P1M'],
  customers: ['code,name', ...CUSTOMERS.map((code) => `${code},Customer ${code}`)],
  subscriptions: ['ref,customer,plan,start', ...CUSTOMERS.map((code) => `s-${code},${code},team,2026-01-11`)],
};
const USAGE = CUSTOMERS.flatMap((code, n) => [
  `${code}-1,${code},calls,${n % 90},2026-01-20T10:00`,
  `${code}-2,${code},calls,5,2026-02-05T10:00`,
]);

/** Two months of them, both closed. */
beforeAll(() => {
  mkdirSync(join(scratch, 'setup'));
  for (const [name, lines] of Object.entries(SETUP))
    writeFileSync(join(scratch, 'setup', `${name}.csv`), `${lines.join('\n')}\n`);
  writeFileSync(
    join(scratch, 'usage.csv'),
    `event_id,customer,meter,quantity,occurred_at\n${USAGE.join('\n')}\n`,
  );
  for (const line of ['new book.ddb', 'setup book.ddb setup', 'import book.ddb usage.csv'])
    expect(run(line).status).toBe(0);
  for (const month of ['2026-01', '2026-02']) expect(run(`close book.ddb ${month}`).status).toBe(0);
});

interface Written {
  files: { customer: string; file: string; number: string; isNew: boolean; period: object | null }[];
  index: string;
}

const written = (line: string): Written => {
  const { status, stdout, stderr } = run(`${line} --json`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Written;
};

const book = (name: string): string => {
  copyFileSync(join(scratch, 'book.ddb'), join(scratch, name));
  return name;
};

/** Each customer's number is the next one. */
function withoutGaps({ files }: Written, month: string): void {
  expect(files.map(({ customer }) => customer)).toEqual(CUSTOMERS);
  const numbers = CUSTOMERS.map((_, n) => `ST-${month}-${String(n + 1).padStart(6, '0')}`);
  expect(files.map(({ number }) => number)).toEqual(numbers);
}

describe('statements --periods', () => {
  it('are of the days of each period, in a folder with the workbook that lists them', async () => {
    const all = written(`statements ${book('periods.ddb')} --month 2026-02 --periods --out periods`);
    withoutGaps(all, '2026-02');
    const days = { subscriptions: ['s-c007'], from: '2026-01-11', to: '2026-02-10' };
    expect(all.files[7]).toMatchObject({
      period: days,
      file: 'ST-2026-02-c007-2026-01-11-2026-02-10.xlsx',
      isNew: true,
    });
    const folder = join(scratch, 'periods');
    expect(readdirSync(folder)).toEqual([...all.files.map(({ file }) => file), all.index].sort());
    const [listed] = (await plainWorkbook(join(folder, all.index))).values();
    const texts = new Set([...listed!.values()].map(({ value }) => String(value)));
    for (const { number, customer } of all.files) {
      expect(texts).toContain(number);
      expect(texts).toContain(`Customer ${customer}`);
    }
  });

  it('come in a zip as the same files, as they were issued', () => {
    const zip = run('statements periods.ddb --month 2026-02 --periods --out periods.zip');
    expect(zip.stdout).toContain('130 statements of periods that end in 2026-02 to periods.zip');
    expect(zip.stdout).toContain('130 were issued before and are as then.');
    const bytes = readFileSync(join(scratch, 'periods.zip'));
    const folder = join(scratch, 'periods');
    expect([...partsOf(bytes).keys()].sort()).toEqual(readdirSync(folder).sort());
    for (const file of readdirSync(folder))
      expect(bytes.includes(readFileSync(join(folder, file))), file).toBe(true);
  });
});

describe('killed in the middle', () => {
  /** SIGKILL as soon as there is something to see. */
  async function killed(line: string, seen: () => boolean): Promise<void> {
    const child = spawn(process.execPath, [MAIN, ...line.split(' ')], {
      cwd: scratch,
      env: plainEnvironment(),
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    while (child.exitCode === null && !seen()) await pause(5);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
  }

  it('what is in the folder stays as it is, and the same command goes on', async () => {
    const line = `statements ${book('killed.ddb')} --month 2026-01 --out killed`;
    const folder = join(scratch, 'killed');
    const statements = (): string[] => {
      try {
        return readdirSync(folder).filter((name) => /^ST-.*\.xlsx$/.test(name));
      } catch {
        return [];
      }
    };
    await killed(line, () => statements().length > 0);
    const before = new Map(statements().map((file) => [file, readFileSync(join(folder, file), 'base64')]));
    expect(before.size).toBeLessThan(CUSTOMERS.length);
    const all = written(line);
    withoutGaps(all, '2026-01');
    const again = all.files.filter(({ isNew }) => !isNew).map(({ file }) => file);
    expect(again.length).toBeGreaterThan(0);
    expect(again.length).toBeLessThan(CUSTOMERS.length);
    // Nothing was in the folder that was not issued.
    for (const [file, bytes] of before) {
      expect(again).toContain(file);
      expect(readFileSync(join(folder, file), 'base64')).toBe(bytes);
    }
    expect(statements()).toHaveLength(CUSTOMERS.length);
    expect(run('verify killed.ddb').stdout).toContain('is proven');
  });

  it('of a zip nothing is there, until the same command has written it whole', async () => {
    const line = `statements ${book('zipped.ddb')} --month 2026-01 --out killed.zip`;
    const there = (name: string): boolean => readdirSync(scratch).includes(name);
    await killed(
      line,
      () => there('killed.zip.part') && readFileSync(join(scratch, 'killed.zip.part')).length > 0,
    );
    expect(there('killed.zip')).toBe(false);
    withoutGaps(written(line), '2026-01');
    expect(partsOf(readFileSync(join(scratch, 'killed.zip'))).size).toBe(CUSTOMERS.length + 1);
    expect(there('killed.zip.part')).toBe(false);
    expect(run('verify zipped.ddb').stdout).toContain('is proven');
  });
});

// What goes to other programs, from the command line: files in a folder, templates of one's own, refusals that issue nothing.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { command, type Ran } from './drawdown.ts';

const GUIDE = resolve(import.meta.dirname, '../../docs/guide');
const scratch = mkdtempSync(join(tmpdir(), 'drawdown-exports-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const run = (line: string): Ran => command(line.replaceAll('GUIDE', GUIDE), scratch);

it('hands a month on', () => {
  for (const line of ['new b.ddb', 'setup b.ddb GUIDE/setup', 'import b.ddb GUIDE/usage-2026-01.csv'])
    expect(run(line).status, line).toBe(0);
  const open = run('journal b.ddb --month 2026-01 --template xero --out out');
  expect(open).toMatchObject({ status: 1, stdout: '' });
  expect(open.stderr).toContain('2026-01 is not closed');
  expect(open.stderr).toMatch(/Nothing was changed\.\n$/);
  expect(run('charges b.ddb --month 2026-01 --draft --out draft.xlsx').stdout).toContain('Wrote a draft');
});

it('saves, shows, lists and deletes templates', () => {
  const shown = run('journal-template b.ddb show xero');
  const ours = { ...JSON.parse(shown.stdout), label: 'Ours', delimiter: ';' };
  writeFileSync(join(scratch, 'ours.json'), JSON.stringify(ours));
  expect(run('journal-template b.ddb save ours ours.json').stdout).toContain('"ours" is saved');
  expect(run('journal-template b.ddb save ours ours.json').stdout).toContain('already, exactly so');
  expect(run('journal-template b.ddb list').stdout).toMatch(/^ours +Ours \(your own\)$/m);
  const draft = run('journal b.ddb --month 2026-01 --template ours --draft --out out');
  expect(draft.stdout).toContain('do not post it');
  expect(readdirSync(join(scratch, 'out'))).toEqual(['DRAFT-JE-2026-01.csv']);
  expect(readFileSync(join(scratch, 'out/DRAFT-JE-2026-01.csv'), 'utf8')).toMatch(/^\*Narration;\*Date;/);
  expect(run('journal-template b.ddb delete ours').status).toBe(0);
  expect(run('journal-template b.ddb show ours')).toMatchObject({ status: 1 });
  expect(run('journal-template b.ddb shw xero')).toMatchObject({ status: 2 });
  expect(run('journal-template b.ddb save ours')).toMatchObject({ status: 2 });
});

it('tells of an export as one JSON object', () => {
  const told = JSON.parse(
    run('journal b.ddb --month 2026-01 --template generic --draft --out out --json').stdout,
  );
  expect(told).toMatchObject({
    ok: true,
    number: 'DRAFT-JE-2026-01',
    status: 'draft',
    files: ['DRAFT-JE-2026-01.csv', 'DRAFT-JE-2026-01.xlsx'],
  });
});

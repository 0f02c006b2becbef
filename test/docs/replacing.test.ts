// "Replacing your spreadsheet" as a test: its commands are run in a copy of the sample that it goes through, and must print what it
// says.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { run, shownCommands } from './shown-commands.ts';

const root = join(import.meta.dirname, '../..');
const document = readFileSync(join(root, 'docs/replacing-your-spreadsheet.md'), 'utf8');
const scratch = mkdtempSync(join(tmpdir(), 'drawdown-replacing-'));
cpSync(join(root, 'resources/migration'), scratch, { recursive: true });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const commands = shownCommands(document);

it('goes the whole way', () => {
  expect(commands.filter(({ command }) => command.includes(' migrate ')).length).toBeGreaterThan(1);
});

it.each(commands)('$command', ({ command, output }) => {
  const printed = run(scratch, command);
  const any = output.indexOf('…');
  if (any < 0) expect(printed).toEqual(output);
  else expect([...printed.slice(0, any), '…']).toEqual(output);
});

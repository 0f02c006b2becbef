// The guide as a test: every command it shows is run in a copy of docs/guide, in order, and must print what the guide says.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { run, shownCommands } from './shown-commands.ts';

const root = join(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'docs/guide.md'), 'utf8');
const scratch = mkdtempSync(join(tmpdir(), 'drawdown-guide-'));
cpSync(join(root, 'docs/guide'), scratch, { recursive: true });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const commands = shownCommands(guide);

it('shows a good many commands', () => {
  expect(commands.filter(({ command }) => command.startsWith('drawdown ')).length).toBeGreaterThan(20);
});

it.each(commands)('$command', ({ command, output }) => {
  const printed = run(scratch, command);
  const any = output.indexOf('…');
  if (any < 0) expect(printed).toEqual(output);
  else expect([...printed.slice(0, any), '…']).toEqual(output);
});

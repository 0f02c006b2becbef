// The guide as a test: every command it shows is run in a copy of docs/guide, in order, and must print what the guide says.
// A line of "…" stands for any lines; what a reader does by hand stands in a comment ("by hand: …").
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'docs/guide.md'), 'utf8');
const scratch = mkdtempSync(join(tmpdir(), 'drawdown-guide-'));
cpSync(join(root, 'docs/guide'), scratch, { recursive: true });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Shown {
  command: string;
  output: string[];
}

/** The commands of a document in order, each with the lines shown below it. */
function shownCommands(text: string): Shown[] {
  const shown: Shown[] = [];
  for (const [, byHand, block = ''] of text.matchAll(/<!-- by hand: (.+) -->|```console\n([\s\S]*?)\n```/g)) {
    if (byHand !== undefined) shown.push({ command: byHand, output: [] });
    for (const line of block === '' ? [] : block.split('\n')) {
      if (line.startsWith('$ ')) shown.push({ command: line.slice(2), output: [] });
      else shown.at(-1)!.output.push(line);
    }
  }
  return shown;
}

const DRAWDOWN = `drawdown() { '${process.execPath}' '${join(root, 'src-main/hosts/cli/drawdown.js')}' "$@"; }`;

/** What the command prints, on either stream, in the order it is printed. */
function run(command: string): string[] {
  const ran = spawnSync('sh', ['-c', `${DRAWDOWN}\nexec 2>&1\n${command}`], {
    cwd: scratch,
    encoding: 'utf8',
  });
  return ran.stdout.split('\n').slice(0, -1);
}

const commands = shownCommands(guide);

it('shows a good many commands', () => {
  expect(commands.filter(({ command }) => command.startsWith('drawdown ')).length).toBeGreaterThan(20);
});

it.each(commands)('$command', ({ command, output }) => {
  const printed = run(command);
  const any = output.indexOf('…');
  if (any < 0) expect(printed).toEqual(output);
  else expect([...printed.slice(0, any), '…']).toEqual(output);
});

// The commands that a document shows, and running them as a reader would. A line of "…" stands for any lines; what a reader does by
// hand stands in a comment ("by hand: …"). Must not: know a document.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Shown {
  command: string;
  output: string[];
}

/** The commands of a document in order, each with the lines shown below it. */
export function shownCommands(text: string): Shown[] {
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

/** What the command prints in a folder, on either stream, in the order it is printed. */
export function run(folder: string, command: string): string[] {
  const ran = spawnSync('sh', ['-c', `${DRAWDOWN}\nexec 2>&1\n${command}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  return ran.stdout.split('\n').slice(0, -1);
}

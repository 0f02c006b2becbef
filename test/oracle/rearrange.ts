// The same world with the usage of each import step shuffled and split into several files: it must tell the same.
import type { Choices } from './generate/choices.ts';
import type { Step, UsageRow, World } from './world.ts';

function shuffled(rows: UsageRow[], choices: Choices): UsageRow[] {
  return choices.some(rows, rows.length);
}

/** Rows that must stay in one file: those without ids may be true repeats of each other. */
function bundles(rows: UsageRow[]): UsageRow[][] {
  const bundled = new Map<string, UsageRow[]>();
  for (const [i, row] of rows.entries()) {
    const key = row.event_id === '' ? `${row.customer} ${row.meter}` : `row ${i}`;
    bundled.set(key, [...(bundled.get(key) ?? []), row]);
  }
  return [...bundled.values()];
}

/** Cuts rows into one to three files, none of them empty unless there are no rows. */
function split(rows: UsageRow[], choices: Choices): UsageRow[][] {
  const files: UsageRow[][] = [[], [], []].slice(0, choices.between(1, 3));
  for (const bundle of bundles(rows)) choices.pick(files).push(...bundle);
  const filled = files.filter((file) => file.length > 0);
  return filled.length > 0 ? filled : [[]];
}

/** An undone batch is undone with all its parts. The order of the steps, and so refusals, keeps its sense. */
export function rearrange(world: World, choices: Choices): World {
  const parts: number[][] = [];
  let batches = 0;
  const steps = world.steps.flatMap((step): Step[] => {
    if (step.kind === 'undo') {
      return (parts[step.batch - 1] ?? []).map((batch) => ({ kind: 'undo', batch }));
    }
    if (step.kind !== 'import') return [step];
    const files = split(shuffled(step.rows, choices), choices);
    parts.push(files.map(() => ++batches));
    return files.map((rows) => ({ kind: 'import', rows }));
  });
  return { setup: world.setup, steps };
}

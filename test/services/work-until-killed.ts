// Run as a process of its own by the tests: imports or closes on a book, and kills itself with SIGKILL in the middle, or is
// killed from outside. Arguments: path, import|close, file|month, and the progress at which to die ("Reading 3"), or "".
import { withBook } from '../../src-main/backend/books.ts';
import { closeMonth } from '../../src-main/services/months.ts';
import { importUsage } from '../../src-main/services/usage/import-usage.ts';

const [path = '', job, what = '', last = ''] = process.argv.slice(2);
const counts = new Map<string, number>();

function progress(step: string): void {
  const count = (counts.get(step) ?? 0) + 1;
  counts.set(step, count);
  if (`${step} ${count}` === last) process.kill(process.pid, 'SIGKILL');
}

process.stdout.write('at work\n');
const result = await withBook<unknown>(path, { user: 'mara', now: () => 0 }, (session) =>
  job === 'import'
    ? importUsage(session, { path: what, profile: null, dryRun: false, progress })
    : closeMonth(session, what, progress),
);
if (result.ok && last === 'done') process.kill(process.pid, 'SIGKILL');
process.stdout.write(`${JSON.stringify({ ok: result.ok, counts: [...counts] })}\n`);

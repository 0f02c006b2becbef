// A thread of our own for work that needs no book: in the sources a file beside the one that starts it, in the built program one that
// electron.vite.config.ts names. Must not: know what it does.
import module from 'node:module';
import { dirname } from 'node:path';
import process from 'node:process';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** @param from `import.meta.url` of whoever starts it. @param start what it begins with; it is cloned. */
export function startThread<Start>(
  from: string,
  file: { readonly source: string; readonly built: string },
  start: Start,
  resourceLimits?: WorkerOptions['resourceLimits'],
): Worker {
  const thread = new URL(from.endsWith('.ts') ? file.source : file.built, from);
  return new Worker(thread, { workerData: start, env: withSourcesKept(), resourceLimits });
}

/** What Node made of the sources is kept for a thread only where its environment says so: a start costs three times as much otherwise. */
function withSourcesKept(): NodeJS.ProcessEnv {
  const kept = module.getCompileCacheDir?.();
  return kept === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(kept) };
}

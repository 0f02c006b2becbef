// Loaded before the command (--import): files count as large from some kilobytes on, not from megabytes, and their rows as many, so that
// what becomes of a large import under a power cut is a test of seconds. The program itself has no such switch. Must not: change
// anything else.
import { registerHooks } from 'node:module';

/** Where it is said from when on something is large, and what is said instead. */
const THRESHOLDS = [
  { file: '/src-main/storage/usage/batch.ts', said: /(?<=export const LARGE_FILE = )[\d_]+/, soon: '10_000' },
  { file: '/src-main/services/own-thread.ts', said: /(?<=export const MANY_ROWS = )[\d_]+/, soon: '100' },
];

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const threshold = THRESHOLDS.find(({ file }) => url.endsWith(file));
    if (!threshold) return loaded;
    const { source } = loaded;
    const text = typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString();
    if (!threshold.said.test(text)) throw new Error('what counts as large is said elsewhere now');
    return { ...loaded, source: text.replace(threshold.said, threshold.soon) };
  },
});

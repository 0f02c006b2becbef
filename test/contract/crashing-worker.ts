// The window's worker with calls that only a test makes: they end its thread as faults would, or hold it up.
import { parentPort } from 'node:worker_threads';
import type { ToWorker } from '../../src-main/backend/window/worker.ts';

// First, so that the worker itself does not answer that there is no such call.
parentPort!.on('message', (message: ToWorker) => {
  const method = message.type === 'call' ? message.request.method : '';
  if (method === 'test.exit') process.exit(3);
  if (method === 'test.throw') throw new Error('a fault of the test');
  if (method === 'test.reject') void Promise.reject(new Error('a promise of the test'));
  if (method === 'test.busy') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
});
await import('../../src-main/backend/window/worker.ts');

// Packs for a while at every message: what must not be broken off.
import { parentPort } from 'node:worker_threads';
import { deflateRawSync } from 'node:zlib';
import { hearUntilEnd } from '../../../src-main/services/own-thread.ts';

hearUntilEnd(parentPort!, (message: string) => {
  if (message === 'fail') throw new Error('a fault of the test');
  for (let n = 0; n < 20_000; n++) deflateRawSync(Buffer.from(message));
  parentPort!.postMessage(`${message} packed`);
});

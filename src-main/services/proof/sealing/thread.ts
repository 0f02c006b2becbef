// The thread that goes over the lines of a month while another reads the next ones: are they canonical, and what do they hash to? Must
// not: touch the book.
import { workerData } from 'node:worker_threads';
import { openCanonicalCheck } from '../../../engine/seal.ts';
import { hashAfter } from './hash.ts';
import { answer, type Ring, readFrom } from './ring.ts';

export interface SealingStart {
  readonly previousSeal: string;
  readonly ring: Ring;
}

function seal({ previousSeal, ring }: SealingStart): void {
  const hash = hashAfter(previousSeal);
  const check = openCanonicalCheck();
  const count = readFrom(ring, (lines) => {
    check.add(lines);
    hash.update(lines);
  });
  if (count !== null) answer(ring, check.isCanonical(count) ? hash.digest() : null);
}

if (workerData) seal(workerData as SealingStart);

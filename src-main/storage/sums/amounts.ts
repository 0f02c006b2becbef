// What is added up of postings, and how: up and down apart where both are told. Must not: know a table or the wallet.
import type { Posting } from '../../engine/postings.ts';

/** What is added up: credits, overage, then each of the others up and down, in the order of `month_sum`. */
export type Amounts = bigint[];

export function noAmounts(): Amounts {
  return [0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n];
}

/** Adds a posting. */
export function addPosting(amounts: Amounts, p: Posting): void {
  amounts[0]! += p.credits;
  if (p.overage !== 0n) amounts[1]! += p.overage;
  addSigned(amounts, 2, p.basis);
  addSigned(amounts, 4, p.usage);
  addSigned(amounts, 6, p.breakage);
  addSigned(amounts, 8, p.overageRevenue);
  addSigned(amounts, 10, p.receivable);
  addSigned(amounts, 12, p.unbilled);
}

export function amountsOf(p: Posting): Amounts {
  const amounts = noAmounts();
  addPosting(amounts, p);
  return amounts;
}

function addSigned(amounts: Amounts, up: number, value: bigint): void {
  if (value > 0n) amounts[up]! += value;
  else if (value < 0n) amounts[up + 1]! -= value;
}

/** Adds what was added up elsewhere. */
export function addAmounts(amounts: Amounts, more: Amounts): void {
  for (let n = 0; n < more.length; n++) if (more[n] !== 0n) amounts[n]! += more[n]!;
}

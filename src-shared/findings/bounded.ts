// A list of findings that ends: nobody reads a hundred thousand of them, and a file can make as many. Must not: choose among them.
import type { Finding } from './finding.ts';

export const MOST_FINDINGS = 10_000;

/** Takes the first ones; how many did not go in is counted. */
export class BoundedFindings extends Array<Finding> {
  /** What is made of it by `map` and the like is a plain array. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
  left = 0;

  override push(...findings: Finding[]): number {
    for (const finding of findings) {
      if (this.length < MOST_FINDINGS) super.push(finding);
      else this.left++;
    }
    return this.length;
  }
}

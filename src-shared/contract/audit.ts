// Calls about what is on record: the facts with who told them and when, the seals, and the proof.
import { z } from 'zod';
import { fileRef, finding, job, month, nothing, query, text } from './define.ts';

const factLine = z.object({
  seq: z.number(),
  at: z.string(),
  author: z.string(),
  source: z.string(),
  kind: z.string(),
  key: z.string(),
  /** What was told, in a sentence. */
  summary: z.string(),
});
export type FactLine = z.output<typeof factLine>;

const seal = z.object({
  month: z.string(),
  closedAt: z.string(),
  author: z.string(),
  postings: z.number(),
  seal: z.string(),
  previousSeal: z.string(),
  /** Null while it stands. */
  reopenedAt: z.string().nullable(),
  reason: z.string(),
});
export type SealLine = z.output<typeof seal>;

export const AUDIT_CALLS = {
  /** Facts before number `before`, newest first. */
  'audit.facts': query(
    z.strictObject({
      before: z.number().int().min(1).nullable().default(null),
      limit: z.number().int().min(1).max(5000).default(500),
      kind: z.string().max(40).nullable().default(null),
      text: text.max(200).default(''),
    }),
    z.object({
      facts: z.array(factLine),
      more: z.boolean(),
      total: z.number(),
      kinds: z.array(z.object({ kind: z.string(), count: z.number() })),
    }),
  ),
  'audit.seals': query(nothing, z.object({ seals: z.array(seal) })),
  /** Everything again from the facts. No finding: the book is proven. */
  'audit.verify': job(
    nothing,
    z.object({
      findings: z.array(finding),
      facts: z.number(),
      usage: z.number(),
      postings: z.number(),
      seals: z.number(),
    }),
  ),
  /** What an auditor needs to check a closed month without the program, as a zip. */
  'audit.evidence': job(
    z.strictObject({
      month,
      /** What chooses the sample; null: the seal does. */
      seed: z.number().int().min(0).max(999_999_999).nullable().default(null),
      /** How many lots are recomputed. */
      sample: z.number().int().min(1).max(1000).default(25),
      file: fileRef,
    }),
    z.object({
      month: z.string(),
      seal: z.string(),
      files: z.number(),
      manifestSha256: z.string(),
      facts: z.number(),
      postings: z.number(),
      documents: z.number(),
      seed: z.number(),
      sample: z.number(),
      population: z.number(),
    }),
  ),
};

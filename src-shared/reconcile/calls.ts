// Calls about reconciling: what was compared with what, one leg of one month with both sides, taking files in, and what people decide.
import { z } from 'zod';
import {
  command,
  date,
  fileRef,
  finding,
  job,
  month,
  name,
  nothing,
  query,
  text,
} from '../contract/define.ts';
import { named } from '../keys/named.ts';
import { AGES, LEGS, PASSES, REASONS, WHYS } from './words.ts';

const leg = z.enum(LEGS);
const side = z.enum(['book', 'outside']);
const pass = z.enum(PASSES);
const signature = z.object({
  by: z.string(),
  at: z.string(),
  conclusion: z.string(),
  /** The reviewer's, by unit. */
  materiality: z.object({ amounts: z.record(z.string(), z.string()), reason: z.string() }).nullable(),
  /** Why it does not count any more. */
  void: z.string().nullable(),
  /** Who opened its month again since, where that is why. */
  opened: z.object({ by: z.string(), at: z.string() }).nullable(),
});

const line = z.object({
  side,
  key: z.string(),
  party: z.string().nullable(),
  reference: z.string(),
  date: z.string().nullable(),
  text: z.string(),
  unit: z.string(),
  amount: z.string(),
  /** File and line; blank for the book's. */
  place: z.string(),
});
export type ShownLine = z.output<typeof line>;

const sums = z.object({ carried: z.string(), own: z.string(), matched: z.string(), open: z.string() });

const view = z.object({
  leg,
  month: z.string(),
  seal: z.string().nullable(),
  days: z.number(),
  tolerance: z.record(z.string(), z.string()),
  tables: z.array(
    z.object({
      number: z.number(),
      month: z.string(),
      file: z.string(),
      sha256: z.string(),
      rows: z.number(),
      leftOut: z.number(),
      /** Of an old spreadsheet, a sentence each. */
      notCompared: z.array(z.string()),
      profile: z.string().nullable(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  passes: z.array(
    z.object({ run: z.number(), pass, sets: z.number(), book: z.number(), outside: z.number() }),
  ),
  sets: z.array(
    z.object({
      id: z.string(),
      pass,
      unit: z.string(),
      difference: z.string(),
      note: z.string(),
      by: z.string(),
      at: z.string(),
      book: z.array(line),
      outside: z.array(line),
    }),
  ),
  moreSets: z.number(),
  open: z.array(
    z.object({
      line,
      carried: z.boolean(),
      reason: z.enum(REASONS),
      said: z.boolean(),
      note: z.string(),
      owner: z.string(),
      due: z.string().nullable(),
      files: z.array(z.object({ name: z.string(), sha256: z.string() })),
      days: z.number(),
      age: z.enum(AGES),
    }),
  ),
  moreOpen: z.number(),
  suggestions: z.array(
    z.object({
      why: z.enum(WHYS),
      unit: z.string(),
      book: z.array(z.string()),
      outside: z.array(z.string()),
      difference: z.string(),
    }),
  ),
  moreSuggestions: z.number(),
  /** The lines that suggestions are of. */
  suggested: z.array(line),
  /** In all, shown or not. */
  counts: z.object({ open: z.number(), suggestions: z.number(), sets: z.number() }),
  /** How many matches a run would find. */
  ready: z.number(),
  totals: z.array(
    z.object({
      unit: z.string(),
      book: sums,
      outside: sums,
      difference: z.string(),
      inMatches: z.string(),
      explained: z.string(),
      unexplained: z.string(),
      /** What people let stand, each difference without its sign. */
      accepted: z.string(),
      /** Up to which total that does not matter, as the reviewer who signed says; null: nobody did. */
      materiality: z.string().nullable(),
      beyond: z.boolean(),
    }),
  ),
  /** Matches whose lines are gone or have other amounts. */
  broken: z.array(z.string()),
  /** What signers put their name to. */
  conclusion: z.string(),
  preparer: signature.nullable(),
  reviewer: signature.nullable(),
});
export type ReconciliationView = z.output<typeof view>;

const at = { leg, month };
const keys = z.array(text.min(1)).min(1).max(1000);

export const RECONCILE_CALLS = {
  /** How files of each leg are laid out: those that were saved. */
  'reconcile.profiles': query(nothing, z.object({ profiles: z.array(z.object({ name: z.string(), leg })) })),
  /** `find` narrows the lists, which are long ones' first lines. */
  'reconcile.read': query(z.strictObject({ ...at, find: text.default('') }), view),
  /** How a file looks: which column is what, its first rows, and what has to be asked. */
  'reconcile.look': query(
    z.strictObject({ leg, file: fileRef }),
    z.object({
      columns: z.record(z.string(), z.string()),
      header: z.array(z.string()),
      rows: z.array(z.array(z.string())),
      questions: z.array(finding),
      layout: z.string(),
    }),
  ),
  /** Names in the file that the book does not know, read with a saved profile or with `layout`; and what they can be. */
  'reconcile.names': query(
    z.strictObject({
      leg,
      file: fileRef,
      profile: name.nullable().default(null),
      layout: text.nullable().default(null),
    }),
    z.object({
      names: z.array(z.object({ text: z.string(), rows: z.number(), suggestion: z.string().nullable() })),
      more: z.number(),
      known: z.array(z.object({ code: z.string(), name: z.string() })),
    }),
  ),
  /** Takes a file in and matches. `layout` is what `reconcile.look` proposed, as a person left it. */
  'reconcile.takeIn': job(
    z.strictObject({
      ...at,
      file: fileRef,
      fileName: name,
      profile: name.nullable().default(null),
      layout: text.nullable().default(null),
      /** What names in the file are: codes of the book. */
      names: named(z.record(z.string().max(500), z.string().max(500))).default({}),
      saveAs: name.nullable().default(null),
    }),
    z.object({ number: z.number(), rows: z.number(), leftOut: z.number(), sets: z.number() }),
  ),
  'reconcile.takeOut': command(
    z.strictObject({ number: z.number().int().min(1), reason: text }),
    z.object({ file: z.string() }),
  ),
  'reconcile.match': job(
    z.strictObject({
      ...at,
      days: z.number().int().min(0).max(366).nullable().default(null),
      tolerance: named(z.record(z.string(), text)).nullable().default(null),
    }),
    z.object({ run: z.number(), sets: z.number() }),
  ),
  'reconcile.matchByHand': command(
    z.strictObject({ ...at, book: keys, outside: keys, note: text.default('') }),
    z.object({ set: z.string() }),
  ),
  'reconcile.takeApart': command(
    z.strictObject({ ...at, set: name, reason: text }),
    z.object({ set: z.string() }),
  ),
  'reconcile.note': command(
    z.strictObject({
      ...at,
      side,
      item: name,
      reason: z.enum(REASONS).nullable(),
      note: text.default(''),
      owner: text.default(''),
      due: date.nullable().default(null),
      attach: z
        .array(z.strictObject({ file: fileRef, name }))
        .max(20)
        .default([]),
    }),
    nothing,
  ),
  'reconcile.sign': command(
    z.strictObject({
      ...at,
      role: z.enum(['preparer', 'reviewer']),
      conclusion: text.default(''),
      materiality: named(z.record(z.string().max(500), text)).default({}),
      materialityReason: text.default(''),
    }),
    z.object({ by: z.string(), conclusion: z.string() }),
  ),
  'reconcile.save': job(z.strictObject({ ...at, file: fileRef }), z.object({ file: z.string() })),
};

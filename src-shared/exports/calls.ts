// Calls about what goes to other programs: the journal for the general ledger with its templates, and the charges of a month.
import { z } from 'zod';
import { command, fileRef, finding, job, month, name, nothing, query, text } from '../contract/define.ts';
import { LEVELS } from './journal-fields.ts';
import { JOURNAL_LAYOUT } from './journal-template.ts';

const level = z.enum(LEVELS);
const status = z.enum(['draft', 'final']);
const issue = z.enum(['draft', 'issued', 'copy']);
const templateName = text.min(1).max(200);

const standing = z.object({
  number: z.string(),
  /** The month has the seal of then: only the copy is given. */
  sameSeal: z.boolean(),
  /** What would go out now is different. */
  outdated: z.boolean(),
});

const asked = {
  month,
  template: templateName,
  /** null: as the template says. */
  level: level.nullable().default(null),
  currency: name.nullable().default(null),
};

const preview = z.object({
  month: z.string(),
  template: z.string(),
  level,
  status,
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string().nullable())),
  lines: z.number(),
  files: z.number(),
  currencies: z.array(z.string()),
  totals: z.array(z.object({ currency: z.string(), debit: z.string(), credit: z.string() })),
  problems: z.array(finding),
  standing: standing.extend({ file: z.string() }).nullable(),
  number: z.string(),
  file: z.string(),
  notes: z.array(z.string()),
});
export type JournalPreview = z.output<typeof preview>;

/** A reason where another takes the place of what went out under the same seal. */
const handOut = { draft: z.boolean().default(false), replace: text.max(500).nullable().default(null) };
const handedOut = z.object({ number: z.string(), issue, replaces: z.string().nullable() });

const charges = z.object({
  month: z.string(),
  status,
  charges: z.number(),
  totals: z.array(z.object({ currency: z.string(), now: z.string(), next: z.string() })),
  standing: standing.nullable(),
});

export const EXPORT_CALLS = {
  'journal.templates': query(
    nothing,
    z.object({
      templates: z.array(z.object({ name: z.string(), builtIn: z.boolean(), template: JOURNAL_LAYOUT })),
    }),
  ),
  'journal.saveTemplate': command(
    z.strictObject({ name: templateName, template: JOURNAL_LAYOUT }),
    z.object({ name: z.string(), unchanged: z.boolean(), replaced: z.boolean() }),
  ),
  'journal.deleteTemplate': command(z.strictObject({ name: templateName }), z.object({ name: z.string() })),
  /** How it would look, its first lines, and what stands of it; `layout` is a template that is being designed. */
  'journal.look': query(
    z.strictObject({ ...asked, layout: JOURNAL_LAYOUT.nullable().default(null) }),
    preview,
  ),
  'journal.save': job(z.strictObject({ ...asked, ...handOut, file: fileRef }), handedOut),
  'charges.look': query(z.strictObject({ month }), charges),
  'charges.save': job(
    z.strictObject({ month, ...handOut, format: z.enum(['xlsx', 'csv']), file: fileRef }),
    handedOut,
  ),
};

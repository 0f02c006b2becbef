// A journal template: how a general ledger wants its journals. Columns, each a text with fields in braces, and how dates, numbers and text
// are written. Every built-in target is such data, and so is whatever people save. Must not: fill in a template (reports do).
import { z } from 'zod';
import type { ExportCode } from '../findings/exports.ts';
import { done, type Result, refused } from '../findings/finding.ts';
import { malformed } from '../findings/malformed.ts';
import {
  DATE_FORMATS,
  FEWEST_LINES,
  fieldsOf,
  JOURNAL_FIELDS,
  type JournalField,
  LEVELS,
} from './journal-fields.ts';

const Column = z.strictObject({
  title: z.string().trim().min(1).max(100),
  /** Text as it stands, with fields in braces: "{account}", "Tax Exempt", "Prepaid credits {month}". */
  value: z.string().max(200).default(''),
  /** Only on the first line of each entry. */
  once: z.boolean().default(false),
  /** Longest text the target takes, in characters. */
  most: z.number().int().min(1).max(4000).nullable().default(null),
});
export type JournalColumn = z.output<typeof Column>;

/** The shape of a template, as it crosses the wire while it is being designed. */
export const JOURNAL_LAYOUT = z.strictObject({
  /** The program it is for. */
  label: z.string().max(100).default(''),
  format: z.enum(['csv', 'xlsx', 'both']).default('csv'),
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  /** `utf-8-mark`: with a byte order mark. */
  encoding: z.enum(['utf-8', 'utf-8-mark', 'windows-1252']).default('utf-8'),
  lineEnd: z.enum(['crlf', 'lf']).default('crlf'),
  dates: z.enum(DATE_FORMATS).default('YYYY-MM-DD'),
  decimals: z.enum(['.', ',']).default('.'),
  /** Which side of {amount} has no minus. */
  positive: z.enum(['debit', 'credit']).default('debit'),
  /** Which text the target takes: unaccented letters, digits and ASCII signs, or letters of any language. */
  characters: z.enum(['ascii', 'any']).default('any'),
  level: z.enum(LEVELS).default('account'),
  /** A file with more lines is split, between entries. */
  linesPerFile: z.number().int().min(FEWEST_LINES).max(1_000_000).nullable().default(null),
  /** What to mind when importing, for people. */
  notes: z.array(z.string().max(500)).max(20).default([]),
  columns: z.array(Column).min(1).max(100),
});

export const JOURNAL_TEMPLATE = JOURNAL_LAYOUT.superRefine(({ columns, encoding }, context) => {
  const used = new Set(columns.flatMap(({ value }) => fieldsOf(value)));
  const complain = (message: string, path: (string | number)[] = ['columns']) =>
    context.addIssue({ code: 'custom', path, message });
  for (const [index, { title, value }] of columns.entries()) {
    const unknown = fieldsOf(value).find((field) => !Object.hasOwn(JOURNAL_FIELDS, field));
    if (unknown !== undefined) complain(`there is no field {${unknown}}`, ['columns', index, 'value']);
    if (encoding === 'windows-1252' && /[^\x20-\x7e\xa0-\xff]/.test(title))
      complain(`${title} cannot be written in Windows-1252`, ['columns', index, 'title']);
    if (columns.findIndex((other) => other.title === title) !== index)
      complain(`two columns are called ${title}`, ['columns', index, 'title']);
  }
  if (!used.has('amount') && !(used.has('debit') && used.has('credit')))
    complain('a column must hold {amount}, or one {debit} and another {credit}');
  if (!used.has('account') && !used.has('account_name'))
    complain('a column must hold {account} or {account_name}');
});
export type JournalTemplate = z.output<typeof JOURNAL_TEMPLATE>;

/** Which of these fields a template shows at all. */
export function shows({ columns }: JournalTemplate, field: JournalField): boolean {
  return columns.some(({ value }) => fieldsOf(value).includes(field));
}

/** Reads a template from JSON data; what is left out is as the schema says. */
export function parseJournalTemplate(data: unknown): Result<JournalTemplate> {
  const parsed = JOURNAL_TEMPLATE.safeParse(data);
  if (parsed.success) return done(parsed.data);
  const hint = 'See "Journal templates" in the guide';
  return refused(
    ...malformed(parsed.error, 'journal template', 'bad_journal_template' satisfies ExportCode, hint),
  );
}

// What setup tables write as codes (`period_end`, `P1M`, `auto_top_up`), in words that people read and type. Files keep the codes, and
// a code that is typed or pasted is as good as its words. Must not: judge a value; the load does.
import type { CatalogSpec } from '../../../src-shared/contract/catalog.ts';
import type { DateSettings } from '../../ui/format/dates.ts';
import { formatDate, ISO_DATE, readDate } from '../../ui/format/dates.ts';
import { folded } from '../../ui/grid/editing/choices.ts';
import { asWords } from '../../ui/grid/rows.ts';

type ColumnSpec = CatalogSpec['columns'][number];

/** Without a comma: several stand between commas. Of the others asWords makes good words. */
const WORDS: Readonly<Record<string, string>> = {
  half_even: 'Half to even',
  up: 'Always up',
  down: 'Always down',
  add_on: 'Add-on',
  period_end: 'End of the period',
  if_at_least: 'All if at least the threshold',
  excess_over: 'What exceeds the threshold',
  block: 'Not charged',
  bill_next_cycle: 'Charged after the period',
  charge_now: 'Charged at once',
  auto_top_up: 'Automatic top-up',
  carry_forward: 'Carried forward',
  top_up: 'Top-up',
  promo: 'Promotion',
  priority: 'Lower priority numbers',
  rolled_first: 'Rolled over',
  fresh_first: 'Not rolled over',
  promo_first: 'Free of charge',
  paid_first: 'Paid',
  expiry: 'Soonest to expire',
  start: 'Oldest',
};
const EXPIRIES = ['period_end', 'never'];
const UNITS = { Y: 'year', M: 'month', W: 'week', D: 'day' };
const DURATION = /^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/;

const ofCode = (code: string): string => WORDS[code] ?? asWords(code);
const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** Codes that may stand in the column. */
function codesOf({ kind, choices }: ColumnSpec): readonly string[] {
  return kind === 'expiry' ? EXPIRIES : (choices ?? []);
}

/** "P1Y6M" → "1 year and 6 months", and nothing else the same, so that it can be read back; null: no duration. */
function durationInWords(text: string): string | null {
  const parts = DURATION.exec(text)?.slice(1);
  if (!parts) return null;
  return parts
    .flatMap((part = '') => {
      const unit = UNITS[part.slice(-1) as keyof typeof UNITS];
      return unit ? [`${part.slice(0, -1)} ${unit}${part === `1${part.slice(-1)}` ? '' : 's'}`] : [];
    })
    .join(' and ');
}

function durationFromWords(text: string): string | null {
  const parts = text
    .trim()
    .toLowerCase()
    .split(/\s*,\s*|\s+and\s+/)
    .map((part) => /^(\d+) *(year|month|week|day)s?$/.exec(part));
  const made = parts.map((part) => (part ? `${part[1]}${part[2]!.charAt(0).toUpperCase()}` : '?'));
  const duration = `P${made.join('')}`;
  return DURATION.test(duration) ? duration : null;
}

/** What stands in a cell, as people read it; null: as it is. */
function oneInWords(value: string, column: ColumnSpec, dates: DateSettings): string | null {
  if (codesOf(column).includes(value)) return ofCode(value);
  switch (column.kind) {
    case 'interval':
      return durationInWords(value);
    case 'expiry':
      return durationInWords(value) ?? (ISO_DATE.test(value) ? formatDate(value, dates) : null);
    case 'cap':
      return /^\S+% (allocation|unused)$/.test(value) ? value.replace('% ', '% of the ') : null;
    default:
      return null;
  }
}

function oneFromWords(text: string, column: ColumnSpec, dates: DateSettings): string | null {
  const code = codesOf(column).find((one) => folded(ofCode(one)) === folded(text) || one === folded(text));
  if (code !== undefined) return code;
  switch (column.kind) {
    case 'interval':
      return durationFromWords(text);
    case 'expiry':
      return durationFromWords(text) ?? readDate(text, dates);
    case 'cap':
      return /^\S+% of the (allocation|unused)$/i.test(text)
        ? text.toLowerCase().replace(' of the', '')
        : null;
    default:
      return null;
  }
}

function mapped({ kind }: ColumnSpec, text: string, one: (part: string) => string | null): string {
  if (kind !== 'list') return one(text) ?? text;
  return text
    .split(',')
    .map((part) => one(part.trim()) ?? part.trim())
    .join(', ');
}

/** Does the table write codes in this column? */
export function hasWords({ kind, choices }: ColumnSpec): boolean {
  return choices !== null || kind === 'interval' || kind === 'expiry' || kind === 'cap';
}

/** "period_end" → "End of the period", "P3M" → "3 months"; what is no code stays. */
export function valueInWords(value: string, column: ColumnSpec, dates: DateSettings): string {
  return mapped(column, value, (one) => oneInWords(one, column, dates));
}

/** The other way; a code, or what is neither, stays. */
export function valueFromWords(text: string, column: ColumnSpec, dates: DateSettings): string {
  return mapped(column, text, (one) => oneFromWords(one, column, dates));
}

/**
 * A sentence about a column that names codes and days, with their words. What stands between quotes is somebody's own unless it is a code
 * or a day whole.
 */
export function saidInWords(sentence: string, column: ColumnSpec | undefined, dates: DateSettings): string {
  const codes = column ? codesOf(column) : [];
  const wordsOf = (code: string): string | null => {
    if (ISO_DATE.test(code)) return formatDate(code, dates);
    return codes.includes(code) || (code.includes('_') && code in WORDS)
      ? ofCode(code)
      : durationInWords(code);
  };
  return sentence.replaceAll(/"[^"]*"|(?<![\w:|-])\d{4}-\d\d-\d\d(?![\w:|-])|\w+/g, (part) => {
    if (part.startsWith('"')) return `"${wordsOf(part.slice(1, -1)) ?? part.slice(1, -1)}"`;
    const words = wordsOf(part);
    return words === null ? part : lowered(words);
  });
}

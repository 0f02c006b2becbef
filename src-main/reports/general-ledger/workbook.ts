// A journal as a workbook: the template's columns from the first row on, ready to be imported, and Checks that add it up again.
// Must not: lay out lines (layout.ts does).

import { monthDates } from '../../../src-shared/calendar.ts';
import { AMOUNT_FIELDS, loneField } from '../../../src-shared/exports/journal-fields.ts';
import type { JournalTemplate } from '../../../src-shared/exports/journal-template.ts';
import type { Cell } from '../../../src-shared/report-table.ts';
import { type Check, checksSheet, roundedChecksIn } from '../workbooks/checks.ts';
import { address, type Format, rangeOn, type SpecRow, type WorkbookSpec } from '../workbooks/spec.ts';
import { monthInWords } from '../workbooks/words.ts';
import { type JournalEntry, sideTotal } from './entries.ts';
import { DATE_FIELDS, type JournalAbout } from './layout.ts';

const JOURNAL_SHEET = 'Journal';

export interface JournalBook {
  readonly author: string;
  readonly number: string;
  readonly template: JournalTemplate;
  readonly entries: readonly JournalEntry[];
  /** As `entryRows` gives them in the style of values. */
  readonly rows: readonly (readonly Cell[])[];
  readonly about: JournalAbout;
}

function formatOf(value: string): Format {
  const field = loneField(value) ?? '';
  if (AMOUNT_FIELDS.includes(field)) return 'amount';
  if (DATE_FIELDS.includes(field)) return 'date';
  return field === 'line' ? 'count' : 'text';
}

export function journalWorkbook({
  author,
  number,
  template,
  entries,
  rows,
  about,
}: JournalBook): WorkbookSpec {
  const { columns } = template;
  const formats = columns.map(({ value }) => formatOf(value));
  const heading: SpecRow = columns.map(({ title }, index) => ({
    value: title,
    format: formats[index]!,
    role: 'header',
  }));
  const footer = `${author} · Journal ${number}`;
  const month = monthInWords(about.month);
  return {
    title: `Journal ${number}`,
    subject: `Journal for the general ledger, ${month}`,
    author,
    date: monthDates(about.month).to,
    sheets: [
      {
        name: JOURNAL_SHEET,
        kind: 'detail',
        columns: columns.map(() => ({ max: 40 })),
        rows: [
          heading,
          ...rows.map((row) =>
            row.map((value, index) => (value === null ? null : { value, format: formats[index]! })),
          ),
        ],
        freeze: { rows: 1 },
        printTitles: [1, 1],
        landscape: true,
        filter: `A1:${address(columns.length, 1)}`,
        footer,
      },
      checksSheet(
        journalChecks(template, entries, rows.length, about),
        footer,
        `${author} · ${number} · ${month}`,
      ),
    ],
  };
}

/** Debits, credits and what they leave, for each currency that the columns tell apart. */
function journalChecks(
  template: JournalTemplate,
  entries: readonly JournalEntry[],
  count: number,
  about: JournalAbout,
): Check[] {
  const place = (field: string): number =>
    template.columns.findIndex(({ value, once }) => !once && loneField(value) === field) + 1;
  const currencies = [...new Set(entries.map(({ currency }) => currency))];
  const apart = place('currency');
  if (currencies.length > 1 && apart === 0) return [];
  return currencies.flatMap((currency) => {
    const lines = entries.filter((entry) => entry.currency === currency).flatMap((entry) => entry.lines);
    const [debit, credit] = [sideTotal(lines, 'debit'), sideTotal(lines, 'credit')];
    const sum = (field: string): string | null => {
      const column = place(field);
      if (column === 0) return null;
      const range = rangeOn(JOURNAL_SHEET, column, [2, count + 1]);
      return apart === 0
        ? `SUM(${range})`
        : `SUMIFS(${range},${rangeOn(JOURNAL_SHEET, apart, [2, count + 1])},"${currency}")`;
    };
    const make = roundedChecksIn(currency, about.currencyScale(currency));
    const check = (what: string, formula: string | null, computed: bigint, book: bigint): Check[] =>
      formula === null ? [] : [make(what, formula, computed, book)];
    const [debits, credits] = [sum('debit'), sum('credit')];
    return [
      ...check('Debits', debits, debit, debit),
      ...check('Credits', credits, credit, credit),
      ...check('Debits less credits', debits && credits && `${debits}-${credits}`, debit - credit, 0n),
      ...check('Signed amounts', sum('amount'), 0n, 0n),
    ];
  });
}

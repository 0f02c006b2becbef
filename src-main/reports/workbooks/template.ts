// The setup template: an About sheet, then one sheet per setup table with its headings, words on every column, lists to choose from and
// example rows. The tables come from their one specification, so template and loader cannot disagree.
// Must not: know more of a table than whether its example can be loaded.
import { aligned, header, lines, SheetDraft, section, text, title } from './cells.ts';
import {
  columnRange,
  type Format,
  type SpecCell,
  type SpecColumn,
  type SpecInput,
  type SpecSheet,
  type WorkbookSpec,
} from './spec.ts';

/** What the template needs to know of a setup table; the loader's TableSpec has it. */
export interface TemplateTable {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly changeBy: string;
  readonly columns: readonly TemplateColumn[];
  readonly moreExamples: readonly Readonly<Record<string, string>>[];
}
export interface TemplateColumn {
  readonly key: string;
  readonly title: string;
  readonly required: boolean;
  readonly about: string;
  readonly example: string;
  readonly kind: string;
  readonly choices?: readonly string[];
  readonly refersTo?: string;
}

/** Rows that lists and prompts are laid over. */
const LAST_ROW = 2000;
const LINE = 110;

const INTRODUCTION = [
  'Fill in the sheets and load the file: one sheet is one table, one row is one thing. Sheets may stay empty.',
  'The rows in the sheets are examples of a made-up company. Overwrite or delete them; loaded as they are, they make a small book to try.',
  'Headings in bold must be filled in; the others may stay blank. Columns may stand in any order.',
  'Select a cell to read what belongs there. Dates are YYYY-MM-DD or dates of the spreadsheet, percentages 10%.',
  'Loading is all or nothing: every error is listed with its sheet, row and column, and nothing is written if there is one.',
  'Loading again adds new rows and skips those that are the same. What decides credits or money is never overwritten.',
];

/** Their example stands on About only: a void names usage, and a new book has none. */
const WITHOUT_ROWS: readonly string[] = ['voids'];

export function templateWorkbook(
  tables: readonly TemplateTable[],
  withoutRows: readonly string[] = WITHOUT_ROWS,
): WorkbookSpec {
  return {
    title: 'Drawdown setup',
    subject: 'Tables to set up a book',
    author: 'Drawdown',
    date: '2026-01-01',
    sheets: [
      aboutSheet(tables),
      ...tables.map((table) => tableSheet(table, !withoutRows.includes(table.name))),
    ],
  };
}

function aboutSheet(tables: readonly TemplateTable[]): SpecSheet {
  const draft = new SheetDraft();
  const width = 4;
  draft.add(title('Setting up a book'));
  for (const sentence of INTRODUCTION)
    for (const line of lines(sentence, LINE)) draft.add(text(line, 'prose'));
  draft.add();
  for (const table of tables) {
    draft.addRow(section(table.title, width));
    for (const line of lines(table.about, LINE)) draft.add(text(line, 'prose'));
    for (const line of lines(`Later: ${table.changeBy}.`, LINE)) draft.add(text(line, 'prose'));
    draft.add(header('Column'), header('Needed'), header('Example'), header('What belongs there'));
    for (const column of table.columns) {
      const [first = '', ...rest] = lines(meaning(column), 80);
      draft.add(text(column.title), text(column.required ? 'yes' : ''), text(column.example), text(first));
      for (const line of rest) draft.add(null, null, null, text(line));
    }
    draft.add();
  }
  return {
    name: 'About',
    kind: 'summary',
    columns: [{ min: 20 }, { min: 8 }, { min: 18, max: 26 }, { min: 60, max: 60 }],
    rows: draft.rows,
    footer: 'Setting up a book',
  };
}

function meaning(column: TemplateColumn): string {
  const choices =
    column.choices && !column.choices.every((choice) => column.about.includes(choice))
      ? ` One of ${column.choices.join(', ')}.`
      : '';
  return column.about + choices;
}

/** Cells of these kinds hold numbers; those of other kinds text, so that no program makes a date of P1M or a number of 007. */
const FORMATS: Readonly<Record<string, Format>> = {
  credits: 'number',
  money: 'number',
  number: 'number',
  whole: 'count',
  percent: 'percent',
  date: 'date',
};
const formatOf = (column: TemplateColumn): Format => FORMATS[column.kind] ?? 'text';

function tableSheet(table: TemplateTable, hasRows: boolean): SpecSheet {
  const { columns } = table;
  const draft = new SheetDraft();
  draft.addRow(
    columns.map(
      (column): SpecCell => ({
        value: column.title,
        format: formatOf(column),
        role: column.required ? 'header' : 'optional',
      }),
    ),
  );
  const first = Object.fromEntries(columns.map(({ key, example }) => [key, example]));
  const examples = hasRows ? [first, ...table.moreExamples] : [];
  const shown = new Map(
    columns.map((column) => [
      column.key,
      exampleCells(
        column,
        examples.map((row) => row[column.key] ?? ''),
      ),
    ]),
  );
  for (const index of examples.keys()) draft.addRow(columns.map((column) => shown.get(column.key)![index]!));
  return {
    name: table.title,
    kind: 'input',
    columns: columns.map((column): SpecColumn => ({ min: 12, max: 40, blank: formatOf(column) })),
    rows: draft.rows,
    freeze: { rows: 1, columns: 1 },
    printTitles: [1, 1],
    landscape: true,
    footer: `Setup: ${table.title}`,
    inputs: columns.map((column, index) => inputOf(column, index + 1)),
  };
}

function exampleCells(column: TemplateColumn, examples: readonly string[]): SpecCell[] {
  const format = formatOf(column);
  const isNumber = (value: string): boolean => /^-?\d+(\.\d+)?$/.test(value);
  const numbers = format === 'number' && examples.every((value) => value === '' || isNumber(value));
  const values = numbers ? aligned(examples.map((value) => value || '0')) : examples;
  return examples.map((example, index): SpecCell => {
    if (example === '') return { value: null, format };
    const percent = /^(\d+)%$/.exec(example);
    if (format === 'percent' && percent) return { value: hundredth(percent[1]!), format };
    if ((format === 'number' || format === 'count') && !isNumber(example))
      return { value: example, format: 'text' };
    return { value: values[index]!, format };
  });
}

/** "10" → "0.10" */
const hundredth = (digits: string): string =>
  `${digits.slice(0, -2) || '0'}.${digits.slice(-2).padStart(2, '0')}`;

function inputOf(column: TemplateColumn, index: number): SpecInput {
  const needed = column.required ? 'Needed. ' : '';
  // A list of several words between commas cannot be chosen from; its words stand in the prompt.
  const list = column.kind === 'choice' ? column.choices : undefined;
  return {
    range: columnRange(index, 2, LAST_ROW),
    list,
    title: column.title,
    prompt: `${needed}${meaning(column)}`,
  };
}

// Cells as spreadsheets exchange them: tab-separated text with quotes, and a table for those who take HTML. Numbers go without
// grouping, with the decimal mark that is chosen here; text that a spreadsheet would take for a formula is kept text.
// Must not: touch the clipboard.
import type { Cell, Column } from '../../../../src-shared/report-table.ts';
import type { NumberStyle } from '../../format/numbers.ts';
import { plainNumber } from '../../format/numbers.ts';
import { isNumeric } from '../rows.ts';

export interface Block {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const FORMULA = /^[=+\-@]/;

function raw(value: Cell, column: Column, style: NumberStyle): string {
  if (value === null) return '';
  if (isNumeric(column)) return plainNumber(value, style);
  return FORMULA.test(value) ? `'${value}` : value;
}

export function toTsv({ columns, rows }: Block, withHeaders: boolean, style: NumberStyle): string {
  const lines = rows.map((cells) =>
    cells.map((cell, index) => quoted(raw(cell, columns[index]!, style), '\t')),
  );
  const head = withHeaders ? [columns.map(({ title }) => quoted(title, '\t'))] : [];
  return [...head, ...lines].map((line) => line.join('\t')).join('\r\n');
}

export function toHtml({ columns, rows }: Block, withHeaders: boolean, style: NumberStyle): string {
  const cell = (tag: string, text: string): string => `<${tag}>${escaped(text)}</${tag}>`;
  const head = withHeaders ? `<tr>${columns.map(({ title }) => cell('th', title)).join('')}</tr>` : '';
  const body = rows
    .map(
      (cells) =>
        `<tr>${cells.map((one, index) => cell('td', raw(one, columns[index]!, style))).join('')}</tr>`,
    )
    .join('');
  return `<table>${head}${body}</table>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Reads a block as spreadsheets put it on the clipboard. A quote counts only at a cell's beginning. */
export function fromTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length) {
    let cell = '';
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else {
      const end = nextBreak(text, at);
      cell = text.slice(at, end);
      at = end;
    }
    row.push(cell);
    if (text[at] === '\t') {
      at++;
      continue;
    }
    rows.push(row);
    row = [];
    if (at >= text.length) break;
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    if (at >= text.length) break;
  }
  return rows;
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return text.length;
}

function nextBreak(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (/[\t\r\n]/.test(text[at]!)) return at;
  return text.length;
}

// Reads the values of arguments and options; what cannot be right is said before a book is opened (status 2).
// Must not: look into a book: whether a customer or a month is in it is the book's to say.
import { InvalidArgumentError } from 'commander';
import { parseDate, parseMonth } from '../../../src-shared/calendar.ts';

export function monthArgument(text: string): string {
  const month = parseMonth(text);
  if (month === null) throw new InvalidArgumentError('A month is written YYYY-MM, such as 2026-01.');
  return month;
}

/** @returns the quarter's last month. */
export function quarterArgument(text: string): string {
  const [, year, quarter] = /^(\d{4})-?[qQ]([1-4])$/.exec(text) ?? [];
  const month = year && parseMonth(`${year}-${String(Number(quarter) * 3).padStart(2, '0')}`);
  if (!month) throw new InvalidArgumentError('A quarter is written YYYY-Qn, such as 2026-Q1.');
  return month;
}

export function dateArgument(text: string): string {
  const date = parseDate(text);
  if (date === null) throw new InvalidArgumentError('A date is a real day written YYYY-MM-DD.');
  return date;
}

export function batchArgument(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new InvalidArgumentError('A batch is a number from 1: `drawdown batches BOOK` lists them.');
  }
  return Number(text);
}

export function countArgument(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It is a number of rows, such as 1250.');
  return Number(text);
}

export function quantityArgument(text: string): string {
  if (!/^\d{1,18}(\.\d{1,9})?$/.test(text))
    throw new InvalidArgumentError(
      'It is a decimal with a point and no thousands separators, such as 1234.5.',
    );
  return text;
}

export function textArgument(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be blank.');
  return text;
}

/** @returns the name, as facts are to be recorded under it. */
export function personArgument(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > 100 || /\p{Cc}/u.test(name))
    throw new InvalidArgumentError('It is the name of a person, such as "Ada Lovelace".');
  return name;
}

/** A path that is blank would mean the folder the user stands in. */
export const pathArgument = textArgument;

export function workbookArgument(text: string): string {
  if (!/\.xlsx$/i.test(pathArgument(text))) {
    throw new InvalidArgumentError('It is a workbook: its name must end in .xlsx.');
  }
  return text;
}

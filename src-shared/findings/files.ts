// What can be wrong with a workbook file as a whole, or with one of its cells. Each code refuses the file, except the two of cells,
// which reject a row. Must not: speak of what the columns mean; that is for usage and the setup tables.
import type { Finding, Place } from './finding.ts';

export const FILE_CODES = {
  file_missing: 'There is no such file.',
  file_not_readable: 'The file cannot be opened or read.',
  file_in_use: 'The file cannot be written: another program has it open, or the folder does not allow it.',
  not_a_workbook: 'The file is no .xlsx workbook.',
  workbook_encrypted: 'The workbook is protected with a password.',
  workbook_old: 'The workbook is in the old .xls format.',
  workbook_binary: 'The workbook is in the binary .xlsb format.',
  workbook_opendocument: 'The workbook is an OpenDocument spreadsheet.',
  workbook_macros: 'The workbook contains macros.',
  workbook_damaged: 'The workbook is damaged or was cut off.',
  workbook_too_large: 'The workbook unpacks to more than a workbook may.',
  workbook_entities: 'The workbook declares XML entities, which no spreadsheet program writes.',
  workbook_without_sheets: 'The workbook has no sheet of cells.',
  sheet_missing: 'The workbook has no sheet of that name.',
  sheet_too_large:
    'A sheet has more than a sheet can have: rows, columns, text in a cell or row; or cells out of order.',
  formula_without_result: 'A formula whose result was never stored.',
  error_cell: 'A cell shows an error instead of a value.',
} as const;

export type FileCode = keyof typeof FILE_CODES;

export function fileFinding(code: FileCode, place: Place, message: string, hint?: string): Finding {
  return hint === undefined ? { code, place, message } : { code, place, message, hint };
}

/** A file that could not be written, and why in words. */
export function notWritable(path: string, why: string): Finding {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const file = path.slice(at + 1);
  const folder = at === 0 ? path[0] : path.slice(0, Math.max(at, 0)) || '.';
  const hint = `Check that ${folder} exists and may be written to, and that no program has the file open`;
  return fileFinding('file_in_use', { file }, `${file} cannot be written: ${why}`, hint);
}

/** Why the system refused, in words. What is no refusal of the system is thrown on. */
export function failure(error: unknown): string {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'ENOENT') return 'there is no such folder';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'the folder may not be written to';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'there is no room left on the disk';
  if (code === 'EIO') return 'the disk has failed';
  if (!/^E[A-Z]+$/.test(code)) throw error;
  return code;
}

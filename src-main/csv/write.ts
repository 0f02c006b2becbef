// Writes CSV: quotes where RFC 4180 needs them, piece by piece; commas and LF unless another program wants something else.
// Text that a spreadsheet would run is disarmed: whoever gets a file may open it in one. `exact` is for programs that take it.
// Must not: format values; they come as they are to stand.
import { disarm } from '../../src-shared/formula-signs.ts';
import type { Cell, Column, ColumnType } from '../../src-shared/report-table.ts';

export interface CsvWriteOptions {
  /** Text as it is, also where it begins as a formula does: the caller has seen to that. */
  readonly exact?: boolean;
  /** Between cells; a comma unless told. */
  readonly delimiter?: string;
  readonly lineEnd?: '\n' | '\r\n';
}

const PIECE = 1 << 16;

/**
 * The header is the columns' keys. Rows may be longer than the columns: their cells count as text. They are read as pieces are asked for;
 * whoever writes a file encodes these.
 */
export function* csvPieces(
  columns: readonly Pick<Column, 'key' | 'type'>[],
  rows: Iterable<readonly Cell[]>,
  options: CsvWriteOptions = {},
): Generator<string> {
  const { exact = false, delimiter = ',', lineEnd = '\n' } = options;
  const needsQuotes = new RegExp(`["${delimiter}\\r\\n]`);
  const quoted = (text: string): string =>
    needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const types: readonly ColumnType[] = columns.map((column) => column.type);
  const field = (cell: Cell, index: number): string => {
    if (cell === null || cell === '') return '';
    const isText = (types[index] ?? 'text') === 'text';
    return quoted(isText && !exact ? disarm(cell) : cell);
  };
  const line = (cells: readonly Cell[]): string => {
    let text = '';
    for (let index = 0; index < cells.length; index++) {
      text += index === 0 ? field(cells[0] ?? null, 0) : `${delimiter}${field(cells[index] ?? null, index)}`;
    }
    // A line without anything is no row to any reader.
    return `${text === '' ? '""' : text}${lineEnd}`;
  };
  let piece = line(columns.map((column) => column.key));
  for (const row of rows) {
    piece += line(row);
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

/** A whole file as bytes. `windows-1252` takes only text of Latin-1, which both write alike; the caller has seen to that. */
export function writeCsvBytes(
  columns: readonly Pick<Column, 'key' | 'type'>[],
  rows: Iterable<readonly Cell[]>,
  options: CsvWriteOptions & { readonly encoding: 'utf-8' | 'utf-8-mark' | 'windows-1252' },
): Uint8Array {
  const { encoding } = options;
  const pieces = [...csvPieces(columns, rows, options)].map((piece) =>
    Buffer.from(piece, encoding === 'windows-1252' ? 'latin1' : 'utf8'),
  );
  return Buffer.concat(encoding === 'utf-8-mark' ? [Buffer.from('\uFEFF'), ...pieces] : pieces);
}

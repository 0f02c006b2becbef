// Reads a CSV file of any size in batches of rows, in flat memory, hashing its bytes in the same pass.
// Synchronous, so that it can run inside a transaction; whoever wants to breathe does so between batches.
// Must not: keep rows or pieces of text, or understand them.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { csvFinding } from '../../src-shared/findings/csv.ts';
import { done, type Finding, type Result, refused } from '../../src-shared/findings/finding.ts';
import type { RawRow } from '../import/raw-row.ts';
import { openDecoder } from './encoding.ts';
import { CSV_LIMITS, type CsvLimits, type CsvScanner, countLines, openScanner } from './scan.ts';
import { type CsvShape, emptyFile, truncatedUtf16, unreadable } from './sniff.ts';

export interface CsvSummary {
  /** SHA-256 of the file's bytes, hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Rows that were not blank. */
  readonly rows: number;
  /** The last line has no line end: all is well, or the file was cut off there. */
  readonly openEnd: boolean;
}
export interface CsvReadOptions {
  readonly onProgress?: (bytesRead: number, bytes: number) => void;
  readonly limits?: CsvLimits;
  /** Smaller pieces only in tests: every place a piece can end must give the same rows. */
  readonly pieceBytes?: number;
}

// Measured: 64 KB pieces stay in the processor's cache; larger ones are slower and cost memory.
const PIECE_BYTES = 1 << 16;

/**
 * The file's rows, a batch for each piece read. Blank lines are left out. The generator's return value is the summary, or
 * why the file is refused: rows that came before must then be taken back. Stopping early (return, break) closes the file.
 */
export function* csvBatches(
  path: string,
  shape: CsvShape,
  options: CsvReadOptions = {},
): Generator<RawRow[], Result<CsvSummary>, void> {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    return refused(unreadable(error));
  }
  try {
    return yield* batchesOf(fd, shape, options);
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return refused(unreadable(error));
    throw error;
  } finally {
    closeSync(fd);
  }
}

function* batchesOf(
  fd: number,
  shape: CsvShape,
  options: CsvReadOptions,
): Generator<RawRow[], Result<CsvSummary>, void> {
  const hash = createHash('sha256');
  const decode = openDecoder(shape.encoding);
  const scanner = openScanner(shape.delimiter, options.limits ?? CSV_LIMITS);
  const buffer = Buffer.allocUnsafe(options.pieceBytes ?? PIECE_BYTES);
  const wide = shape.encoding.startsWith('utf-16');
  let [bytes, count, skip, lastCode] = [0, 0, shape.bomBytes, 0];
  for (;;) {
    const got = readSync(fd, buffer, 0, buffer.length, null);
    const last = got === 0;
    const piece = buffer.subarray(0, got);
    hash.update(piece);
    bytes += got;
    const data = piece.subarray(Math.min(skip, got));
    skip -= got - data.length;
    const text = decode(data, last);
    if (text === null) return refused(wide ? truncatedUtf16() : badBytes(data, scanner, shape));
    const nul = !wide && data.indexOf(0) < 0 ? -1 : text.indexOf('\0');
    if (nul >= 0) return refused(nulByte(scanner, text.slice(0, nul)));
    if (text.length > 0) lastCode = text.charCodeAt(text.length - 1);
    const rows: RawRow[] = [];
    const finding = scanner.push(text, last, rows);
    if (shape.sepLine && rows[0]?.line === 1) rows.shift();
    count += rows.length;
    if (rows.length > 0 && !finding) yield rows;
    options.onProgress?.(bytes, shape.bytes);
    if (finding) return refused(finding);
    if (last) break;
  }
  if (count === 0) return refused(emptyFile());
  return done({
    sha256: hash.digest('hex'),
    bytes,
    rows: count,
    openEnd: lastCode !== 10 && lastCode !== 13,
  });
}

/**
 * Reads the whole file. `onRows` may return false to stop (the answer is then null: nothing is known about the rest).
 */
export function readCsv(
  path: string,
  shape: CsvShape,
  onRows: (rows: RawRow[]) => boolean | undefined,
  options: CsvReadOptions = {},
): Result<CsvSummary> | null {
  const batches = csvBatches(path, shape, options);
  for (let step = batches.next(); ; step = batches.next()) {
    if (step.done) return step.value;
    if (onRows(step.value) === false) {
      batches.return(refused());
      return null;
    }
  }
}

/** The first rows of a file, to show and to find its columns by. Copied: they may be kept. */
export function firstCsvRows(path: string, shape: CsvShape, count: number): Result<RawRow[]> {
  const rows: RawRow[] = [];
  const answer = readCsv(path, shape, (batch) => {
    rows.push(...batch.slice(0, count - rows.length));
    return rows.length < count;
  });
  if (answer && !answer.ok) return answer;
  return done(JSON.parse(JSON.stringify(rows)) as RawRow[]);
}

function lineAfter(scanner: CsvScanner, text: string): number {
  return scanner.line() + countLines(scanner.pending() + text);
}

function nulByte(scanner: CsvScanner, before: string): Finding {
  const line = lineAfter(scanner, before);
  return csvFinding(
    'nul_byte',
    { line },
    `There is a NUL byte on line ${line}`,
    'The file is damaged or no text: export it again',
  );
}

function badBytes(data: Buffer, scanner: CsvScanner, shape: CsvShape): Finding {
  const text = data.toString('utf8');
  const line = lineAfter(scanner, text.slice(0, Math.max(0, text.indexOf('\ufffd'))));
  const message = `There are bytes on line ${line} that are no text in ${shape.encoding}`;
  return csvFinding(
    'bad_encoding',
    { line },
    message,
    'Choose the encoding it was written in, for instance windows-1252',
  );
}

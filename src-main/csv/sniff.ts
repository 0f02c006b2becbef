// Finds out how a CSV file is written: encoding, byte order mark, delimiter, `sep=` line, and which row is likely the header.
// Reads the whole file once where the encoding cannot be told otherwise; keeps only its beginning.
// Must not: read rows for anybody (read.ts), or take what a profile has said for a guess.
import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { csvFinding } from '../../src-shared/findings/csv.ts';
import { asError, done, type Finding, type Result, refused } from '../../src-shared/findings/finding.ts';
import type { RawRow } from '../import/raw-row.ts';
import { REJECT_COLUMNS } from '../import/usage-header.ts';
import { type Encoding, openDecoder, unfinishedUtf8 } from './encoding.ts';
import { openScanner } from './scan.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface CsvShape {
  readonly encoding: Encoding;
  /** Length of the byte order mark. */
  readonly bomBytes: number;
  readonly delimiter: Delimiter;
  /** The first line is Excel's `sep=;`, not data. */
  readonly sepLine: boolean;
  readonly bytes: number;
  /** Line of the row that is most likely the header: a guess to show, not to rely on. */
  readonly headerLine: number;
}
/** What a profile or a person has fixed. A byte order mark is stronger: it is the file's own word. */
export interface CsvWishes {
  readonly encoding?: Encoding | null;
  readonly delimiter?: Delimiter | null;
}

const HEAD_BYTES = 1 << 18;
const SAMPLE_ROWS = 200;

const SIGNATURES: readonly (readonly [bytes: string, what: string])[] = [
  ['504b0304', 'an Excel workbook (.xlsx) or another zip archive'],
  ['504b0506', 'an empty zip archive'],
  ['d0cf11e0a1b11ae1', 'an old Excel workbook (.xls) or another OLE file'],
  ['25504446', 'a PDF document'],
  ['1f8b', 'a gzip archive'],
  ['377abcaf271c', 'a 7-Zip archive'],
  ['53514c69746520666f726d6174203300', 'an SQLite database, perhaps a book'],
  ['89504e47', 'a picture'],
  ['ffd8ff', 'a picture'],
];

const notText = (what: string): Finding =>
  csvFinding(
    'not_text',
    {},
    `The file is ${what}, not CSV`,
    'Save it as CSV, or give it its right name ending (.xlsx)',
  );

function binaryKind(head: Buffer): string | null {
  const start = head.subarray(0, 16).toString('hex');
  return SIGNATURES.find(([bytes]) => start.startsWith(bytes))?.[1] ?? null;
}

function markOf(head: Buffer): { encoding: Encoding; bomBytes: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bomBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  return null;
}

/** UTF-16 without a mark shows by zeros in every other byte. */
function unmarkedUtf16(head: Buffer): Encoding | null {
  const pairs = Math.floor(Math.min(head.length, 4096) / 2);
  let [even, odd] = [0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    if (head[pair * 2] === 0) even++;
    if (head[pair * 2 + 1] === 0) odd++;
  }
  if (pairs < 4) return null;
  return odd > pairs * 0.4 && even === 0 ? 'utf-16le' : even > pairs * 0.4 && odd === 0 ? 'utf-16be' : null;
}

function controlShare(head: Buffer): number {
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32)) controls++;
  return controls / head.length;
}

/** Every byte counts: a windows-1252 letter may stand at the very end of a large file. */
function isUtf8File(fd: number): boolean {
  const buffer = Buffer.allocUnsafe(1 << 18);
  let kept = 0;
  for (let at = 0; ; ) {
    const got = readSync(fd, buffer, kept, buffer.length - kept, at);
    at += got;
    const bytes = buffer.subarray(0, kept + got);
    if (got === 0) return isUtf8(bytes);
    const keep = unfinishedUtf8(bytes);
    if (!isUtf8(bytes.subarray(0, bytes.length - keep))) return false;
    bytes.copy(buffer, 0, bytes.length - keep);
    kept = keep;
  }
}

function findEncoding(
  fd: number,
  head: Buffer,
  wish: Encoding | null,
): Result<{ encoding: Encoding; bomBytes: number }> {
  const kind = binaryKind(head);
  if (kind) return refused(notText(kind));
  const mark = markOf(head);
  if (mark) return done(mark);
  if (wish) return done({ encoding: wish, bomBytes: 0 });
  const wide = unmarkedUtf16(head);
  if (wide) return done({ encoding: wide, bomBytes: 0 });
  if (controlShare(head) > 0.05) return refused(notText('a binary file'));
  return done({ encoding: isUtf8File(fd) ? 'utf-8' : 'windows-1252', bomBytes: 0 });
}

interface Candidate {
  delimiter: Delimiter;
  score: number;
  headerLine: number;
}
/** Right is the delimiter that cuts the most rows into the same number of cells, and into more of them. */
function weigh(delimiter: Delimiter, text: string, whole: boolean): Candidate {
  const rows: RawRow[] = [];
  openScanner(delimiter).push(text, whole, rows);
  const sample = rows.slice(0, SAMPLE_ROWS);
  const counts = new Map<number, number>();
  for (const row of sample) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1);
  let [columns, matching] = [1, 0];
  for (const [width, count] of counts)
    if (width > 1 && count > matching) [columns, matching] = [width, count];
  const header = sample.find((row) => row.cells.length === columns && row.cells.every((cell) => cell !== ''));
  const first = header ?? sample.find((row) => row.cells.length === columns) ?? sample[0];
  return { delimiter, score: matching * Math.log2(columns), headerLine: first?.line ?? 1 };
}

const SEP_LINE = /^sep=([,;\t|])(\r|\n|$)/i;

function findDelimiter(
  text: string,
  whole: boolean,
  wish: Delimiter | null,
): Candidate & { sepLine: boolean } {
  const said = SEP_LINE.exec(text)?.[1] as Delimiter | undefined;
  // The line stays, blank, so that the lines after it keep their numbers.
  const rest = said === undefined ? text : text.slice(5);
  const tried = (wish ? [wish] : said !== undefined ? [said] : DELIMITERS).map((d) => weigh(d, rest, whole));
  const best = tried.reduce((a, b) => (b.score > a.score ? b : a));
  return { ...best, sepLine: said !== undefined };
}

/** A file of rejected rows that we wrote ourselves is UTF-8 with commas, whatever the files its rows came from are. */
function isOwnRejects(head: Buffer): boolean {
  const end = head.indexOf(10);
  return head
    .subarray(0, end < 0 ? head.length : end)
    .toString('latin1')
    .trimEnd()
    .endsWith(`,${REJECT_COLUMNS.join(',')}`);
}

/** @returns how the file is written, or why it is refused. Answers at once; awaiting it does no harm. */
export function sniffCsv(path: string, wishes: CsvWishes = {}): Result<CsvShape> {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    return refused(unreadable(error));
  }
  try {
    const bytes = fstatSync(fd).size;
    const buffer = Buffer.alloc(HEAD_BYTES);
    const head = buffer.subarray(0, readSync(fd, buffer, 0, HEAD_BYTES, 0));
    if (head.length === 0) return refused(emptyFile());
    const own = isOwnRejects(head);
    const found = findEncoding(fd, head, own ? 'utf-8' : (wishes.encoding ?? null));
    if (!found.ok) return found;
    const { encoding, bomBytes } = found.value;
    if (encoding.startsWith('utf-16') && (bytes - bomBytes) % 2 === 1) return refused(truncatedUtf16());
    const whole = head.length === bytes;
    const text = openDecoder(encoding)(head.subarray(bomBytes), whole) ?? '';
    const { delimiter, sepLine, headerLine } = findDelimiter(
      text,
      whole,
      own ? ',' : (wishes.delimiter ?? null),
    );
    return done({ encoding, bomBytes, delimiter, sepLine, bytes, headerLine });
  } catch (error) {
    return refused(unreadable(error));
  } finally {
    closeSync(fd);
  }
}

/** The machine's own words ("ENOENT: no such file…") help whoever is asked for help. */
export const unreadable = (error: unknown): Finding =>
  csvFinding('file_unreadable', {}, `The file cannot be read: ${asError(error).message}`);

export const emptyFile = (): Finding =>
  csvFinding('empty_file', {}, 'The file is empty', 'It needs a header row and data');

export const truncatedUtf16 = (): Finding =>
  csvFinding(
    'truncated_utf16',
    {},
    'The file is UTF-16 and ends inside a character',
    'It was cut off: export or copy it again',
  );

// Makes the bad and the odd CSV files that exports bring, and says what must come of each. Nothing is kept on disk: a file is
// made when it is tested, so that a large one costs nothing here.

export interface CorpusFile {
  readonly name: string;
  readonly bytes: () => Buffer;
  readonly profile?: unknown;
  /** Ids of the accepted rows, in order. */
  readonly accepted?: readonly string[];
  /** "line code" of the rejected rows. */
  readonly rejects?: readonly string[];
  /** "code line" of what refuses the file (line where it is known). */
  readonly refused?: readonly string[];
}

const HEADER = 'event_id,customer,meter,quantity,occurred_at';
const row = (id: string, quantity = '1', date = '2026-01-05T10:00'): string =>
  `${id},acme,calls,${quantity},${date}`;
const text =
  (...lines: string[]): (() => Buffer) =>
  () =>
    Buffer.from(`${lines.join('\n')}\n`);
const canonical = (...lines: string[]): (() => Buffer) => text(HEADER, ...lines);
const bytes =
  (...parts: (string | number[])[]): (() => Buffer) =>
  () =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const utf16 =
  (content: string, cut = 0): (() => Buffer) =>
  () => {
    const whole = Buffer.from(`\ufeff${content}`, 'utf16le');
    return whole.subarray(0, whole.length - cut);
  };
const quoted = (cells: string): string => `e1,acme,calls,"${cells}",2026-01-05`;
const german = { decimalSeparator: ',', thousandsSeparator: '.' };

export const CORPUS: readonly CorpusFile[] = [
  // cut off
  {
    name: 'cut off within a row',
    bytes: () => Buffer.from(`${HEADER}\n${row('a')}\nb,acme,cal`),
    accepted: ['a'],
    rejects: ['3 unknown_meter'],
  },
  {
    name: 'cut off after a delimiter',
    bytes: () => Buffer.from(`${HEADER}\n${row('a')}\nb,acme,calls,`),
    accepted: ['a'],
    rejects: ['3 missing_value'],
  },
  {
    name: 'cut off within a date',
    bytes: () => Buffer.from(`${HEADER}\n${row('a')}\n${row('b').slice(0, -3)}`),
    accepted: ['a'],
    rejects: ['3 bad_date'],
  },
  {
    name: 'cut off within quotes',
    bytes: () => Buffer.from(`${HEADER}\n${row('a')}\n"b,acme`),
    refused: ['unclosed_quote 3'],
  },
  {
    name: 'cut off within a UTF-16 character',
    bytes: utf16(`${HEADER}\n${row('a')}\n`, 1),
    refused: ['truncated_utf16'],
  },
  {
    name: 'cut off within a UTF-8 character',
    bytes: bytes(`${HEADER}\n${row('a')}\n€`.repeat(1).slice(0, -1), [0xe2, 0x82]),
    profile: { encoding: 'utf-8' },
    refused: ['bad_encoding 3'],
  },
  { name: 'empty', bytes: () => Buffer.alloc(0), refused: ['empty_file'] },
  { name: 'nothing but a byte order mark', bytes: bytes([0xef, 0xbb, 0xbf]), refused: ['empty_file'] },
  { name: 'blank lines only', bytes: text('', '  ', ''), refused: ['empty_file'] },
  { name: 'a header and no rows', bytes: text(HEADER), accepted: [] },
  // encodings
  {
    name: 'UTF-8 with a mark',
    bytes: bytes([0xef, 0xbb, 0xbf], `${HEADER},n\n${row('ü')},€\n`),
    accepted: ['ü'],
  },
  {
    name: 'UTF-16LE, as Excel\'s "Unicode Text"',
    bytes: utf16(`${HEADER}\n${row('ü€')}\n`.replaceAll(',', '\t')),
    accepted: ['ü€'],
  },
  { name: 'UTF-16BE', bytes: () => utf16(`${HEADER}\n${row('ü')}\n`)().swap16(), accepted: ['ü'] },
  { name: 'windows-1252', bytes: bytes(`${HEADER}\n`, [0xfc, 0x80], `${row('')}\n`), accepted: ['ü€'] },
  {
    name: 'windows-1252 that a profile takes for UTF-8',
    bytes: bytes(`${HEADER}\n`, [0xfc], `${row('')}\n`),
    profile: { encoding: 'utf-8' },
    refused: ['bad_encoding 2'],
  },
  {
    name: 'UTF-16 without a mark that a profile takes for windows-1252',
    bytes: () => utf16(`${HEADER}\n${row('a')}\n`)().subarray(2),
    profile: { encoding: 'windows-1252' },
    refused: ['nul_byte 1'],
  },
  {
    name: 'half a surrogate pair in an id',
    bytes: () =>
      Buffer.concat([
        utf16(`${HEADER}\n`)(),
        Buffer.from([0x00, 0xd8]),
        Buffer.from(`${row('')}\n`, 'utf16le'),
      ]),
    rejects: ['2 bad_event_id'],
  },
  {
    name: 'UTF-8 with a mark, where a profile expects windows-1252',
    bytes: bytes([0xef, 0xbb, 0xbf], `${HEADER}\n${row('ü')}\n`),
    profile: { encoding: 'windows-1252' },
    accepted: ['ü'],
  },
  // no CSV
  {
    name: 'a workbook named .csv',
    bytes: bytes([0x50, 0x4b, 3, 4], 'xl/workbook.xml'),
    refused: ['not_text'],
  },
  {
    name: 'an old workbook named .csv',
    bytes: bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    refused: ['not_text'],
  },
  { name: 'a picture named .csv', bytes: bytes([0x89, 0x50, 0x4e, 0x47]), refused: ['not_text'] },
  {
    name: 'random bytes',
    bytes: () => Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * n * 31 + 7) % 29)),
    refused: ['not_text'],
  },
  {
    name: 'a NUL byte',
    bytes: bytes(`${HEADER}\n${row('a')}\n`, [0], `${row('b')}\n`),
    refused: ['nul_byte 3'],
  },
  {
    name: 'a file that is padded with NUL bytes',
    bytes: bytes(`${HEADER}\n${`${row('a')}\n`.repeat(200)}`, [0, 0, 0, 0]),
    refused: ['nul_byte 202'],
  },
  // quotes
  {
    name: 'an unclosed quote in a long file',
    bytes: () => Buffer.from(`${HEADER}\n${row('a')}\n"${`${row('b')}\n`.repeat(100)}`),
    refused: ['unclosed_quote 3'],
  },
  {
    name: 'an unclosed quote before more than a megabyte',
    bytes: () => Buffer.from(`${HEADER}\n${row('a')}\n"${`${row('b')}\n`.repeat(40_000)}`),
    refused: ['cell_too_large 3'],
  },
  {
    name: 'a quote within a quoted cell',
    bytes: canonical('"a"b",acme,calls,1,2026-01-05'),
    refused: ['text_after_quote 2'],
  },
  {
    name: 'line ends within quotes',
    bytes: text(
      `${HEADER},note`,
      `${row('a')},"one\ntwo\r\nthree"`,
      `${row('b')},x`,
      `c,nobody,calls,1,2026-01-05,x`,
    ),
    accepted: ['a', 'b'],
    rejects: ['6 unknown_customer'],
  },
  // sizes
  {
    name: 'a million columns',
    bytes: () => Buffer.from(`${HEADER}\n${','.repeat(1_000_000)}\n`),
    refused: ['too_many_columns 2'],
  },
  {
    name: 'a cell of two megabytes',
    bytes: () => Buffer.from(`${HEADER}\n${'x'.repeat(2_000_000)},acme\n`),
    refused: ['cell_too_large 2'],
  },
  {
    name: 'a row of twenty megabytes',
    bytes: () => Buffer.from(`${HEADER}\n${`${'x'.repeat(1_000_000)},`.repeat(20)}\n`),
    refused: ['row_too_large 2'],
  },
  // line ends and delimiters
  {
    name: 'CR alone',
    bytes: () => Buffer.from(`${HEADER}\r${row('a')}\r\r${row('b', '-1')}\r`),
    accepted: ['a'],
    rejects: ['4 negative_quantity'],
  },
  {
    name: 'CRLF',
    bytes: () => Buffer.from(`${HEADER}\r\n${row('a')}\r\n${row('b')}\r\n`),
    accepted: ['a', 'b'],
  },
  { name: 'sep=;', bytes: text('sep=;', `${HEADER}\n${row('a')}`.replaceAll(',', ';')), accepted: ['a'] },
  {
    name: 'sep=; after a byte order mark',
    bytes: bytes([0xef, 0xbb, 0xbf], `SEP=;\r\n${`${HEADER}\r\n${row('a')}\r\n`.replaceAll(',', ';')}`),
    accepted: ['a'],
  },
  { name: 'pipes', bytes: text(`${HEADER}\n${row('a')}`.replaceAll(',', '|')), accepted: ['a'] },
  {
    name: 'a delimiter at the end of every line',
    bytes: text(`${HEADER},`, `${row('a')},`, `${row('b')},,,`),
    accepted: ['a', 'b'],
  },
  {
    name: 'a delimiter at the end of every line but the header',
    bytes: canonical(`${row('a')},`, `${row('b')},x`),
    accepted: ['a'],
    rejects: ['3 too_many_cells'],
  },
  {
    name: 'rows of any width',
    bytes: canonical(row('a'), 'b', 'b,acme', 'b,acme,calls,1', `${row('b')},1,2,3`, row('c')),
    accepted: ['a', 'c'],
    rejects: ['3 too_few_cells', '4 too_few_cells', '5 too_few_cells', '6 too_many_cells'],
  },
  // ids
  {
    name: 'ids of twenty digits',
    bytes: canonical(row('12345678901234567890'), row('12345678901234567891'), row('00000000000000000001')),
    accepted: ['12345678901234567890', '12345678901234567891', '00000000000000000001'],
  },
  {
    name: 'ids that Excel has rounded',
    bytes: canonical(row('1.23457E+19'), row('1,23457E+19'.replace(',', '.'))),
    rejects: ['2 lost_digits', '3 lost_digits'],
  },
  {
    name: 'ids with control characters',
    bytes: canonical(row('a\u0007'), row('a\u0085b'), row('a\u2028b'), row('\u007f')),
    rejects: ['2 bad_event_id', '3 bad_event_id', '4 bad_event_id', '5 bad_event_id'],
  },
  {
    name: 'ids that look like formulas are ids',
    bytes: canonical(row('=1+1'), row('@SUM(A1)'), row('-5'), row('+5')),
    accepted: ['=1+1', '@SUM(A1)', '-5', '+5'],
  },
  // numbers
  {
    name: 'negative and enormous numbers',
    bytes: canonical(
      row('a', '-1'),
      row('b', '1e15'),
      row('c', '9'.repeat(1000)),
      row('d', '-1e300'),
      row('e', '999999999999999'),
    ),
    accepted: ['e'],
    rejects: ['2 negative_quantity', '3 lost_digits', '4 quantity_too_large', '5 lost_digits'],
  },
  {
    name: 'numbers that are none',
    bytes: canonical(
      ...['NaN', 'Infinity', '0x1F', '1_000', '5%', '$5', '1 CR', '#N/A', 'null', '٣', '１'].map((n) =>
        row('a', n),
      ),
    ),
    rejects: Array.from({ length: 11 }, (_, n) => `${n + 2} bad_quantity`),
  },
  {
    name: '1.234,56 where points are decimals',
    bytes: canonical(quoted('1.234,56'), quoted('1,234')),
    rejects: ['2 bad_quantity', '3 bad_quantity'],
  },
  {
    name: '1.234,56 with a profile',
    bytes: canonical(quoted('1.234,56')),
    profile: german,
    accepted: ['e1'],
  },
  {
    name: '(5.00) and 5.00-',
    bytes: canonical(row('a', '(5.00)'), row('b', '5.00-'), row('c', '(0.00)')),
    accepted: ['c'],
    rejects: ['2 negative_quantity', '3 negative_quantity'],
  },
  {
    name: 'too fine',
    bytes: canonical(row('a', '0.1234567890'), row('b', '0.1234567891')),
    accepted: ['a'],
    rejects: ['3 too_many_decimals'],
  },
  // dates
  {
    name: 'dates that may be in two months',
    bytes: canonical(row('a', '1', '01/02/2026'), row('b', '1', '01.02.2026'), row('c', '1', '1-2-26')),
    rejects: ['2 bad_date', '3 bad_date', '4 bad_date'],
  },
  {
    name: 'the same dates with a profile',
    bytes: canonical(row('a', '1', '01/02/2026'), row('b', '1', '01.02.2026'), row('c', '1', '1-2-26')),
    profile: { dateOrder: 'dmy', twoDigitYears: true },
    accepted: ['a', 'b', 'c'],
  },
  {
    name: 'days that are none',
    bytes: canonical(
      row('a', '1', '2026-02-29'),
      row('b', '1', '2026-01-05T24:01'),
      row('c', '1', '0000-00-00'),
      row('d', '1', '46027'),
    ),
    rejects: ['2 bad_date', '3 bad_date', '4 bad_date', '5 bad_date'],
  },
  // rows that are no usage
  {
    name: 'a footer of two lines, with blank rows between and after',
    bytes: canonical(row('a'), row('b'), 'Printed,,,,', ',,,,', 'by me,,,,', ',,,,'),
    profile: { skipBottom: 2 },
    accepted: ['a', 'b'],
  },
  {
    name: 'totals at the foot',
    bytes: canonical(row('a'), ',,,,', 'Total,,,1,', 'Grand total:,,,1,'),
    accepted: ['a'],
    rejects: ['4 totals_row', '5 totals_row'],
  },
  {
    name: 'totals at the foot, and a profile that skips them',
    bytes: canonical(row('a'), 'Subtotal,,,1,', ',,Total,1,'),
    profile: { totals: 'skip' },
    accepted: ['a'],
  },
  {
    name: 'exports joined, headers and all',
    bytes: text(HEADER, row('a'), HEADER, row('b'), `  ${HEADER}`, row('c')),
    accepted: ['a', 'b', 'c'],
  },
  {
    name: 'no header',
    bytes: text(row('a'), row('b')),
    refused: ['missing_column 1', 'missing_column 1', 'missing_column 1', 'missing_column 1'],
  },
  {
    name: "another system's header",
    bytes: text('id;client;amount', '1;x;2'),
    refused: ['missing_column 1', 'missing_column 1', 'missing_column 1', 'missing_column 1'],
  },
  {
    name: 'HTML, from a session that ran out',
    bytes: text('<!DOCTYPE html>', '<html><body>Sign in</body></html>'),
    refused: ['missing_column 1', 'missing_column 1', 'missing_column 1', 'missing_column 1'],
  },
];

// The CSV scanner: fields, quotes and line ends, at every place where a piece of the file may end.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvLimits, countLines, openScanner } from '../../src-main/csv/scan.ts';
import type { RawRow } from '../../src-main/import/raw-row.ts';
import { csvText } from '../support/csv-text.ts';

/** "line: cell|cell" for each row, or the code and line of the finding. */
function scan(pieces: string[], delimiter = ',', limits?: CsvLimits): string[] {
  const scanner = openScanner(delimiter, limits);
  const rows: RawRow[] = [];
  for (const [index, piece] of [...pieces, ''].entries()) {
    const finding = scanner.push(piece, index === pieces.length, rows);
    if (finding) return [`${finding.code} ${finding.place?.line}`];
  }
  return rows.map(({ line, cells }) => `${line}: ${cells.join('|')}`);
}

describe('rows and their physical lines', () => {
  it.each([
    ['LF', 'a,b\n1,2\n', ['1: a|b', '2: 1|2']],
    ['CRLF', 'a,b\r\n1,2\r\n', ['1: a|b', '2: 1|2']],
    ['CR alone', 'a,b\r1,2\r', ['1: a|b', '2: 1|2']],
    ['line ends of all kinds in one file', 'a\n1\r\n2\r3', ['1: a', '2: 1', '3: 2', '4: 3']],
    ['no line end after the last row', 'a,b\n1,2', ['1: a|b', '2: 1|2']],
    ['a delimiter as the last character', 'a,b\n1,', ['1: a|b', '2: 1|']],
    ['blank lines are left out but counted', 'a\n\n \n\r\nb', ['1: a', '5: b']],
    ['a row of blank cells is a row', 'a,b\n,\n', ['1: a|b', '2: |']],
    ['quotes, doubled quotes, delimiters inside', '"a","b ""x"", y"\n', ['1: a|b "x", y']],
    ['line ends inside quotes count', '"a\r\nb\nc\rd",2\n3,4\n', ['1: a\r\nb\nc\rd|2', '5: 3|4']],
    ['a quote inside an unquoted cell is a quote', '5" disk,b "x"\n', ['1: 5" disk|b "x"']],
    ['a blank before a quote is text', 'a, "b"\n', ['1: a| "b"']],
    ['blanks after a closing quote are not', '"a"  ,b\n"c" \n', ['1: a|b', '2: c']],
    ['an empty quoted cell', '"",""\n', ['1: |']],
    ['nothing', '', []],
  ])('%s', (_, text, rows) => {
    expect(scan([text])).toEqual(rows);
  });

  it('cuts at any delimiter', () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      expect(scan([`a${delimiter}"b${delimiter}c"\n`], delimiter)).toEqual([`1: a|b${delimiter}c`]);
    }
  });

  it('counts line ends of every kind once', () => {
    expect(countLines('a\r\nb\rc\nd\n\r')).toBe(5);
  });
});

describe('wherever a piece of the file ends, the rows are the same', () => {
  const awkward = 'a,"b ""q"" \r\n",c\r\n\r\n"x" ,\r"",y\n,,\n"last\n';
  it('at every position, with every line end, with and without quotes', () => {
    for (const text of [awkward, `${awkward.slice(0, -6)}z`, 'a,b\r\n1,2\r\n', 'ä,"€\n""",ß\r']) {
      const whole = scan([text]);
      for (let cut = 0; cut <= text.length; cut++)
        expect(scan([text.slice(0, cut), text.slice(cut)])).toEqual(whole);
      expect(scan([...text])).toEqual(whole);
    }
  });

  it('whatever is written is read back, in any pieces', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r', ' ', ';', '\t', '0') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(table, fc.array(fc.nat(30), { maxLength: 5 }), (rows, cuts) => {
        const text = csvText({ columns: [], rows }, { exact: true }).slice(3);
        const pieces: string[] = [];
        let at = 0;
        for (const cut of cuts) {
          pieces.push(text.slice(at, at + cut));
          at += cut;
        }
        const scanner = openScanner(',');
        const read: RawRow[] = [];
        for (const piece of [...pieces, text.slice(at)]) expect(scanner.push(piece, false, read)).toBeNull();
        expect(scanner.push('', true, read)).toBeNull();
        expect(read.map((row) => row.cells)).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is malformed or too large is refused with its line', () => {
  const small: CsvLimits = { columns: 3, cell: 10, row: 20 };
  it.each([
    ['a quote that never closes, by the line it opens on', 'a\nb,"c\nd\ne\n', 'unclosed_quote 2'],
    ['a quote that opens at the very end', 'a\nb,"', 'unclosed_quote 2'],
    ['text after a closing quote', 'a\n"b"c,d\n', 'text_after_quote 2'],
    ['more cells than the limit', 'a,b,c\n1,2,3,4\n', 'too_many_columns 2'],
    ['a cell above the limit', 'a\nb,12345678901\n', 'cell_too_large 2'],
    ['a quoted cell above the limit, by the line it opens on', 'a\n"b\nc\nd\ne\nf\ng"\n', 'cell_too_large 2'],
    ['a row above the limit', 'a\n1234567,1234567,1234567\n', 'row_too_large 2'],
  ])('%s', (_, text, expected) => {
    expect(scan([text], ',', small)).toEqual([expected]);
    expect(scan([...text], ',', small)).toEqual([expected]);
  });

  it('accepts what is exactly at the limits', () => {
    expect(scan(['1234567890,1,2\n"12345678",\n'], ',', small)).toEqual([
      '1: 1234567890|1|2',
      '2: 12345678|',
    ]);
  });
});

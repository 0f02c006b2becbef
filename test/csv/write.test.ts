// Writing CSV: exactly, or safe to open in a spreadsheet.
import { describe, expect, it } from 'vitest';
import { csvPieces } from '../../src-main/csv/write.ts';
import type { Column } from '../../src-shared/report-table.ts';
import { csvText } from '../support/csv-text.ts';

const columns: Column[] = [
  { key: 'name', title: 'Name', type: 'text' },
  { key: 'credits', title: 'Credits', type: 'credits' },
];

describe('CSV out: UTF-8, LF, quotes where needed', () => {
  it('quotes delimiters, quotes and line ends, and nothing else', () => {
    const rows = [
      ['plain', '1.00'],
      ['a,b', null],
      ['a "b"', '-2.50'],
      ['a\nb', ''],
      ["it's; ok", '0'],
    ];
    expect(csvText({ columns, rows })).toBe(
      'name,credits\nplain,1.00\n"a,b",\n"a ""b""",-2.50\n"a\nb",\nit\'s; ok,0\n',
    );
  });

  it('is exact where a program takes it, so that what is written reads back the same', () => {
    const text = csvText({ columns, rows: [['=1+1', '-5.00']] }, { exact: true });
    expect(text).toBe('name,credits\n=1+1,-5.00\n');
  });

  it('puts an apostrophe before text that a spreadsheet would run, never before numbers', () => {
    const rows = ['=1+1', '+1', '-1', '-1.5', '-x', '@x', '\tx', '\rx', 'x=1', "'x"].map((text) => [
      text,
      '-5.00',
    ]);
    expect(csvText({ columns, rows })).toBe(
      "name,credits\n'=1+1,-5.00\n'+1,-5.00\n-1,-5.00\n-1.5,-5.00\n'-x,-5.00\n'@x,-5.00\n'\tx,-5.00\n\"'\rx\",-5.00\nx=1,-5.00\n'x,-5.00\n",
    );
  });

  it('never writes a line without anything, which would be no row', () => {
    expect(csvText({ columns: columns.slice(0, 1), rows: [[''], ['a']] })).toBe('name\n""\na\n');
  });

  it('gives wide data in pieces', () => {
    function* rows(): Generator<string[]> {
      for (let n = 0; n < 20_000; n++) yield [`customer ${n}`, '1.00'];
    }
    const pieces = [...csvPieces(columns, rows())];
    expect(pieces.length).toBeGreaterThan(3);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(70_000);
    expect(pieces.join('').split('\n')).toHaveLength(20_002);
  });
});

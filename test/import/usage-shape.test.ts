// Proposals for files of unknown layout: what can be known is filled in, what cannot is a question, never a guess.
import { describe, expect, it } from 'vitest';
import { firstCsvRows } from '../../src-main/csv/read.ts';
import { sniffCsv } from '../../src-main/csv/sniff.ts';
import type { RawCell } from '../../src-main/import/raw-row.ts';
import { matchName } from '../../src-main/import/usage-names.ts';
import { inferDates, inferNumbers } from '../../src-main/import/usage-notation.ts';
import { proposeProfile, type ShapeProposal } from '../../src-main/import/usage-shape.ts';
import { codesOf, inText, readUsage, smallBook, withFile } from '../support/usage-file.ts';

function propose(text: string): ShapeProposal {
  return withFile(text, (path) => {
    const shape = sniffCsv(path);
    if (!shape.ok) throw new Error(JSON.stringify(shape.findings));
    const rows = firstCsvRows(path, shape.value, 500);
    if (!rows.ok) throw new Error(JSON.stringify(rows.findings));
    const { customers, meters } = smallBook;
    return proposeProfile(rows.value, { customers, meters, delimiter: shape.value.delimiter });
  });
}
/** "customer Kunde synonym" for each proposed column. */
const columnsOf = ({ columns }: ShapeProposal): string[] =>
  columns.map(({ field, column, by }) => `${field} ← ${column} (${by})`).sort();

describe('columns: by name, synonym, similar words, and what they hold', () => {
  it('the canonical file needs no question', () => {
    const found = propose(
      'event_id,customer,meter,quantity,occurred_at\ne1,acme,calls,1.234,2026-01-05T08:15\n',
    );
    expect(found).toMatchObject({ headerLine: 1, questions: [], warnings: [] });
    expect(found.columns.every(({ by, confidence }) => by === 'name' && confidence === 1)).toBe(true);
  });

  it('a German export with a title, time of its own and a footer is read as proposed', () => {
    const text =
      'Nutzungsbericht;Januar\n\nVorgangs-Nr;Kunde;Artikel;Menge;Datum;Uhrzeit\n4711;acme;calls;1.234,5;05.01.2026;14:05\n4712;bolt;gb;2.000;31.01.2026;14:05\nTotal;;;3.234,5;;\n';
    const found = propose(text);
    expect(columnsOf(found)).toEqual([
      'customer ← Kunde (synonym)',
      'event_id ← Vorgangs-Nr (synonym)',
      'meter ← Artikel (synonym)',
      'occurred_at ← Datum (synonym)',
      'quantity ← Menge (synonym)',
      'time ← Uhrzeit (synonym)',
    ]);
    expect(found.questions).toEqual([]);
    expect(found.warnings).toMatchObject([{ code: 'totals_seen', place: { line: 6 } }]);
    const { accepted, rejects } = readUsage(text, { ...found.profile, totals: 'skip' });
    expect(rejects).toEqual([]);
    expect(inText(accepted)).toEqual([
      '4711 acme calls 1234.5 2026-01-05T13:05:00.000Z',
      '4712 bolt gb 2000 2026-01-31T13:05:00.000Z',
    ]);
  });

  it('a file without a header goes by what the columns hold', () => {
    const found = propose('acme,calls,5,2026-01-05\nbolt,gb,7,2026-01-06\n');
    expect(found.headerLine).toBe(0);
    expect(columnsOf(found)).toEqual([
      'customer ← column 1 (content)',
      'meter ← column 2 (content)',
      'occurred_at ← column 4 (content)',
      'quantity ← column 3 (content)',
    ]);
    expect(readUsage('acme,calls,5,2026-01-05\nbolt,gb,7,2026-01-06\n', found.profile).accepted).toHaveLength(
      2,
    );
  });

  it('what is not clear is asked: two columns of numbers, nothing that could be a meter', () => {
    const found = propose('who,n,m,when\nx,1,2,2026-01-05\ny,3,4,2026-01-06\n');
    expect(found.questions.map(({ code, place }) => `${code} ${place?.column}`)).toEqual([
      'unmapped_column customer',
      'unmapped_column meter',
      'unmapped_column quantity',
    ]);
  });

  it('a name that promises dates, numbers or ids must hold some', () => {
    const found = propose(
      'id,customer,meter,amount,units,date\n7,acme,calls,free,5,2026-01-05\n7,acme,calls,free,6,2026-01-06\n7,acme,calls,free,7,2026-01-07\n',
    );
    expect(columnsOf(found)).toContain('quantity ← units (synonym)');
    expect(found.profile.columns.event_id).toBeNull();
  });

  it('a column that may be the ids, under a name we do not know, is pointed at', () => {
    const rows = ['X-1', 'X-2', 'X-3'].map((id) => `${id},acme,calls,1,2026-01-05`).join('\n');
    const found = propose(`Zeichen,customer,meter,quantity,occurred_at\n${rows}\n`);
    expect(found.warnings).toMatchObject([{ code: 'unmapped_id', place: { column: 'Zeichen' } }]);
  });

  it.each([
    ['Usage Quantity (GB)', 'quantity', 'similar'],
    ['custmer', 'customer', 'similar'],
    ['Kunden-Nr', 'customer', 'synonym'],
    ['OCCURRED AT', 'occurred_at', 'name'],
    ['quantité', 'quantity', 'synonym'],
    ['colour', 'quantity', null],
  ] as const)('%s: %s by %s', (name, field, by) => {
    expect(matchName(name, field)?.by ?? null).toBe(by);
  });

  it('ids that a spreadsheet has rounded are warned of', () => {
    const rows = (ids: string[]): string =>
      `event_id,customer,meter,quantity,occurred_at\n${ids.map((id) => `${id},acme,calls,1,2026-01-05\n`).join('')}`;
    expect(codesOf(propose(rows(['1.23E+15', '1.24E+15'])).warnings)).toEqual(['digits_at_risk']);
    expect(codesOf(propose(rows(['1234567890123450', '1234567890123460'])).warnings)).toEqual([
      'digits_at_risk',
    ]);
    expect(propose(rows(['1234567890123450', '1234567890123461'])).warnings).toEqual([]);
  });
});

describe('numbers of a column are judged together', () => {
  it.each<[string, RawCell[], string]>([
    ['whole numbers', ['1', '20', 300], '. none'],
    ['decimal points', ['1.5', '20'], '. none'],
    ['decimal commas', ['1,5', '20'], ', none'],
    ['both: the last is the decimal', ['1.234,56'], ', .'],
    ['thousands that repeat', ['1.234.567'], ', .'],
    ['one clear value settles the unclear ones', ['1.234', '1,5'], ', .'],
    ['1.234 beside 0.5 is a decimal', ['1.234', '0.5'], '. none'],
    ['Swiss', ["1'234.50", '7'], ". '"],
    ['French', ['1\u202f234,50', '7'], ',  '],
    ['1.234 alone', ['1.234', '2.000', '5'], 'ambiguous'],
    ['1,234 alone', ['1,234'], 'ambiguous'],
    ['both as decimals', ['1.5', '1,5'], 'mixed'],
    ['signs', ['(1.234,5)', '-2,5', '3,5-'], ', .'],
    ['nothing', ['', null, 'n/a'], '. none'],
  ])('%s', (_, cells, expected) => {
    const { decimal, thousands, doubt } = inferNumbers(cells);
    expect(doubt ?? `${decimal} ${thousands === '' ? 'none' : thousands}`).toBe(expected);
  });

  it('1.234 is asked, except in the canonical layout with a comma between columns', () => {
    expect(codesOf(propose('client,sku,qty,date\nacme,calls,1.234,2026-01-05\n').questions)).toEqual([
      'ambiguous_decimal',
    ]);
    expect(
      codesOf(propose('customer;meter;quantity;occurred_at\nacme;calls;1.234;2026-01-05\n').questions),
    ).toEqual(['ambiguous_decimal']);
    expect(
      codesOf(
        propose(
          'customer,meter,quantity,occurred_at\nacme,calls,"1,5",2026-01-05\nacme,calls,1.5,2026-01-05\n',
        ).questions,
      ),
    ).toEqual(['mixed_decimal']);
  });
});

describe('dates of a column are judged together', () => {
  it.each<[string, RawCell[], string]>([
    ['ISO', ['2026-01-05', '2026-01-05T10:00Z'], 'iso'],
    ['a day above 12 first', ['01/02/2026', '13/02/2026'], 'dmy'],
    ['a day above 12 second', ['01/02/2026', '02/13/2026 10:00'], 'mdy'],
    ['year first', ['2026/1/5'], 'ymd'],
    ['compact, year first', ['20260131'], 'ymd'],
    ['two digits', ['13.02.26'], 'dmy'],
    ['months as words', ['5 Jan 2026', 'Feb 6, 2026'], 'dmy'],
    ['the same day and month', ['05/05/2026'], 'dmy'],
    ['Excel days', ['46027.5', 46028], 'excel'],
    ['seconds', ['1767600000'], 'unix'],
    ['milliseconds', ['1767600000000'], 'unix_ms'],
    ['typed dates', [{ serial: 46027 }], 'iso'],
    ['nothing over 12', ['01/02/2026', '03/04/2026'], 'ambiguous'],
    ['01.02.03 may be anything', ['01.02.03'], 'ambiguous'],
    ['both over 12', ['13/02/2026', '02/13/2026'], 'mixed'],
    ['half of them taken for dates by Excel', [{ serial: 46027 }, '13/02/2026'], 'mixed'],
    ['no dates', ['x', ''], 'iso'],
  ])('%s', (_, cells, expected) => {
    const { order, doubt } = inferDates(cells);
    expect(doubt ?? order).toBe(expected);
  });

  it('01/02/2026 is asked, with the example', () => {
    const { questions } = propose('client,sku,qty,date\nacme,calls,1,01/02/2026\n');
    expect(questions).toMatchObject([{ code: 'ambiguous_date', place: { column: 'date' } }]);
    expect(questions[0]?.message).toContain('01/02/2026');
    expect(
      codesOf(propose('client,sku,qty,date\nacme,calls,1,13/02/2026\nacme,calls,1,02/13/2026\n').questions),
    ).toEqual(['mixed_date']);
  });
});

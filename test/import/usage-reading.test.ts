// From the first row of a file to the last: header, edges, made ids, rejects that come back mended.
import { describe, expect, it } from 'vitest';
import { parseProfile } from '../../src-main/import/read-profile.ts';
import { columnKey, findColumns } from '../../src-main/import/usage-header.ts';
import { CANONICAL_PROFILE } from '../../src-main/import/usage-profile.ts';
import { profileFits } from '../../src-main/import/usage-reading.ts';
import { rejectsTable } from '../../src-main/import/usage-rejects.ts';
import { csvText } from '../support/csv-text.ts';
import { codesOf, inText, readUsage, rejectsInText } from '../support/usage-file.ts';

const HEADER = 'event_id,customer,meter,quantity,occurred_at';
const ROW = 'e1,acme,calls,1,2026-01-05T10:00Z';

describe('usage files: which row is the header', () => {
  it('the first that has every column that is needed', () => {
    const { accepted, counts } = readUsage(`Usage for January\n\nMade by,me\n${HEADER}\n${ROW}\n`);
    expect(accepted.map(({ line }) => line)).toEqual([5]);
    expect(counts?.above).toBe(2);
  });

  it('the line that the profile names, and then it must fit', () => {
    const text = `${HEADER}\n${ROW}\n${HEADER}\n${ROW}\n`;
    expect(readUsage(text, { headerLine: 3 }).accepted.map(({ line }) => line)).toEqual([4]);
    const misses = readUsage(text, { headerLine: 2 });
    expect(misses.findings[0]).toMatchObject({
      code: 'missing_column',
      place: { column: 'customer', line: 2 },
    });
    expect(codesOf(readUsage(text, { headerLine: 9 }).findings)).toContain('missing_column');
  });

  it('none, where the profile says 0: columns go by number', () => {
    const columns = {
      event_id: 'column 1',
      customer: 'column 2',
      meter: 'column 3',
      quantity: 'column 4',
      occurred_at: 'column 5',
    };
    const { accepted } = readUsage(`${ROW}\n`, { headerLine: 0, columns });
    expect(inText(accepted)).toEqual(['e1 acme calls 1 2026-01-05T10:00:00.000Z']);
  });

  it('is sought in fifty rows; what is missing is said of the row that lacks the least', () => {
    const titles = Array.from({ length: 60 }, (_, n) => `title ${n},x,y,z,0`).join('\n');
    const { findings } = readUsage(
      `a,b,c,d,e\nevent_id,customer,meter,Menge,occurred_at\n${titles}\n${HEADER}\n${ROW}\n`,
    );
    expect(findings).toMatchObject([{ code: 'missing_column', place: { column: 'quantity', line: 2 } }]);
    expect(findings[0]?.hint).toContain('Menge');
  });

  it('two columns of one name are refused where the profile needs it', () => {
    const { findings } = readUsage(`${HEADER},Customer\n${ROW},bolt\n`);
    expect(findings).toMatchObject([{ code: 'duplicate_column', place: { column: 'customer' } }]);
  });

  it('fits or does not, for a profile to be chosen without asking', () => {
    expect(profileFits(CANONICAL_PROFILE, ['EventID', 'Customer', 'METER', 'quantity', 'occurred at'])).toBe(
      true,
    );
    expect(profileFits(CANONICAL_PROFILE, ['customer', 'meter', 'quantity', 'occurred_at'])).toBe(true);
    expect(profileFits(CANONICAL_PROFILE, ['customer', 'meter', 'quantity'])).toBe(false);
    expect(columnKey(' Occurred-At_')).toBe('occurredat');
  });
});

describe('profiles', () => {
  it('everything can differ: names, fixed values, order of dates, separators, zone, maps, factor', () => {
    const profile = {
      columns: {
        event_id: null,
        customer: 'Kunde',
        meter: { value: 'gb' },
        quantity: 'Menge',
        occurred_at: 'Datum',
        time: 'Uhrzeit',
      },
      dateOrder: 'dmy',
      twoDigitYears: true,
      decimalSeparator: ',',
      thousandsSeparator: '.',
      timeZone: 'America/New_York',
      values: { customer: { 'Acme GmbH': 'acme' } },
      quantityTimes: '1000',
      skipBottom: 2,
    };
    const text =
      'Kunde;Datum;Uhrzeit;Menge\nAcme GmbH;05.01.26;10:00;1.234,5\nEnde;;;\nGedruckt am 1.2.26;;;\n';
    const { accepted, rejects, counts } = readUsage(text, profile);
    expect(rejects).toEqual([]);
    expect(inText(accepted)).toEqual([
      'acme|gb|2026-01-05T15:00:00.000Z|1234500|1 acme gb 1234500 2026-01-05T15:00:00.000Z',
    ]);
    expect(counts).toMatchObject({ bottom: 2, idsMade: true });
  });

  it('a value map that names no customer of the book rejects, it does not fall back', () => {
    const { rejects } = readUsage(`${HEADER}\n${ROW}\n`, { values: { customer: { acme: 'gone' } } });
    expect(rejectsInText(rejects)).toEqual(['2 unknown_customer customer']);
  });

  it('a date order and a time column that do not fit reject the row with the column at fault', () => {
    const profile = { columns: { time: 'clock' } };
    const { rejects } = readUsage(`${HEADER},clock\ne1,acme,calls,1,2026-01-05,noon\n`, profile);
    expect(rejectsInText(rejects)).toEqual(['2 bad_time clock']);
  });

  it.each([
    ['an unknown setting', { colour: 'red' }, ''],
    ['an unknown field', { columns: { custmer: 'x' } }, 'columns'],
    ['an unknown order', { dateOrder: 'dym' }, 'dateOrder'],
    ['two separators that are the same', { thousandsSeparator: '.' }, 'thousandsSeparator'],
    ['a factor of nothing', { quantityTimes: '0' }, 'quantityTimes'],
    ['a negative factor', { quantityTimes: '-1' }, 'quantityTimes'],
    ['no object', 'canonical', ''],
  ])('%s is refused', (_, data, column) => {
    const parsed = parseProfile(data);
    expect(parsed).toMatchObject({
      ok: false,
      findings: [{ code: 'bad_profile', place: column === '' ? {} : { column } }],
    });
  });

  it('an unknown time zone is refused before a row is read', () => {
    expect(codesOf(readUsage(`${HEADER}\n${ROW}\n`, { timeZone: 'Vienna' }).findings)).toEqual([
      'unknown_time_zone',
    ]);
  });

  it('is the same after it was saved as JSON', () => {
    const profile = parseProfile({ columns: { customer: 'Kunde' }, quantityTimes: '1.50' });
    if (!profile.ok) throw new Error('refused');
    expect(profile.value.quantityTimes).toBe('1.5');
    expect(parseProfile(JSON.parse(JSON.stringify(profile.value)))).toEqual(profile);
    expect(parseProfile({})).toEqual({ ok: true, value: CANONICAL_PROFILE });
  });

  it('finds ids only in a column called event_id unless it names another', () => {
    const header = ['id', 'customer', 'meter', 'quantity', 'occurred_at'];
    expect(findColumns(CANONICAL_PROFILE, header)).toMatchObject({
      ok: true,
      value: { eventId: null, extra: [{ name: 'id' }] },
    });
  });
});

describe('rules §5, §12: ids made for usage without ids', () => {
  const header = 'customer,meter,quantity,occurred_at,note';
  const ids = (rows: string[]): string[] =>
    readUsage(`${header}\n${rows.join('\n')}\n`).accepted.map(({ eventId }) => eventId);

  it('customer, meter, UTC instant, quantity and the ordinal among equal rows', () => {
    expect(
      ids([
        'acme,calls,1.50,2026-01-05T11:00,a',
        'acme,calls,1.5,2026-01-05T10:00Z,b',
        'acme,calls,1.5,2026-01-05T10:00:00.001Z,c',
        'bolt,calls,1.5,2026-01-05T11:00,d',
      ]),
    ).toEqual([
      'acme|calls|2026-01-05T10:00:00.000Z|1.5|1',
      'acme|calls|2026-01-05T10:00:00.000Z|1.5|2',
      'acme|calls|2026-01-05T10:00:00.001Z|1.5|1',
      'bolt|calls|2026-01-05T10:00:00.000Z|1.5|1',
    ]);
  });

  it('are the same for overlapping files in any order of rows, and rejected rows do not count', () => {
    const rows = ['acme,calls,1,2026-01-05,', 'acme,calls,1,2026-01-05,', 'bolt,gb,2,2026-01-06,'];
    expect(new Set(ids([...rows].reverse()))).toEqual(new Set(ids(['nobody,calls,1,2026-01-05,', ...rows])));
  });
});

describe('rejected rows as a file: the original columns and why', () => {
  const text = `Report;x\n${HEADER.replaceAll(',', ';')};note\ne1;nobody;calls;1,5;05.01.2026;"a;b"\ne2;acme;calls;-1;05.01.2026;c\ne3;acme;calls;1;05.01.2026;d;e\ne4;acme;calls;2;05.01.2026;f\n`;
  const profile = {
    dateOrder: 'dmy',
    decimalSeparator: ',',
    delimiter: ';',
    encoding: 'windows-1252',
    headerLine: 2,
    skipBottom: 1,
  };
  const first = readUsage(text, profile);
  const file = csvText(rejectsTable(first.header, first.rejects));

  it('has _row, _error_code and _error', () => {
    expect(file.split('\n')[0]).toBe(
      'event_id,customer,meter,quantity,occurred_at,note,_row,_error_code,_error',
    );
    expect(file.split('\n')[2]).toMatch(
      /^e2,acme,calls,-1,05.01.2026,c,4,negative_quantity,"quantity: The quantity -1 is negative\. /,
    );
  });

  it('comes back with the same profile, whatever that says of delimiter, encoding, header line and bottom', () => {
    const again = readUsage(file, profile);
    expect(rejectsInText(again.rejects)).toEqual([
      '2 unknown_customer customer',
      '3 negative_quantity quantity',
      '4 too_many_cells',
    ]);
    expect(csvText(rejectsTable(again.header, again.rejects)).split('\n')[0]).toBe(file.split('\n')[0]);
  });

  it('goes in once it is mended, its own columns being no further columns', () => {
    const mended = file.replace('nobody', 'acme').replace(',-1,', ',1,').replace(/,e\n/, '\n');
    expect(inText(readUsage(mended, profile).accepted)).toEqual([
      'e1 acme calls 1.5 2026-01-04T23:00:00.000Z {"note":"a;b"}',
      'e2 acme calls 1 2026-01-04T23:00:00.000Z {"note":"c"}',
      'e3 acme calls 1 2026-01-04T23:00:00.000Z {"note":"d"}',
    ]);
  });

  it('works for files without a header too', () => {
    const columns = {
      event_id: null,
      customer: 'column 1',
      meter: 'column 2',
      quantity: 'column 3',
      occurred_at: 'column 4',
    };
    const bare = { headerLine: 0, columns };
    const read = readUsage('nobody,calls,1,2026-01-05\n', bare);
    const mended = csvText(rejectsTable(read.header, read.rejects)).replace('nobody', 'acme');
    expect(readUsage(mended, bare).accepted).toHaveLength(1);
  });
});

// Rules §12: what makes a row of usage, and what rejects it. Rows go through a real file and the whole reading.
import { describe, expect, it } from 'vitest';
import type { RawCell } from '../../src-main/import/raw-row.ts';
import { CANONICAL_PROFILE } from '../../src-main/import/usage-profile.ts';
import { compileRowReader } from '../../src-main/import/usage-row.ts';
import { inText, readUsage, rejectsInText, smallBook } from '../support/usage-file.ts';

const HEADER = 'event_id,customer,meter,quantity,occurred_at';
const read = (rows: string, profile: unknown = {}, header = HEADER): ReturnType<typeof readUsage> =>
  readUsage(`${header}\n${rows}\n`, profile);

/** The canonical row with one cell changed. */
function withCell(index: number, cell: string): string {
  const cells = ['e1', 'acme', 'calls', '5', '2026-01-05T10:00'];
  cells[index] = cell;
  return cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
}

describe('rules §12: an event has id, customer, meter, quantity, instant and further columns, which are kept', () => {
  it('reads the canonical columns in any order and any way of writing their names', () => {
    const { accepted, rejects } = readUsage(
      'Occurred At,QUANTITY,note,event-id,Meter,CUSTOMER,Note\n2026-01-05T10:00,5,"a ""b""",e1,calls,acme,\n2026-07-05T10:00Z,0.50,,e2,gb,bolt,ü\n',
    );
    expect(rejects).toEqual([]);
    expect(inText(accepted)).toEqual([
      'e1 acme calls 5 2026-01-05T09:00:00.000Z {"note":"a \\"b\\""}',
      'e2 bolt gb 0.5 2026-07-05T10:00:00.000Z {"Note":"ü"}',
    ]);
  });

  it('keeps further columns whose names are the same, or blank, apart', () => {
    const { accepted } = readUsage(`,${HEADER},x,x,x\n0,e1,acme,calls,5,2026-01-05,1,2,3\n`);
    expect(accepted[0]?.extra).toBe('{"column 1":"0","x":"1","x (2)":"2","x (3)":"3"}');
  });

  it('trims cells, and lets a delimiter at the end of every line be', () => {
    const { accepted } = readUsage(`${HEADER},\n e1 , acme ,calls,\u00a05 ,2026-01-05 ,\n`);
    expect(inText(accepted)).toEqual(['e1 acme calls 5 2026-01-04T23:00:00.000Z']);
  });

  it('a column without a name after the last named one is no column: what stands there is a cell too many', () => {
    const { rejects, accepted } = readUsage(
      `${HEADER},,\ne1,acme,calls,5,2026-01-05,,\ne2,acme,calls,5,2026-01-05,x,\n`,
    );
    expect(rejectsInText(rejects)).toEqual(['3 too_many_cells']);
    expect(accepted).toHaveLength(1);
  });

  it('finds customers whose letters are composed another way, but nothing that is only similar', () => {
    const book = { ...smallBook, customers: new Map([['Müller', 9]]) };
    const reader = compileRowReader(CANONICAL_PROFILE, HEADER.split(','), book);
    if (!reader.ok) throw new Error('does not compile');
    const row = (customer: string): string => {
      const answer = reader.value({ line: 2, cells: ['e1', customer, 'calls', '1', '2026-01-05'] });
      return answer.kind === 'row' ? `${answer.customer.id}` : answer.kind === 'reject' ? answer.hint : '';
    };
    expect(row('Mu\u0308ller')).toBe('9');
    expect(row('MÜLLER')).toBe('Did you mean "Müller"?');
  });
});

describe('rules §12: a row is rejected with line, column and reason; the others go in', () => {
  it.each([
    ['blank event id', withCell(0, ' '), '2 missing_value event_id'],
    ['event id with a control character', withCell(0, 'a\tb'), '2 bad_event_id event_id'],
    ['event id with a line end', withCell(0, 'a\nb'), '2 bad_event_id event_id'],
    ['event id too long', withCell(0, 'x'.repeat(201)), '2 bad_event_id event_id'],
    ['event id rounded by a spreadsheet', withCell(0, '1.23E+15'), '2 lost_digits event_id'],
    ['unknown customer', withCell(1, 'acme2'), '2 unknown_customer customer'],
    ['blank customer', withCell(1, ''), '2 missing_value customer'],
    ['unknown meter', withCell(2, 'Calls'), '2 unknown_meter meter'],
    ['blank quantity', withCell(3, ''), '2 missing_value quantity'],
    ['no number', withCell(3, 'five'), '2 bad_quantity quantity'],
    ['negative', withCell(3, '-5'), '2 negative_quantity quantity'],
    ['ten decimal places (§3)', withCell(3, '0.1234567891'), '2 too_many_decimals quantity'],
    ['10^15 (§3)', withCell(3, '1000000000000000'), '2 quantity_too_large quantity'],
    ['enormous', withCell(3, '9'.repeat(400)), '2 quantity_too_large quantity'],
    ['blank date', withCell(4, ''), '2 missing_value occurred_at'],
    ['no date', withCell(4, '05/01/2026'), '2 bad_date occurred_at'],
    ['no day of the calendar', withCell(4, '2026-02-30'), '2 bad_date occurred_at'],
    ['a row cut off', 'e1,acme,calls', '2 too_few_cells quantity'],
    ['a cell too many', 'e1,acme,calls,1,5,2026-01-05', '2 too_many_cells'],
    ['totals', 'Total,,,5,', '2 totals_row'],
    ['totals as others call them', ' Zwischensumme:,,,5,', '2 totals_row'],
    ['totals of a year', 'Gesamt 2026,,,5,', '2 totals_row'],
  ])('%s', (_, row, expected) => {
    const { rejects, accepted } = read(`${row}\nok,acme,calls,1,2026-01-05`);
    expect(rejectsInText(rejects)).toEqual([expected]);
    expect(accepted).toHaveLength(1);
    expect(rejects[0]?.message).toMatch(/\S/);
    expect(rejects[0]?.hint).toMatch(/\S/);
  });

  it('says what is wrong in words that name the value, and what would be right', () => {
    const { rejects } = read(
      `${withCell(1, 'ACME')}\n${withCell(1, '42')}\n${withCell(1, 'zeta')}\n${withCell(3, '1.234,5')}`,
    );
    expect(rejects.map(({ message, hint }) => `${message}. ${hint}`)).toEqual([
      'There is no customer "ACME". Did you mean "acme"?',
      'There is no customer "42". Did you mean "0042"?',
      'There is no customer "zeta". Add the customer to the book, or map this name to a customer in the import profile',
      '"1.234,5" is no quantity. Numbers are read with "." for decimals and no thousands separator; an import profile can say otherwise',
    ]);
  });

  it('accepts what is only unusual', () => {
    const { accepted, rejects } = read(
      [
        '"a,b|c:d+é 😀",acme,calls,0,2026-01-05',
        `${'x'.repeat(200)},acme,calls,999999999999999.999999999,2026-01-05`,
        'e3,0042,calls,1e-7,2026-01-05T24:00',
        '20000000000000000001,acme,calls,+5.,2026-01-05 10:00:00.1239-05:00',
      ].join('\n'),
    );
    expect(rejects).toEqual([]);
    expect(accepted.map(({ quantity }) => quantity)).toEqual([
      '0',
      '999999999999999.999999999',
      '0.0000001',
      '5',
    ]);
  });

  it('keeps the rejected cells as copies that do not hold the file in memory', () => {
    const { rejects } = read('e1,nobody, calls ,1,2026-01-05');
    expect(rejects[0]?.cells).toEqual(['e1', 'nobody', 'calls', '1', '2026-01-05']);
  });
});

describe('rows that are no usage are read past and counted', () => {
  it('blank rows, headers that repeat, totals when the profile says so', () => {
    const rows = `e1,acme,calls,1,2026-01-05\n,,,,\nEvent ID,Customer,Meter,Quantity,Occurred at\n${HEADER}\n"Grand total:",,,1,\nSub-total,,,,\n,,Totals,2,`;
    const { accepted, rejects, counts } = read(rows, { totals: 'skip' });
    expect([accepted.length, rejects.length]).toEqual([1, 0]);
    expect(counts).toMatchObject({ accepted: 1, rejected: 0, blank: 1, repeatedHeaders: 2, totals: 3 });
  });

  it('a repeated header is one even where the first column is blank', () => {
    const { counts } = readUsage(`,${HEADER}\n0,e1,acme,calls,1,2026-01-05\n,${HEADER}\n`);
    expect(counts).toMatchObject({ accepted: 1, rejected: 0, repeatedHeaders: 1 });
  });

  it('a customer called Total is a customer', () => {
    const profile = {
      columns: { event_id: null },
      values: { customer: { Total: 'acme', 'Total Energies': 'bolt' } },
    };
    const { accepted } = readUsage(
      'customer,meter,quantity,occurred_at\nTotal,calls,1,2026-01-05\nTotal Energies,calls,1,2026-01-05\n',
      profile,
    );
    expect(accepted).toHaveLength(2);
    const kept = read('total,acme,calls,1,2026-01-05', { totals: 'keep' });
    expect(kept.accepted).toHaveLength(1);
    expect(read('total-17,acme,calls,1,2026-01-05\nTotally,acme,calls,1,2026-01-05').accepted).toHaveLength(
      2,
    );
  });
});

describe('typed cells of a workbook', () => {
  const reader = compileRowReader(CANONICAL_PROFILE, [...HEADER.split(','), 'note'], smallBook);
  function one(cells: RawCell[]): string {
    if (!reader.ok) throw new Error('does not compile');
    const row = reader.value({ line: 7, cells });
    if (row.kind === 'row') return inText([{ ...row, eventId: row.eventId ?? '' }])[0] ?? '';
    return row.kind === 'reject' ? `${row.code} ${row.column}` : row.reason;
  }
  it.each<[string, RawCell[], string]>([
    [
      'numbers, dates and booleans',
      [17, 'acme', 'calls', 0.1 + 0.2, { serial: 46027.5 }, true],
      '17 acme calls 0.3 2026-01-05T11:00:00.000Z {"note":"TRUE"}',
    ],
    [
      'a date without time',
      ['e', 'acme', 'calls', 5, { serial: 46027 }, { serial: 46027 }],
      'e acme calls 5 2026-01-04T23:00:00.000Z {"note":"2026-01-05"}',
    ],
    [
      'a time of day as a note',
      ['e', 'acme', 'calls', 5, '2026-01-05', { serial: 0.5 }],
      'e acme calls 5 2026-01-04T23:00:00.000Z {"note":"12:00:00.000"}',
    ],
    [
      'an id of 16 digits, which a workbook rounds',
      [1234567890123456, 'acme', 'calls', 1, { serial: 46027 }],
      'lost_digits event_id',
    ],
    [
      'a quantity that is a date',
      ['e', 'acme', 'calls', { serial: 46027 }, { serial: 46027 }],
      'bad_quantity quantity',
    ],
    ['a quantity of yes', ['e', 'acme', 'calls', true, { serial: 46027 }], 'bad_quantity quantity'],
    ['a negative number', ['e', 'acme', 'calls', -0.5, { serial: 46027 }], 'negative_quantity quantity'],
    ['minus zero', ['e', 'acme', 'calls', -0, { serial: 46027 }], 'e acme calls 0 2026-01-04T23:00:00.000Z'],
    ['a third, computed', ['e', 'acme', 'calls', 1 / 3, { serial: 46027 }], 'too_many_decimals quantity'],
    ['a plain number as a date', ['e', 'acme', 'calls', 1, 46027], 'bad_date occurred_at'],
    ['a serial that is no sensible date', ['e', 'acme', 'calls', 1, { serial: 1.5 }], 'bad_date occurred_at'],
    [
      'an error instead of a number',
      ['e', 'acme', 'calls', { error: '#REF!' }, { serial: 46027 }],
      'error_cell quantity',
    ],
    [
      'an error instead of a customer',
      ['e', { error: '#N/A' }, 'calls', 1, { serial: 46027 }],
      'error_cell customer',
    ],
    [
      'an error instead of an id',
      [{ error: '#N/A' }, 'acme', 'calls', 1, { serial: 46027 }],
      'error_cell event_id',
    ],
    ['an error instead of a date', ['e', 'acme', 'calls', 1, { error: '#N/A' }], 'error_cell occurred_at'],
    ['no cells at all', [null, null, null], 'blank'],
    ['cells that stop before the quantity', ['e', 'acme', 'calls'], 'too_few_cells quantity'],
  ])('%s', (_, cells, expected) => {
    expect(one(cells)).toBe(expected);
  });
});

// Bad and odd CSV files: each is read, rejected row by row, or refused as a whole with its line. Nothing crashes, nothing hangs.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCsv } from '../../src-main/csv/read.ts';
import { sniffCsv } from '../../src-main/csv/sniff.ts';
import { CSV_CODES } from '../../src-shared/findings/csv.ts';
import { USAGE_CODES } from '../../src-shared/findings/usage.ts';
import { readUsage, readUsageFile, withFile } from '../support/usage-file.ts';
import { CORPUS } from './csv-files.ts';

it.each(CORPUS.map((file) => [file.name, file] as const))(
  '%s',
  (_, { bytes, profile, accepted, rejects, refused }) => {
    const read = readUsage(bytes(), profile ?? {});
    expect({
      refused: read.findings.map(({ code, place }) =>
        place?.line === undefined ? code : `${code} ${place.line}`,
      ),
      accepted: read.accepted.map(({ eventId }) => eventId),
      rejects: read.rejects.map(({ line, code }) => `${line} ${code}`),
    }).toEqual({ refused: refused ?? [], accepted: accepted ?? [], rejects: rejects ?? [] });
  },
);

it('every code of CSV_CODES is provoked by a file above, but that of a file that is not there', () => {
  const provoked = new Set(
    CORPUS.flatMap(({ refused }) => (refused ?? []).map((text) => text.split(' ')[0])),
  );
  const missing = readUsageFile('/nowhere/at/all.csv').findings.map(({ code }) => code);
  expect(missing).toEqual(['file_unreadable']);
  expect(Object.keys(CSV_CODES).filter((code) => code !== 'file_unreadable' && !provoked.has(code))).toEqual(
    [],
  );
});

it('whatever bytes stand where, the file is read or refused with codes of the catalogues', () => {
  const known = new Set([...Object.keys(CSV_CODES), ...Object.keys(USAGE_CODES)]);
  const whole = Buffer.from(
    'event_id,customer,meter,quantity,occurred_at,note\r\n"a ""1""",acme,calls,1.5,2026-01-05,"x\ny"\r\nü,bolt,gb,2,2026-01-06T10:00:00Z,\n',
  );
  const change = fc.record({
    at: fc.nat(whole.length - 1),
    byte: fc.constantFrom(0, 9, 10, 13, 34, 44, 59, 0x80, 0xc3, 0xff, 49, 45),
  });
  const profiles = [
    {},
    { dateOrder: 'dmy', decimalSeparator: ',', thousandsSeparator: '.' },
    { columns: { event_id: null }, totals: 'skip' },
  ];
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...profiles),
      (changes, profile) => {
        const bytes = Buffer.from(whole);
        for (const { at, byte } of changes) bytes[at] = byte;
        const { findings, rejects, accepted } = readUsage(bytes, profile);
        for (const { code } of [...findings, ...rejects]) expect(known).toContain(code);
        for (const { quantity } of accepted) expect(quantity).toMatch(/^\d+(\.\d*[1-9])?$/);
      },
    ),
    { numRuns: 1500 },
  );
});

it('every prefix of a file is read or refused, never more', () => {
  const whole = Buffer.from(
    'event_id,customer,meter,quantity,occurred_at\r\n"a ""1""",acme,calls,1,2026-01-05\r\nü,acme,"ca\nlls",1,x\r\n',
  );
  for (let length = 0; length <= whole.length; length++) {
    const read = readUsage(whole.subarray(0, length));
    expect(read.accepted.length + read.rejects.length + read.findings.length).toBeLessThanOrEqual(4);
    expect(read.accepted.length).toBeLessThanOrEqual(1);
  }
});

it('memory stays flat: reading 120 MB takes less than 100 MB', { timeout: 60_000 }, () => {
  const line = 'evt_0000000001,customer_00001,meter_1,12.5,2026-01-05T10:00:00.000Z\n';
  const file = Buffer.alloc(Math.ceil(120_000_000 / line.length) * line.length, line);
  withFile(file, (path) => {
    const shape = sniffCsv(path);
    if (!shape.ok) throw new Error('refused');
    const before = process.memoryUsage().rss;
    let [rows, peak] = [0, 0];
    readCsv(path, shape.value, (batch) => {
      rows += batch.length;
      peak = Math.max(peak, process.memoryUsage().rss - before);
      return true;
    });
    expect(rows).toBe(file.length / line.length);
    expect(peak).toBeLessThan(100_000_000);
  });
});

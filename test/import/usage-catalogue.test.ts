// Every code of the catalogue stands in a test that provokes it: a code that nothing can reach, or that no test reaches, fails.
import { expect, it } from 'vitest';
import { firstCsvRows } from '../../src-main/csv/read.ts';
import { sniffCsv } from '../../src-main/csv/sniff.ts';
import { parseProfile } from '../../src-main/import/read-profile.ts';
import { CANONICAL_PROFILE } from '../../src-main/import/usage-profile.ts';
import { compileRowReader } from '../../src-main/import/usage-row.ts';
import { proposeProfile } from '../../src-main/import/usage-shape.ts';
import {
  USAGE_CODES,
  type UsageFileCode,
  type UsageRowCode,
  type UsageShapeCode,
} from '../../src-shared/findings/usage.ts';
import { codesOf, readUsage, smallBook, withFile } from '../support/usage-file.ts';

const HEADER = 'event_id,customer,meter,quantity,occurred_at';

const rows: Record<Exclude<UsageRowCode, 'error_cell' | 'bad_time'>, string> = {
  too_few_cells: 'e1,acme',
  too_many_cells: 'e1,acme,calls,1,2026-01-05,x',
  missing_value: ',acme,calls,1,2026-01-05',
  bad_event_id: 'a\u0007b,acme,calls,1,2026-01-05',
  lost_digits: '1.2E+15,acme,calls,1,2026-01-05',
  unknown_customer: 'e1,nobody,calls,1,2026-01-05',
  unknown_meter: 'e1,acme,nothing,1,2026-01-05',
  bad_quantity: 'e1,acme,calls,many,2026-01-05',
  negative_quantity: 'e1,acme,calls,-1,2026-01-05',
  too_many_decimals: 'e1,acme,calls,0.0000000001,2026-01-05',
  quantity_too_large: 'e1,acme,calls,1000000000000000,2026-01-05',
  bad_date: 'e1,acme,calls,1,2026-13-05',
  totals_row: 'Total,,,1,',
};
const files: Record<UsageFileCode, readonly [text: string, profile: unknown]> = {
  bad_profile: [`${HEADER}\n`, { columns: 7 }],
  missing_column: ['customer,meter,quantity\n', {}],
  duplicate_column: [`${HEADER},meter\n`, {}],
  unknown_time_zone: [`${HEADER}\n`, { timeZone: 'Moon/Tranquility' }],
};
const shapes: Record<UsageShapeCode, string> = {
  unmapped_column: 'a,b\n1,2\n',
  unmapped_id:
    'Zeichen,customer,meter,quantity,date\nX1,acme,calls,1,2026-01-05\nX2,acme,calls,1,2026-01-05\nX3,acme,calls,1,2026-01-05\n',
  ambiguous_decimal: 'client,sku,qty,date\nacme,calls,1.234,2026-01-05\n',
  mixed_decimal: 'client;sku;qty;date\nacme;calls;1.5;2026-01-05\nacme;calls;1,5;2026-01-05\n',
  ambiguous_date: 'client,sku,qty,date\nacme,calls,1,01/02/2026\n',
  mixed_date: 'client,sku,qty,date\nacme,calls,1,13/02/2026\nacme,calls,1,02/13/2026\n',
  digits_at_risk: 'id,client,sku,qty,date\n1.2E+15,acme,calls,1,2026-01-05\n',
  totals_seen: 'client,sku,qty,date\nacme,calls,1,2026-01-05\nTotal,,1,\n',
};

function proposed(text: string): string[] {
  return withFile(text, (path) => {
    const shape = sniffCsv(path);
    const sample = shape.ok ? firstCsvRows(path, shape.value, 500) : shape;
    if (!sample.ok) return codesOf(sample.findings);
    const { questions, warnings } = proposeProfile(sample.value, smallBook);
    return codesOf([...questions, ...warnings]);
  });
}

it('every code of USAGE_CODES is provoked', () => {
  const provoked = new Set<string>();
  for (const row of Object.values(rows))
    for (const { code } of readUsage(`${HEADER}\n${row}\n`).rejects) provoked.add(code);
  const withTime = readUsage(`${HEADER},t\ne1,acme,calls,1,2026-01-05,noon\n`, { columns: { time: 't' } });
  for (const { code } of withTime.rejects) provoked.add(code);
  const reader = compileRowReader(CANONICAL_PROFILE, HEADER.split(','), smallBook);
  const answer = reader.ok ? reader.value({ line: 1, cells: ['e1', { error: '#N/A' }] }) : null;
  if (answer?.kind === 'reject') provoked.add(answer.code);
  for (const [text, profile] of Object.values(files))
    for (const code of codesOf(readUsage(text, profile).findings)) provoked.add(code);
  for (const text of Object.values(shapes)) for (const code of proposed(text)) provoked.add(code);
  expect([...provoked].sort()).toEqual(Object.keys(USAGE_CODES).sort());
});

it('each row, file and layout above gives the code it stands for', () => {
  for (const [code, row] of Object.entries(rows))
    expect(codesOf(readUsage(`${HEADER}\n${row}\n`).rejects)).toEqual([code]);
  for (const [code, [text, profile]] of Object.entries(files))
    expect(codesOf(readUsage(text, profile).findings)).toContain(code);
  for (const [code, text] of Object.entries(shapes)) expect(proposed(text)).toContain(code);
  expect(parseProfile(null)).toMatchObject({ ok: false });
});

it('every code says in a sentence what it means', () => {
  for (const [code, meaning] of Object.entries(USAGE_CODES)) {
    expect(code).toMatch(/^[a-z]+(_[a-z0-9]+)*$/);
    expect(meaning).toMatch(/^[A-Z].*\.$/);
  }
});

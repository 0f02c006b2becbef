// What a person can change about a file before it is imported, and what the source says it sent: encoding, separator, header;
// control totals, kept with the batch. Must not: test how files are read; test/csv and test/import do.
import { describe, expect, it } from 'vitest';
import { openWindow } from './corner-shop.ts';

const HEADER = 'event_id,customer,meter,quantity,occurred_at';

describe('the shape of a file', () => {
  it('is read anew with the encoding a person says; the letters show whether it is right', async () => {
    const window = openWindow();
    const file = window.file(Buffer.from(`${HEADER},note\ne1,anna,calls,1,2026-01-10,Köln\n`, 'latin1'));
    const found = await window.call('import.shape', { file });
    expect(found).toMatchObject({ encoding: 'windows-1252', marked: false, letters: ['Köln'] });
    expect(await window.refused('import.shape', { file, encoding: 'utf-8' })).toBe('bad_encoding');
    const utf8 = window.file(`${HEADER},note\ne1,anna,calls,1,2026-01-10,Köln\n`);
    const said = await window.call('import.shape', { file: utf8, encoding: 'windows-1252' });
    expect(said.letters).toEqual(['KÃ¶ln']);
    expect(said.proposal.profile.encoding).toBe('windows-1252');
    expect(said.rows[1]?.cells.at(-1)).toBe('KÃ¶ln');
  });

  it('its own mark is stronger than what a person says', async () => {
    const window = openWindow();
    const file = window.file(`\ufeff${HEADER}\ne1,anna,calls,1,2026-01-10\n`);
    const shape = await window.call('import.shape', { file, encoding: 'windows-1252' });
    expect(shape).toMatchObject({ encoding: 'utf-8', marked: true });
  });

  it('is cut anew at another separator, and the columns are proposed anew', async () => {
    const window = openWindow();
    const file = window.file('Kunde;Menge,genau;Datum;Dienst\nanna;1,5;2026-01-10;calls\n');
    const found = await window.call('import.shape', { file });
    expect(found.delimiter).toBe(';');
    const said = await window.call('import.shape', { file, delimiter: ',' });
    expect(said).toMatchObject({ delimiter: ',', proposal: { profile: { delimiter: ',' } } });
    expect(said.rows[1]?.cells).toEqual(['anna;1', '5;2026-01-10;calls']);
    expect(said.proposal.questions.length).toBeGreaterThan(0);
  });

  it('has its header where a person says, or none', async () => {
    const window = openWindow();
    const file = window.file(`exported,by,the,portal,today\n${HEADER}\ne1,anna,calls,1,2026-01-10\n`);
    expect((await window.call('import.shape', { file })).proposal.headerLine).toBe(2);
    const first = await window.call('import.shape', { file, headerLine: 1 });
    expect(first.proposal).toMatchObject({
      headerLine: 1,
      header: ['exported', 'by', 'the', 'portal', 'today'],
    });
    const none = await window.call('import.shape', { file, headerLine: 0 });
    expect(none.proposal.profile.headerLine).toBe(0);
    expect(none.proposal.header[4]).toBe('column 5');
    const { proposal } = await window.call('import.shape', { file, headerLine: 2 });
    const { counts } = await window.call('import.review', { file, layout: proposal.profile });
    expect(counts).toMatchObject({ accepted: 1, skipped: 1 });
  });
});

describe('control totals', () => {
  const ROWS = `${HEADER}\ne1,anna,calls,10.5,2026-01-10\ne2,anna,calls,1,2026-01-11\ne3,bert,faxes,2,2026-01-11\n`;
  const told = (rows: number, quantity: string) => [
    { meter: null, rows, quantity: null },
    { meter: 'calls', rows: null, quantity },
  ];

  it('that agree are kept with the batch, and shown with the facts', async () => {
    const window = openWindow();
    const file = window.file(ROWS);
    const { proposal } = await window.call('import.shape', { file });
    const given = { file, layout: proposal.profile };
    const { token, totals } = await window.call('import.review', given);
    expect(totals).toMatchObject({ rows: 3, quantity: '13.5' });
    await window.call('import.commit', { ...given, token, told: told(3, '11.50') });
    const { batches } = await window.call('batch.list', {});
    expect(batches[0]?.control).toBe('control totals of the source agree (rows 3, quantity of calls 11.5)');
    const { facts } = await window.call('audit.facts', { kind: 'batch' });
    expect(facts[0]?.summary).toContain('control totals of the source agree');
    expect(await window.call('audit.verify', {})).toMatchObject({ findings: [], usage: 3 });
  });

  it('that differ stop the import, unless somebody says why it is right', async () => {
    const window = openWindow();
    const file = window.file(ROWS);
    const { proposal } = await window.call('import.shape', { file });
    const given = { file, layout: proposal.profile };
    const { token } = await window.call('import.review', given);
    const differing = { ...given, token, told: told(4, '11.5') };
    expect(await window.refused('import.commit', differing)).toBe('totals_differ');
    expect((await window.call('batch.list', {})).batches).toEqual([]);
    await window.call('import.commit', { ...differing, toldReason: 'a test row is not sent' });
    const { batches } = await window.call('batch.list', {});
    expect(batches[0]?.control).toBe(
      'control totals of the source differ (rows: 4 told, 3 imported, 1 fewer), because a test row is not sent',
    );
  });

  it('a batch without any says nothing of them', async () => {
    const window = openWindow();
    const file = window.file(ROWS);
    const { proposal } = await window.call('import.shape', { file });
    const { token } = await window.call('import.review', { file, layout: proposal.profile });
    await window.call('import.commit', { file, layout: proposal.profile, token });
    expect((await window.call('batch.list', {})).batches[0]?.control).toBe('');
    const { facts } = await window.call('audit.facts', { kind: 'batch' });
    expect(facts[0]?.summary).not.toContain('control');
  });
});

it('a row mended by hand is among those shown, however many there are', async () => {
  const window = openWindow();
  const lines = Array.from({ length: 700 }, (_, n) => `e${n},anna,calls,1,2026-01-10`);
  const file = window.file(`${HEADER}\n${lines.join('\n')}\n`);
  const { proposal } = await window.call('import.shape', { file });
  const mends = [{ line: 650, cells: [{ place: 3, text: '7' }] }];
  const { rows } = await window.call('import.review', { file, layout: proposal.profile, mends });
  expect(rows).toHaveLength(501);
  expect(rows.find(({ line }) => line === 650)?.cells[3]).toBe('7');
});

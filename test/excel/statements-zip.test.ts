// Statements in one zip: the very files that a folder would get, each whole and under its name; of some customers; and nothing at
// all when it is stopped or cannot be written.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeStatements } from '../../src-main/services/files/statements.ts';
import { Refusal } from '../../src-shared/findings/finding.ts';
import { must, scratchFolder } from '../services/company-book.ts';
import { januaryClosed } from '../services/small-company.ts';
import { partsOf } from '../support/workbook-parts.ts';

const MONTH = '2026-01';

describe('statements in a zip', () => {
  it('are the files of the folder, byte for byte', async () => {
    const { session } = await januaryClosed();
    const out = scratchFolder();
    const [folder, zip] = [join(out, 'statements'), join(out, 'statements.zip')];
    const inFolder = must(await writeStatements(session, { month: MONTH, folder }));
    const inZip = must(await writeStatements(session, { month: MONTH, folder: zip, zip: true }));
    // Issued by the first, given again by the second.
    expect(inZip).toEqual({ ...inFolder, files: inFolder.files.map((one) => ({ ...one, isNew: false })) });
    expect(inZip.files.length).toBeGreaterThan(1);
    const bytes = readFileSync(zip);
    expect([...partsOf(bytes).keys()]).toEqual(readdirSync(folder).sort());
    for (const { file } of inFolder.files) {
      const whole = readFileSync(join(folder, file));
      const at = bytes.indexOf(whole);
      expect(at, file).toBeGreaterThan(0);
      const head = at - Buffer.byteLength(file) - 30;
      expect(bytes.toString('latin1', head, head + 4)).toBe('PK\x03\x04');
      expect(bytes.readUInt32LE(head + 14)).toBe(crc32(whole));
    }
    expect(readdirSync(out).sort()).toEqual(['statements', 'statements.zip']);
  });

  it('of some customers, who must be there', async () => {
    const { session } = await januaryClosed();
    const zip = join(scratchFolder(), 'some.zip');
    const told = { month: MONTH, folder: zip, zip: true };
    const { files } = must(await writeStatements(session, { ...told, customers: ['bert', 'bert'] }));
    expect(files.map(({ customer }) => customer)).toEqual(['bert']);
    expect(await writeStatements(session, { ...told, customers: ['bert', 'nobody'] })).toMatchObject({
      ok: false,
      findings: [{ code: 'unknown_customer' }],
    });
  });

  it('stopped half-way leave nothing, and say so; what stands in the way is said', async () => {
    const { session } = await januaryClosed();
    const out = scratchFolder();
    const stop = (_step: string, done: number): void => {
      if (done === 1) throw new Refusal({ code: 'cancelled', message: 'Stopped' });
    };
    const told = { month: MONTH, folder: join(out, 'all.zip'), zip: true };
    expect(await writeStatements(session, { ...told, progress: stop })).toMatchObject({
      ok: false,
      findings: [{ code: 'cancelled', hint: expect.stringContaining('Nothing of all.zip') }],
    });
    expect(readdirSync(out)).toEqual([]);
    const nowhere = { ...told, folder: join(out, 'not', 'there.zip') };
    expect(await writeStatements(session, nowhere)).toMatchObject({
      ok: false,
      findings: [{ code: 'file_in_use' }],
    });
  });
});

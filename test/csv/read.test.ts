// Reading a CSV file: the same rows however it is cut into pieces, encoded, or ended.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { csvBatches, firstCsvRows, readCsv } from '../../src-main/csv/read.ts';
import { type CsvShape, sniffCsv } from '../../src-main/csv/sniff.ts';
import type { RawRow } from '../../src-main/import/raw-row.ts';
import { withFile } from '../support/usage-file.ts';

function shapeOf(path: string): CsvShape {
  const shape = sniffCsv(path);
  if (!shape.ok) throw new Error(JSON.stringify(shape.findings));
  return shape.value;
}

/** Rows as text, and the answer, reading in pieces of so many bytes. */
function read(
  path: string,
  shape: CsvShape,
  pieceBytes?: number,
): { rows: string[]; answer: ReturnType<typeof readCsv> } {
  const rows: string[] = [];
  const take = (batch: RawRow[]): undefined =>
    void rows.push(...batch.map(({ line, cells }) => `${line}: ${cells.join('|')}`));
  return { rows, answer: readCsv(path, shape, take, { pieceBytes }) };
}

describe('reading a file in pieces', () => {
  const text = 'kunde,menge\n"Mü ""€""\n𝒳",5\r\nß,\r\n';
  const encodings: [string, Buffer][] = [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ];
  it.each(encodings)('%s gives the same rows however small the pieces', (_, bytes) => {
    withFile(bytes, (path) => {
      const shape = shapeOf(path);
      for (const piece of [1, 2, 3, 5, 7, 64, undefined]) {
        expect(read(path, shape, piece).rows).toEqual(['1: kunde|menge', '2: Mü "€"\n𝒳|5', '4: ß|']);
      }
    });
  });

  it('hashes the bytes of the file, counts its rows, and sees whether its last line ends', () => {
    for (const [content, openEnd] of [
      ['sep=,\na,b\n\n1,2\n', false],
      ['sep=,\na,b\n\n1,2', true],
    ] as const) {
      withFile(content, (path) => {
        const { answer, rows } = read(path, shapeOf(path));
        const sha256 = createHash('sha256').update(content).digest('hex');
        expect(answer).toEqual({ ok: true, value: { sha256, bytes: content.length, rows: 2, openEnd } });
        expect(rows).toEqual(['2: a|b', '4: 1|2']);
      });
    }
  });

  it('says how far it is, stops when told, and closes the file then', () => {
    withFile(`a,b\n${'1,2\n'.repeat(50_000)}`, (path) => {
      const seen: number[] = [];
      let batches = 0;
      const onProgress = (bytes: number, of: number): void => void seen.push(bytes / of);
      expect(readCsv(path, shapeOf(path), () => ++batches < 2, { onProgress })).toBeNull();
      expect(batches).toBe(2);
      expect(seen.length).toBe(1);
      const iterator = csvBatches(path, shapeOf(path));
      iterator.next();
      expect(iterator.return({ ok: false, findings: [] }).done).toBe(true);
    });
  });

  it('gives the first rows without reading on', () => {
    withFile(`a\n1\n2\n${'"'.repeat(200_001)}`, (path) => {
      const first = firstCsvRows(path, shapeOf(path), 2);
      expect(first).toEqual({
        ok: true,
        value: [
          { line: 1, cells: ['a'] },
          { line: 2, cells: ['1'] },
        ],
      });
    });
  });
});

describe('damage that shows late', () => {
  const rows = 'x,1\n'.repeat(40_000);
  it.each([
    ['a NUL byte', Buffer.from(`${rows}y\0,2\n`), 'nul_byte 40001'],
    ['an unclosed quote', Buffer.from(`${rows}y,"2\nz,3\n`), 'unclosed_quote 40001'],
    ['a NUL in UTF-16', Buffer.from(`\ufeff${rows}y\0,2\n`, 'utf16le'), 'nul_byte 40001'],
  ])('%s is refused with its line', (_, bytes, expected) => {
    withFile(bytes, (path) => {
      const { answer } = read(path, shapeOf(path));
      expect(
        answer?.ok === false && answer.findings.map(({ code, place }) => `${code} ${place?.line}`),
      ).toEqual([expected]);
    });
  });

  it('bytes that are no UTF-8, where a profile says it is', () => {
    withFile(Buffer.concat([Buffer.from(rows), Buffer.from([0x4d, 0xfc, 0x0a])]), (path) => {
      const shape = sniffCsv(path, { encoding: 'utf-8' });
      const answer = shape.ok ? read(path, shape.value).answer : null;
      expect(answer).toMatchObject({
        ok: false,
        findings: [{ code: 'bad_encoding', place: { line: 40001 } }],
      });
    });
  });

  it('a file that vanished, and one with nothing but blank lines', () => {
    const shape: CsvShape = {
      encoding: 'utf-8',
      bomBytes: 0,
      delimiter: ',',
      sepLine: false,
      bytes: 3,
      headerLine: 1,
    };
    expect(readCsv('/nowhere/at/all.csv', shape, () => undefined)).toMatchObject({
      findings: [{ code: 'file_unreadable' }],
    });
    withFile('\n \n\r\n', (path) =>
      expect(read(path, shape).answer).toMatchObject({ findings: [{ code: 'empty_file' }] }),
    );
  });
});

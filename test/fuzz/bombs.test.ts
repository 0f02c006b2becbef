// Files made to be too much: small on disk and huge once unpacked, endless where nobody counts, quadratic where each thing is held
// against each. Every one is refused with a code, or read, within bounds of time and memory, in a process that is watched.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type HandMade, handMade, type Part, zipOf } from '../support/workbook-parts.ts';
import type { BombOrder, BombSaid } from './bomb-worker.ts';
import { watch } from './watch.ts';

const folder = mkdtempSync(join(tmpdir(), 'drawdown-bombs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const BOUNDS = { cpuSeconds: 20, residentMb: 700 };
const MB = 1_000_000;
let files = 0;

async function verdictOf(verb: BombOrder['verb'], ending: string, content: Buffer | string): Promise<string> {
  const path = join(folder, `${++files}`, `customers${ending}`);
  mkdirSync(dirname(path));
  writeFileSync(path, content);
  let verdict = 'nothing was said';
  const order: BombOrder = { verb, path };
  const hear = (said: BombSaid): boolean => {
    if (said.kind === 'verdict') verdict = said.verdict;
    return said.kind === 'trying';
  };
  const { why } = await watch('bomb-worker.ts', order, hear, BOUNDS);
  rmSync(dirname(path), { recursive: true });
  return why ?? verdict;
}

/** Bytes that do not pack: so much of them that the rest does not count as a zip bomb by its ratio alone. */
function noise(bytes: number): Buffer {
  const made = Buffer.alloc(bytes);
  for (let at = 0, state = 1; at < bytes; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    made[at] = state >>> 24;
  }
  return made;
}

function workbook(made: HandMade): Buffer {
  const parts: Part[] = handMade(made);
  const size = parts.reduce((sum, { content }) => sum + content.length, 0);
  return zipOf([
    ...parts,
    { name: 'xl/media/noise.bin', content: noise(Math.ceil(size / 150)), stored: true },
  ]);
}

const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const HEADER = `<row>${['event_id', 'customer', 'meter', 'quantity', 'occurred_at'].map(inline).join('')}</row>`;
const styled = (styles: string): HandMade => ({ rows: `<row><c s="1"><v>1</v></c></row>${HEADER}`, styles });

/** What it is, how it is taken in, what it is made of, and what must come of it. */
type Bomb = readonly [what: string, verb: BombOrder['verb'], made: () => HandMade, verdict: string];

const LONE = '<row><c r="XFD"><v>1</v></c></row>';
const WIDE = `<row>${inline('code')}<c r="XFD" t="str"><v>last</v></c></row>`;
const strings = (content: string): HandMade => ({ rows: HEADER, strings: content });
const pieces = (text: string, times: number): string => `${text}<!-- -->`.repeat(times);

const WORKBOOKS: readonly Bomb[] = [
  [
    'rows whose only cell is in the last column',
    'usage',
    () => ({ rows: HEADER + LONE.repeat(200_000) }),
    'sheet_too_large',
  ],
  [
    'the same before the header is found',
    'propose',
    () => ({ rows: LONE.repeat(200_000) }),
    'sheet_too_large',
  ],
  [
    'the same as a setup table',
    'setup',
    () => ({ rows: LONE.repeat(200_000), sheetName: 'customers' }),
    'sheet_too_large',
  ],
  [
    'short rows under a header of all columns',
    'setup',
    () => ({ rows: WIDE + '<row><c><v>1</v></c></row>'.repeat(300_000), sheetName: 'customers' }),
    'unknown_column',
  ],
  [
    'merged cells over the whole sheet, over and over',
    'legacy',
    () => ({
      rows: '',
      sheet: `<worksheet><sheetData>${HEADER}</sheetData><mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(100_000)}</mergeCells></worksheet>`,
    }),
    'sheet_too_large',
  ],
  [
    'an old sheet of styled blank cells without end',
    'legacy',
    () => ({ rows: HEADER + `<row>${'<c s="1"/>'.repeat(16_000)}</row>`.repeat(300) }),
    'sheet_too_large',
  ],
  ['a sheet named ten thousand times', 'setup', manySheets, 'workbook_damaged'],
  [
    'a setup table of a million bad rows',
    'setup',
    () => ({
      rows: `<row>${inline('code')}${inline('name')}</row>${'<row><c><v>1</v></c><c/><c><v>3</v></c></row>'.repeat(1_000_000)}`,
      sheetName: 'customers',
    }),
    'sheet_too_large',
  ],
  [
    'a format code of brackets',
    'usage',
    () =>
      styled(
        `<numFmts><numFmt numFmtId="164" formatCode="${'['.repeat(MB)}"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs>`,
      ),
    'ok',
  ],
  [
    'a long format code used by all styles',
    'usage',
    () =>
      styled(
        `<numFmts><numFmt numFmtId="164" formatCode="${'\\a'.repeat(10_000)}"/></numFmts><cellXfs>${'<xf numFmtId="164"/>'.repeat(60_000)}</cellXfs>`,
      ),
    'ok',
  ],
  [
    'styles without end',
    'usage',
    () => styled(`<cellXfs>${'<xf/>'.repeat(20 * MB)}</cellXfs>`),
    'workbook_too_large',
  ],
  [
    'number formats without end',
    'usage',
    () =>
      styled(
        `<numFmts>${Array.from({ length: MB }, (_, id) => `<numFmt numFmtId="${id}" formatCode="0"/>`).join('')}</numFmts>`,
      ),
    'workbook_too_large',
  ],
  ['shared strings without end', 'usage', () => strings('<si/>'.repeat(40 * MB)), 'workbook_too_large'],
  [
    'a shared string of 600 MB',
    'usage',
    () => strings(`<si><t>${pieces('x'.repeat(MB), 60)}</t></si>`),
    'workbook_too_large',
  ],
  [
    'a cell of 100 MB',
    'usage',
    () => ({ rows: `${HEADER}<row><c t="str"><v>${'x'.repeat(100 * MB)}</v></c></row>` }),
    'workbook_damaged',
  ],
  [
    'a cell of 100 MB in pieces',
    'usage',
    () => ({ rows: `${HEADER}<row><c t="str"><v>${pieces('x'.repeat(MB), 100)}</v></c></row>` }),
    'sheet_too_large',
  ],
  [
    'rows of long cells',
    'usage',
    () => ({
      rows: `${HEADER}${`<row>${`<c t="str"><v>${'x'.repeat(30_000)}</v></c>`.repeat(600)}</row>`.repeat(8)}`,
    }),
    'sheet_too_large',
  ],
  [
    'one long text shared by all cells',
    'usage',
    () => ({
      rows: `${HEADER}${`<row>${'<c t="s"><v>0</v></c>'.repeat(16_384)}</row>`.repeat(100)}`,
      strings: `<si><t>${'x'.repeat(30_000)}</t></si>`,
    }),
    'sheet_too_large',
  ],
  [
    'an attribute of 30 MB',
    'usage',
    () => ({ rows: `<row x="${'>'.repeat(30 * MB)}"></row>${HEADER}` }),
    'workbook_damaged',
  ],
  ['tags without end', 'usage', () => ({ rows: `<row ${'x '.repeat(20 * MB)}` }), 'workbook_damaged'],
  ['comments without end', 'usage', () => ({ rows: `<!--${'-'.repeat(60 * MB)}` }), 'workbook_damaged'],
  ['empty elements', 'usage', () => ({ rows: `${'<x/>'.repeat(20 * MB)}${HEADER}` }), 'ok'],
  [
    'a header of 16 384 columns that are called the same',
    'usage',
    () => ({
      rows: `<row>${['event_id', 'customer', 'meter', 'quantity', 'occurred_at'].map(inline).join('')}${inline('note').repeat(16_379)}</row>`,
    }),
    'ok',
  ],
  [
    'relationships without end',
    'usage',
    () => ({
      rows: HEADER,
      extra: [
        {
          name: '_rels/.rels',
          content: `<Relationships>${Array.from({ length: MB }, (_, id) => `<Relationship Id="${id}" Type="x" Target="y"/>`).join('')}</Relationships>`,
        },
      ],
    }),
    'workbook_too_large',
  ],
];

function manySheets(): HandMade {
  const sheets = Array.from(
    { length: 10_000 },
    (_, at) => `<sheet name="s${at}" sheetId="${at}" r:id="rId1"/>`,
  );
  const workbook = `<workbook><sheets>${sheets.join('')}</sheets></workbook>`;
  const rows = '<row><c><v>1</v></c></row>'.repeat(20_000);
  return { rows, extra: [{ name: 'xl/workbook.xml', content: workbook }] };
}

describe('workbooks that are too much', () => {
  it.each(WORKBOOKS)('%s, %s', async (_what, verb, made, verdict) => {
    expect(await verdictOf(verb, '.xlsx', workbook(made()))).toBe(verdict);
  });

  it('a directory that is said to lie beyond all numbers', async () => {
    const whole = zipOf(handMade({ rows: HEADER }));
    const end = whole.subarray(whole.length - 22);
    for (const field of [8, 10, 12, 16])
      end.writeUIntLE(field < 12 ? 0xffff : 0xffffffff, field, field < 12 ? 2 : 4);
    const locator = Buffer.alloc(20, 0xff);
    locator.write('PK\x06\x07', 'latin1');
    const spoilt = Buffer.concat([whole.subarray(0, whole.length - 22), locator, end]);
    expect(await verdictOf('usage', '.xlsx', spoilt)).toBe('workbook_damaged');
  });
});

const CSV: readonly (readonly [
  what: string,
  verb: BombOrder['verb'],
  made: () => string,
  verdict: string,
])[] = [
  ['a cell of 100 MB', 'usage', () => `event_id,customer\n${'x'.repeat(100 * MB)}`, 'cell_too_large'],
  [
    'a quoted cell of 100 MB',
    'usage',
    () => `event_id,customer\n"${'x""'.repeat(33 * MB)}"`,
    'cell_too_large',
  ],
  ['a million columns', 'usage', () => ','.repeat(MB), 'too_many_columns'],
  [
    'ten thousand columns that are called the same',
    'usage',
    () => `event_id,customer,meter,quantity,occurred_at${',note'.repeat(9_990)}\n`,
    'ok',
  ],
  [
    'a long name over many rows',
    'usage',
    () =>
      `event_id,customer,meter,quantity,occurred_at,${'n'.repeat(MB)}\n${Array.from({ length: 2000 }, (_, at) => `e${at},kim,calls,1,2026-02-03,v\n`).join('')}`,
    'ok',
  ],
  [
    'ten thousand columns of long names',
    'propose',
    () => `${Array.from({ length: 9_999 }, (_, at) => `${'quantity'.repeat(12)}${at}`).join()}\n`,
    'ok',
  ],
  [
    'a number that goes on in blanks',
    'propose',
    () => `event_id,customer,meter,quantity,occurred_at\ne1,kim,calls,1${' '.repeat(MB)}!,2026-02-03\n`,
    'ok',
  ],
  [
    'a heading of brackets',
    'legacy',
    () => `Customer,${'('.repeat(MB)},Credits\nKim,1,2\n`,
    'layout_unclear',
  ],
  ['blank lines', 'usage', () => '\n'.repeat(20 * MB), 'empty_file'],
  [
    'a setup table of two million rows',
    'setup',
    () => `code,name\n${'x,y\n'.repeat(2 * MB)}`,
    'sheet_too_large',
  ],
  [
    'a setup table of many mistakes',
    'setup',
    () => `code,name\n${'a|b,,c\n'.repeat(150_000)}`,
    'cell_without_column',
  ],
];

describe('text that is too much', () => {
  it.each(CSV)('%s, %s', async (_what, verb, made, verdict) => {
    expect(await verdictOf(verb, '.csv', made())).toBe(verdict);
  });
});

describe('JSON that is too much', () => {
  const deep = '['.repeat(5 * MB);
  it.each([
    ['profile', `${deep}${']'.repeat(5 * MB)}`, 'bad_profile'],
    ['profile', `[${'1,'.repeat(5 * MB)}1]`, 'bad_profile'],
    [
      'profile',
      `{"values":{"customer":{${Array.from({ length: 500_000 }, (_, at) => `"${at}":1`).join()}}}}`,
      'bad_profile',
    ],
    ['profile', `{"columns":"${'x'.repeat(200 * MB)}"}`, 'profile_unreadable'],
    ['letterhead', deep, 'bad_letterhead'],
    ['letterhead', '{"name":"Us","logo":"/dev/zero"}', 'bad_logo'],
  ] as const)('%s', async (verb, content, verdict) => {
    expect(await verdictOf(verb, '.json', content)).toBe(verdict);
  });
});

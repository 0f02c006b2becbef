// The ledger and usage as a whole through the served contract: finding a text beyond what is loaded, totals of what fits, and files of
// it, each held against the windows that a grid shows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseScaled } from '../../src-shared/decimal.ts';
import { scratchFolder } from '../services/company-book.ts';
import { plainWorkbook } from '../support/workbook-cells.ts';
import type { Calls } from './calls.ts';
import { callsOnSample } from './calls.ts';

type Cells = readonly (string | null)[];

let calls: Calls;
let lines: Cells[];
let events: Cells[];
const [LOT, CREDITS, REVENUE, CURRENCY] = [4, 7, 9, 10];

beforeAll(async () => {
  calls = await callsOnSample();
  lines = await everyLine({});
  events = [];
  for (let start = 0; ; start += 500) {
    const { rows } = await calls.ask('usage.page', { start, limit: 500, newest: false });
    events.push(...rows.map(({ cells }) => cells));
    if (rows.length < 500 || events.length > 100_000) break;
  }
});

async function everyLine(filter: object): Promise<Cells[]> {
  const all: Cells[] = [];
  for (;;) {
    const { rows, total } = await calls.ask('ledger.window', { ...filter, start: all.length, limit: 1000 });
    all.push(...rows.map(({ cells }) => cells));
    if (rows.length === 0 || all.length === total) return all;
  }
}

/** The first places that are found, one after the other. */
const MOST = 12;

async function placesOf(text: string, more: object = {}): Promise<number[]> {
  const places: number[] = [];
  let from: number | null = -1;
  while (from !== null && places.length < MOST) {
    const answer: { place: number | null; next: number | null } = await calls.ask('ledger.find', {
      text,
      from,
      ...more,
    });
    if (answer.place !== null) places.push(answer.place);
    from = answer.place ?? answer.next;
  }
  return places;
}

const withText = (rows: readonly Cells[], text: string, columns: readonly number[]): number[] =>
  rows.flatMap((cells, place) =>
    columns.some((column) => cells[column]?.toLowerCase().includes(text)) ? [place] : [],
  );

describe('finding in the ledger', () => {
  it('finds every line in order, wherever it is, in both orders', async () => {
    const expected = withText(lines, 'hoeger', [1, 2, 4, 5, 6]);
    expect(expected.length).toBeGreaterThan(10);
    expect(await placesOf('Hoeger')).toEqual(expected.slice(0, MOST));
    const turned = expected.map((place) => lines.length - 1 - place).reverse();
    expect(await placesOf('hoeger', { newest: true })).toEqual(turned.slice(0, MOST));
  });

  it('goes backward as well, and stays within the filter', async () => {
    const filter = { customer: 'nordhaven' };
    const narrowed = await everyLine(filter);
    const lot = narrowed.at(-1)![LOT]!;
    const expected = withText(narrowed, lot.toLowerCase(), [LOT]);
    const from = expected.at(-1)!;
    const back = await calls.ask('ledger.find', { ...filter, text: lot, from, forward: false });
    expect(back.place).toBe(expected.at(-2) ?? null);
    expect(await placesOf(lot, filter)).toEqual(expected.slice(0, MOST));
  });

  it('finds entries by their words and amounts as wholes, with either sign', async () => {
    const rolled = lines.flatMap(([, , , entry], place) => (entry === 'rollover_in' ? [place] : []));
    expect(await placesOf('rollover in')).toEqual(rolled.slice(0, MOST));
    const amount = lines.find((cells) => cells[CREDITS]?.startsWith('-'))![CREDITS]!.slice(1);
    const found = await placesOf(amount, { amount });
    for (const place of found)
      expect(
        [lines[place]![7], lines[place]![8], lines[place]![9]].map((cell) => Number(cell?.replace('-', ''))),
      ).toContain(Number(amount));
    expect(found.length).toBeGreaterThan(0);
    expect(await placesOf('nothing at all is called so')).toEqual([]);
  });
});

it('finding in usage goes through every row, and says where places are no rows', async () => {
  const expected = withText(events, 'gb_archived', [2, 3]);
  const places: number[] = [];
  for (let from: number | null = -1; from !== null && places.length <= events.length; ) {
    const answer: { place: number | null; next: number | null } = await calls.ask('usage.find', {
      find: 'gb_archived',
      newest: false,
      from,
    });
    if (answer.place !== null) places.push(answer.place);
    from = answer.place ?? answer.next;
  }
  expect(expected.length).toBeGreaterThan(5);
  expect(places).toEqual(expected);
  const newest = await calls.ask('usage.find', { find: 'gb_archived' });
  expect(newest.place).toBe(events.length - 1 - expected.at(-1)!);
  expect(await calls.ask('usage.find', { find: 'x', customer: 'nordhaven' })).toEqual({
    place: null,
    next: null,
    total: null,
  });
});

it('totals of the ledger are the sums of its lines', async () => {
  const filter = { customer: 'nordhaven' };
  const narrowed = await everyLine(filter);
  const { rows } = await calls.ask('ledger.totals', filter);
  expect(rows.length).toBeGreaterThan(0);
  for (const total of rows) {
    const sum = narrowed
      .filter((cells) => cells[CURRENCY] === total[CURRENCY])
      .reduce((all, cells) => all + (parseScaled(cells[REVENUE] ?? '0', 2) ?? 0n), 0n);
    expect(parseScaled(total[REVENUE]!, 2)).toBe(sum);
  }
  const [grant] = narrowed.filter((cells) => cells[LOT] !== null);
  const one = { lot: grant![LOT] };
  const ofLot = await everyLine(one);
  const [first] = (await calls.ask('ledger.totals', one)).rows;
  const credits = ofLot.reduce((all, cells) => all + parseScaled(cells[CREDITS]!, 6)!, 0n);
  expect(parseScaled(first![CREDITS]!, 6)).toBe(credits);
});

describe('files of what fits', () => {
  it('hold the rows that the window shows, in its order', async () => {
    const filter = { customer: 'nordhaven' };
    const narrowed = await everyLine(filter);
    const path = join(scratchFolder(), 'ledger.csv');
    const saved = await calls.ask('ledger.save', {
      ...filter,
      newest: true,
      format: 'csv',
      file: calls.grant(path),
    });
    expect(saved.rows).toBe(narrowed.length);
    const text = readFileSync(path, 'utf8');
    expect(text.startsWith('\uFEFFAt,Customer,Credit type')).toBe(true);
    const ats = text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]);
    expect(ats).toEqual(narrowed.map(([at]) => at).reverse());
    const refused = await calls.reply('ledger.save', {
      entry: 'nonsense',
      format: 'csv',
      file: calls.grant(path),
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'unknown_entry' } });
  });

  it('as a workbook hold the same', async () => {
    const path = join(scratchFolder(), 'usage.xlsx');
    await calls.ask('usage.save', { customer: 'nordhaven', format: 'xlsx', file: calls.grant(path) });
    const [sheet] = [...(await plainWorkbook(path)).values()];
    const ids = [...sheet!]
      .flatMap(([address, { value }]) => (/^B\d+$/.test(address) ? [value] : []))
      .slice(1);
    const expected = events.filter((cells) => cells[2] === 'nordhaven').map(([, id]) => id);
    expect(ids.sort()).toEqual(expected.sort());
    expect(expected.every((id) => lines.length > 0 && id !== null)).toBe(true);
  });

  it('of any grid are what the page gave, a bad value as text', async () => {
    const path = join(scratchFolder(), 'grid.xlsx');
    const columns = [
      { key: 'code', title: 'Code', type: 'text' as const },
      { key: 'credits', title: 'Credits', type: 'quantity' as const },
    ];
    const rows = [
      ['=1+1', '12.50'],
      ['b', 'many'],
    ];
    await calls.ask('table.save', { title: 'Packs', columns, rows, format: 'xlsx', file: calls.grant(path) });
    const sheet = (await plainWorkbook(path)).get('Packs')!;
    expect([...sheet.values()].map(({ value }) => value)).toEqual(
      expect.arrayContaining(['=1+1', '12.50', 'many']),
    );
  });
});

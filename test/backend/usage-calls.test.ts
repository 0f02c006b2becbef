// The calls about usage through the served contract, on a book of its own: paging by key along indexes, the wizard's review and
// commit, voids, undo. Must not: test the rules themselves; test/cases and test/services do.
import { describe, expect, it } from 'vitest';
import { type UsageAsked, type UsagePage, usagePage } from '../../src-main/services/usage/pages.ts';
import { usageQuery } from '../../src-main/storage/usage-pages.ts';
import type { Answer, Given } from '../../src-shared/contract/index.ts';
import { openWindow, type Window } from './corner-shop.ts';

const ALL_USAGE: UsageAsked = {
  customer: null,
  meter: null,
  batch: null,
  late: false,
  exception: false,
  text: '',
  sort: null,
  newest: true,
  after: null,
  start: 0,
  limit: 500,
};
const HEADER = 'event_id,customer,meter,quantity,occurred_at';
const MESSY = `${HEADER}
e1,anna,calls,10,2026-01-10
e2,berta,calls,20,2026-01-11
e3,anna,calls,1O,2026-01-12
e4,bert,calls,8,2026-01-13
e5,anna,faxes,3,2026-01-14
e1,anna,calls,10,2026-01-10
e6,anna,calls,99,2026-01-15
`;

async function canonical(window: Window, file: string) {
  const shape = await window.call('import.shape', { file });
  return shape.proposal.profile;
}

async function imported(window: Window, content: string): Promise<void> {
  const file = window.file(content);
  const layout = await canonical(window, file);
  const { token } = await window.call('import.review', { file, layout });
  await window.call('import.commit', { file, layout, token });
}

describe('importing through the window', () => {
  it('shows a file before anything is decided', async () => {
    const window = openWindow();
    const shape = await window.call('import.shape', { file: window.file(MESSY) });
    expect(shape.rows[1]).toEqual({ line: 2, cells: ['e1', 'anna', 'calls', '10', '2026-01-10'] });
    expect(shape.proposal.questions).toEqual([]);
    expect(shape.fitting.map(({ name }) => name)).toEqual([null]);
    expect(shape.known).toBeNull();
    await window.server.stop();
  });

  it('reviews, mends, maps, leaves out, and commits exactly what the review showed', async () => {
    const window = openWindow();
    const file = window.file(MESSY);
    const layout = await canonical(window, file);
    const first = await window.call('import.review', { file, layout });
    expect(first.counts).toMatchObject({ accepted: 4, duplicates: 1, exceptions: 1, rejected: 2 });
    expect(first.rows.slice(0, 2).map(({ line, code }) => [line, code])).toEqual([
      [3, 'unknown_customer'],
      [4, 'bad_quantity'],
    ]);
    expect(first.unknown).toMatchObject([{ what: 'customer', text: 'berta', rows: 1 }]);
    expect(first.effect).toContainEqual({
      customer: 'bert',
      creditType: 'credits',
      drawn: '5.00',
      overage: '3.00',
      balance: '0.00',
    });
    // Nothing was kept.
    expect((await window.call('batch.list', {})).batches).toEqual([]);
    expect((await window.call('usage.page', {})).rows).toEqual([]);

    const given = {
      file,
      layout: { ...layout, values: { customer: { berta: 'bert' }, meter: {} } },
      mends: [{ line: 4, cells: [{ place: 3, text: '10' }] }],
      leftOut: [{ line: 8, reason: 'a load test' }],
    };
    const second = await window.call('import.review', given);
    expect(second.counts).toMatchObject({ accepted: 5, duplicates: 1, rejected: 1, leftOut: 1 });
    expect(second.totals).toEqual({
      rows: 5,
      quantity: '51',
      meters: [
        { meter: 'calls', rows: 4, quantity: '48' },
        { meter: 'faxes', rows: 1, quantity: '3' },
      ],
      first: '2026-01-09T23:00:00.000Z',
      last: '2026-01-13T23:00:00.000Z',
    });
    const { review, notRemembered } = await window.call('import.commit', {
      ...given,
      token: second.token,
      remember: 'corner shop',
    });
    expect(notRemembered).toBeNull();
    expect(review.counts).toEqual(second.counts);
    expect(review.effect).toEqual(second.effect);
    expect(review.totals).toEqual(second.totals);
    const { batches } = await window.call('batch.list', {});
    expect(batches).toMatchObject([{ batch: 1, accepted: 5, profile: 'corner shop', undone: false }]);
    expect((await window.call('profile.list', {})).profiles.map(({ name }) => name)).toEqual(['corner shop']);
    const { rows } = await window.call('batch.rejects', { batch: 1 });
    expect(rows).toMatchObject([{ line: 8, code: 'left_out', message: 'Left out by hand: a load test' }]);
    await window.server.stop();
  });

  it('refuses a commit when the file or the book changed since the review', async () => {
    const window = openWindow();
    const file = window.file(MESSY);
    const layout = await canonical(window, file);
    const { token } = await window.call('import.review', { file, layout });
    window.rewrite(file, MESSY.replace('e6,anna,calls,99', 'e6,anna,calls,98'));
    expect(await window.refused('import.commit', { file, layout, token })).toBe('review_stale');
    window.rewrite(file, MESSY);
    await window.call('import.create', { customers: [{ code: 'berta', name: 'Berta' }] });
    expect(await window.refused('import.commit', { file, layout, token })).toBe('review_stale');
    const again = await window.call('import.review', { file, layout });
    expect(again.counts.accepted).toBe(5);
    expect(
      await window.refused('import.commit', {
        file,
        layout,
        token: again.token,
        leftOut: [{ line: 2, reason: 'never reviewed' }],
      }),
    ).toBe('review_stale');
    expect((await window.call('batch.list', {})).batches).toEqual([]);
    await window.server.stop();
  });

  it('undoes a batch; its ids are free again', async () => {
    const window = openWindow();
    await imported(window, `${HEADER}\na1,anna,calls,5,2026-01-10\n`);
    await window.call('batch.undo', { batch: 1, reason: 'the wrong file' });
    expect((await window.call('batch.list', {})).batches).toMatchObject([{ batch: 1, undone: true }]);
    expect((await window.call('usage.page', {})).rows).toEqual([]);
    expect(await window.refused('batch.undo', { batch: 1, reason: 'again' })).toBe('already_undone');
    await imported(window, `${HEADER}\na1,anna,calls,6,2026-01-10\n`);
    expect((await window.call('usage.page', {})).rows).toHaveLength(1);
    await window.server.stop();
  });
});

describe('looking through usage', () => {
  async function filled(): Promise<Window> {
    const window = openWindow();
    const lines = Array.from(
      { length: 60 },
      (_, n) =>
        `ev-${String(n).padStart(3, '0')},${n % 3 ? 'anna' : 'bert'},${n % 10 ? 'calls' : 'faxes'},1,2026-01-${String(1 + (n % 28)).padStart(2, '0')}`,
    );
    await imported(window, `${HEADER}\n${lines.slice(0, 40).join('\n')}\n`);
    await imported(window, `${HEADER}\n${lines.slice(40).join('\n')}\n`);
    return window;
  }

  async function walk(window: Window, filter: Partial<Given<'usage.page'>>): Promise<string[]> {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page: Answer<'usage.page'> = await window.call('usage.page', { ...filter, after, limit: 7 });
      ids.push(...page.rows.map(({ cells }) => cells[1]!));
      after = page.next;
    } while (after !== null);
    return ids;
  }

  it('pages by key: every row once, in both directions, under every filter', async () => {
    const window = await filled();
    const all = await walk(window, { newest: false });
    expect(all).toHaveLength(60);
    expect(await walk(window, {})).toEqual([...all].reverse());
    for (const filter of [
      { customer: 'anna' },
      { meter: 'faxes' },
      { batch: 2 },
      { text: 'ev-01' },
      { exception: true },
      { customer: 'bert', meter: 'calls' },
      { exception: true, customer: 'anna' },
    ]) {
      const down = await walk(window, filter);
      const up = await walk(window, { ...filter, newest: false });
      expect(new Set(down).size).toBe(down.length);
      expect(down).toEqual([...up].reverse());
    }
    expect(await walk(window, { customer: 'anna' })).toHaveLength(40);
    expect(await walk(window, { meter: 'faxes' })).toHaveLength(6);
    expect(await walk(window, { exception: true })).toHaveLength(6);
    expect(await walk(window, { batch: 2 })).toHaveLength(20);
    expect(await walk(window, { text: 'ev-01' })).toHaveLength(10);
    const middle = await window.call('usage.page', { newest: false, start: 30, limit: 5 });
    expect(middle.rows.map(({ cells }) => cells[1])).toEqual(all.slice(30, 35));
    expect(middle.total).toBe(60);
    await window.server.stop();
  });

  it('has the same rows along an index as put in order at once, and counts and places a customer’s there', async () => {
    const window = await filled();
    const ids = ({ rows }: UsagePage): string[] => rows.map(({ cells }) => cells[1]!);
    for (const undo of [false, true]) {
      if (undo) await window.call('batch.undo', { batch: 1, reason: 'sent twice' });
      const session = window.desk.session();
      for (const filter of [
        {},
        { customer: 'anna' },
        { customer: 'anna', meter: 'faxes' },
        { batch: 2 },
        { text: 'ev-0' },
        { exception: true },
      ]) {
        for (const newest of [true, false]) {
          const asked: UsageAsked = { ...ALL_USAGE, ...filter, newest };
          const few = usagePage(session, asked);
          const many = usagePage(session, asked, 0);
          expect(few.total).toBe(few.rows.length);
          expect(ids(many)).toEqual(ids(few));
          expect(few.rows.length > 0 || undo).toBe(true);
          if ('meter' in filter || 'text' in filter || 'exception' in filter) continue;
          expect(many.total).toBe(few.total);
          for (const start of [0, 1, 7, few.rows.length - 1, few.rows.length]) {
            const part = ids(few).slice(start, start + 5);
            for (const most of [0, 100])
              expect(ids(usagePage(session, { ...asked, start, limit: 5 }, most))).toEqual(part);
          }
        }
      }
    }
    await window.server.stop();
  });

  it('goes along an index for every kind of page', async () => {
    const window = await filled();
    const { open } = window.desk.session();
    for (const scan of [
      { by: 'seq', from: 1, to: 60 },
      { by: 'customer', customer: 'anna' },
      { by: 'id', prefix: 'ev-0' },
      { by: 'unrated' },
    ] as const) {
      for (const newest of [true, false]) {
        for (const after of [null, 11]) {
          const { sql, parameters } = usageQuery(open, scan, newest, after);
          const plan = open.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as {
            detail: string;
          }[];
          const steps = plan.map(({ detail }) => detail).join('; ');
          expect(sql).not.toMatch(/OFFSET/i);
          expect(steps).not.toMatch(/TEMP B-TREE/);
          if (scan.by !== 'unrated') expect(steps).toMatch(/^SEARCH u USING (INTEGER PRIMARY KEY|INDEX)/);
          else expect(steps).toMatch(/(SEARCH|SCAN) x.*SEARCH u USING INTEGER PRIMARY KEY/);
        }
      }
    }
    await window.server.stop();
  });

  it('says how a row was paid, explains it, voids it, excludes what has no rate', async () => {
    const window = await filled();
    const [row] = (await window.call('usage.page', { text: 'ev-001' })).rows;
    expect(row!.cells.slice(2, 13)).toEqual([
      'anna',
      'calls',
      '1',
      'counted',
      '1.00',
      '1.00',
      '0.00',
      'credits',
      '0.50',
      'EUR',
      'g1',
    ]);
    const { steps, state } = await window.call('explain.read', {
      subject: { kind: 'event', event: 'ev-001' },
    });
    expect(steps[0]!.pieces.join('')).toContain('import batch 1, from line 3');
    expect(state).toBe('counted');
    await window.call('usage.void', { events: ['ev-001'], reason: 'our own test' });
    const [voided] = (await window.call('usage.page', { text: 'ev-001' })).rows;
    expect(voided!.cells[5]).toBe('voided');
    await window.call('usage.exclude', { event: 'ev-010', reason: 'a trial' });
    const [excluded] = (await window.call('usage.page', { text: 'ev-010' })).rows;
    expect(excluded!.cells[5]).toBe('excluded');
    expect(await window.refused('usage.void', { events: ['nobody'], reason: 'x' })).not.toBe('not refused');
    expect(await window.refused('usage.void', { events: ['ev-002'], reason: '' })).toBe('bad_input');
    expect(await window.refused('usage.page', { limit: 501 })).toBe('bad_input');
    await window.server.stop();
  });
});

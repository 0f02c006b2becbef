// Every job of the window can be stopped where it says how far it is: it answers as cancelled, and the book is as it was. Also in a
// real worker, which is deep in its work when the cancel comes. Must not: test what the jobs do.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../../src-main/backend/window/client.ts';
import { openDesk } from '../../src-main/backend/window/desk.ts';
import { openServer, type Server } from '../../src-main/backend/window/server.ts';
import { CANONICAL_PROFILE } from '../../src-main/import/usage-profile.ts';
import type { Given, Method } from '../../src-shared/contract/index.ts';
import type { BackendEvent } from '../../src-shared/contract/wire.ts';
import { ACTOR, bookWith, scratchFolder, someone } from '../services/company-book.ts';
import { contents } from '../services/small-company.ts';
import { BOOK, CALLS } from '../support/setup-tables.ts';

const TABLES = `${BOOK}${CALLS}
customers
code | name
anna | Anna
bert | Bert
`;

const { columns } = CANONICAL_PROFILE;
const LAYOUT: Given<'import.review'>['layout'] = {
  ...CANONICAL_PROFILE,
  columns: { ...columns, event_id: { column: 'event_id' } },
};

const usage = (rows: number): string =>
  `event_id,customer,meter,quantity,occurred_at\n${Array.from(
    { length: rows },
    (_, n) => `e${n},${n % 10 === 0 ? 'bert' : 'anna'},calls,1,2026-01-${10 + (n % 20)}\n`,
  ).join('')}`;

interface Watched {
  readonly session: ReturnType<typeof bookWith>['session'];
  readonly folder: string;
  file(name: string): string;
  ask(method: string, input: unknown): Promise<unknown>;
  /** Cancels the call when it says this step. */
  stopAt(method: string, input: unknown, step: string): ReturnType<Server['call']>;
}

/** A book with 5 000 events of two customers, and one more file of them to import. */
async function watched(): Promise<Watched> {
  const book = bookWith(TABLES);
  book.file('usage.csv', usage(5000));
  book.file('more.csv', usage(9000));
  const { path } = book.session.open;
  book.session.open.close();
  const desk = openDesk(someone(), ACTOR.now);
  let wanted = '';
  const emit = (event: BackendEvent): void => {
    if (event.type === 'progress' && event.step === wanted) server.cancel(event.id);
  };
  const server = openServer({ desk, emit, checkAnswers: true, progressEveryMs: 0 });
  let id = 0;
  const file = (name: string): string => {
    const ref = `ref-${name.replace('.', '-')}-0000`;
    desk.grant(ref, join(book.folder, name));
    return ref;
  };
  const ask = async (method: string, input: unknown): Promise<unknown> => {
    const reply = await server.call({ id: ++id, method, input });
    if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
    return reply.value;
  };
  desk.grant('ref-book-0000', path);
  await ask('book.open', { file: 'ref-book-0000' });
  const given = { file: file('usage.csv'), layout: LAYOUT };
  const { token } = (await ask('import.review', given)) as { token: string };
  await ask('import.commit', { ...given, token });
  return {
    session: desk.session(),
    folder: book.folder,
    file,
    ask,
    stopAt: async (method, input, step) => {
      wanted = step;
      try {
        return await server.call({ id: ++id, method, input });
      } finally {
        wanted = '';
      }
    },
  };
}

const CANCELLED = { ok: false, error: { code: 'cancelled', message: 'Stopped, as you asked' } };

describe('a job that is cancelled leaves the book as it was', () => {
  const JOBS: [Method, string, (book: Watched) => unknown][] = [
    ['import.review', 'Reading', ({ file }) => ({ file: file('more.csv'), layout: LAYOUT })],
    ['import.review', 'Deriving', ({ file }) => ({ file: file('more.csv'), layout: LAYOUT })],
    ['import.review', 'Looking for duplicates', ({ file }) => ({ file: file('more.csv'), layout: LAYOUT })],
    ['batch.undo', 'Deriving', () => ({ batch: 1, reason: 'wrong' })],
    ['audit.verify', 'Checking the file', () => ({})],
    ['audit.verify', 'Checking the usage rows', () => ({})],
    ['audit.verify', 'Replaying', () => ({})],
    ['months.close', 'Checking', () => ({ month: '2026-01' })],
    ['statements.save', 'Writing statements', ({ file }) => ({ month: '2026-01', file: file('statements') })],
    [
      'revenue.save',
      'Writing the workbook',
      ({ file }) => ({ month: '2026-01', span: 'quarter', file: file('revenue.xlsx') }),
    ],
    [
      'report.save',
      'Writing rows',
      ({ file }) => ({ name: 'ledger', format: 'csv', file: file('ledger.csv') }),
    ],
  ];
  it.each(JOBS)('%s while %s', async (method, step, input) => {
    const book = await watched();
    const before = contents(book);
    expect(await book.stopAt(method, input(book), step)).toMatchObject(CANCELLED);
    expect(contents(book)).toEqual(before);
    expect(await book.ask('audit.verify', {})).toMatchObject({ findings: [], usage: 5000 });
  });

  it('import.commit while Deriving; then the same review still holds', async () => {
    const book = await watched();
    const before = contents(book);
    const given = { file: book.file('more.csv'), layout: LAYOUT };
    const { token } = (await book.ask('import.review', given)) as { token: string };
    for (const step of ['Reading', 'Deriving'])
      expect(await book.stopAt('import.commit', { ...given, token }, step)).toMatchObject(CANCELLED);
    expect(contents(book)).toEqual(before);
    expect(await book.ask('import.commit', { ...given, token })).toMatchObject({
      review: { counts: { accepted: 4000, duplicates: 5000 } },
    });
  });

  it('of a workbook that is given up nothing is left', async () => {
    const book = await watched();
    const asked = { month: '2026-01', span: 'month', file: book.file('revenue.xlsx') };
    await book.stopAt('revenue.save', asked, 'Writing the workbook');
    expect(readdirSync(book.folder).filter((name) => name.includes('revenue'))).toEqual([]);
  });

  it('statements: those that were written stay, and are said', async () => {
    const book = await watched();
    const reply = await book.stopAt(
      'statements.save',
      { month: '2026-01', file: book.file('statements') },
      'Writing statements',
    );
    expect(reply).toMatchObject({ error: { findings: [{ hint: expect.stringMatching(/^2 .*stay in/) }] } });
    expect(readdirSync(join(book.folder, 'statements'))).toHaveLength(2);
  });

  it('deriving within one customer, however few customers there are', async () => {
    const book = bookWith(TABLES);
    const before = contents(book);
    const seen: number[] = [];
    const stopped = await book.usage(usage(5000).split('\n').slice(1).join('\n').replaceAll('bert', 'anna'), {
      progress: (step, done, of) => {
        if (step !== 'Deriving') return;
        seen.push(done / of);
      },
      cancelled: () => seen.length === 2,
    });
    expect(stopped).toMatchObject({ ok: false, findings: [{ code: 'cancelled' }] });
    expect(seen.every((part, index) => part > (seen[index - 1] ?? 0) && part < 1)).toBe(true);
    expect(contents(book)).toEqual(before);
  });
});

describe('in a worker', () => {
  const running: Backend[] = [];
  afterEach(() => Promise.all(running.splice(0).map((backend) => backend.stop())));

  it('a cancel is heard in the middle of deriving; one that waits for its turn never begins', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'usage.csv'), usage(200_000));
    const made = bookWith(TABLES);
    const { path } = made.session.open;
    made.session.open.close();
    const worker = new URL('../../src-main/backend/window/worker.ts', import.meta.url);
    const backend = startBackend(worker, { checkAnswers: true, person: null });
    running.push(backend);
    await backend.call('book.open', { file: backend.grant(path) });
    let waiting = 0;
    const events: string[] = [];
    backend.subscribe((event) => {
      if (event.type !== 'progress') return;
      events.push(event.step);
      if (event.step !== 'Deriving') return;
      backend.cancel(event.id);
      backend.cancel(waiting);
    });
    const file = backend.grant(join(folder, 'usage.csv'));
    const review = backend.call('import.review', { file, layout: LAYOUT });
    const second = backend.call('import.review', { file, layout: LAYOUT }, (id) => {
      waiting = id;
    });
    expect(await review).toMatchObject(CANCELLED);
    expect(await second).toMatchObject(CANCELLED);
    expect(events.filter((step) => step === 'Deriving').length).toBeLessThan(20);
    expect(await backend.call('audit.verify', {})).toMatchObject({
      ok: true,
      value: { usage: 0, findings: [] },
    });
  });
});

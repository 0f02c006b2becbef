// The worker's life: it crashes, cannot start, is stopped while it writes. Calls are answered whatever happens, and what was
// said to be done is in the book.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../../src-main/backend/window/client.ts';
import type { BackendEvent } from '../../src-shared/contract/wire.ts';
import { openLoopback } from '../hosts/loopback.ts';

const CRASHING = new URL('./crashing-worker.ts', import.meta.url);
const REFUSING = new URL('./refusing-worker.ts', import.meta.url);
const scratch = mkdtempSync(join(tmpdir(), 'drawdown-worker-'));
const running: Backend[] = [];
afterEach(() => Promise.all(running.splice(0).map((backend) => backend.stop())));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function start(file: URL = CRASHING): { backend: Backend; events: BackendEvent[] } {
  const backend = startBackend(file, { checkAnswers: true, person: null });
  running.push(backend);
  const events: BackendEvent[] = [];
  backend.subscribe((event) => void events.push(event));
  return { backend, events };
}
const down = {
  ok: false,
  error: { code: 'backend_down', message: expect.stringContaining('open it again') },
};

describe('a crash', () => {
  it.each(['test.exit', 'test.throw', 'test.reject'])(
    'answers every call under way, is told, and the next call finds a worker: %s',
    async (how) => {
      const { backend, events } = start();
      const file = backend.grant(join(scratch, `${how}.ddb`));
      expect(await backend.call('book.create', { file })).toMatchObject({ ok: true });
      const crashed = [backend.call(how, {}), backend.call('report.table', { name: 'lots' })];
      const replies = await Promise.all(crashed);
      // A rejected promise ends the thread only after it has answered that there is no such call.
      const counted = how === 'test.reject' ? replies.slice(2) : replies;
      for (const reply of counted) expect(reply).toMatchObject(down);
      await expect.poll(() => events.filter(({ type }) => type === 'down')).toHaveLength(1);
      expect(await backend.call('app.state', {})).toMatchObject({ ok: true, value: { book: null } });
      // References given before are still good.
      const opened = await backend.call('book.open', { file });
      expect(opened).toMatchObject({ ok: true, value: { ready: false } });
    },
  );

  it('reaches the page as an event and as a reply', async () => {
    const page = await openLoopback({}, undefined, CRASHING);
    const events: BackendEvent[] = [];
    page.host.backend.subscribe((event) => void events.push(event));
    expect(await page.call('test.exit')).toMatchObject(down);
    expect(events).toMatchObject([{ type: 'down', message: expect.stringContaining('stopped') }]);
    expect(await page.call('app.state')).toMatchObject({ ok: true });
    await page.stop();
  });
});

describe('a worker that cannot start', () => {
  it('is told, and tried again by each call but never by itself', async () => {
    const { backend, events } = start(REFUSING);
    await expect.poll(() => events.length).toBe(1);
    await new Promise((later) => setTimeout(later, 300));
    expect(events).toMatchObject([{ type: 'down', message: expect.stringContaining('better_sqlite3') }]);
    expect(await backend.call('app.state', {})).toMatchObject(down);
    await expect.poll(() => events.length).toBe(2);
    await backend.stop();
    expect(await backend.call('app.state', {})).toMatchObject({ ok: false, error: { code: 'backend_down' } });
  });
});

describe('a stop', () => {
  it('waits for the running write and for what stands behind it, and answers them', async () => {
    const { backend, events } = start();
    const folder = backend.grant(join(scratch, 'sample'));
    const copy = backend.grant(join(scratch, 'copy.ddb'));
    const calls = [
      backend.call('book.sample', { folder }),
      backend.call('book.copy', { file: copy }),
      backend.call('report.table', { name: 'balances' }),
    ];
    await expect.poll(() => events.some(({ type }) => type === 'progress')).toBe(true);
    const stopped = backend.stop().then(() => 'stopped');
    const late = await backend.call('app.state', {});
    expect(late).toMatchObject({
      ok: false,
      error: { code: 'backend_down', message: 'Drawdown is closing' },
    });
    const first = await Promise.race([stopped, Promise.all(calls).then(() => 'answered')]);
    expect(first).toBe('answered');
    for (const call of calls) expect(await call).toMatchObject({ ok: true });
    await stopped;
    expect(existsSync(join(scratch, 'copy.ddb'))).toBe(true);
    // One plain file: no lock, no journal beside it.
    const left = readdirSync(join(scratch, 'sample')).filter((name) => name.startsWith('klarblatt'));
    expect(left).toEqual(['klarblatt.ddb']);
  });

  it('is not held up by a worker that has crashed, nor is a second one', async () => {
    const { backend } = start();
    await backend.call('test.exit', {});
    await backend.stop();
    await backend.stop();
  });

  it('of a busy worker waits until it is done', async () => {
    const { backend } = start();
    const busy = backend.call('test.busy', {});
    await backend.stop();
    expect(await busy).toMatchObject({ ok: false, error: { code: 'unknown_method' } });
  });
});

it('input that cannot be sent to a thread is answered as such', async () => {
  const { backend } = start();
  let deep: unknown = [];
  for (let level = 0; level < 200_000; level++) deep = [deep];
  for (const input of [() => 1, { a: Symbol('x') }, deep])
    expect(await backend.call('app.state', input)).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  expect(await backend.call('app.state', {})).toMatchObject({ ok: true });
});

// Two tabs on one book: calls and their progress belong to the tab that made them, changes are everybody's.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Target } from '../../../src-shared/contract/host.ts';
import type { BackendEvent } from '../../../src-shared/contract/wire.ts';
import { answerOf, type Loopback, openLoopback } from '../loopback.ts';

let host: Loopback;
beforeAll(async () => {
  host = await openLoopback();
});
afterAll(() => host.stop());

interface Tab {
  readonly page: string;
  readonly events: BackendEvent[];
  close(): void;
}

async function openTab(): Promise<Tab> {
  const page = crypto.randomUUID();
  const events: BackendEvent[] = [];
  const ended = new AbortController();
  const response = await fetch(`${host.host.origin}${host.room}events?page=${page}`, {
    headers: { cookie: host.cookie },
    signal: ended.signal,
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const read = async (): Promise<void> => {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const parts = `${text}${chunk}`.split('\n\n');
      text = parts.pop()!;
      for (const part of parts) if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)));
    }
  };
  read().catch(() => {});
  return { page, events, close: () => ended.abort() };
}

it('progress goes to the tab that asked, under its own number; both hear of the change', async () => {
  const [asking, watching] = [await openTab(), await openTab()];
  const { file } = answerOf<Target>(await host.call('host.folder', { name: 'Sample' }));
  const job = host.call('book.sample', { folder: file }, { id: 41, page: asking.page });
  await host.call('app.state', {}, { id: 41, page: watching.page });
  expect(await job).toMatchObject({ id: 41, ok: true });
  await expect.poll(() => watching.events).toEqual([{ type: 'changed' }]);
  const progress = asking.events.filter((event) => event.type === 'progress');
  expect(progress.length).toBeGreaterThan(1);
  expect(progress.every((event) => event.id === 41 && event.step.length > 0)).toBe(true);
  asking.close();
  watching.close();
});

it('a tab cancels only its own jobs', async () => {
  const { page, close } = await openTab();
  expect(await host.call('host.cancel', { id: 41 }, { page })).toMatchObject({ ok: true, value: {} });
  expect(await host.call('host.cancel', { id: 'x' }, { page })).toMatchObject({
    ok: false,
    error: { code: 'bad_input' },
  });
  close();
});

it('the same number in two calls at once is answered to each', async () => {
  const replies = await Promise.all([
    host.call('app.state', {}, { id: 5, page: 'a' }),
    host.call('host.info', {}, { id: 5, page: 'b' }),
    host.call('nothing', {}, { id: 5, page: 'a' }),
  ]);
  expect(replies.map(({ id, ok }) => [id, ok])).toEqual([
    [5, true],
    [5, true],
    [5, false],
  ]);
});

it.each([
  '',
  '{',
  'null',
  '[]',
  '1',
  '{}',
  '{"method":1}',
  '{"method":"app.state","id":"1"}',
  '{"method":"app.state","id":0.5}',
  '{"method":"app.state","page":{}}',
])('what is no call is answered as such: %s', async (body) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await host.ask({ method: 'POST', path: 'call', headers, body });
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text)).toMatchObject({ id: 0, ok: false, error: { code: 'bad_input' } });
});

// Every call of the contract with bad input, straight to the worker and over loopback: it is answered with a code, and the
// program goes on. Calls that are added to the contract are tried without a line here.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../../src-main/backend/window/client.ts';
import { HOST_CALLS } from '../../src-shared/contract/host.ts';
import { CONTRACT, type Method } from '../../src-shared/contract/index.ts';
import type { Reply } from '../../src-shared/contract/wire.ts';
import { type Loopback, openLoopback } from '../hosts/loopback.ts';
import { seeded } from '../support/random.ts';
import { codeOf } from './coded.ts';
import { goodInput, spoiled, type World } from './inputs.ts';

const WORKER = new URL('../../src-main/backend/window/worker.ts', import.meta.url);
/** Nothing is open and no file was chosen: whatever is good in itself is refused all the same. */
const NOWHERE: World = {
  files: ['00000000-0000-0000-0000-000000000000'],
  months: ['2025-11'],
  dates: ['2025-11-30'],
  words: ['lots', 'balances', 'nobody'],
};
const METHODS = Object.keys(CONTRACT) as Method[];
const HOST_METHODS = Object.keys(HOST_CALLS) as (keyof typeof HOST_CALLS)[];

let backend: Backend;
let loopback: Loopback;
const ways: Record<string, (method: string, input: unknown) => Promise<Reply>> = {
  'to the worker': (method, input) => backend.call(method, input),
  'over loopback': (method, input) => loopback.call(method, input),
};
beforeAll(async () => {
  backend = startBackend(WORKER, { checkAnswers: true, person: null });
  loopback = await openLoopback();
});
afterAll(() => Promise.all([backend.stop(), loopback.stop()]));

describe.each(Object.keys(ways))('%s', (way) => {
  const call = (method: string, input: unknown): Promise<Reply> => ways[way]!(method, input);

  it.each(METHODS)('%s says what is wrong with its input', async (method) => {
    const random = seeded(method.length);
    const { input } = CONTRACT[method];
    for (const given of spoiled(goodInput(input, random, NOWHERE), random)) {
      // What has no place in JSON is not there on the other side.
      const arrives = way === 'over loopback' ? JSON.parse(JSON.stringify(given)) : given;
      const code = codeOf(await call(method, given), { method, given });
      if (input.safeParse(arrives).success) expect(code).not.toBe('bad_input');
      else expect(code, JSON.stringify({ method, given })?.slice(0, 300)).toBe('bad_input');
    }
  });

  it.each(METHODS)(
    '%s without a book, or with a file that nobody chose, is refused or answered',
    async (method) => {
      const random = seeded(method.length);
      for (let turn = 0; turn < 5; turn++) {
        const given = goodInput(CONTRACT[method].input, random, NOWHERE);
        const code = codeOf(await call(method, given), { method, given });
        // Where schemas ask for more than a JSON schema says, a made-up input may still be bad.
        if (CONTRACT[method].input.safeParse(given).success) expect(code).not.toBe('bad_input');
      }
    },
  );

  it.each([
    '',
    ' ',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'app',
    'app.state ',
    'APP.STATE',
    'app.state\u0000',
    'host.constructor',
    'host.',
    'test.exit',
    '💥',
    'x'.repeat(200_000),
  ])('there is no call %.30j', async (method) => {
    const code = codeOf(await call(method, {}), method);
    expect(code).toBe('unknown_method');
  });

  it('answers as ever after all of this, and nothing was polluted', async () => {
    expect(await call('app.state', {})).toMatchObject({ ok: true, value: { book: null } });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

it.each(HOST_METHODS)('%s of the host says what is wrong with its input', async (method) => {
  const random = seeded(method.length);
  const { input } = HOST_CALLS[method];
  for (const given of spoiled(goodInput(input, random, NOWHERE), random)) {
    const code = codeOf(await loopback.call(method, given), { method, given });
    const good = input.safeParse(JSON.parse(JSON.stringify(given))).success;
    if (!good) expect(code, JSON.stringify({ method, given })?.slice(0, 300)).toBe('bad_input');
    else expect(code).not.toBe('bad_input');
  }
});

it.each([
  '',
  'null',
  '[]',
  '"app.state"',
  '7',
  '{}',
  '{"id":1}',
  '{"id":"1","method":"app.state","input":{}}',
  '{"id":1.5,"method":"app.state","input":{}}',
  '{"id":-1e308,"method":"app.state","input":{}}',
  '{"id":1,"method":["app.state"],"input":{}}',
  '{"id":1,"method":{"toString":1},"input":{}}',
  '{"id":1,"method":"app.state","input":{}',
  '{"id":1,"method":"app.state","input":{}} more',
  '{"__proto__":{"method":"app.state"},"id":1,"input":{}}',
  '\ufeff{"id":1,"method":"app.state","input":{}}x',
])('what is no request is answered as such: %.60j', async (body) => {
  const headers = { 'content-type': 'application/json' };
  const { text } = await loopback.ask({ method: 'POST', path: 'call', headers, body });
  const reply = JSON.parse(text) as Reply;
  expect(codeOf(reply, body)).toMatch(/^(bad_input|unknown_method)$/);
  expect(await loopback.call('app.state')).toMatchObject({ ok: true });
});

it('JSON nested without end is no call of any use, and does no harm', async () => {
  const headers = { 'content-type': 'application/json' };
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    const deep = `${open.repeat(300_000)}1${close.repeat(300_000)}`;
    const body = `{"id":1,"method":"app.state","input":${deep}}`;
    const { text } = await loopback.ask({ method: 'POST', path: 'call', headers, body });
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  }
  expect(await loopback.call('app.state')).toMatchObject({ ok: true });
});

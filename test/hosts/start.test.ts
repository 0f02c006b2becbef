// `npm start` as a process of its own: the link it shows works, Ctrl+C closes the book, wrong words are answered with the usage.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentOf, drawdown, plainEnvironment } from './drawdown.ts';

const START = resolve(import.meta.dirname, '../../src-main/hosts/start.ts');
const DESKTOP = resolve(import.meta.dirname, '../../src-main/hosts/start/desktop.ts');
const scratch = mkdtempSync(join(tmpdir(), 'drawdown-start-'));
const folder = join(scratch, 'Books of mine');
const started: ChildProcess[] = [];
beforeAll(() => {
  drawdown(['new', 'mine.ddb'], scratch);
});
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  said(): string;
  /** Waits until it has said this. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  ends(): Promise<number | null>;
}

function start(...args: string[]): Started {
  const env = plainEnvironment({ DISPLAY: '', WAYLAND_DISPLAY: '', HOME: scratch, CI: 'true' });
  const child = spawn(process.execPath, [START, ...args], { cwd: scratch, env });
  started.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  const ended = once(child, 'close');
  return {
    child,
    said: () => text,
    async says(pattern) {
      await expect.poll(() => text, { timeout: 60_000 }).toMatch(pattern);
      return pattern.exec(text)!;
    },
    ends: async () => (await ended)[0] as number | null,
  };
}

const LINK = /http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/\?token=[\w-]{32}/;

describe('in the browser', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'opens the book it is given, shows a link, and %s closes the book',
    async (signal) => {
      const { child, says, ends, said } = start('--browser', '--folder', folder, 'mine.ddb');
      const [link] = await says(LINK);
      await says(/Books are kept in .*Books of mine\. Ctrl\+C ends Drawdown\./);
      const entered = await fetch(link, { redirect: 'manual' });
      expect(entered.status).toBe(303);
      const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
      const base = new URL(entered.headers.get('location')!, link);
      const page = await fetch(base, { headers: { cookie } });
      expect(await page.text()).toContain('<div id="root">');
      const called = await fetch(`${base}call`, {
        method: 'POST',
        headers: { cookie, origin: base.origin, 'content-type': 'application/json' },
        body: JSON.stringify({ id: 1, method: 'app.state', input: {} }),
      });
      expect(await called.json()).toMatchObject({ value: { book: { path: join(scratch, 'mine.ddb') } } });
      expect(drawdown(['report', 'lots', 'mine.ddb'], scratch)).toMatchObject({ status: 1 });
      child.kill(signal);
      expect(await ends()).toBe(0);
      expect(said()).toContain('Closing the book');
      expect(readdirSync(scratch).filter((name) => name.startsWith('mine'))).toEqual(['mine.ddb']);
      expect(contentOf(join(scratch, 'mine.ddb')).usage).toBe(0);
    },
  );

  it('says why a book cannot be opened, and goes on without', async () => {
    const { child, says, ends } = start('--browser', '--folder', folder, 'nowhere.ddb');
    await says(/nowhere\.ddb/);
    await says(LINK);
    child.kill('SIGINT');
    expect(await ends()).toBe(0);
  });
});

it('says in one line why there is no window, and opens in the browser', async () => {
  const { child, says, ends, said } = start();
  await says(/Ctrl\+C ends/);
  expect(said()).toMatch(LINK);
  expect(said()).toMatch(
    /^(The desktop window|There is no display|Electron).*: Drawdown opens in the browser\.$/m,
  );
  expect(said()).toContain(`Books are kept in ${join(scratch, 'Drawdown')}`);
  child.kill('SIGINT');
  expect(await ends()).toBe(0);
});

it('gives the window nothing that would make Electron plain Node, or load a file of somebody’s first', () => {
  const [binary, seen] = [join(scratch, 'window'), join(scratch, 'seen')];
  writeFileSync(binary, `#!/bin/sh\nenv > '${seen}'\n`, { mode: 0o755 });
  const run = `const { runDesktop } = await import(${JSON.stringify(pathToFileURL(DESKTOP).href)});
    process.exit(await runDesktop({ found: true, binary: ${JSON.stringify(binary)} }));`;
  const env = plainEnvironment({ ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--no-warnings', KEPT: 'yes' });
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', run], { env });
  expect(status).toBe(0);
  expect(readFileSync(seen, 'utf8')).toMatch(/^KEPT=yes$/m);
  expect(readFileSync(seen, 'utf8')).not.toMatch(/^(ELECTRON_RUN_AS_NODE|NODE_OPTIONS)=/m);
});

it.each([
  [['--nothing'], /Unknown option '--nothing'[\s\S]*Usage: npm start/],
  [['a.ddb', 'b.ddb'], /One book at a time[\s\S]*Usage: npm start/],
  [['--folder'], /folder[\s\S]*Usage: npm start/],
])('answers wrong words with the usage: %j', async (args, answer) => {
  const { ends, said } = start(...args);
  expect(await ends()).toBe(2);
  expect(said()).toMatch(answer);
});

it('explains itself', async () => {
  const { ends, said } = start('--help');
  expect(await ends()).toBe(0);
  expect(said()).toMatch(/^Usage: npm start -- \[--browser\]/);
});

it('says what is in the way of its folder', async () => {
  const { ends, said } = start('--browser', '--folder', join(scratch, 'mine.ddb/inside'));
  expect(await ends()).toBe(1);
  expect(said()).toMatch(/Drawdown cannot start: /);
});

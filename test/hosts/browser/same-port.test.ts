// The browser keeps what a person chose of the look under the address: the host listens where it did before, if it can.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startBrowserHost } from '../../../src-main/hosts/browser/host.ts';
import { listenAsBefore } from '../../../src-main/hosts/browser/same-port.ts';
import { openRemembered } from '../../../src-main/hosts/serving/remembered.ts';

const scratch = mkdtempSync(join(tmpdir(), 'drawdown-port-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Listening {
  readonly port: number;
  end(): Promise<void>;
}

const end = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

async function listen(folder: string): Promise<Listening> {
  const server = createServer();
  const port = await listenAsBefore(server, openRemembered(join(scratch, folder)));
  return { port, end: () => end(server) };
}

async function portOf(folder: string): Promise<number> {
  const one = await listen(folder);
  await one.end();
  return one.port;
}

it('is the same address at the next start', async () => {
  writeFileSync(join(scratch, 'index.html'), 'page');
  const origins: string[] = [];
  for (const _ of [1, 2]) {
    const host = await startBrowserHost({ page: scratch, folder: join(scratch, 'host'), temporary: scratch });
    origins.push(host.origin);
    await host.stop();
  }
  expect(origins[1]).toBe(origins[0]);
});

it('is the same for a second window on the folder, too', async () => {
  const first = [await listen('books'), await listen('books')];
  await Promise.all(first.map((one) => one.end()));
  const again = [await listen('books'), await listen('books')];
  await Promise.all(again.map((one) => one.end()));
  expect(first[0]?.port).not.toBe(first[1]?.port);
  expect(again.map(({ port }) => port)).toEqual(first.map(({ port }) => port));
});

it('is another while a stranger has the port, and the old one again afterwards', async () => {
  const port = await portOf('taken');
  const stranger = createServer();
  await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
  const other = await portOf('taken');
  expect(other).not.toBe(port);
  expect(await portOf('taken')).toBe(other);
  await end(stranger);
  expect(await portOf('taken')).toBe(port);
});

it('is any where what was remembered makes no sense', async () => {
  await portOf('edited');
  const file = join(scratch, 'edited', '.ports.json');
  for (const nonsense of ['{', '"x"', '[80, -1, 99999, "8080", 1.5, null]']) {
    writeFileSync(file, nonsense);
    const port = await portOf('edited');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([port]);
  }
});

// Threads of our own end by themselves when asked: from outside Node can be brought down with them.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endThread, startThread } from '../../../src-main/services/own-thread.ts';

const THREAD = { source: './packing-thread.ts', built: './packing-thread.js' };
const start = () => startThread(import.meta.url, THREAD, null);
const exitOf = (thread: ReturnType<typeof start>) => new Promise((resolve) => thread.once('exit', resolve));

describe('a thread that is asked to end', () => {
  it('finishes what it is doing and ends by itself', async () => {
    const thread = start();
    const exited = exitOf(thread);
    const heard: unknown[] = [];
    thread.on('message', (message) => heard.push(message));
    for (const message of ['a', 'b']) thread.postMessage(message);
    await endThread(thread);
    expect(heard).toEqual(['a packed', 'b packed']);
    // 1 where it is ended from outside.
    expect(await exited).toBe(0);
    await endThread(thread);
  });

  it('is waited for where it fails instead', async () => {
    const thread = start();
    const exited = exitOf(thread);
    thread.postMessage('fail');
    await endThread(thread);
    expect(await exited).toBe(1);
  });
});

describe('in the program', () => {
  it('no thread is ended from outside but a worker that does not stop', () => {
    const ending = globSync('src-main/**/*.ts').filter((file) =>
      readFileSync(file, 'utf8').includes('.terminate('),
    );
    expect(ending).toEqual(['src-main/backend/window/thread.ts']);
  });
});

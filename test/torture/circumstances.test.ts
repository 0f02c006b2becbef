// What else goes wrong around a book: a clock that goes back, a file or folder that may not be written, another program that has it. Each
// answer is true, in words, and the book is proven afterwards.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faultsOf, rowsOf } from './contents.ts';
import { NO_FAULTS } from './faults.ts';
import { command } from './program.ts';
import { DEEDS, freshCopy, NOW, type Scene, setScene } from './trouble.ts';

const YEAR_1971 = Date.UTC(1971, 0, 1);

describe.skipIf(NO_FAULTS)('a book', () => {
  let scene: Scene;
  let folder: string;
  let book: string;
  beforeAll(async () => {
    scene = await setScene();
    folder = join(scene.scratch, 'there');
    book = join(folder, 'book.ddb');
  });
  afterAll(() => scene.remove());
  beforeEach(() => freshCopy(scene, folder));

  const at = (name: string, clock: { at: number; after?: number; later?: number }) =>
    command(DEEDS[name]!(scene.files), { folder, clock });

  it('goes on when the clock goes back by decades, between commands and in the middle of one', async () => {
    expect(await at('import', { at: YEAR_1971 })).toMatchObject({ status: 0 });
    expect(await at('close', { at: NOW, after: 4, later: YEAR_1971 })).toMatchObject({ status: 0 });
    expect(await faultsOf(book)).toEqual([]);
    // Backups are in the order in which they were made, whatever their dates say.
    const backups = readdirSync(join(folder, 'book backups')).sort();
    expect(backups.at(-1)).toMatch(/before-close/);
    expect(backups.at(-2)).toMatch(/1971-01-01-.*before-import/);
  });

  it('that may not be written is refused, and stays as it is', async () => {
    const before = rowsOf(book);
    const locked = spawnSync('chattr', ['+i', book]).status === 0;
    if (!locked) return;
    try {
      const answer = await at('close', { at: NOW });
      expect(answer).toMatchObject({ status: 1, said: { ok: false } });
      expect(answer.said!.kind).toMatch(/^read_only_(file|folder)$/);
      expect(existsSync(`${book}.lock`)).toBe(false);
    } finally {
      spawnSync('chattr', ['-i', book]);
    }
    expect(rowsOf(book)).toBe(before);
  });

  it('that another program has is refused, and free again when that is killed', async () => {
    const holding = `const D = require('better-sqlite3'); const db = new D(${JSON.stringify(book)});
      db.exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => {}, 1000)`;
    const other = spawn(process.execPath, ['-e', holding], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((held) => other.stdout.once('data', held));
    expect(await at('close', { at: NOW })).toMatchObject({ status: 1, said: { kind: 'book_in_use' } });
    const gone = new Promise((ended) => other.once('exit', ended));
    other.kill('SIGKILL');
    await gone;
    expect(await at('close', { at: NOW })).toMatchObject({ status: 0 });
    expect(await faultsOf(book)).toEqual([]);
  });
});

// What else goes wrong around a book: a clock that goes back, a file or folder that may not be written, another program that has it. Each
// answer is true, in words, and the book is proven afterwards.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faultsOf, holdings, rowsOf } from './contents.ts';
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

  it('on a disk that is full is refused in words, stays as it is, and goes on as soon as there is room', async () => {
    const disk = join(scene.scratch, 'disk');
    mkdirSync(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', disk]).status === 0;
    if (!mounted) return;
    try {
      const there = join(disk, 'there');
      const importing = () =>
        command(DEEDS.import!(scene.files), { folder: there, clock: { at: NOW } }, { json: false });
      const { size } = statSync(join(scene.before, 'book.ddb'));
      // Too little for the backup before it; enough for its bytes, and too little for what comes then.
      for (const room of [size * 0.5, size * 1.1]) {
        freshCopy(scene, there);
        const before = holdings(there);
        const filler = join(disk, 'filler');
        const { bavail, bsize } = statfsSync(disk);
        writeFileSync(filler, Buffer.alloc(bavail * bsize - Math.floor(room)));
        const { status, stderr } = await importing();
        rmSync(filler);
        expect({ room, status, stderr }).toMatchObject({ status: 1 });
        expect(stderr).toMatch(/There is no room left on the disk\.[\s\S]*Nothing was changed\./);
        const left = Object.entries(holdings(there)).filter(([name, held]) => before[name] !== held);
        expect(left.every(([name]) => name.startsWith('book backups/'))).toBe(true);
        expect(await faultsOf(join(there, 'book.ddb'), NOW)).toEqual([]);
        expect(await importing()).toMatchObject({ status: 0 });
      }
    } finally {
      spawnSync('umount', [disk]);
    }
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

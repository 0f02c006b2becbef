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

/** Leaves so many bytes of a small disk. @returns the file that takes the others. */
function fillUp(disk: string, room: number): string {
  const filler = join(disk, 'filler');
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filler, Buffer.alloc(bavail * bsize - Math.floor(room)));
  return filler;
}

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

  /** On a file system of its own of that size; not where this system makes none. */
  async function onSmallDisk(size: string, work: (disk: string) => Promise<void>): Promise<void> {
    const disk = join(scene.scratch, 'disk');
    mkdirSync(disk, { recursive: true });
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]).status !== 0) return;
    try {
      await work(disk);
    } finally {
      spawnSync('umount', [disk]);
    }
  }

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

  it('on a disk that is full is refused in words, stays as it is, and goes on as soon as there is room', () =>
    onSmallDisk('32m', async (disk) => {
      const there = join(disk, 'there');
      const importing = () =>
        command(DEEDS.import!(scene.files), { folder: there, clock: { at: NOW } }, { json: false });
      const { size } = statSync(join(scene.before, 'book.ddb'));
      // Too little for the backup before it; enough for its bytes, and too little for what comes then.
      for (const room of [size * 0.5, size * 1.1]) {
        freshCopy(scene, there);
        const before = holdings(there);
        const filler = fillUp(disk, room);
        const { status, stderr } = await importing();
        rmSync(filler);
        expect({ room, status, stderr }).toMatchObject({ status: 1 });
        expect(stderr).toMatch(/There is no room left on the disk\.[\s\S]*Nothing was changed\./);
        const left = Object.entries(holdings(there)).filter(([name, held]) => before[name] !== held);
        expect(left.every(([name]) => name.startsWith('book backups/'))).toBe(true);
        expect(await faultsOf(join(there, 'book.ddb'), NOW)).toEqual([]);
        expect(await importing()).toMatchObject({ status: 0 });
      }
    }));

  it('of an older version on a disk that is full is refused, and no piece of its backup is left', () =>
    onSmallDisk('32m', async (disk) => {
      const there = join(disk, 'there');
      freshCopy(scene, there);
      const names = readdirSync(there);
      const filler = fillUp(disk, 4096 * 8);
      const opening = () => command(DEEDS.upgrade!(scene.files), { folder: there, clock: { at: NOW } });
      expect(await opening()).toMatchObject({ status: 1, said: { kind: 'disk_full' } });
      expect(readdirSync(there)).toEqual(names);
      rmSync(filler);
      expect(await opening()).toMatchObject({ status: 0 });
    }));

  it('that took a spreadsheet in says so where the report of it found no room; a place that there is not is told before', () =>
    onSmallDisk('64k', async (disk) => {
      const migrating = (report: string) => {
        const words = DEEDS.migrate!(scene.files);
        return command([...words.slice(0, -1), report], { folder, clock: { at: NOW } }, { json: false });
      };
      const before = rowsOf(book);
      expect(await migrating(join(disk, 'not there', 'report.xlsx'))).toMatchObject({ status: 1 });
      expect(rowsOf(book)).toBe(before);
      fillUp(disk, 0);
      const { status, stderr } = await migrating(join(disk, 'report.xlsx'));
      expect(status).toBe(0);
      expect(stderr).toMatch(/The migration is in the book, but .*no room[\s\S]*--undo 1 /);
      expect(readdirSync(disk)).toEqual(['filler']);
      expect(await faultsOf(book, NOW)).toEqual([]);
    }));

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

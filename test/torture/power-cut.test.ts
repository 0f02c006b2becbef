// The power is cut while a book is worked on: whatever the disk had waited for is there, the rest as it happens; and the book opens, is
// proven, and is as before or as after; after, once the command had answered.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../support/random.ts';
import { writeUsage } from './company.ts';
import { faultsOf, holdings, rowsOf } from './contents.ts';
import { NO_FAULTS } from './faults.ts';
import { Disk, putDown, readRecord } from './power-cut.ts';
import { command } from './program.ts';
import { DEEDS, freshCopy, NOW, type Scene, setScene } from './trouble.ts';

const SEED = Number(process.env.DRAWDOWN_SEED ?? 20261122);
const CUTS = Number(process.env.DRAWDOWN_CUTS ?? 6);

const LARGE = 'a large import';
const SOON_LARGE = join(import.meta.dirname, 'large/soon-large.ts');

/** Into a book that has no usage yet: such a file goes into the book's own file, and its indexes are built at the end. */
function largeImport(files: string): string[] {
  const path = join(files, 'large.csv');
  writeUsage({ path, rows: 600, customers: 1, openMonth: 0, name: 'large', untidy: true }, seeded(2));
  return ['import', 'empty.ddb', path];
}

function filesOf(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return new Map(
    names.map((one) => [join(one.parentPath, one.name), readFileSync(join(one.parentPath, one.name))]),
  );
}

describe.skipIf(NO_FAULTS)('a power cut', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene();
  });
  afterAll(() => scene.remove());

  it.each(['new', 'setup', 'import', LARGE, 'close', 'reopen', 'undo', 'backup', 'restore'])(
    `in the middle of %s loses nothing that was acknowledged, seed ${SEED}`,
    async (name) => {
      const [folder, cut, file] = ['recorded', 'cut', 'record'].map((one) => join(scene.scratch, one)) as [
        string,
        string,
        string,
      ];
      freshCopy(scene, folder);
      // Looking whether a book is sound upgrades this one; no deed here is about it.
      rmSync(join(folder, 'old.ddb'));
      rmSync(file, { force: true });
      const [before, was] = [filesOf(folder), holdings(folder)];
      const fault = { kind: 'record', file } as const;
      const isLarge = name === LARGE;
      const words = isLarge ? largeImport(scene.files) : DEEDS[name]!(scene.files);
      const answer = await command(
        words,
        { folder, clock: { at: NOW }, fault },
        isLarge ? { first: SOON_LARGE } : {},
      );
      expect(answer.status).toBe(0);
      const shall = holdings(folder);
      const books = new Set(
        [...Object.keys(was), ...Object.keys(shall)].filter((one) => one.endsWith('.ddb')),
      );
      const operations = readRecord(file);
      expect(operations.length).toBeGreaterThan(20);
      // What stood there before is kept beside the book while the rows go into the book itself.
      const kept = operations.filter(({ op, path }) => op === 'w' && path.endsWith('empty.ddb-journal'));
      expect(kept.length > 10).toBe(isLarge);
      const random = seeded(SEED);
      const seen = new Set<string>();
      for (let round = 0; round < CUTS; round++) {
        // The last one: after the answer.
        const until = round === CUTS - 1 ? operations.length : random.below(operations.length + 1);
        const disk = new Disk(before);
        for (const operation of operations.slice(0, until)) disk.do(operation);
        rmSync(cut, { recursive: true, force: true });
        mkdirSync(cut);
        putDown(disk.afterCut(random), folder, cut);
        const what = `${name}, cut after ${until} of ${operations.length}, seed ${SEED}`;
        for (const book of books)
          expect({ what, book, faults: await faultsOf(join(cut, book)) }).toEqual({ what, book, faults: [] });
        const left = holdings(cut);
        for (const book of books) {
          const allowed = until === operations.length ? [shall[book]] : [was[book], shall[book]];
          expect(allowed, `${what}: ${book}`).toContain(left[book]);
        }
        seen.add(left['book.ddb'] === was['book.ddb'] ? 'before' : 'after');
      }
      expect(seen.size).toBeGreaterThan(0);
    },
  );

  it('would be noticed, had the program not waited for the disk', async () => {
    const [folder, cut, file] = ['recorded', 'cut', 'record'].map((one) => join(scene.scratch, one)) as [
      string,
      string,
      string,
    ];
    freshCopy(scene, folder);
    rmSync(file, { force: true });
    const before = filesOf(folder);
    const fault = { kind: 'record', file } as const;
    await command(DEEDS.close!(scene.files), { folder, clock: { at: NOW }, fault });
    const shall = holdings(folder)['book.ddb'];
    const disk = new Disk(before);
    for (const operation of readRecord(file)) if (operation.op !== 's') disk.do(operation);
    const random = seeded(SEED);
    let lost = 0;
    for (let round = 0; round < 10; round++) {
      rmSync(cut, { recursive: true, force: true });
      mkdirSync(cut);
      putDown(disk.afterCut(random), folder, cut);
      const damaged = (await faultsOf(join(cut, 'book.ddb'))).length > 0;
      if (damaged || rowsOf(join(cut, 'book.ddb')) !== shall) lost++;
    }
    expect(lost).toBeGreaterThan(0);
  });
});

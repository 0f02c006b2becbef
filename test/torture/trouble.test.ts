// A small dose of disk trouble for the deeds that write: whatever the program answers is true, in words, and nothing is lost. All of it, at
// every operation, is `npm run trouble`.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from './faults.ts';
import { NO_FAULTS } from './faults.ts';
import { type Scene, setScene, tryOut } from './trouble.ts';

describe.skipIf(NO_FAULTS)('a disk that fails', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene();
  });
  afterAll(() => scene.remove());

  it.each(['new', 'import', 'close', 'backup', 'restore', 'journal'])('in the middle of %s', async (name) => {
    const trial = await tryOut(scene, name);
    const at = (part: number): number => 1 + Math.floor(trial.operations * part);
    const faults: Fault[] = [
      { kind: 'fail', at: 1, error: 'EIO', times: 1 },
      { kind: 'fail', at: at(0.6), error: 'ENOSPC', times: 0, ops: 'w' },
      { kind: 'fail', at: at(0.9), error: 'EIO', times: 1 },
    ];
    let refusals = 0;
    for (const fault of faults) {
      const { faults: found, refused, answer } = await trial.under(fault);
      expect({ fault, found, said: answer.stderr }).toMatchObject({ fault, found: [] });
      if (refused) refusals++;
    }
    expect(refusals).toBeGreaterThan(0);
  });
});

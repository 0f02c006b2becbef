// A small dose of the crash campaign (npm run torture): the real command killed in the middle of whatever it does, on one book, for as
// long as a test may take.
import { describe, expect, it } from 'vitest';
import { torture } from './campaign.ts';
import { NO_FAULTS } from './faults.ts';

const SEED = Number(process.env.DRAWDOWN_SEED ?? 20261122);

describe.skipIf(NO_FAULTS)('a book whose program is killed again and again', () => {
  it(`opens, is proven and comes to the same end, seed ${SEED}`, async () => {
    const { faults, tallies } = await torture({ seed: SEED, rounds: 24, withinMs: 45_000 });
    expect(faults).toEqual([]);
    const all = [...tallies.values()];
    expect(all.reduce((sum, { before, done }) => sum + before + done, 0)).toBeGreaterThan(4);
  });
});

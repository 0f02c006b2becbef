// Random worlds: small, rich, valid books. From a seed for long runs, from fast-check for shrinking.
import fc from 'fast-check';
import { choicesFromSeed, choicesFromTape } from './generate/choices.ts';
import { tellStory } from './generate/story.ts';
import type { World } from './world.ts';

/** The same seed is the same world, always. */
export function worldFromSeed(seed: number): World {
  return tellStory(choicesFromSeed(seed));
}

/** Shrinks by making choices simpler: off, first, fewest. */
export const worlds: fc.Arbitrary<World> = fc
  .array(fc.nat(0xffff), { minLength: 0, maxLength: 1500, size: 'max' })
  .map((tape) => tellStory(choicesFromTape(tape)));

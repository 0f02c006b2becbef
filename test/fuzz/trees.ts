// JSON that people write, changed: members missing, doubled, of another kind, nested; strings and numbers that once hurt a program.
// Must not: know what a member means.
import type { Random } from '../support/random.ts';
import { type Change, changeBytes, LONGEST, NUMBERS, pick, WORDS } from './mutate.ts';

type Tree = null | boolean | number | string | Tree[] | { [key: string]: Tree };

/** Half of them are leaves of the same tree: what stands elsewhere in it gets past the first look more often than any word. */
function leaf(random: Random, own: readonly Tree[]): Tree {
  if (own.length > 0 && random.below(2) === 0) return pick(random, own);
  const kind = random.below(9);
  if (kind < 3) return pick(random, WORDS);
  if (kind === 3) return pick(random, NUMBERS);
  if (kind === 4) return Number(pick(random, NUMBERS)) || 0;
  if (kind === 5) return pick<Tree>(random, [null, true, false, [], {}, [[]], { a: {} }]);
  if (kind === 6) return pick(random, WORDS).repeat(random.below(2000));
  return random.below(1_000_000) - 1000;
}

function leavesOf(tree: Tree): Tree[] {
  if (tree === null || typeof tree !== 'object') return [tree];
  return Object.values(tree).flatMap(leavesOf);
}

function changed(tree: Tree, random: Random, own: readonly Tree[]): Tree {
  if (tree === null || typeof tree !== 'object' || random.below(12) === 0) return leaf(random, own);
  if (Array.isArray(tree)) {
    const copy = [...tree];
    const at = random.below(copy.length + 1);
    const kind = at === copy.length ? 0 : random.below(8);
    if (kind < 2) copy.splice(at, 0, leaf(random, own));
    else if (kind === 2) copy.splice(at, 1);
    else if (kind === 3) copy.push(...Array<Tree>(random.below(200)).fill(copy[at]!));
    else copy[at] = changed(copy[at]!, random, own);
    return copy;
  }
  const members = Object.entries(tree);
  const at = random.below(members.length + 1);
  if (at === members.length || random.below(5) === 0) members.push([pick(random, WORDS), leaf(random, own)]);
  else if (random.below(4) === 0) members.splice(at, 1);
  else members[at] = [members[at]![0], changed(members[at]![1], random, own)];
  // As JSON brings it: a member called "__proto__" is one like any other.
  return JSON.parse(
    `{${members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`,
  ) as Tree;
}

export const changeTree: Change = (input, random, others) => {
  if (random.below(4) === 0) return changeBytes(input, random, others);
  try {
    let tree = JSON.parse(input.toString('utf8')) as Tree;
    for (let steps = 1 + random.below(3); steps > 0; steps--) tree = changed(tree, random, leavesOf(tree));
    return Buffer.from(JSON.stringify(tree)).subarray(0, LONGEST);
  } catch {
    return changeBytes(input, random, others);
  }
};

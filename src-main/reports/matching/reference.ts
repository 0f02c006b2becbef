// How references are compared: equal but for case, kinds of blanks and width; alike where few characters differ.
// Must not: take what is alike for equal.

/** What two equal references have in common; blank for none. */
export function referenceKey(reference: string): string {
  return reference.normalize('NFKC').trim().toLowerCase().replace(/\s+/gu, ' ');
}

/** Letters and digits only, leading zeros of numbers gone: "INV-0017" and "inv 17" come to the same. */
export function looseReference(reference: string): string {
  return referenceKey(reference)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(?<!\p{N})0+(?=\p{N})/gu, '')
    .replaceAll(' ', '');
}

/** How references of one scheme are built: "SO-25-0108" and "SO-25-0121" alike. */
const schemeOf = (key: string): string => key.replace(/\p{N}+/gu, '9').replace(/\p{L}+/gu, 'a');

/** Two references of one scheme that differ name two things; those of different schemes may name the same one. */
export function contradict(a: string, b: string): boolean {
  return a !== '' && b !== '' && a !== b && schemeOf(a) === schemeOf(b);
}

/** Shorter references differ by so little that nothing is said by their being alike. */
const SHORTEST = 5;
const FARTHEST = 2;

/** Do two loose references differ in at most two characters (inserted, left out, replaced)? */
export function alike(a: string, b: string): boolean {
  if (a === b) return a !== '';
  if (Math.min(a.length, b.length) < SHORTEST || Math.abs(a.length - b.length) > FARTHEST) return false;
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const now = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      now[j] = Math.min(replaced, before[j]! + 1, now[j - 1]! + 1);
      least = Math.min(least, now[j]!);
    }
    if (least > FARTHEST) return false;
    before = now;
  }
  return before[b.length]! <= FARTHEST;
}

// Numbers that a hand got wrong. Must not: know where they stand.

/** What hands do to a number: two neighbouring digits in each other's place, or the point one or two places off. */
export function isMistyped(right: bigint, typed: bigint): boolean {
  if (right === 0n || right === typed) return false;
  if ([10n, 100n].some((factor) => typed === right * factor || right === typed * factor)) return true;
  const digits = String(right);
  return Array.from(digits).some((_, at) => {
    const [first = '', second = ''] = [digits[at], digits[at + 1]];
    const swapped = digits.slice(0, at) + second + first + digits.slice(at + 2);
    return second !== '' && first !== '-' && BigInt(swapped) === typed;
  });
}

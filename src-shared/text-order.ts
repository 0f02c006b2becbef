// Plain string order: by Unicode code point, which is also how SQLite compares UTF-8 text. JavaScript's own `<` compares
// UTF-16 units and puts characters beyond U+FFFF before U+E000, so the two would disagree on such ids.

/** Negative, zero or positive: where `a` stands against `b` in plain string order. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Moves surrogates above all other units, as their code points are. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

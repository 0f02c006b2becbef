// What a number format says about the number beneath it: Excel stores dates, durations and percentages as plain numbers.
// Must not: format anything.

export type NumberKind = 'plain' | 'date' | 'month' | 'duration' | 'percent';

// Formats that have a number instead of a code. 27–36 and 50–58 are dates in East Asian versions.
const BUILT_IN: Readonly<Record<number, NumberKind>> = {
  9: 'percent',
  10: 'percent',
  17: 'month',
  46: 'duration',
};
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58);

/** Reads a format code such as `yyyy-mm-dd`, `[h]:mm`, `0.0%`, `[$-409]d/m/yy;@`. */
export function kindOfCode(code: string): NumberKind {
  const first = code
    .replace(/\\.|"[^"]*"|[_*]./gu, '') // escaped characters, quoted text, padding: they may contain d, m, y, h, s
    .split(';')[0]!
    .toLowerCase();
  if (/\[(h+|m+|s+)\]/.test(first)) return 'duration';
  // A bracket within brackets ends the search for their end: thousands of them would take for ever.
  const bare = first.replace(/\[[^\][]*\]/g, '').replace(/e[+-]|general|am\/pm|a\/p/g, '');
  if (bare.includes('%')) return 'percent';
  if (!/[dmyhse]/.test(bare)) return 'plain';
  return /[ye]/.test(bare) && /m/.test(bare) && !/[dhs]/.test(bare) ? 'month' : 'date';
}

export function kindOfFormat(id: number, codes: ReadonlyMap<number, string>): NumberKind {
  const code = codes.get(id);
  if (code !== undefined) return kindOfCode(code);
  return BUILT_IN[id] ?? (isBuiltInDate(id) ? 'date' : 'plain');
}

const SYMBOL = /[$€£¥₹₩₺₽]|\b(?:[A-Z]{3}|Fr\.|kr)(?![A-Za-z])/u;

/** The currency that a format shows beside its numbers, a symbol or a code as written: `[$€-407]`, `#,##0.00 "EUR"`; null: none. */
export function currencyOfCode(code: string): string | null {
  const bracketed = /\[\$([^\][-]+)(?:-[^\][]*)?\]/u.exec(code)?.[1];
  if (bracketed !== undefined) return bracketed.trim();
  const bare = code
    .replace(/\[[^\][]*\]/gu, '')
    .replace(/["\\]/gu, '')
    .replace(/_./gu, '')
    .split(';')[0]!;
  return SYMBOL.exec(bare)?.[0] ?? null;
}

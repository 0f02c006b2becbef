// Customers as an old workbook spells them: which are the book's, and which may be the same one. Suggestions only: nothing is
// merged without the user. Must not: take a likeness for sameness.

import { ownValue } from '../../../src-shared/keys/own-value.ts';
import { distance } from '../../../src-shared/nearest.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { plainName } from './column-words.ts';

export interface Spelling {
  readonly text: string;
  readonly rows: number;
  /** The book's code: mapped by a person, or exactly the code or the name. */
  readonly code: string | null;
  readonly by: 'mapped' | 'code' | 'name' | null;
  /** What it may be, in the book. */
  readonly suggestion: string | null;
  /** Another spelling in the workbook that it may be the same as. */
  readonly like: string | null;
}

const LEGAL =
  /\b(gmbh|co kg|kg|ag|se|ug|ohg|inc|incorporated|ltd|limited|llc|llp|plc|corp|corporation|co|company|bv|nv|sa|sas|sarl|srl|spa|oy|ab|as|aps|pty|the|group|gruppe|holding|und|and)\b/g;
/** As Germans write them where there is no key for them. */
const SPELT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** A name without its legal form, accents, case and punctuation. */
function bareName(text: string): string {
  const plain = plainName(text.replace(/[äöüßÄÖÜ]/gu, (letter) => SPELT[letter.toLowerCase()] ?? letter));
  const bare = plain.replace(LEGAL, ' ').replace(/\s+/g, ' ').trim();
  return (bare === '' ? plain : bare).replaceAll(' ', '');
}

/** May two bare names be of one customer? */
function alike(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  // "Northwind 1" and "Northwind 2" are two; a number is never a slip.
  if (short.replace(/\D/g, '') !== long.replace(/\D/g, '')) return false;
  if (short.length >= 5 && long.startsWith(short)) return true;
  return short.length >= 5 && distance(short, long) <= (short.length >= 9 ? 2 : 1);
}

/** So many pairs are compared letter by letter; beyond it only names that are the same but for form and punctuation are told. */
const MOST_COMPARED = 2_000_000;

/** The other spelling that each may be, the one with the most rows. */
function likesOf(
  texts: readonly string[],
  bare: ReadonlyMap<string, string>,
  counts: ReadonlyMap<string, number>,
): (text: string) => string | null {
  const same = new Map<string, string[]>();
  for (const text of texts) {
    const own = bare.get(text)!;
    const there = same.get(own);
    if (there) there.push(text);
    else same.set(own, [text]);
  }
  const isFew = texts.length ** 2 <= MOST_COMPARED;
  return (text) => {
    const own = bare.get(text)!;
    const others = isFew ? texts.filter((other) => alike(own, bare.get(other)!)) : same.get(own)!;
    const like = others.filter((other) => other !== text);
    return like.sort((a, b) => counts.get(b)! - counts.get(a)!)[0] ?? null;
  };
}

/** The spellings of a workbook with how many rows each has, in plain order. */
export function spellingsOf(
  counts: ReadonlyMap<string, number>,
  mapped: Readonly<Record<string, string>>,
  customers: ReadonlyMap<string, string>,
): Spelling[] {
  const byName = new Map([...customers].map(([code, name]) => [name.trim(), code]));
  const known = [...customers].flatMap(([code, name]) =>
    [bareName(name), bareName(code)].map((own) => ({ code, own })),
  );
  const exactly = new Map(known.map(({ code, own }) => [own, code]));
  const isFew = counts.size * known.length <= MOST_COMPARED;
  const inBook = (own: string): string | null =>
    exactly.get(own) ?? (isFew ? (known.find((one) => alike(own, one.own))?.code ?? null) : null);
  const texts = [...counts.keys()].sort(compareText);
  const bare = new Map(texts.map((text) => [text, bareName(text)]));
  const likes = likesOf(texts, bare, counts);
  return texts.map((text): Spelling => {
    const rows = counts.get(text)!;
    const own = bare.get(text)!;
    const like = likes(text);
    const said = ownValue(mapped, text);
    if (said !== undefined && said !== '')
      return { text, rows, code: said, by: 'mapped', suggestion: null, like };
    if (customers.has(text)) return { text, rows, code: text, by: 'code', suggestion: null, like };
    const named = byName.get(text);
    if (named !== undefined) return { text, rows, code: named, by: 'name', suggestion: null, like };
    const suggestion = inBook(own);
    return { text, rows, code: null, by: null, suggestion, like };
  });
}

/** A code for a customer who is new to the book: its name in plain letters, none that is taken. */
export function codeFor(text: string, taken: ReadonlySet<string>): string {
  const base =
    plainName(text)
      .replace(LEGAL, ' ')
      .trim()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40) || 'customer';
  let code = base;
  for (let n = 2; taken.has(code); n++) code = `${base}-${n}`;
  return code;
}

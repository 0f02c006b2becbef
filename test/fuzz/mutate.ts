// Makes other inputs of known ones: bytes turned over, cut, repeated and spliced, words and numbers put in that once hurt a program.
// Must not: know a format; workbooks.ts, tables.ts and trees.ts do.
import type { Random } from '../support/random.ts';

/** Makes another input; `others` are inputs that reached something. */
export type Change = (input: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

/** Longer ones find little that shorter ones do not, and slowly. What is large is tried by name (bombs.test.ts). */
export const LONGEST = 1 << 20;

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.below(items.length)]!;
}

export const NUMBERS: readonly string[] = [
  ...['0', '-0', '-1', '1', '255', '256', '65535', '65536', '2147483647', '2147483648', '4294967295'],
  ...['9007199254740991', '9007199254740993', '9223372036854775807', '9223372036854775808', '1e308', '1e-7'],
  ...['1e999', 'NaN', 'Infinity', '0x10', '1_000', '1.234,56', "1'000", '1 000', '٣', '½', '0.0000000001'],
  ...['999999999999999', '1000000000000000', '99999999999999999999999999', '00012', '+5', '.5', '5.', '--5'],
];

export const WORDS: readonly string[] = [
  ...['', ' ', '\u00a0', '\ufeff', '\u2028', '\u202e', '\ud800', '\udfff', '💥', 'é', 'e\u0301'],
  ...['=1+1', '@SUM(A1)', '+1', '-1', "=cmd|'/C calc'!A0", '\t=1', '"', '""', "'", '`', '\\', '%00', '%n'],
  ...[
    '../../etc/passwd',
    'C:\\x',
    'con',
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    'true',
  ],
  ...["'; DROP TABLE fact; --", '$&', '$1', '{amount}', '{', '}', '[', ']', '<', '>', '&', '&amp;', ']]>'],
  ...[
    '2026-02-30',
    '2026-01-31T23:59:60Z',
    '0000-00-00',
    '9999-12-31',
    '+275760-09-13',
    '31.12.26',
    '1/2/26',
  ],
  ...['anna', 'bert', 'calls', 'coffee', 'credits', 'drinks', 'EUR', 'total', 'Summe', 'event_id', '_row'],
];

const bytesOf = (text: string): Buffer => Buffer.from(text);
const number32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const INTERESTING = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

function put(input: Buffer, at: number, remove: number, ...added: readonly Buffer[]): Buffer {
  return Buffer.concat([
    input.subarray(0, at),
    ...added,
    input.subarray(Math.min(input.length, at + remove)),
  ]);
}

/** Mostly short: a few bytes matter more often than thousands. */
function length(random: Random, most: number): number {
  return 1 + random.below(Math.max(1, Math.min(most, 2 ** random.below(14))));
}

function numberIn(input: Buffer, random: Random): Buffer {
  const text = input.toString('latin1');
  const found = [...text.slice(0, 20_000).matchAll(/\d+/g)];
  if (found.length === 0) return input;
  const one = pick(random, found);
  return put(input, one.index, one[0].length, bytesOf(pick(random, NUMBERS)));
}

const STEPS: readonly Change[] = [
  (input, random) => {
    const copy = Buffer.from(input);
    if (copy.length > 0) copy[random.below(copy.length)]! ^= 1 << random.below(8);
    return copy;
  },
  (input, random) => {
    const copy = Buffer.from(input);
    if (copy.length > 0) copy[random.below(copy.length)] = random.below(256);
    return copy;
  },
  (input, random) => put(input, random.below(input.length + 1), 0, bytesOf(pick(random, WORDS))),
  (input, random) => put(input, random.below(input.length + 1), 0, bytesOf(pick(random, NUMBERS))),
  (input, random) =>
    put(
      input,
      random.below(input.length + 1),
      [0, 2, 4][random.below(3)]!,
      number32(pick(random, INTERESTING)),
    ),
  (input, random) => put(input, random.below(input.length + 1), length(random, input.length)),
  (input, random) => {
    const at = random.below(input.length + 1);
    const piece = input.subarray(at, at + length(random, input.length));
    const times = random.below(8) === 0 ? 1 + random.below(2000) : 1 + random.below(4);
    const most = Math.max(1, Math.floor(LONGEST / (piece.length + 1)));
    return put(input, at, 0, ...Array<Buffer>(Math.min(times, most)).fill(piece));
  },
  (input, random, others) => {
    const other = others.length > 0 ? pick(random, others) : input;
    const from = random.below(other.length + 1);
    const piece = other.subarray(from, from + length(random, other.length));
    return put(input, random.below(input.length + 1), random.below(2) * piece.length, piece);
  },
  (input, random) => input.subarray(0, random.below(input.length + 1)),
  numberIn,
];

/** One to six steps over the bytes. */
export const changeBytes: Change = (input, random, others) => {
  let made = input;
  for (let steps = 1 + random.below(1 + random.below(6)); steps > 0; steps--)
    made = pick(random, STEPS)(made, random, others);
  return made.subarray(0, LONGEST);
};

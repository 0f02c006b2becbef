// Two sides with a planted truth: which lines belong together, as finance teams meet them. References that are exact, shared, mistyped or
// missing; recurring prices; lines in several parts; amounts a cent off; doubles; lines that only one side has. By seed.
// What nobody could know is not planted: a line only we have beside one only they have, equal in customer, amount and time.

import type { Item } from '../../../src-main/reports/matching/items.ts';
import { addDays } from '../../../src-shared/calendar.ts';
import { type Random, seeded } from '../../support/random.ts';

export interface Planted {
  readonly book: readonly Item[];
  readonly outside: readonly Item[];
  /** Which truth a line is part of, by side and key; lines of one side only have none. */
  readonly truth: ReadonlyMap<string, string>;
  /** Truths that some pass should find, and how many there are of each sort. */
  readonly sorts: ReadonlyMap<string, string>;
}

const PRICES = [4900n, 8900n, 9900n, 19_500n, 47_500n, 95_000n, 108_000n, 415_000n];
const DAY = '2026-03-01';
/** The days that the window allows in these tests. */
export const DAYS = 3;

/** @param lines about so many on each side. @param customers how many share them. */
export function plant(seed: number, lines: number, customers: number): Planted {
  const random = seeded(seed);
  const make = new Planter(random, customers);
  while (make.book.length < lines) make.one();
  return {
    book: random.shuffled(make.book),
    outside: random.shuffled(make.outside),
    truth: make.truth,
    sorts: make.sorts,
  };
}

type Half = { party: string | null; reference: string; date: string; amount: bigint };

class Planter {
  readonly book: Item[] = [];
  readonly outside: Item[] = [];
  readonly truth = new Map<string, string>();
  readonly sorts = new Map<string, string>();
  readonly #random: Random;
  readonly #customers: number;
  #number = 0;

  constructor(random: Random, customers: number) {
    this.#random = random;
    this.#customers = customers;
  }

  one(): void {
    const random = this.#random;
    const number = ++this.#number;
    const party = `customer-${random.below(this.#customers)}`;
    const recurring = random.below(2) === 0;
    const amount = recurring ? PRICES[random.below(PRICES.length)]! : BigInt(1000 + random.below(9_000_000));
    const date = addDays(DAY, random.below(31));
    const near = addDays(date, random.below(DAYS + 1));
    const late = addDays(date, random.below(25));
    const charge = `SO-26-${String(number).padStart(6, '0')}`;
    const invoice = `INV-${String(900_000 + number * 7)}`;
    const half = (over: Partial<Half> = {}): Half => ({ party, reference: charge, date, amount, ...over });
    const odd = BigInt(1_000_003 + number * 17 + random.below(7));
    const sorts: [string, () => readonly [Half[], Half[]]][] = [
      ['reference', () => [[half()], [half({ reference: ` ${charge.toLowerCase()} `, date: late })]]],
      ['reference', () => [[half()], [half({ party: null, date: late })]]],
      ['reference', () => [[half()], [half({ date: late })]]],
      [
        'shared reference',
        () => [
          [half(), half({ amount: odd })],
          [half({ date: late }), half({ amount: odd, date: late })],
        ],
      ],
      ['in parts, by reference', () => [[half({ amount: odd })], this.#parts(half({ date: late }), odd)]],
      ['no reference', () => [[half()], [half({ reference: invoice, date: near })]]],
      ['no reference', () => [[half()], [half({ reference: '', date: near })]]],
      [
        'in parts, by invoice',
        () => [[half({ amount: odd })], this.#parts(half({ reference: invoice, date: near }), odd)],
      ],
      [
        'collected, by invoice',
        () => [
          this.#parts(half({ reference: '' }), odd),
          [half({ reference: invoice, amount: odd, date: near })],
        ],
      ],
      ['a cent off', () => [[half()], [half({ amount: amount + BigInt(random.below(5) - 2), date: late })]]],
      ['mistyped', () => [[half()], [half({ reference: mistyped(charge, random), date: addDays(date, 9) })]]],
    ];
    const kind = random.below(sorts.length + 4);
    const sort = sorts[kind];
    if (sort) this.#together(`${number}`, sort[0], ...sort[1]());
    else if (kind === sorts.length) this.#alone('book', half({ amount: odd }));
    else if (kind === sorts.length + 1) this.#alone('outside', half({ reference: invoice, amount: odd }));
    else if (kind === sorts.length + 2) {
      this.#together(
        `${number}`,
        'doubled',
        [half({ amount: odd })],
        [half({ amount: odd }), half({ amount: odd })],
      );
    } else this.#otherCustomers(half({ amount: odd }));
  }

  /** The same amount on the same day, of one customer here and of another there: amounts alone say nothing. */
  #otherCustomers(half: Half): void {
    this.#alone('book', half);
    this.#alone('outside', { ...half, party: `${half.party}-other`, reference: '' });
  }

  #parts(half: Half, amount: bigint): Half[] {
    const count = 2 + this.#random.below(4);
    const part = amount / BigInt(count + 1);
    const rest = amount - part * BigInt(count - 1);
    return Array.from({ length: count }, (_, at) => ({ ...half, amount: at === 0 ? rest : part }));
  }

  #together(truth: string, sort: string, book: readonly Half[], outside: readonly Half[]): void {
    this.sorts.set(truth, sort);
    for (const half of book) this.truth.set(this.#add('book', half), truth);
    for (const half of outside) this.truth.set(this.#add('outside', half), truth);
  }

  #alone(side: 'book' | 'outside', half: Half): void {
    this.#add(side, half);
  }

  #add(side: 'book' | 'outside', half: Half): string {
    const all = this[side];
    const key = `${side} ${String(all.length + 1).padStart(7, '0')}`;
    all.push({ key, unit: 'EUR', ...half });
    return key;
  }
}

/** One digit of it is another one. */
function mistyped(reference: string, random: Random): string {
  const at = reference.length - 1 - random.below(3);
  const digit = (Number(reference[at]) + 1 + random.below(8)) % 10;
  // Of numbers beyond all that are given: no other line has it.
  return `${reference.slice(0, 6)}9${reference.slice(7, at)}${digit}${reference.slice(at + 1)}`;
}

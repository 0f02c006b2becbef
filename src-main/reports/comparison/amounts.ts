// Credits with the money they defer, by currency, added and taken off. Must not: round or word anything.
/** Minor units by currency; a currency that is not in it is 0. */
export type Money = ReadonlyMap<string, bigint>;

export interface Amounts {
  /** Scaled credits. */
  readonly credits: bigint;
  readonly money: Money;
}

export const NOTHING: Amounts = { credits: 0n, money: new Map() };

export function plus(a: Amounts, b: Amounts): Amounts {
  return { credits: a.credits + b.credits, money: together(a.money, b.money, 1n) };
}

export function less(a: Amounts, b: Amounts): Amounts {
  return { credits: a.credits - b.credits, money: together(a.money, b.money, -1n) };
}

export function lessMoney(a: Money, b: Money): Money {
  return together(a, b, -1n);
}

export const isNothing = ({ credits, money }: Amounts): boolean => credits === 0n && money.size === 0;

/** Whether `has` is what is said of the currencies that `said` names. */
export function saysOf(said: Money, has: Money): boolean {
  return [...said].every(([currency, value]) => (has.get(currency) ?? 0n) === value);
}

/** Without the currencies that come to 0. */
function together(a: Money, b: Money, sign: bigint): Money {
  const currencies = [...new Set([...a.keys(), ...b.keys()])];
  return new Map(
    currencies
      .map((one) => [one, (a.get(one) ?? 0n) + sign * (b.get(one) ?? 0n)] as const)
      .filter(([, value]) => value !== 0n),
  );
}

// Exact arithmetic on canonical decimals, as old sheets have their credits and money.
// Must not: round, but to a scale that is asked for.
import {
  absolute,
  canonicalDecimal,
  divideMoney,
  formatScaled,
  parseScaled,
  powerOfTen,
} from '../../../src-shared/decimal.ts';

/** More than any sheet shows. */
export const PLACES = 18;

export const units = (text: string): bigint => parseScaled(text, PLACES) ?? 0n;
export const decimalOf = (value: bigint, places: number = PLACES): string =>
  canonicalDecimal(formatScaled(value, places)) ?? '0';
export const plus = (a: string, b: string): string => decimalOf(units(a) + units(b));
export const minus = (a: string, b: string): string => decimalOf(units(a) - units(b));
export const negated = (a: string): string => decimalOf(-units(a));
export const unsigned = (a: string): string => decimalOf(absolute(units(a)));
export const isBelow = (a: string, b: string): boolean => units(a) < units(b);
export const isPositive = (a: string): boolean => units(a) > 0n;

/** At a scale, half up: credits and money are no finer in the book. */
export const atScale = (amount: string, scale: number): string =>
  decimalOf(divideMoney(units(amount), powerOfTen(PLACES - scale)), scale);

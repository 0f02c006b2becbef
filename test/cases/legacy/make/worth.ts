// What a mistake is worth: what the book that has it says less what the true one says. Must not: use anything of the comparison.
import { formatScaled, parseScaled } from '../../../../src-shared/decimal.ts';
import type { Truth } from './world.ts';

export const LAST = '2025-06';

/** What is expected of the comparison: amounts are sheet less book at the month's end. */
export interface Expected {
  readonly cause: string;
  readonly customer: string;
  readonly month: string;
  readonly credits: string;
  /** Of one currency, or "EUR 1.00 + USD 2.00". */
  readonly money: string;
  readonly or?: readonly string[];
}

const scaled = (text: string | undefined): bigint => parseScaled(text || '0', 2)!;
export const creditsAt = ({ wallets }: Truth, customer: string, month: string): bigint =>
  scaled(wallets.find((row) => row.customer === customer && row.month === month)?.closing);
export const moneyAt = ({ revenue }: Truth, customer: string, month: string): Map<string, bigint> =>
  new Map(
    revenue
      .filter((row) => row.customer === customer && row.month === month)
      .map((row) => [row.currency!, scaled(row.closing_deferred)]),
  );

/** What is deferred more than before, in words; 0.00 where nothing is. */
export function moneyLess(after: ReadonlyMap<string, bigint>, before: ReadonlyMap<string, bigint>): string {
  const off = [...new Set([...after.keys(), ...before.keys()])]
    .sort()
    .map((code) => [code, (after.get(code) ?? 0n) - (before.get(code) ?? 0n)] as const)
    .filter(([, value]) => value !== 0n);
  const texts = off.map(([code, value]) => `${off.length > 1 ? `${code} ` : ''}${formatScaled(value, 2)}`);
  return texts.join(' + ') || '0.00';
}

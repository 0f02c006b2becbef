// Exact numbers. Credits, money and quantities are scaled integers (bigint): 12.34 at scale 2 is 1234n.
// This is the only importer of decimal.js, which reads unusual notations; the hot paths are integer arithmetic.
// Must not: use binary floats for anything that is posted.
import { Decimal } from 'decimal.js';

export type Rounding = 'half_up' | 'half_even' | 'up' | 'down';
export const ROUNDINGS: readonly Rounding[] = ['half_up', 'half_even', 'up', 'down'];

/** Usage quantities carry up to 9 decimal places (rules §3). */
export const QUANTITY_SCALE = 9;
/** Credits and money must fit a signed 64-bit integer with room for sums. */
export const AMOUNT_LIMIT = 10n ** 18n;

const POWERS: readonly bigint[] = Array.from({ length: 41 }, (_, n) => 10n ** BigInt(n));

/** 10^n for 0 ≤ n ≤ 40. */
export function powerOfTen(n: number): bigint {
  const power = POWERS[n];
  if (power === undefined) throw new RangeError(`no power of ten ${n}`);
  return power;
}

const PLAIN = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/**
 * Reads a plain decimal ("12", "-0.5", ".25") as an integer of 10^-scale units.
 * @returns null when the text is no plain decimal, or has non-zero digits beyond `scale` places.
 */
export function parseScaled(text: string, scale: number): bigint | null {
  return parseShort(text, scale) ?? parseAny(text, scale);
}

/** What a number holds exactly with its places filled up: nearly all there are. Null: read it the long way. */
const SHORT = 15;
const NUMBERS = POWERS.slice(0, SHORT + 1).map(Number);

function parseShort(text: string, scale: number): bigint | null {
  if (text.length + scale > SHORT) return null;
  let [value, digits, point] = [0, 0, -1];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      value = value * 10 + code - 48;
      digits++;
    } else if (code === 46 && point < 0) point = digits;
    else return null;
  }
  const places = point < 0 ? 0 : digits - point;
  return digits === 0 || places > scale ? null : BigInt(value * NUMBERS[scale - places]!);
}

function parseAny(text: string, scale: number): bigint | null {
  if (!PLAIN.test(text)) return null;
  const negative = text.charCodeAt(0) === 45;
  const start = negative || text.charCodeAt(0) === 43 ? 1 : 0;
  const dot = text.indexOf('.', start);
  const whole = dot < 0 ? text.slice(start) : text.slice(start, dot);
  let fraction = dot < 0 ? '' : text.slice(dot + 1);
  if (fraction.length > scale) {
    for (let i = scale; i < fraction.length; i++) if (fraction.charCodeAt(i) !== 48) return null;
    fraction = fraction.slice(0, scale);
  }
  const digits = whole + fraction.padEnd(scale, '0');
  const value = digits.length <= 15 ? BigInt(Number(digits)) : BigInt(digits);
  return negative ? -value : value;
}

/** Writes an integer of 10^-scale units with exactly `scale` decimal places ("-0.50"). */
export function formatScaled(value: bigint, scale: number): string {
  if (scale === 0) return value.toString();
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(scale + 1, '0');
  const cut = digits.length - scale;
  return `${negative ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

/** How large an amount is, whatever its sign. */
export const absolute = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** Divides exactly and rounds once. `denominator` must be positive. */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (denominator <= 0n) throw new RangeError('denominator must be positive');
  const quotient = numerator / denominator;
  const rest = numerator % denominator;
  if (rest === 0n || rounding === 'down') return quotient;
  const away = numerator < 0n ? quotient - 1n : quotient + 1n;
  if (rounding === 'up') return away;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice > denominator) return away;
  if (twice < denominator) return quotient;
  return rounding === 'half_up' || quotient % 2n !== 0n ? away : quotient;
}

/** Money is rounded half up (rules §3). */
export function divideMoney(numerator: bigint, denominator: bigint): bigint {
  return divideRounded(numerator, denominator, 'half_up');
}

/**
 * The one written form of a decimal: no exponent, no leading plus, no trailing zeros ("50.00" → "50").
 * Accepts exponents (spreadsheets write 1E-7). @returns null when the text is no finite decimal.
 */
export function canonicalDecimal(text: string): string | null {
  const trimmed = text.trim();
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?$/.test(trimmed)) return null;
  const value = new Decimal(trimmed);
  return value.isZero() ? '0' : value.toFixed();
}

/** Decimal places of a canonical decimal. */
export function decimalPlaces(canonical: string): number {
  const dot = canonical.indexOf('.');
  return dot < 0 ? 0 : canonical.length - dot - 1;
}

/** A decimal with at least so many places. */
export function withPlaces(decimal: string, places: number): string {
  const own = decimalPlaces(decimal);
  if (own >= places) return decimal;
  return `${decimal}${own === 0 ? '.' : ''}${'0'.repeat(places - own)}`;
}

/** A decimal as the exact fraction numerator / 10^k. The text must be a plain decimal. */
export function toFraction(text: string): { numerator: bigint; denominator: bigint } {
  const places = decimalPlaces(text);
  const numerator = parseScaled(text, places);
  if (numerator === null) throw new RangeError(`not a decimal: ${text}`);
  return { numerator, denominator: powerOfTen(places) };
}

const MINOR_UNITS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: 'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};
const CURRENCY_SCALES = new Map<string, number>(
  Object.entries(MINOR_UNITS).flatMap(([scale, codes]) =>
    codes.split(' ').map((code) => [code, Number(scale)] as const),
  ),
);

/** Decimal places of a currency's minor unit by ISO 4217; undefined for an unknown code. */
export function currencyScale(code: string): number | undefined {
  return CURRENCY_SCALES.get(code);
}

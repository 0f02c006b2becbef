// Exact rational numbers for the oracle: every credit, price and share is a fraction of two bigints, so nothing
// is rounded except where a rule says so. Written to be read, not to be fast.

function greatestDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export class Fraction {
  readonly top: bigint;
  readonly bottom: bigint;

  constructor(top: bigint, bottom = 1n) {
    if (bottom === 0n) throw new Error('a fraction over zero');
    const sign = bottom < 0n ? -1n : 1n;
    const divisor = greatestDivisor(top, bottom) || 1n;
    this.top = (sign * top) / divisor;
    this.bottom = (sign * bottom) / divisor;
  }

  plus(other: Fraction): Fraction {
    return new Fraction(this.top * other.bottom + other.top * this.bottom, this.bottom * other.bottom);
  }

  minus(other: Fraction): Fraction {
    return this.plus(other.negative());
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.top * other.top, this.bottom * other.bottom);
  }

  over(other: Fraction): Fraction {
    return new Fraction(this.top * other.bottom, this.bottom * other.top);
  }

  negative(): Fraction {
    return new Fraction(-this.top, this.bottom);
  }

  /** Below, at or above zero as this is less than, equal to or more than the other. */
  compare(other: Fraction): number {
    const difference = this.top * other.bottom - other.top * this.bottom;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  lessThan(other: Fraction): boolean {
    return this.compare(other) < 0;
  }

  equals(other: Fraction): boolean {
    return this.compare(other) === 0;
  }

  isZero(): boolean {
    return this.top === 0n;
  }

  isPositive(): boolean {
    return this.top > 0n;
  }
}

export const ZERO = new Fraction(0n);
export const ONE = new Fraction(1n);

export function smaller(a: Fraction, b: Fraction): Fraction {
  return a.lessThan(b) ? a : b;
}

export function sum(parts: Iterable<Fraction>): Fraction {
  let total = ZERO;
  for (const part of parts) total = total.plus(part);
  return total;
}

/** `12.50`, `-3`, `0.333` */
export function parseDecimal(text: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new Error(`not a decimal number: "${text}"`);
  const decimals = match[3] ?? '';
  const value = new Fraction(BigInt(`${match[2]}${decimals}`), 10n ** BigInt(decimals.length));
  return match[1] === '-' ? value.negative() : value;
}

/** `25%` is a quarter. */
export function parsePercent(text: string): Fraction {
  if (!text.trim().endsWith('%')) throw new Error(`not a percentage: "${text}"`);
  return parseDecimal(text.trim().slice(0, -1)).over(new Fraction(100n));
}

export type Rounding = 'half_up' | 'half_even' | 'up' | 'down';

/** Rounds to `scale` places; the sign is set aside, so `up` is away from zero and `down` towards it. */
export function round(value: Fraction, scale: number, mode: Rounding): Fraction {
  const unit = 10n ** BigInt(scale);
  const negative = value.top < 0n;
  const scaled = (negative ? -value.top : value.top) * unit;
  const whole = scaled / value.bottom;
  const rest = scaled % value.bottom;
  const half = rest * 2n - value.bottom;
  let goesUp = false;
  if (mode === 'up') goesUp = rest > 0n;
  if (mode === 'half_up') goesUp = half >= 0n;
  if (mode === 'half_even') goesUp = half > 0n || (half === 0n && whole % 2n === 1n);
  const rounded = new Fraction(goesUp ? whole + 1n : whole, unit);
  return negative ? rounded.negative() : rounded;
}

/** Exactly `scale` places; the value must fit them. */
export function format(value: Fraction, scale: number): string {
  const scaled = value.times(new Fraction(10n ** BigInt(scale)));
  if (scaled.bottom !== 1n) throw new Error(`${value.top}/${value.bottom} has more than ${scale} places`);
  const negative = scaled.top < 0n;
  const digits = (negative ? -scaled.top : scaled.top).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return negative ? `-${text}` : text;
}

/** As many places as the value needs, up to 9: a usage quantity. */
export function formatPlain(value: Fraction): string {
  const text = format(value, 9);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

const places: Record<string, number> = {
  JPY: 0,
  KRW: 0,
  CLP: 0,
  VND: 0,
  KWD: 3,
  BHD: 3,
  TND: 3,
  JOD: 3,
  OMR: 3,
};

/** How many decimal places the ISO 4217 minor unit has. */
export function currencyScale(currency: string): number {
  return places[currency] ?? 2;
}

/** Money is rounded half up to the minor unit. */
export function roundMoney(value: Fraction, currency: string): Fraction {
  return round(value, currencyScale(currency), 'half_up');
}

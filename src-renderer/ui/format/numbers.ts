// Writes exact decimal strings for people: grouped, negatives in parentheses, decimals padded so that they stand below each other.
// Must not: turn a number of credits or money into a float.

export interface NumberStyle {
  readonly group: string;
  readonly point: string;
}

const STYLES = new Map<string, NumberStyle>();

/** How a locale groups and points: "1,234.5", "1.234,5", "1 234,5". */
export function numberStyle(locale: string): NumberStyle {
  const known = STYLES.get(locale);
  if (known) return known;
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1234567.5);
  const partOf = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  const style = { group: partOf('group') || ',', point: partOf('decimal') || '.' };
  STYLES.set(locale, style);
  return style;
}

const PLAIN = /^(-?)(\d+)(?:\.(\d+))?$/;

/** "-1234.50" → "(1,234.50)". Text that is no decimal is given back as it is. */
export function formatNumber(text: string, style: NumberStyle): string {
  const match = PLAIN.exec(text);
  if (!match) return text;
  const [, sign, whole = '', fraction] = match;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, style.group);
  const written = fraction === undefined ? grouped : `${grouped}${style.point}${fraction}`;
  return sign && /[1-9]/.test(text) ? `(${written})` : written;
}

/** As spreadsheets of the same system read a number: with its decimal mark, without grouping, the sign in front. */
export function plainNumber(text: string, { point }: NumberStyle): string {
  return PLAIN.test(text) ? text.replace('.', point) : text;
}

export function isNegative(text: string | null): boolean {
  return text?.startsWith('-') === true && /[1-9]/.test(text);
}

export function isZero(text: string | null): boolean {
  return text === null || !/[1-9]/.test(text);
}

/** Decimal places written. */
export function placesOf(text: string): number {
  const dot = text.indexOf('.');
  return dot < 0 ? 0 : text.length - dot - 1;
}

/** Blanks as wide as the digits that are missing: the points of a column stand below each other. */
export function padPlaces(written: string, places: number, wanted: number): string {
  if (places >= wanted) return written;
  const blanks = '\u2007'.repeat(wanted - places) + (places === 0 ? '\u2008' : '');
  return `${written}${blanks}`;
}

/** Order of two decimals, exactly: by float first, which keeps order, and digit by digit where floats are equal. */
export function compareNumbers(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (difference !== 0) return difference;
  const scale = Math.max(placesOf(a), placesOf(b));
  const [left, right] = [scaled(a, scale), scaled(b, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function scaled(text: string, scale: number): bigint {
  return BigInt(text.replace('.', '') + '0'.repeat(scale - placesOf(text)));
}

/**
 * What a person typed as a plain decimal: "1.234,5" where a comma points → "1234.5". A point that groups nothing points whatever the
 * style ("1234.5"). Null: no number.
 */
export function readNumber(typed: string, { group, point }: NumberStyle): string | null {
  const alike = (text: string): string => text.replaceAll('\u2019', "'").replaceAll(/\s/g, ' ');
  // A negative number may stand in parentheses, as it is shown.
  const text = alike(
    typed
      .trim()
      .replace(/^\((.+)\)$/, '-$1')
      .replace(/^\u2212/, '-'),
  );
  const [, sign = '', body = ''] = /^(-?)(.*)$/.exec(text) ?? [];
  const [whole = '', fraction, ...more] = body.split(point);
  const [first = '', ...groups] = whole.split(alike(group));
  const grouped = groups.length === 0 ? /^\d+$/.test(first) : /^\d{1,3}$/.test(first);
  const isOurs = grouped && groups.every((one) => /^\d{3}$/.test(one)) && /^\d*$/.test(fraction ?? '');
  if (!isOurs || more.length > 0 || fraction === '') return /^-?\d+\.\d+$/.test(text) ? text : null;
  const digits = [first, ...groups].join('').replace(/^0+(?=\d)/, '');
  return `${sign}${digits}${fraction === undefined ? '' : `.${fraction}`}`;
}

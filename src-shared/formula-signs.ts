// Text that a spreadsheet would take for a formula when it opens a CSV file, and the apostrophe that keeps it from that. One more
// apostrophe where there are some already, so that taking one off again always gives back what was there.
// Must not: touch numbers; a negative one is one.

/** What formulas begin with (OWASP ASVS 1.2.10), in full width too; some programs pass over blanks and quotes before it. */
const BEGINNING = `[' "\\u00a0\\ufeff]*[=+@\\t\\r\\n\\0＝＋－＠-]`;
const SIGN = new RegExp(`^${BEGINNING}`);
const DISARMED = new RegExp(`^'${BEGINNING}`);
const NUMBER = /^-?\d+([.,]\d+)*$/;

export function disarm(text: string): string {
  return SIGN.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** What was disarmed, as it was. */
export function rearm(text: string): string {
  return DISARMED.test(text) ? text.slice(1) : text;
}

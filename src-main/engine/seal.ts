// The canonical text of a posting: what a month's seal is the SHA-256 of (rules §13). Text ids, exact integers, one line.
// Part of the format: a change here breaks every seal ever made.
import type { Posting } from './postings.ts';

/** Fields that tell apart and never depend on how the book came to be filled. `|` and line ends in ids are escaped. */
export function canonicalPosting(
  customer: string,
  creditType: string,
  p: Omit<Posting, 'month' | 'event'>,
): string {
  return `${canonicalHead(customer, creditType)}${p.at}|${p.kind}|${text(p.lot)}|${text(p.eventId)}|${text(p.meter)}|${p.credits}|${p.overage}|${text(p.currency)}|${p.basis}|${p.usage}|${p.breakage}|${p.overageRevenue}|${p.receivable}|${p.unbilled}|${p.amount}|${text(p.charge)}|${text(p.chargeKind)}\n`;
}

/** What each line of a customer's credit type begins with. */
export function canonicalHead(customer: string, creditType: string): string {
  return `${escaped(customer)}|${escaped(creditType)}|`;
}

/** `|` in a line. */
const SEPARATORS = 18;

/** Is this, as UTF-8, the canonical text of as many postings, though no line end in it was escaped? Where an id has one, it is not. */
export function isCanonical(lines: Uint8Array, count: number): boolean {
  const check = openCanonicalCheck();
  check.add(lines);
  return check.isCanonical(count);
}

/** The same of lines that come in pieces, cut anywhere. */
export function openCanonicalCheck(): { add(bytes: Uint8Array): void; isCanonical(count: number): boolean } {
  let [separators, ends, returns] = [0, 0, false];
  return {
    add(bytes) {
      returns ||= bytes.includes(13);
      let [bars, lines] = [0, 0];
      for (let n = 0; n < bytes.length; n++) {
        const code = bytes[n];
        if (code === 124) bars++;
        else if (code === 10) lines++;
      }
      separators += bars;
      ends += lines;
    },
    isCanonical: (count) => !returns && separators === SEPARATORS * count && ends === count,
  };
}

function text(value: string | null): string {
  return value === null ? '' : escaped(value);
}

function escaped(value: string): string {
  return /[|\\\n\r]/.test(value)
    ? value.replace(/[|\\\n\r]/g, (found) => `\\${found.charCodeAt(0).toString(16)};`)
    : value;
}

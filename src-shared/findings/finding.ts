// A user's mistake is data: a finding with a code, a place, what is wrong and what would be right.
// Only a programmer's mistake throws. Every code stands in the catalogue beside this file.

/** Where the mistake is. All parts are optional; lines and rows count from 1 as people see them. */
export interface Place {
  readonly file?: string;
  readonly table?: string;
  readonly row?: number;
  readonly line?: number;
  readonly column?: string;
}

export interface Finding {
  readonly code: string;
  readonly place?: Place;
  /** What is wrong, in a sentence without a full stop at the end of a quoted value. */
  readonly message: string;
  /** What would be right, or what to do. */
  readonly hint?: string;
}

/** An answer that may be refused. Nothing was changed when `ok` is false. `notes`: what to know beside the answer. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly notes?: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

export const done = <T>(value: T, notes: readonly Finding[] = []): Result<T> =>
  notes.length > 0 ? { ok: true, value, notes } : { ok: true, value };
export const refused = (...findings: Finding[]): Result<never> => ({ ok: false, findings });

/** Carries findings out of a transaction, so that it rolls back. Caught at the service's edge and never shown raw. */
export class Refusal extends Error {
  readonly findings: readonly Finding[];
  constructor(...findings: Finding[]) {
    super(findings.map((finding) => finding.message).join('; '));
    this.name = 'Refusal';
    this.findings = findings;
  }
}

/** Whatever was thrown, as an Error: anything can be thrown. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** Unpacks an answer: a refused one goes on as a Refusal. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Refusal(...result.findings);
  return result.value;
}

/** Messages and hints come without a full stop; questions and quotations end by themselves. */
export function asSentence(text: string): string {
  return /[.?!…:]$/.test(text) ? text : `${text}.`;
}

/** "rates, row 3, units: …" for people. */
export function placeInWords(place: Place | undefined): string {
  if (!place) return '';
  const parts: string[] = [];
  if (place.file !== undefined) parts.push(place.file);
  if (place.table !== undefined) parts.push(place.table);
  if (place.row !== undefined) parts.push(`row ${place.row}`);
  if (place.line !== undefined) parts.push(`line ${place.line}`);
  if (place.column !== undefined) parts.push(place.column);
  return parts.join(', ');
}

// What people let stand against what matters, as the reviewer who signed says it. Must not: keep anything.
import { decimalPlaces, formatScaled, parseScaled } from '../../../src-shared/decimal.ts';
import type { Signature } from './state.ts';
import type { UnitTotals } from './totals.ts';

export interface Measured {
  /** With the places of its unit; null: nobody said, or the signature is void. */
  readonly materiality: string | null;
  /** More is accepted than that. */
  readonly beyond: boolean;
}

/** More places than any unit has. */
const FINE = 18;

/** What is accepted in a unit, measured. @param reviewer whose signature says what matters. */
export function measured(
  { unit, scale, accepted }: Pick<UnitTotals, 'unit' | 'scale' | 'accepted'>,
  reviewer: Signature | null,
): Measured {
  const most = reviewer?.void === null ? reviewer.materiality?.amounts[unit] : undefined;
  if (most === undefined) return { materiality: null, beyond: false };
  const beyond = parseScaled(formatScaled(accepted, scale), FINE)! > parseScaled(most, FINE)!;
  const places = Math.max(scale, decimalPlaces(most));
  return { materiality: formatScaled(parseScaled(most, places)!, places), beyond };
}

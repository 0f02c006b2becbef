// Decimal places of what a reconciliation counts in: currencies, credit types, quantities of a meter.
import { currencyScale, QUANTITY_SCALE } from '../../../src-shared/decimal.ts';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import type { Session } from '../session.ts';

/** undefined: there is no such unit. */
export function unitScale(session: Session, leg: Leg, unit: string): number | undefined {
  if (leg === 'usage') return unit === '' ? undefined : QUANTITY_SCALE;
  if (leg === 'spreadsheet') return session.book().creditTypes.get(unit)?.scale;
  return currencyScale(unit);
}

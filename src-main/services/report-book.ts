// What formatting needs to know about the book, as plain data that may cross to another thread, and what reports take it as.
// Must not: need the book.
import { openZone } from '../../src-shared/calendar.ts';
import { currencyScale } from '../../src-shared/decimal.ts';
import type { Book } from '../engine/book.ts';
import type { ReportBook } from '../reports/source.ts';

export interface BookForms {
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  /** Decimal places of a credit type's credits, by its code. */
  readonly scales: ReadonlyMap<string, number>;
}

export function formsOf({ fact, creditTypes }: Book): BookForms {
  const scales = new Map([...creditTypes].map(([code, { scale }]) => [code, scale]));
  return { name: fact.name, currency: fact.currency, timeZone: fact.timeZone, scales };
}

export function reportBookOf({ name, currency, timeZone, scales }: BookForms): ReportBook {
  const zone = openZone(timeZone)!;
  return {
    name,
    currency,
    creditScale: (creditType) => scales.get(creditType)!,
    currencyScale: (code) => currencyScale(code)!,
    dateAt: (instant) => zone.dateAt(instant),
  };
}

// What a sheet says and could not be compared, as it does not say what it is of: told with what to do about it.
// Must not: find it.
import type { ComparisonCode } from '../../../src-shared/findings/comparison.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import type { Place } from '../../import/legacy/legacy-book.ts';
import { few, placeInSheet } from './cause-words.ts';

export interface NotCompared {
  /** Balances of a customer with several credit types; deferred revenue of a wallet in several currencies. */
  readonly unsaid: 'credit_type' | 'currency';
  readonly customer: string;
  /** The first cell it stands in. */
  readonly place: Place;
}

const WORDS: Readonly<
  Record<NotCompared['unsaid'], { code: ComparisonCode; message: (whose: string) => string; hint: string }>
> = {
  credit_type: {
    code: 'credit_type_unsaid',
    message: (whose) =>
      `Balances of ${whose} were not compared: they have several credit types, and the spreadsheet does not say which it means`,
    hint: 'Add a column Credit type to the spreadsheet, and compare it again',
  },
  currency: {
    code: 'currency_unsaid',
    message: (whose) =>
      `Deferred revenue of ${whose} was not compared, only credits: it is in several currencies, and the spreadsheet does not say which it means`,
    hint: 'Add a column Currency to the spreadsheet, with a row for each currency, and compare it again',
  },
};

/** One finding for each sort of it, with whose it is and where it begins. */
export function notComparedFindings(all: readonly NotCompared[]): Finding[] {
  return [...Map.groupBy(all, ({ unsaid }) => unsaid)].map(([unsaid, some]) => {
    const { code, message, hint } = WORDS[unsaid];
    const whose = few([...new Set(some.map(({ customer }) => customer))]);
    return { code, message: `${message(whose)} (first in ${placeInSheet(some[0]!.place)})`, hint };
  });
}

// Months by their English names, whole and short, without a calendar: the page reads and writes them as well.

const NAMES = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** "January" of 1; '' where there is no such month. */
export function monthWord(month: number): string {
  return NAMES[month - 1] ?? '';
}

/** "Jan" of 1; '' where there is no such month. */
export function shortMonthWord(month: number): string {
  return monthWord(month).slice(0, 3);
}

/** 1 of "jan", in any case; 0 where no month is called so. */
export function monthNumber(short: string): number {
  return NAMES.findIndex((name) => name.slice(0, 3).toLowerCase() === short.toLowerCase()) + 1;
}

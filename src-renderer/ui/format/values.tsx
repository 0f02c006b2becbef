// Values in running text and small tables: money, credits, dates, months. The grid formats its own cells with the same functions.
import type { ColumnType } from '../../../src-shared/report-table.ts';
import { usePreferences } from '../preferences.tsx';
import type { DateSettings } from './dates.ts';
import { formatDate, formatInstant, formatMonth } from './dates.ts';
import type { NumberStyle } from './numbers.ts';
import { formatNumber } from './numbers.ts';

/** Any value of a column type as people read it; null is blank. */
export function formatValue(
  value: string | null,
  type: ColumnType,
  numbers: NumberStyle,
  dates: DateSettings,
): string {
  if (value === null) return '';
  switch (type) {
    case 'credits':
    case 'money':
    case 'quantity':
      return formatNumber(value, numbers);
    case 'date':
      return formatDate(value, dates);
    case 'month':
      return formatMonth(value, dates);
    case 'instant':
      return formatInstant(value, dates);
    default:
      return value;
  }
}

/** The same in the styles that are chosen here. */
export function useFormat(): (value: string | null, type: ColumnType) => string {
  const { numberStyle, dateSettings } = usePreferences();
  return (value, type) => formatValue(value, type, numberStyle, dateSettings);
}

/** The closing parenthesis of a negative amount hangs over, so that the digits of a column stand below each other. */
export function Hung({ text }: { text: string }) {
  if (!/^\(.*\d\)$/.test(text)) return text;
  return (
    <>
      {text.slice(0, -1)}
      <span className="hung">)</span>
    </>
  );
}

/** An amount with its unit after it, smaller. */
export function Amount({ value, unit }: { value: string; unit?: string }) {
  const { numberStyle } = usePreferences();
  return (
    <span className="num">
      <Hung text={formatNumber(value, numberStyle)} />
      {unit ? <span className="dim"> {unit}</span> : null}
    </span>
  );
}

export function Day({ value }: { value: string | null }) {
  const { dateSettings } = usePreferences();
  return value === null ? null : <time dateTime={value}>{formatDate(value, dateSettings)}</time>;
}

export function MonthName({ value }: { value: string }) {
  const { dateSettings } = usePreferences();
  return <time dateTime={value}>{formatMonth(value, dateSettings)}</time>;
}

export function Moment({ value }: { value: string }) {
  const { dateSettings } = usePreferences();
  return <time dateTime={value}>{formatInstant(value, dateSettings)}</time>;
}

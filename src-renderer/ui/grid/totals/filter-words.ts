// What narrows a grid, in words: the quick filter and the filters of its columns. Must not: filter.
import type { FilterModel } from 'ag-grid-community';
import type { Column } from '../../../../src-shared/report-table.ts';
import type { Looks } from '../rows.ts';

const WORDS: Readonly<Record<string, string>> = {
  contains: 'contains',
  notContains: 'does not contain',
  equals: 'is',
  notEqual: 'is not',
  startsWith: 'begins with',
  endsWith: 'ends with',
  blank: 'is blank',
  notBlank: 'is not blank',
  lessThan: 'is below',
  lessThanOrEqual: 'is at most',
  greaterThan: 'is above',
  greaterThanOrEqual: 'is at least',
  inRange: 'is between',
};
const WORDS_OF_DATES: Readonly<Record<string, string>> = { lessThan: 'is before', greaterThan: 'is after' };

interface Condition {
  readonly filterType?: string;
  readonly type?: string;
  readonly filter?: string | number | null;
  readonly filterTo?: string | number | null;
  readonly dateFrom?: string | null;
  readonly dateTo?: string | null;
  readonly operator?: 'AND' | 'OR';
  readonly conditions?: readonly Condition[];
}

/** “Balance is above 100”, one for each filter; none where nothing is filtered. */
export function filterWords(
  quick: string,
  model: FilterModel,
  columns: readonly Column[],
  looks: Looks,
): string[] {
  const words = Object.entries(model).map(([key, condition]) => {
    const title = looks[key]?.title ?? columns.find((column) => column.key === key)?.title ?? key;
    return `${title} ${conditionWords(condition as Condition)}`;
  });
  return [...(quick.trim() === '' ? [] : [`rows with “${quick.trim()}”`]), ...words];
}

function conditionWords({ filterType, type = '', operator, conditions, ...values }: Condition): string {
  if (conditions) return conditions.map(conditionWords).join(operator === 'OR' ? ' or ' : ' and ');
  const word = (filterType === 'date' ? WORDS_OF_DATES[type] : undefined) ?? WORDS[type] ?? type;
  const { filter, filterTo, dateFrom, dateTo } = values;
  const written = [dateFrom?.slice(0, 10) ?? filter, dateTo?.slice(0, 10) ?? filterTo].filter(
    (value) => value !== null && value !== undefined,
  );
  const quoted = filterType === 'text' ? written.map((value) => `“${value}”`) : written;
  return [word, quoted.join(' and ')].filter((part) => part !== '').join(' ');
}

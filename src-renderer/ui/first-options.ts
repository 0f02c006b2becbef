// Which options of a list are drawn: a list of ten thousand customers is found by typing, not by scrolling. Must not: draw.
import type { OptionsFilter } from '@mantine/core';
import { defaultOptionsFilter } from '@mantine/core';

/** Months of 25 years. */
export const MOST_OPTIONS = 300;

/** Those that have the text; one more says how many are left out. */
export const firstOptions: OptionsFilter = ({ options, search }) => {
  const all = { options, search, limit: Number.POSITIVE_INFINITY };
  const fitting = defaultOptionsFilter(all) as ReturnType<OptionsFilter>;
  const more = fitting.length - MOST_OPTIONS;
  if (more <= 0) return fitting;
  const label = `${more.toLocaleString()} more: type a part of the name`;
  return [...fitting.slice(0, MOST_OPTIONS), { value: label, label, disabled: true }];
};

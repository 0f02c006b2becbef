// Which month is looked at.
import { Select } from '@mantine/core';
import { useFormat } from './format/values.tsx';

interface MonthSelectProps {
  month: string;
  /** In any order; shown once each, the latest first. */
  months: readonly string[];
  onChange: (month: string) => void;
  /** Shown above, in a form. */
  label?: string;
}

export function MonthSelect({ month, months, onChange, label }: MonthSelectProps) {
  const format = useFormat();
  const shown = [...new Set([...months, month])]
    .filter((one) => one !== '')
    .sort()
    .reverse();
  return (
    <Select
      label={label}
      aria-label={label === undefined ? 'Month' : undefined}
      w={130}
      value={month}
      onChange={(next) => next && onChange(next)}
      data={shown.map((value) => ({ value, label: format(value, 'month') }))}
    />
  );
}

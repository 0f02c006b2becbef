// Which of several units a chart shows: amounts of different units have no scale in common. Not there for one.
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';

/** @returns the one that is shown, and the choice to stand beside the chart's title. */
export function useOneOf(label: string, all: readonly string[]): [string, React.ReactNode] {
  const [chosen, choose] = useState<string | null>(null);
  const shown = chosen !== null && all.includes(chosen) ? chosen : (all[0] ?? '');
  const choice =
    all.length > 1 ? (
      <SegmentedControl size="xs" aria-label={label} data={[...all]} value={shown} onChange={choose} />
    ) : null;
  return [shown, choice];
}

// What the spreadsheet says and could not be compared: beside what it comes to, and before a month of it is signed.
import type { WireComparison } from '../../../../src-shared/comparison/calls.ts';
import { FindingList, Notice } from '../../../ui/panels/told.tsx';

export function NotCompared({ compared: { notCompared } }: { compared: WireComparison }) {
  if (notCompared.length === 0) return null;
  return (
    <Notice tone="warn">
      <FindingList findings={notCompared} />
    </Notice>
  );
}

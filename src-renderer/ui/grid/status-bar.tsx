// Under the grid: how many rows, how many of them shown, and sum, average and count of what is selected.
import type { ReactNode } from 'react';
import { formatNumber } from '../format/numbers.ts';
import { usePreferences } from '../preferences.tsx';
import type { SelectionSums } from './sums.ts';

interface StatusBarProps {
  /** Rows in all; null while it is not known. */
  rows: number | null;
  shown: number | null;
  sums: SelectionSums | null;
  /** Said at the left, after the counts: "up to Dec 2025". */
  note?: ReactNode;
  /** Why the cell that the cursor is in cannot stand: said in place of the note. */
  problem: string | null;
}

const UNITS = 3;

export function StatusBar({ rows, shown, sums, note, problem }: StatusBarProps) {
  const { numberStyle } = usePreferences();
  const written = (text: string): string => formatNumber(text, numberStyle);
  const count = (number: number): string => written(String(number));
  const word = (number: number): string => (number === 1 ? 'row' : 'rows');
  const units = sums && sums.cells > 1 ? sums.units : [];
  return (
    <div className="sheet-status" role="status">
      {rows === null ? null : (
        <span>
          {shown !== null && shown !== rows
            ? `${count(shown)} of ${count(rows)} rows`
            : `${count(rows)} ${word(rows)}`}
        </span>
      )}
      {problem ? <span className="sheet-problem">{problem}</span> : note ? <span>{note}</span> : null}
      <span className="spacer" />
      {units.slice(0, UNITS).map(({ unit, sum, average }) => (
        <span key={unit}>
          {units.length === 1 ? (
            <>
              Average <b>{written(average)}</b>
              {'   '}
            </>
          ) : null}
          Sum <b>{written(sum)}</b> {unit}
        </span>
      ))}
      {units.length > UNITS ? <span>and {units.length - UNITS} more units</span> : null}
      {sums && sums.cells > 1 ? (
        <span>
          Count <b>{count(sums.filled)}</b>
        </span>
      ) : null}
    </div>
  );
}

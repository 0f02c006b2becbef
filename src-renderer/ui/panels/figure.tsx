// A figure that says what it is, in each of its units, and leads to what it is made of.
import type { ColumnType } from '../../../src-shared/report-table.ts';
import { useFormat } from '../format/values.tsx';

export interface FigureLine {
  readonly value: string;
  readonly unit: string;
  readonly type: ColumnType;
}

interface FigureProps {
  readonly label: string;
  readonly lines: readonly FigureLine[];
  readonly href: string;
  /** Said where there is nothing. */
  readonly none?: string;
  /** Small, below: up to when, of what. */
  readonly note?: string;
}

export function Figure({ label, lines, href, none = 'none', note }: FigureProps) {
  const format = useFormat();
  return (
    <a className="figure" href={href}>
      <span className="label">{label}</span>
      <span className="lines">
        {lines.length === 0 ? <span className="value dim">{none}</span> : null}
        {lines.map(({ value, unit, type }) => (
          <span key={unit} className="value">
            {format(value, type)} <span className="unit">{unit}</span>
          </span>
        ))}
      </span>
      {note ? <span className="label">{note}</span> : null}
    </a>
  );
}

// A figure that says what it is, in each of its units. Its name leads to where it stands, each amount to what it is made of.

import type { Subject } from '../../../src-shared/explain/subject.ts';
import type { ColumnType } from '../../../src-shared/report-table.ts';
import { explain } from '../explained.tsx';
import { useFormat } from '../format/values.tsx';

export interface FigureLine {
  readonly value: string;
  readonly unit: string;
  readonly type: ColumnType;
  /** What explains it; without it leads to where the figure stands. */
  readonly subject?: Subject;
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
    <div className="figure">
      <a className="label" href={href}>
        {label}
      </a>
      <span className="lines">
        {lines.length === 0 ? <span className="value dim">{none}</span> : null}
        {lines.map(({ value, unit, type, subject }) => (
          <a
            key={unit}
            className="value"
            href={subject ? explain(subject) : href}
            aria-label={`${label}: ${format(value, type)} ${unit}`}
          >
            {format(value, type)} <span className="unit">{unit}</span>
          </a>
        ))}
      </span>
      {note ? <span className="label">{note}</span> : null}
    </div>
  );
}

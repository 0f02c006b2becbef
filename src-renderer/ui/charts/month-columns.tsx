// A balance at each month's end as columns, and below them what came in and what went out in the month. Must not: add up anything.
import { useFormat } from '../format/values.tsx';
import { Leading } from './leading.tsx';
import { scale, short } from './scale.ts';

export interface MonthColumn {
  readonly month: string;
  /** Exact decimals. */
  readonly closing: string;
  readonly added: string;
  readonly released: string;
  /** Drawn as an outline: still open. */
  readonly open: boolean;
}

interface MonthColumnsProps {
  readonly width: number;
  readonly unit: string;
  readonly columns: readonly MonthColumn[];
  /** Where a column leads. */
  readonly href: (month: string) => string;
}

const GUTTER = 56;
const TOP = 16;
const BALANCE = 104;
const GROUND = TOP + BALANCE;
const NAMES = 20;
const MOVES = 84;
const LABEL = 12;
/** A month has no more room than this: few of them stand together at the left. */
const WIDEST = 96;
export const MONTH_COLUMNS_HEIGHT = GROUND + NAMES + MOVES;

export function MonthColumns({ width, unit, columns, href }: MonthColumnsProps) {
  const format = useFormat();
  const band = Math.min(WIDEST, (width - GUTTER) / Math.max(columns.length, 1));
  const most = (pick: (column: MonthColumn) => string): number =>
    Math.max(1e-9, ...columns.map((column) => Number(pick(column))));
  const [closing, added, released] = [
    most((column) => column.closing),
    most((column) => column.added),
    most((column) => column.released),
  ];
  // Both movements to one scale, around a line that leaves each the room it needs.
  const room = MOVES - 2 * LABEL;
  const middle = GROUND + NAMES + LABEL + (room * added) / (added + released);
  const scales = { height: scale(0, closing, 0, BALANCE), move: scale(0, added + released, 0, room), middle };
  return (
    <>
      <g aria-hidden>
        <text x={0} y={GROUND - 2}>
          Balance
        </text>
        <text x={0} y={middle - 5}>
          Added
        </text>
        <text x={0} y={middle + 13}>
          Released
        </text>
      </g>
      {columns.map((column, index) => {
        const left = GUTTER + index * band;
        const money = (text: string): string => format(text, 'money');
        const said = `${format(column.month, 'month')}: ${money(column.closing)} ${unit} at the end; ${money(column.added)} added, ${money(column.released)} released`;
        return (
          <g key={column.month}>
            <Leading
              href={href(column.month)}
              said={said}
              x={left}
              width={band}
              height={MONTH_COLUMNS_HEIGHT}
            />
            <Column column={column} left={left} band={band} {...scales} />
          </g>
        );
      })}
      <line className="axis" x1={GUTTER} x2={width} y1={GROUND} y2={GROUND} />
      <line className="axis" x1={GUTTER} x2={width} y1={middle} y2={middle} />
    </>
  );
}

interface ColumnProps {
  readonly column: MonthColumn;
  readonly left: number;
  readonly band: number;
  readonly height: (amount: number) => number;
  readonly move: (amount: number) => number;
  readonly middle: number;
}

function Column({ column, left, band, height, move, middle }: ColumnProps) {
  const format = useFormat();
  const [closing, added, released] = [column.closing, column.added, column.released].map((text) =>
    Math.max(0, Number(text)),
  ) as [number, number, number];
  const at = { x: left + band * 0.19, width: band * 0.62 };
  const label = (y: number, text: string, className = 'middle') => (
    <text className={className} x={left + band / 2} y={y}>
      {text}
    </text>
  );
  const top = GROUND - height(closing);
  return (
    <g className="drawn" aria-hidden>
      <rect className={column.open ? 'open' : 'first'} {...at} y={top} height={height(closing)} />
      {label(top - 5, short(closing), 'middle said')}
      {label(GROUND + 14, format(column.month, 'month').slice(0, 3))}
      {added > 0 ? (
        <>
          <rect className="first" {...at} y={middle - move(added)} height={move(added)} />
          {label(middle - move(added) - 3, short(added))}
        </>
      ) : null}
      {released > 0 ? (
        <>
          <rect className="second" {...at} y={middle} height={move(released)} />
          {label(middle + move(released) + 11, `(${short(released)})`)}
        </>
      ) : null}
    </g>
  );
}

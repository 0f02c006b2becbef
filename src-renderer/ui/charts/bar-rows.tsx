// Amounts as bars below each other, each with its name before and its value after it; a second part in the second hue.
// Must not: add up anything.
import { Leading } from './leading.tsx';
import { scale, widthOf } from './scale.ts';

export interface BarRow {
  readonly key: string;
  readonly name: string;
  /** Exact decimals: the first part, and a second that goes on from it. */
  readonly size: string;
  readonly more?: string;
  /** Written after the bar. */
  readonly value: string;
  readonly href: string;
}

const ROW = 22;
const GAP = 8;

export const barRowsHeight = (rows: readonly BarRow[]): number => rows.length * ROW;

export function BarRows({ width, rows }: { width: number; rows: readonly BarRow[] }) {
  const names = Math.min(width * 0.4, Math.max(...rows.map(({ name }) => widthOf(name))) + GAP);
  const values = Math.max(...rows.map(({ value }) => widthOf(value))) + GAP;
  const room = Math.max(width - names - values, 24);
  const most = Math.max(...rows.map(({ size, more }) => Number(size) + Number(more ?? 0)), 1e-9);
  const long = scale(0, most, 0, room);
  return rows.map(({ key, name, size, more, value, href }, index) => {
    const [first, second] = [Math.max(long(Number(size)), 0), Math.max(long(Number(more ?? 0)), 0)];
    const y = index * ROW;
    return (
      <g key={key}>
        <Leading href={href} said={`${name}: ${value}`} x={0} y={y} width={width} height={ROW} />
        <g className="drawn" aria-hidden>
          <text className="said" x={0} y={y + 15}>
            {clipped(name, names - GAP)}
          </text>
          <rect className="first" x={names} y={y + 4} width={Math.max(first, 1)} height={ROW - 9} />
          {second > 0 ? (
            <rect className="second" x={names + first} y={y + 4} width={second} height={ROW - 9} />
          ) : null}
          <text x={names + first + second + GAP} y={y + 15}>
            {value}
          </text>
        </g>
      </g>
    );
  });
}

function clipped(name: string, room: number): string {
  const fits = Math.floor(room / widthOf('x'));
  return name.length > fits + 1 ? `${name.slice(0, Math.max(fits - 1, 1))}…` : name;
}

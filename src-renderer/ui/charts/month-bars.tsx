// Bars by month with their values written on them: for where people would rather look than read. Every figure in it stands in a
// table beside it as well. Floats here are pixels only. Must not: be the only place of a number.
import {
  Bar,
  BarChart,
  Cell,
  LabelList,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormat } from '../format/values.tsx';

export interface MonthBar {
  readonly month: string;
  /** The exact value; null draws nothing. */
  readonly value: string | null;
  /** Drawn lighter: still open. */
  readonly open?: boolean;
}

interface MonthBarsProps {
  readonly label: string;
  readonly bars: readonly MonthBar[];
  readonly unit: string;
  readonly height?: number;
  readonly onPick?: (month: string) => void;
}

export function MonthBars({ label, bars, unit, height = 168, onPick }: MonthBarsProps) {
  const format = useFormat();
  const data = bars.map(({ month, value, open }) => ({
    month,
    pixels: value === null ? 0 : Number(value),
    written: value === null ? '' : format(value, 'money'),
    open: open === true,
  }));
  const short = new Intl.NumberFormat('en', {
    notation: 'compact',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return (
    <figure className="chart" style={{ margin: 0, height }} aria-label={label}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={data} margin={{ top: 18, right: 4, bottom: 0, left: 4 }} barCategoryGap="24%">
          <XAxis
            dataKey="month"
            tickLine={false}
            axisLine={{ stroke: 'var(--dd-line-strong)' }}
            interval={0}
            tickFormatter={(month: string) => format(month, 'month').slice(0, 3)}
          />
          <YAxis hide domain={[0, 'dataMax']} />
          <ReferenceLine y={0} stroke="var(--dd-line-strong)" />
          <Tooltip
            cursor={{ fill: 'var(--dd-accent-soft)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const bar = payload?.[0]?.payload as (typeof data)[number] | undefined;
              return active && bar ? (
                <div className="chart-tip">
                  <span className="dim">{format(bar.month, 'month')}</span> {bar.written} {unit}
                </div>
              ) : null;
            }}
          />
          <Bar
            dataKey="pixels"
            isAnimationActive={false}
            cursor={onPick ? 'pointer' : undefined}
            onClick={(_bar, index) => {
              const month = data[index]?.month;
              if (month) onPick?.(month);
            }}
          >
            {data.map(({ month, open }) => (
              <Cell
                key={month}
                fill={open ? 'var(--dd-bg)' : 'var(--dd-chart-1)'}
                stroke="var(--dd-chart-1)"
                strokeWidth={open ? 1.5 : 0}
              />
            ))}
            <LabelList
              dataKey="pixels"
              position="top"
              formatter={(value) => (value ? short.format(Number(value)) : '')}
            />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}

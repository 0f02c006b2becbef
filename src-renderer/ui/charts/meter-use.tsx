// What usage cost in a month by meter: what credits paid, and what was beyond them. Must not: ask for it, or add it up.
import type { MeterUse } from '../../../src-shared/contract/overview.ts';
import { isZero } from '../format/numbers.ts';
import { MonthName, useFormat } from '../format/values.tsx';
import { to } from '../route.ts';
import { BarRows, barRowsHeight } from './bar-rows.tsx';
import { Chart } from './chart.tsx';
import { useOneOf } from './one-of.tsx';

interface MeterUseProps {
  month: string;
  before: string;
  meters: readonly MeterUse[];
  /** null: everybody's. */
  customer: string | null;
}

export function MeterUseChart({ month, before, meters, customer }: MeterUseProps) {
  const format = useFormat();
  const [creditType, choice] = useOneOf('Credit type', [...new Set(meters.map((one) => one.creditType))]);
  const shown = meters.filter((one) => one.creditType === creditType);
  if (shown.length === 0) return null;
  const credits = (value: string): string => format(value, 'credits');
  const href = (meter: string): string => to(['usage'], { meter, customer });
  const rows = shown.map(({ meter, name, drawn, overage, credits: all }) => ({
    key: meter,
    name,
    size: drawn,
    more: overage,
    value: isZero(overage) ? credits(all) : `${credits(all)}, ${credits(overage)} of it overage`,
    href: href(meter),
  }));
  const isNumber = true;
  return (
    <Chart
      title="Usage by meter"
      note={`${creditType}, ${format(month, 'month')}`}
      file={`usage-by-meter-${customer ?? 'all'}-${month}`}
      beside={choice}
      height={barRowsHeight(rows)}
      label={`Usage by meter in ${format(month, 'month')}, in ${creditType}`}
      draw={(width) => <BarRows width={width} rows={rows} />}
      table={{
        columns: [
          { title: 'Meter' },
          { title: 'Events', number: isNumber },
          { title: 'From credits', number: isNumber },
          { title: 'Overage', number: isNumber },
          { title: 'Together', number: isNumber },
          { title: 'The month before', number: isNumber },
        ],
        rows: shown.map((one) => ({
          key: one.meter,
          cells: [
            <a key="meter" href={href(one.meter)}>
              {one.name}
            </a>,
            String(one.events),
            credits(one.drawn),
            credits(one.overage),
            credits(one.credits),
            credits(one.creditsBefore),
          ],
        })),
      }}
    >
      <p className="dim small">
        <MonthName value={before} />:{' '}
        {shown.map(({ name, creditsBefore }) => `${name} ${credits(creditsBefore)}`).join(', ')}
      </p>
    </Chart>
  );
}

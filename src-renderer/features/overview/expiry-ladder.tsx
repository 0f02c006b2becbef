// What is left in lots, by the month in which it expires, with what it still defers: one credit type at a time.
import type { Overview } from '../../../src-shared/contract/overview.ts';
import { figure } from '../../../src-shared/explain/subject.ts';
import { BarRows, barRowsHeight } from '../../ui/charts/bar-rows.tsx';
import { Chart } from '../../ui/charts/chart.tsx';
import { useOneOf } from '../../ui/charts/one-of.tsx';
import { explain } from '../../ui/explained.tsx';
import { useFormat } from '../../ui/format/values.tsx';
import { to } from '../../ui/route.ts';

type Step = Overview['ladder'][number];

const STEPS = 8;

export function ExpiryLadder({ data }: { data: Overview }) {
  const format = useFormat();
  const [creditType, choice] = useOneOf('Credit type', [
    ...new Set(data.ladder.map((one) => one.creditType)),
  ]);
  const all = data.ladder.filter((one) => one.creditType === creditType);
  if (all.length === 0) return null;
  const steps = all.slice(0, STEPS);
  const name = ({ month }: Step): string => (month === null ? 'Never' : format(month, 'month'));
  const href = ({ month }: Step): string => to(['revenue'], { tab: 'lots', expires: month ?? 'never' });
  const deferred = ({ deferred: amounts }: Step): string =>
    amounts.map(({ currency, amount }) => `${format(amount, 'money')} ${currency}`).join(', ');
  const rows = steps.map((step) => ({
    key: step.month ?? 'never',
    name: name(step),
    size: step.credits,
    value: [format(step.credits, 'credits'), deferred(step)].filter((text) => text !== '').join(' · '),
    href: explain(figure('expiring', step.creditType, { of: step.month ?? 'never' })),
  }));
  return (
    <Chart
      title="What expires when"
      note={`${creditType} · still deferred`}
      file={`expiring-${creditType}`}
      beside={choice}
      height={barRowsHeight(rows)}
      label={`Credits left by the month in which they expire, in ${creditType}`}
      draw={(width) => <BarRows width={width} rows={rows} />}
      table={{
        columns: [
          { title: 'Last valid in' },
          { title: 'Lots', number: true },
          { title: 'Credits', number: true },
          { title: 'Still deferred', number: true },
        ],
        rows: all.map((step) => ({
          key: step.month ?? 'never',
          cells: [
            <a key="month" href={href(step)}>
              {name(step)}
            </a>,
            String(step.lots),
            format(step.credits, 'credits'),
            deferred(step),
          ],
        })),
      }}
    >
      {all.length > steps.length ? (
        <p className="small">
          <a href={to(['revenue'], { tab: 'lots' })}>{all.length - steps.length} more</a>
        </p>
      ) : null}
    </Chart>
  );
}

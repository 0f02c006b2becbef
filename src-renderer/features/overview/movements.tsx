// Deferred revenue by month: closing balances as bars, and the movements between them as a table, one currency at a time.
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Overview } from '../../../src-shared/contract/overview.ts';
import { useBook } from '../../api/book.tsx';
import { MonthBars } from '../../ui/charts/month-bars.tsx';
import { MonthName, useFormat } from '../../ui/format/values.tsx';
import { Section } from '../../ui/page.tsx';
import { go, to } from '../../ui/route.ts';
import { FirstSteps } from './first-steps.tsx';

/** Months in the table; the chart shows up to twelve. */
const ROWS = 6;
const BARS = 12;

export function Movements({ data }: { data: Overview }) {
  const book = useBook();
  const currencies = [...new Set(data.movements.map(({ currency }) => currency))].sort(
    (a, b) => Number(b === book.currency) - Number(a === book.currency),
  );
  const [chosen, choose] = useState<string | null>(null);
  const currency = chosen ?? currencies[0] ?? book.currency;
  const months = data.movements.filter((one) => one.currency === currency).slice(-BARS);
  if (months.length === 0) {
    return <FirstSteps />;
  }
  return (
    <Section
      title="Deferred revenue by month"
      beside={
        currencies.length > 1 ? (
          <SegmentedControl
            size="xs"
            aria-label="Currency"
            data={currencies}
            value={currency}
            onChange={(value) => choose(value)}
          />
        ) : (
          <span className="dim">{currency}</span>
        )
      }
    >
      <MonthBars
        label={`Deferred revenue at each month’s end, ${currency}`}
        unit={currency}
        bars={months.map(({ month, closing }) => ({ month, value: closing, open: month >= book.openMonth }))}
        onPick={(month) => go(to(['revenue'], { month }))}
      />
      <MovementTable months={months.slice(-ROWS)} currency={currency} />
    </Section>
  );
}

function MovementTable({
  months,
  currency,
}: {
  months: readonly Overview['movements'][number][];
  currency: string;
}) {
  const book = useBook();
  const format = useFormat();
  return (
    <table className="plain" style={{ marginTop: 12 }}>
      <caption className="hidden-but-read">Movements of deferred revenue in {currency}</caption>
      <thead>
        <tr>
          <th>Month</th>
          <th className="num">Opening</th>
          <th className="num">Added</th>
          <th className="num">Used</th>
          <th className="num">Breakage</th>
          <th className="num">Refunded</th>
          <th className="num">Closing</th>
        </tr>
      </thead>
      <tbody>
        {months.map((one) => (
          <tr key={one.month}>
            <td>
              <a href={to(['revenue'], { month: one.month })}>
                <MonthName value={one.month} />
              </a>
              {one.month >= book.openMonth ? <span className="dim"> open</span> : null}
            </td>
            <td className="num">{format(one.opening, 'money')}</td>
            <td className="num">{format(one.added, 'money')}</td>
            <td className="num">{format(taken(one.usage), 'money')}</td>
            <td className="num">{format(taken(one.breakage), 'money')}</td>
            <td className="num">{format(taken(one.refunded), 'money')}</td>
            <td className="num">
              <b>{format(one.closing, 'money')}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What leaves deferred revenue is shown as going out, so that a row adds up. */
function taken(amount: string): string {
  if (!/[1-9]/.test(amount)) return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

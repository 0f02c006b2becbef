// Deferred revenue by month, one currency at a time: balances and movements as a picture, the latest months as a table below it.
import type { Overview } from '../../../src-shared/contract/overview.ts';
import type { MoneyFigure } from '../../../src-shared/explain/subject.ts';
import { figure } from '../../../src-shared/explain/subject.ts';
import { useBook } from '../../api/book.tsx';
import { Chart } from '../../ui/charts/chart.tsx';
import { MONTH_COLUMNS_HEIGHT, MonthColumns } from '../../ui/charts/month-columns.tsx';
import { useOneOf } from '../../ui/charts/one-of.tsx';
import { Explained } from '../../ui/explained.tsx';
import { isZero } from '../../ui/format/numbers.ts';
import { Amount, MonthName, useFormat } from '../../ui/format/values.tsx';
import { to } from '../../ui/route.ts';

type Movement = Overview['movements'][number];

/** Months in the table below the picture; the picture shows more. */
const ROWS = 5;
const COLUMNS = 12;
const TITLES = ['Month', 'Opening', 'Added', 'Used', 'Breakage', 'Refunded', 'Closing'] as const;

export function Movements({ data }: { data: Overview }) {
  const book = useBook();
  const format = useFormat();
  const currencies = [...new Set(data.movements.map(({ currency }) => currency))].sort(
    (a, b) => Number(b === book.currency) - Number(a === book.currency),
  );
  const [currency, choice] = useOneOf('Currency', currencies);
  const months = data.movements.filter((one) => one.currency === currency).slice(-COLUMNS);
  const href = (month: string): string => to(['revenue'], { month });
  const ends = [months[0], months.at(-1)].flatMap((one) => (one ? [format(one.month, 'month')] : []));
  const rows = months.map((one) => rowOf(one, href, one.month >= book.openMonth));
  return (
    <Chart
      title="Deferred revenue by month"
      note={[currency, [...new Set(ends)].join(' to ')].join(', ')}
      file={`deferred-revenue-${currency}`}
      beside={choice}
      height={MONTH_COLUMNS_HEIGHT}
      label={`Deferred revenue at each month’s end with what was added and released, ${currency}`}
      draw={(width) => (
        <MonthColumns
          width={width}
          unit={currency}
          href={href}
          columns={months.map((one) => ({ ...one, open: one.month >= book.openMonth }))}
        />
      )}
      table={{ columns: TITLES.map((title) => ({ title, number: title !== 'Month' })), rows }}
    >
      <table className="plain" style={{ marginTop: 12 }}>
        <caption className="hidden-but-read">Movements of deferred revenue in {currency}</caption>
        <thead>
          <tr>
            {TITLES.map((title) => (
              <th key={title} className={title === 'Month' ? undefined : 'num'}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(-ROWS).map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, at) => (
                <td key={TITLES[at]} className={at === 0 ? undefined : 'num'}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Chart>
  );
}

function rowOf(one: Movement, href: (month: string) => string, open: boolean) {
  const { month, currency } = one;
  const explained = (name: MoneyFigure, amount: string) => (
    <Explained key={name} subject={figure(name, currency, { month })}>
      <Amount value={amount} />
    </Explained>
  );
  return {
    key: one.month,
    cells: [
      <span key="month">
        <a href={href(one.month)}>
          <MonthName value={one.month} />
        </a>
        {open ? <span className="dim"> open</span> : null}
      </span>,
      explained('opening_deferred', one.opening),
      explained('added', one.added),
      explained('usage_revenue', taken(one.usage)),
      explained('breakage_revenue', taken(one.breakage)),
      explained('refunded', taken(one.refunded)),
      <b key="closing">{explained('deferred', one.closing)}</b>,
    ],
  };
}

/** What leaves deferred revenue is shown as going out, so that a row adds up. */
function taken(amount: string): string {
  if (isZero(amount)) return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

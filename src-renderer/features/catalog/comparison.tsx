// What came of trying a rule: the figures of all under today's rule and the other, then the differences by customer.
// Must not: add anything up; the answer carries its totals.
import type { Compared } from '../../../src-shared/contract/catalog.ts';
import type { Answer } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { isZero } from '../../ui/format/numbers.ts';
import { Amount, MonthName } from '../../ui/format/values.tsx';

type Figure = keyof Compared['today'];

const FIGURES: readonly { key: Figure; title: string }[] = [
  { key: 'used', title: 'Credits used' },
  { key: 'expired', title: 'Expired' },
  { key: 'rolledOver', title: 'Rolled over' },
  { key: 'overage', title: 'Overage' },
  { key: 'billed', title: 'Billed' },
  { key: 'recognized', title: 'Revenue' },
  { key: 'deferred', title: 'Deferred' },
];

export function Comparison({ answer, stale }: { answer: Answer<'whatif.run'>; stale: boolean }) {
  const { from, through, customers, totals, compared } = answer;
  return (
    <div className="stack" style={{ marginTop: 12 }}>
      <p className="small dim" role="status">
        <MonthName value={from} /> to <MonthName value={through} />:{' '}
        {customers.length === 0
          ? `no difference for any of ${compared} customers.`
          : `${counted(customers.length, 'customer differs', 'customers differ')} of ${compared}.`}
        {stale ? ' Rows were changed since: compare again.' : ''}
      </p>
      {totals.map((total) => (
        <Total key={`${total.creditType}|${total.currency}`} total={total} />
      ))}
      {totals.map((total) => (
        <ByCustomer
          key={`${total.creditType}|${total.currency}`}
          total={total}
          customers={customers.filter(
            ({ creditType, currency }) => creditType === total.creditType && currency === total.currency,
          )}
        />
      ))}
    </div>
  );
}

function Total({ total }: { total: Compared }) {
  const { creditType, currency, today, changed, difference } = total;
  return (
    <table className="plain" aria-label={`All customers, ${creditType}, ${currency}`}>
      <thead>
        <tr>
          <th>
            {creditType}, {currency}
          </th>
          <th className="num">Today</th>
          <th className="num">With this rule</th>
          <th className="num">Difference</th>
        </tr>
      </thead>
      <tbody>
        {FIGURES.map(({ key, title }) => (
          <tr key={key}>
            <td>{title}</td>
            <td className="num">
              <Amount value={today[key]} />
            </td>
            <td className="num">
              <Amount value={changed[key]} />
            </td>
            <td className="num">{isZero(difference[key]) ? '–' : <Amount value={difference[key]} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Only the figures that differ for anybody have a column. */
function ByCustomer({ total, customers }: { total: Compared; customers: readonly Compared[] }) {
  const figures = FIGURES.filter(({ key }) => customers.some(({ difference }) => !isZero(difference[key])));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by keys
    <section className="scroll-across" aria-label="Differences by customer" tabIndex={0}>
      <table className="plain" aria-label={`Differences by customer, ${total.creditType}, ${total.currency}`}>
        <thead>
          <tr>
            <th>Difference by customer</th>
            {figures.map(({ key, title }) => (
              <th key={key} className="num">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {customers.map(({ customer, name, difference }) => (
            <tr key={customer}>
              <td title={customer}>{name || customer}</td>
              {figures.map(({ key }) => (
                <td key={key} className="num">
                  {isZero(difference[key]) ? '–' : <Amount value={difference[key]} />}
                </td>
              ))}
            </tr>
          ))}
          <tr className="total">
            <td>Total</td>
            {figures.map(({ key }) => (
              <td key={key} className="num">
                <Amount value={total.difference[key]} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

// What the import does to balances, and totals to hold against the source, before anything is committed.
import type { Review } from '../../../src-shared/contract/usage.ts';
import { useFormat } from '../../ui/format/values.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { to } from '../../ui/route.ts';

export function BeforeCommit({ review }: { review: Review }) {
  return (
    <div
      className="import-body"
      style={{ flexDirection: 'row', flexWrap: 'wrap', gap: 48, alignItems: 'flex-start' }}
    >
      <Effect review={review} />
      <Totals review={review} />
    </div>
  );
}

const runsDry = (overage: string): boolean => !overage.startsWith('-') && /[1-9]/.test(overage);

function Effect({ review }: { review: Review }) {
  const format = useFormat();
  return (
    <section aria-label="Effect on credits">
      <h2>Effect on credits</h2>
      {review.effect.length === 0 ? <p className="dim">No balance changes.</p> : null}
      {review.effect.length > 0 ? (
        <table className="plain">
          <thead>
            <tr>
              <th>Customer</th>
              <th>Credit type</th>
              <th className="num">Drawn</th>
              <th className="num">Not covered</th>
              <th className="num">Left afterwards</th>
              <th>Wallet</th>
            </tr>
          </thead>
          <tbody>
            {review.effect.map(({ customer, creditType, drawn, overage, balance }) => (
              <tr key={`${customer}|${creditType}`}>
                <td>
                  <a href={to(['customers', customer])}>{customer}</a>
                </td>
                <td>{creditType}</td>
                <td className="num">{format(drawn, 'credits')}</td>
                <td className="num">{/[1-9]/.test(overage) ? format(overage, 'credits') : '–'}</td>
                <td className="num">{format(balance, 'credits')}</td>
                <td>
                  {runsDry(overage) ? (
                    <Status tone="bad">Runs dry</Status>
                  ) : (
                    <Status tone="good">Covered</Status>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {review.unrated.length > 0 ? (
        <p>
          {review.unrated.map(({ meter, rows }) => `${rows.toLocaleString()} of ${meter}`).join(', ')} have no
          rate: they wait as exceptions, and keep their month from closing.
        </p>
      ) : null}
    </section>
  );
}

function Totals({ review }: { review: Review }) {
  const format = useFormat();
  const { meters, first, last } = review.totals;
  return (
    <section aria-label="Control totals">
      <h2>Control totals</h2>
      <table className="plain">
        <thead>
          <tr>
            <th>Meter</th>
            <th className="num">Rows</th>
            <th className="num">Quantity</th>
          </tr>
        </thead>
        <tbody>
          {meters.map(({ meter, rows, quantity }) => (
            <tr key={meter}>
              <td>{meter}</td>
              <td className="num">{rows.toLocaleString()}</td>
              <td className="num">{format(quantity, 'quantity')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {first && last ? (
        <p className="dim">
          {format(first, 'instant')} to {format(last, 'instant')}
        </p>
      ) : null}
    </section>
  );
}

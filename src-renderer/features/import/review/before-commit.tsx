// What the import does to balances, and totals to hold against the source, before anything is committed.
import type { Review } from '../../../../src-shared/contract/usage.ts';
import { useFormat } from '../../../ui/format/values.tsx';
import { Status } from '../../../ui/panels/status.tsx';
import { to } from '../../../ui/route.ts';
import type { Draft } from '../draft.ts';
import { ControlTotals } from './control-totals.tsx';

export function BeforeCommit({ draft, review }: { draft: Draft; review: Review }) {
  return (
    <div className="import-body side-by-side">
      <Effect review={review} />
      <ControlTotals draft={draft} review={review} />
    </div>
  );
}

const runsDry = (overage: string): boolean => !overage.startsWith('-') && /[1-9]/.test(overage);

export function Effect({ review }: { review: Review }) {
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

// What expires within 30, 60 and 90 days: a figure in three columns, a line for each credit type.
import type { Overview } from '../../../src-shared/contract/overview.ts';
import { figure } from '../../../src-shared/explain/subject.ts';
import { Explained } from '../../ui/explained.tsx';
import { useFormat } from '../../ui/format/values.tsx';
import { to } from '../../ui/route.ts';

export function Expiring({ expiring }: Pick<Overview, 'expiring'>) {
  const format = useFormat();
  const creditTypes = [...new Set(expiring.flatMap(({ held }) => held.map(({ creditType }) => creditType)))];
  const heldIn = (held: Overview['outstanding'], creditType: string): string =>
    format(held.find((one) => one.creditType === creditType)?.credits ?? null, 'credits');
  return (
    <div className="figure figure-wide">
      <table>
        <thead>
          <tr>
            <th className="label">
              <a className="label" href={to(['revenue'], { tab: 'lots' })}>
                Expiring within
              </a>
            </th>
            {expiring.map(({ days }) => (
              <th key={days} className="label num">
                {days} days
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {creditTypes.length === 0 ? (
            <tr>
              <td className="value dim">nothing</td>
            </tr>
          ) : null}
          {creditTypes.map((creditType) => (
            <tr key={creditType}>
              <td className="unit">{creditType}</td>
              {expiring.map(({ days, held }) => (
                <td key={days} className="num value">
                  {heldIn(held, creditType) ? (
                    <Explained subject={figure('expiring', creditType, { of: String(days) })}>
                      {heldIn(held, creditType)}
                    </Explained>
                  ) : (
                    <span className="dim">–</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

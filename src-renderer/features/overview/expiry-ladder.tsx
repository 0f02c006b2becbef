// What is left in lots, by the month in which it expires, with what it still defers.
import type { Overview } from '../../../src-shared/contract/overview.ts';
import { MonthName, useFormat } from '../../ui/format/values.tsx';
import { Section } from '../../ui/page.tsx';
import { to } from '../../ui/route.ts';

const STEPS = 8;

export function ExpiryLadder({ data }: { data: Overview }) {
  const format = useFormat();
  const steps = data.ladder.slice(0, STEPS);
  const rest = data.ladder.length - steps.length;
  if (steps.length === 0) return null;
  return (
    <Section title="What expires when">
      <table className="plain">
        <thead>
          <tr>
            <th>Last valid in</th>
            <th>Credit type</th>
            <th className="num">Credits</th>
            <th className="num">Still deferred</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ month, creditType, credits, deferred }) => (
            <tr key={`${month}|${creditType}`}>
              <td>
                <a href={to(['revenue'], { tab: 'lots', expires: month ?? 'never' })}>
                  {month === null ? 'Never' : <MonthName value={month} />}
                </a>
              </td>
              <td>{creditType}</td>
              <td className="num">{format(credits, 'credits')}</td>
              <td className="num">
                {deferred.map(({ currency, amount }) => (
                  <div key={currency}>
                    {format(amount, 'money')} <span className="dim">{currency}</span>
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 ? (
        <p className="small" style={{ marginTop: 6 }}>
          <a href={to(['revenue'], { tab: 'lots' })}>{rest} more</a>
        </p>
      ) : null}
    </Section>
  );
}

// The customer's subscriptions: on which plan, from when, until when.
import type { CustomerRead } from '../../../src-shared/contract/customers.ts';
import { Day } from '../../ui/format/values.tsx';
import { Section } from '../../ui/page.tsx';
import { Status } from '../../ui/panels/status.tsx';

const TONES = { running: 'good', ended: 'plain', 'to come': 'dim' } as const;

export function Subscriptions({ subscriptions }: Pick<CustomerRead, 'subscriptions'>) {
  return (
    <Section title="Subscriptions">
      {subscriptions.length === 0 ? (
        <p className="dim">None: credits come from grants only, and no rule decides about overage.</p>
      ) : (
        <table className="plain" style={{ maxWidth: 760 }}>
          <thead>
            <tr>
              <th>Subscription</th>
              <th>Plan</th>
              <th>From</th>
              <th>Last day</th>
              <th>State</th>
            </tr>
          </thead>
          <tbody>
            {subscriptions.map(({ ref, planName, start, end, state }) => (
              <tr key={ref}>
                <td>{ref}</td>
                <td>{planName}</td>
                <td>
                  <Day value={start} />
                </td>
                <td>{end === null ? <span className="dim">goes on</span> : <Day value={end} />}</td>
                <td>
                  <Status tone={TONES[state]}>{state}</Status>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

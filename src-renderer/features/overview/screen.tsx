// Overview: where do we stand this month? Every figure leads to the rows it is made of.
import type { Overview } from '../../../src-shared/contract/overview.ts';
import type { Figure as FigureName } from '../../../src-shared/explain/subject.ts';
import { figure } from '../../../src-shared/explain/subject.ts';
import { useBook } from '../../api/book.tsx';
import { useCall } from '../../api/queries.tsx';
import { MeterUseChart } from '../../ui/charts/meter-use.tsx';
import { Day, useFormat } from '../../ui/format/values.tsx';
import { Page } from '../../ui/page.tsx';
import type { FigureLine } from '../../ui/panels/figure.tsx';
import { Figure } from '../../ui/panels/figure.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { to } from '../../ui/route.ts';
import './overview.css';
import { CloseChecklist } from './close-checklist.tsx';
import { Expiring } from './expiring.tsx';
import { ExpiryLadder } from './expiry-ladder.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Movements } from './movements.tsx';

export default function OverviewScreen() {
  const { data, error } = useCall('overview.read', {});
  const book = useBook();
  return (
    <Page
      title="Overview"
      beside={
        data ? (
          <span className="dim">
            {book.name}, as of <Day value={data.asOf} />
          </span>
        ) : null
      }
    >
      <ErrorPanel error={error} />
      {data ? <Contents data={data} /> : null}
    </Page>
  );
}

function Contents({ data }: { data: Overview }) {
  const { data: use } = useCall('usage.byMeter', {});
  const usage = data.checks.find(({ key }) => key === 'usage')?.count;
  return (
    <div className="stack" style={{ gap: 16 }}>
      <Figures data={data} />
      <div className="overview-columns">
        <div>
          {usage === 0 ? <FirstSteps told={data.told} /> : null}
          {data.movements.length > 0 ? <Movements data={data} /> : null}
          {use ? <MeterUseChart {...use} customer={null} /> : null}
        </div>
        <div>
          <CloseChecklist data={data} />
          <ExpiryLadder data={data} />
        </div>
      </div>
    </div>
  );
}

function Figures({ data }: { data: Overview }) {
  const format = useFormat();
  const money = (name: FigureName, amounts: Overview['deferred']): FigureLine[] =>
    amounts.map(({ currency, amount }) => ({
      value: amount,
      unit: currency,
      type: 'money',
      subject: figure(name, currency),
    }));
  const held = (credits: Overview['outstanding']): FigureLine[] =>
    credits.map(({ creditType, credits: value }) => ({
      value,
      unit: creditType,
      type: 'credits',
      subject: figure('balance', creditType),
    }));
  const owed = data.deficits
    .map(({ creditType, credits }) => `${format(credits, 'credits')} ${creditType}`)
    .join(', ');
  const { noRate, unfunded } = data.exceptions;
  const waits: FigureLine[] = [
    { value: String(noRate), unit: 'without a rate', type: 'quantity' },
    { value: String(unfunded), unit: 'unfunded', type: 'quantity' },
  ];
  return (
    <div className="figures">
      <Figure label="Deferred revenue" lines={money('deferred', data.deferred)} href={to(['revenue'])} />
      <Figure
        label="Credits outstanding"
        lines={held(data.outstanding)}
        href={to(['customers'])}
        note={owed === '' ? undefined : `Deficit: ${owed}`}
      />
      <Expiring expiring={data.expiring} />
      <Figure
        label="Overage to bill"
        lines={money('unbilled', data.unbilledOverage)}
        href={to(['revenue'], { tab: 'journal' })}
        none="nothing"
      />
      <Figure
        label="Exceptions"
        lines={waits.filter(({ value }) => value !== '0')}
        href={to(['months'], { tab: 'exceptions' })}
        none="none"
      />
    </div>
  );
}

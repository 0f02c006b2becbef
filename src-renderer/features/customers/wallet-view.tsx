// One wallet: what it holds, how long it lasts, its lots as one bar in the order in which they expire, and its balance over time.
import type { CustomerRead } from '../../../src-shared/contract/customers.ts';
import { MonthBars } from '../../ui/charts/month-bars.tsx';
import { StackedBar } from '../../ui/charts/stacked-bar.tsx';
import { Amount, Day, useFormat } from '../../ui/format/values.tsx';
import { asWords } from '../../ui/grid/rows.ts';
import { Section } from '../../ui/page.tsx';
import { to } from '../../ui/route.ts';

type Wallet = CustomerRead['wallets'][number];

interface WalletViewProps {
  wallet: Wallet;
  asOf: string;
}

export function WalletView({ wallet, asOf }: WalletViewProps) {
  const { name, unit, lots, history } = wallet;
  const format = useFormat();
  return (
    <Section
      title={name}
      beside={
        <span className="dim">
          as of <Day value={asOf} />
        </span>
      }
    >
      <div className="wallet">
        <div className="stack">
          <WalletFacts wallet={wallet} />
          {lots.length > 0 ? (
            <StackedBar
              label={`Lots of ${name} by expiry`}
              parts={lots.map(({ lot, kind, remaining, validThrough }) => ({
                key: lot,
                size: remaining,
                href: to(['ledger'], { lot }),
                title: `${lot}: ${format(remaining, 'credits')} ${unit}`,
                caption: asWords(kind),
                below: validThrough === null ? 'never expires' : format(validThrough, 'date'),
              }))}
            />
          ) : (
            <p className="dim">No lot holds anything.</p>
          )}
        </div>
        {history.length > 1 ? (
          <MonthBars
            label={`Balance of ${name} at each month’s end`}
            unit={unit}
            height={132}
            bars={history.slice(-12).map(({ month, closing }) => ({ month, value: closing }))}
          />
        ) : null}
      </div>
    </Section>
  );
}

function WalletFacts({ wallet }: { wallet: Wallet }) {
  const { balance, deficit, deferred, lastsUntil, unit } = wallet;
  return (
    <dl className="facts">
      <dt>Balance</dt>
      <dd>
        <b>
          <Amount value={balance} unit={unit} />
        </b>
      </dd>
      {/[1-9]/.test(deficit) ? (
        <>
          <dt>Deficit</dt>
          <dd>
            <Amount value={deficit} unit={unit} />{' '}
            <span className="dim">carried forward to the next lots</span>
          </dd>
        </>
      ) : null}
      <dt>Still deferred</dt>
      <dd>
        {deferred.length === 0 ? <span className="dim">nothing</span> : null}
        {deferred.map(({ currency, amount }, index) => (
          <span key={currency}>
            {index > 0 ? ', ' : ''}
            <Amount value={amount} unit={currency} />
          </span>
        ))}
      </dd>
      <dt>Lasts until</dt>
      <dd>
        {lastsUntil === null ? (
          <span className="dim">no estimate</span>
        ) : (
          <>
            about <Day value={lastsUntil} /> <span className="dim">at the pace of the last three months</span>
          </>
        )}
      </dd>
    </dl>
  );
}

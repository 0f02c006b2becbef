// One wallet: what it holds, how long it lasts, its lots as one bar in the order in which they expire, and its balance over time.
import type { CustomerRead } from '../../../src-shared/contract/customers.ts';
import { figure, lotSubject } from '../../../src-shared/explain/subject.ts';
import { BURN_HEIGHT, Burn } from '../../ui/charts/burn.tsx';
import { Chart } from '../../ui/charts/chart.tsx';
import { StackedBar } from '../../ui/charts/stacked-bar.tsx';
import { Explained, explain } from '../../ui/explained.tsx';
import { isZero } from '../../ui/format/numbers.ts';
import { Amount, Day, useFormat } from '../../ui/format/values.tsx';
import { asWords } from '../../ui/grid/rows.ts';
import { Section } from '../../ui/page.tsx';

type Wallet = CustomerRead['wallets'][number];

interface WalletViewProps {
  wallet: Wallet;
  asOf: string;
  customer: string;
}

export function WalletView({ wallet, asOf, customer }: WalletViewProps) {
  const { creditType, name, unit, lots, burn, lastsUntil } = wallet;
  const format = useFormat();
  const moved = burn.days.some(({ balance }) => !isZero(balance));
  return (
    <div className="wallet">
      <Section
        title={name}
        beside={
          <span className="dim">
            as of <Day value={asOf} />
          </span>
        }
      >
        <WalletFacts wallet={wallet} customer={customer} />
      </Section>
      {moved ? (
        <Chart
          title={`${name}: balance and run-out`}
          note={`${unit}, as of ${format(asOf, 'date')}`}
          file={`burn-${customer}-${creditType}`}
          height={BURN_HEIGHT}
          label={burnInWords(wallet, asOf, format)}
          draw={(width) => <Burn width={width} unit={unit} asOf={asOf} burn={burn} runsOut={lastsUntil} />}
          table={{
            columns: [{ title: 'Day' }, { title: 'Balance', number: true }, { title: 'Is' }],
            rows: tableOf(wallet).map(({ on, balance, is }) => ({
              key: `${on} ${is} ${balance}`,
              cells: [<Day key="day" value={on} />, <Amount key="balance" value={balance} />, is],
            })),
          }}
        />
      ) : null}
      <div className="wallet-lots">
        {lots.length > 0 ? (
          <StackedBar
            label={`Lots of ${name} by expiry`}
            parts={lots.map(({ lot, kind, remaining, validThrough }) => ({
              key: lot,
              size: remaining,
              href: explain(lotSubject(lot)),
              title: `${lot}: ${format(remaining, 'credits')} ${unit}`,
              caption: asWords(kind),
              below: validThrough === null ? 'never expires' : format(validThrough, 'date'),
            }))}
          />
        ) : (
          <p className="dim">No lot holds anything.</p>
        )}
      </div>
    </div>
  );
}

function burnInWords(
  { name, balance, lastsUntil }: Wallet,
  asOf: string,
  format: ReturnType<typeof useFormat>,
) {
  const until =
    lastsUntil === null ? 'no estimate when it runs out' : `runs out about ${format(lastsUntil, 'date')}`;
  return `${name}: balance over time, ${format(balance, 'credits')} on ${format(asOf, 'date')}, ${until}`;
}

/** The chart as lines: what was, what would expire, how it would go on. */
function tableOf({ burn }: Wallet): { on: string; balance: string; is: string }[] {
  return [
    ...burn.days.map((day) => ({ ...day, is: 'end of day' })),
    ...burn.ahead.slice(1).map((day) => ({ ...day, is: 'estimate' })),
    ...burn.expiring.map(({ on, credits }) => ({ on, balance: credits, is: 'would expire' })),
  ];
}

function WalletFacts({ wallet, customer }: { wallet: Wallet; customer: string }) {
  const { creditType, balance, deficit, deferred, lastsUntil, unit } = wallet;
  return (
    <dl className="facts">
      <dt>Balance</dt>
      <dd>
        <b>
          <Explained subject={figure('balance', creditType, { customer })}>
            <Amount value={balance} unit={unit} />
          </Explained>
        </b>
      </dd>
      {!isZero(deficit) ? (
        <>
          <dt>Deficit</dt>
          <dd>
            <Explained subject={figure('deficit', creditType, { customer })}>
              <Amount value={deficit} unit={unit} />
            </Explained>{' '}
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
            <Explained subject={figure('deferred', currency, { customer })}>
              <Amount value={amount} unit={currency} />
            </Explained>
          </span>
        ))}
      </dd>
      <dt>Lasts until</dt>
      <dd>
        {lastsUntil === null ? (
          <span className="dim">no estimate</span>
        ) : (
          <>
            about <Day value={lastsUntil} />{' '}
            <span className="dim">at the pace of the last three months, without new credits</span>
          </>
        )}
      </dd>
    </dl>
  );
}

// One statement beside the list: its figures as on the workbook's Summary, the terms in words, and whether its checks hold.
import { Button } from '@mantine/core';
import type { IssuedStatement, StatementPreview } from '../../../src-shared/contract/statements.ts';
import type { CreditFigure, Figure as FigureName, Subject } from '../../../src-shared/explain/subject.ts';
import { figure } from '../../../src-shared/explain/subject.ts';
import { useCall } from '../../api/queries.tsx';
import { Explained } from '../../ui/explained.tsx';
import { isZero } from '../../ui/format/numbers.ts';
import { Amount, Day } from '../../ui/format/values.tsx';
import { Section } from '../../ui/page.tsx';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { StatementStatus } from '../../ui/paper/statement-status.tsx';
import { go, to } from '../../ui/route.ts';

interface PreviewProps {
  month: string;
  customer: string;
  /** The key of a subscription period; null: the month. */
  period: string | null;
  onClose: () => void;
  onSave: (file: string) => void;
  onCopy: (issued: IssuedStatement) => void;
}

export function Preview({ month, customer, period, onClose, onSave, onCopy }: PreviewProps) {
  const { data, error } = useCall('statements.preview', { month, customer, period });
  const shown = data?.customer === customer && data.period === period ? data : null;
  return (
    <SidePanel title={shown?.name ?? customer} width={400} onClose={onClose}>
      <ErrorPanel error={error} />
      {shown ? (
        <div className="stack">
          <div className="row">
            <StatementStatus {...shown} />
            <span className="dim">
              {shown.number ?? 'no number'}, <Day value={shown.from} /> to <Day value={shown.to} />
            </span>
          </div>
          <div className="row">
            <Button variant="filled" onClick={() => go(to(['statements', month, customer], { period }))}>
              Open, print …
            </Button>
            <Button onClick={() => onSave(shown.file)}>Save workbook</Button>
            <a className="dd-link" href={to(['customers', customer])}>
              Open customer
            </a>
          </div>
          {shown.status === 'final' && shown.number === null ? <p className="dim">{SAVING_ISSUES}</p> : null}
          <Issued issued={shown.issued} onCopy={onCopy} />
          <Contents statement={shown} month={month} />
        </div>
      ) : null}
    </SidePanel>
  );
}

const SAVING_ISSUES = 'Saving the workbook issues it: it gets its number and is kept as it is.';

/** What the customer was sent, to be read again as it was. */
function Issued({ issued, onCopy }: { issued: IssuedStatement[]; onCopy: PreviewProps['onCopy'] }) {
  if (issued.length === 0) return null;
  return (
    <Section title="Issued">
      {issued.map((one) => (
        <div key={one.number} style={{ marginBottom: 4 }}>
          <div className="row">
            <span title={`SHA-256 ${one.sha256}`}>{one.number}</span>
            <Button size="compact-xs" aria-label={`Save a copy of ${one.number}`} onClick={() => onCopy(one)}>
              Save a copy
            </Button>
          </div>
          {one.changes === '' ? null : <small className="dim">Changed: {one.changes}</small>}
        </div>
      ))}
    </Section>
  );
}

function Contents({ statement, month }: { statement: StatementPreview; month: string }) {
  const { customer, period, values, charges, policies, checks } = statement;
  const of: Explainable = (name, unit) => (period === null ? figure(name, unit, { customer, month }) : null);
  return (
    <>
      {statement.wallets.map((wallet) => (
        <Wallet key={wallet.creditType} wallet={wallet} of={of} />
      ))}
      <Section title="Value of unused credits">
        <table className="plain">
          <thead>
            <tr>
              <th>Currency</th>
              <th className="num">Opening</th>
              <th className="num">Closing</th>
            </tr>
          </thead>
          <tbody>
            {values.map(({ currency, opening, closing }) => (
              <tr key={currency}>
                <td>{currency}</td>
                <td className="num">
                  <Figure of={of('opening_deferred', currency)} value={opening} />
                </td>
                <td className="num">
                  <Figure of={of('deferred', currency)} value={closing} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      {charges.length > 0 ? <Charges charges={charges} /> : null}
      <Section title="Terms">
        {policies.map(({ title, sentences }) => (
          <div key={title}>
            <b>{title}</b>
            <p style={{ margin: '2px 0 8px' }}>{sentences.join(' ')}</p>
          </div>
        ))}
      </Section>
      <Section title="Checks">
        <Status tone={checks.failed.length === 0 ? 'good' : 'bad'}>
          {checks.failed.length === 0 ? `All ${checks.all} agree with the book` : checks.failed.join(', ')}
        </Status>
      </Section>
    </>
  );
}

const MOVEMENTS: Readonly<Record<string, CreditFigure>> = {
  Granted: 'granted',
  'Rolled in': 'rolled_in',
  Reinstated: 'credits_reinstated',
  Used: 'drawn',
  Expired: 'expired',
  'Rolled out': 'rolled_out',
  Refunded: 'credits_refunded',
  Voided: 'voided',
};

interface WalletProps {
  wallet: StatementPreview['wallets'][number];
  of: Explainable;
}

/** Figures of a month explain themselves; those of other days are on the statement's own lines. */
type Explainable = (name: FigureName, unit: string) => Subject | null;

function Figure({ of, value }: { of: Subject | null; value: string }) {
  const amount = <Amount value={value} />;
  return of ? <Explained subject={of}>{amount}</Explained> : amount;
}

function Wallet({ wallet, of }: WalletProps) {
  const { creditType, name, unit, opening, movements, closing, overage, deficit, expiring } = wallet;
  const line = (what: string, value: string, name: CreditFigure | undefined, total = false) => (
    <tr key={what} className={total ? 'total' : undefined}>
      <td>{what}</td>
      <td className="num">
        <Figure of={name ? of(name, creditType) : null} value={value} />
      </td>
    </tr>
  );
  return (
    <Section title={name} beside={<span className="dim">{unit}</span>}>
      <table className="plain">
        <tbody>
          {line('Opening balance', opening, 'opening_balance')}
          {movements.map(({ word, credits }) => line(word, credits, MOVEMENTS[word]))}
          {line('Closing balance', closing, 'balance', true)}
          {isZero(overage) ? null : line('Overage', overage, 'overage')}
          {isZero(deficit) ? null : line('Deficit still to be drawn', deficit, 'deficit')}
        </tbody>
      </table>
      {expiring ? (
        <p className="dim">
          <Amount value={expiring.credits} /> of it can be used until <Day value={expiring.on} />.
        </p>
      ) : null}
    </Section>
  );
}

function Charges({ charges }: { charges: StatementPreview['charges'] }) {
  return (
    <Section title="Charges">
      <table className="plain">
        <tbody>
          {charges.map(({ date, what, charge, amount, currency }) => (
            <tr key={charge}>
              <td>
                <Day value={date} />
              </td>
              <td title={charge}>{what}</td>
              <td className="num">
                <Explained subject={{ kind: 'charge', charge }}>
                  <Amount value={amount} unit={currency} />
                </Explained>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

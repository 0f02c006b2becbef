// Each difference in a grid; opened, what happened, what to do and what shows it, with links into the book.
import { useMemo, useState } from 'react';
import type { WireComparison, WireDifference } from '../../../../src-shared/comparison/calls.ts';
import { figure, lotSubject } from '../../../../src-shared/explain/subject.ts';
import type { Column } from '../../../../src-shared/report-table.ts';
import { Explained } from '../../../ui/explained.tsx';
import { Amount, MonthName } from '../../../ui/format/values.tsx';
import { Grid } from '../../../ui/grid/grid.tsx';
import type { GridRow, Looks } from '../../../ui/grid/rows.ts';
import { SidePanel } from '../../../ui/panels/side-panel.tsx';
import { Status } from '../../../ui/panels/status.tsx';
import { Empty } from '../../../ui/panels/told.tsx';
import { to } from '../../../ui/route.ts';

const COLUMNS: readonly Column[] = [
  { key: 'no', title: 'No.', type: 'text' },
  { key: 'cause', title: 'Cause', type: 'text' },
  { key: 'customer', title: 'Customer', type: 'text' },
  { key: 'month', title: 'Begins in', type: 'month' },
  { key: 'credits', title: 'Credits', type: 'credits', sum: true },
  { key: 'credits_last', title: 'In the last balance', type: 'credits', sum: true },
  { key: 'credit_type', title: 'Credit type', type: 'text' },
  { key: 'money', title: 'Deferred revenue', type: 'money', sum: true },
  { key: 'money_last', title: 'In the last balance', type: 'money', sum: true },
  { key: 'currency', title: 'Currency', type: 'text' },
  { key: 'what', title: 'What happened', type: 'text' },
];
const LOOKS: Looks = {
  no: { width: 56 },
  cause: { width: 196, tone: (value) => (value === 'Not explained' ? 'bad' : 'warn') },
  what: { width: 420 },
  credit_type: { width: 104 },
  currency: { width: 88 },
};

export function Differences({ compared }: { compared: WireComparison }) {
  const { differences } = compared;
  const [open, setOpen] = useState<string | null>(null);
  const rows = useMemo(
    () =>
      differences.flatMap((one) =>
        one.deferred.map(
          ({ currency, money, moneyLast }, index): GridRow => ({
            id: index === 0 ? String(one.no) : `${one.no} ${currency}`,
            cells: [
              ...[String(one.no), one.cause, one.customer, one.month],
              ...(index === 0 ? [one.credits, one.creditsLast] : [null, null]),
              ...[one.creditType, money, moneyLast, currency, one.what],
            ],
          }),
        ),
      ),
    [differences],
  );
  const shown = differences.find(({ no }) => String(no) === open?.split(' ')[0]);
  return (
    <>
      <Grid
        name="compared-differences"
        label="Differences"
        columns={COLUMNS}
        rows={rows}
        looks={LOOKS}
        totals
        note="Enter or double click shows the whole of a difference"
        onOpen={({ id }) => setOpen(id)}
        empty={<Empty title="Nothing differs">Every balance of the spreadsheet is the book’s.</Empty>}
      />
      {shown ? <Whole one={shown} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function Whole({ one, onClose }: { one: WireDifference; onClose: () => void }) {
  const { customer, known, month, creditType } = one;
  return (
    <SidePanel title={`${one.no}. ${one.cause}`} onClose={onClose} width={380}>
      <div className="stack">
        <Status tone={one.explained ? 'warn' : 'bad'}>
          {!one.explained ? 'Not explained' : one.also.length > 0 ? 'One of several causes' : 'Cause known'}
        </Status>
        <p>{one.what}</p>
        <h3>What to do</h3>
        <p>{one.correction}</p>
        <dl className="facts">
          <dt>Customer</dt>
          <dd>{known ? <a href={to(['customers', customer])}>{customer}</a> : customer}</dd>
          <dt>Begins in</dt>
          <dd>
            <MonthName value={month} />
          </dd>
          <dt>Credits</dt>
          <dd>
            <Counted value={one.credits} unit={creditType} />
          </dd>
          <dt>Deferred revenue</dt>
          <dd>
            {one.deferred.map(({ currency, money }) => (
              <div key={currency}>
                <Counted value={money} unit={currency} />
              </div>
            ))}
          </dd>
          <dt>In the last balance</dt>
          <dd>
            <Counted value={one.creditsLast} unit={creditType} />
          </dd>
        </dl>
        {known ? (
          <p>
            <Explained subject={figure('balance', creditType, { month, customer })}>
              What the book’s balance is made of
            </Explained>
          </p>
        ) : null}
        <h3>What shows it</h3>
        <ul className="spreadsheet-evidence">
          {one.shown.map((line) => (
            <li key={line}>{line}</li>
          ))}
          {one.events.map((event) => (
            <li key={event}>
              Event <Explained subject={{ kind: 'event', event }}>{event}</Explained>
            </li>
          ))}
          {one.lots.map((lot) => (
            <li key={lot}>
              Lot <Explained subject={lotSubject(lot)}>{lot}</Explained>
            </li>
          ))}
        </ul>
        {one.also.length > 0 ? <p className="dim">Also possible: {one.also.join(', ')}.</p> : null}
      </div>
    </SidePanel>
  );
}

/** The parenthesis of a negative amount hangs over: the unit stands clear of it. */
function Counted({ value, unit }: { value: string; unit: string }) {
  return (
    <>
      <Amount value={value} />
      <span className="dim spreadsheet-unit">{unit}</span>
    </>
  );
}

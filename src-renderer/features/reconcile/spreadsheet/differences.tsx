// Each difference in a grid; opened, what happened, what to do and what shows it, with links into the book.
import { useMemo, useState } from 'react';
import type { WireComparison, WireDifference } from '../../../../src-shared/comparison/calls.ts';
import { figure, lotSubject } from '../../../../src-shared/explain/subject.ts';
import type { Column } from '../../../../src-shared/report-table.ts';
import { Explained, explain } from '../../../ui/explained.tsx';
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
        empty={<Empty title="Nothing differs">Every balance that was compared is the book’s.</Empty>}
      />
      {shown ? <Whole one={shown} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function Whole({ one, onClose }: { one: WireDifference; onClose: () => void }) {
  return (
    <SidePanel title={`${one.no}. ${one.cause}`} onClose={onClose} width={380}>
      <div className="stack">
        <Status tone={one.explained ? 'warn' : 'bad'}>
          {!one.explained ? 'Not explained' : one.also.length > 0 ? 'One of several causes' : 'Cause known'}
        </Status>
        <p>{one.what}</p>
        <h3>What to do</h3>
        <p>{one.correction}</p>
        <Figures one={one} />
        <h3>What shows it</h3>
        <Evidence one={one} />
        {one.also.length > 0 ? <p className="dim">Also possible: {one.also.join(', ')}.</p> : null}
      </div>
    </SidePanel>
  );
}

/** Both balances, and what of them is this difference: where it begins, and what is left of it. */
function Figures({ one }: { one: WireDifference }) {
  const { customer, known, creditType, balances, deferred } = one;
  const ends = balances.length > 1;
  const row = (label: string, begins: string, last: string) => (
    <tr key={label}>
      <td>{label}</td>
      <td className="num">
        <Amount value={begins} />
      </td>
      {ends ? (
        <td className="num">
          <Amount value={last} />
        </td>
      ) : null}
    </tr>
  );
  return (
    <table className="plain" aria-label="Its balances">
      <thead>
        <tr>
          <th>{known ? <a href={to(['customers', customer])}>{customer}</a> : customer}</th>
          {balances.map(({ month }) => (
            <th key={month} className="num">
              <MonthName value={month} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>Spreadsheet, {creditType}</td>
          {balances.map(({ month, sheet }) => (
            <td key={month} className="num">
              {sheet === null ? 'none' : <Amount value={sheet} />}
            </td>
          ))}
        </tr>
        <tr>
          <td>Book, {creditType}</td>
          {balances.map(({ month, book }) => (
            <td key={month} className="num">
              {known ? (
                <Explained subject={figure('balance', creditType, { month, customer })}>
                  <Amount value={book} />
                </Explained>
              ) : (
                <Amount value={book} />
              )}
            </td>
          ))}
        </tr>
        {row('This difference', one.credits, one.creditsLast)}
        {deferred.map(({ currency, money, moneyLast }) =>
          row(`Deferred by it, ${currency}`, money, moneyLast),
        )}
      </tbody>
    </table>
  );
}

/** A line that begins with an event leads to it; what no line names stands by itself. */
function Evidence({ one: { shown, events, lots } }: { one: WireDifference }) {
  const named = (id: string): boolean => shown.some((line) => line.startsWith(`${id}, `));
  return (
    <ul className="spreadsheet-evidence">
      {shown.map((line) => {
        const event = events.find((id) => line.startsWith(`${id}, `));
        return (
          <li key={line}>
            {event === undefined ? null : <EventLink event={event} />}
            {line.slice(event?.length ?? 0)}
          </li>
        );
      })}
      {events
        .filter((event) => !named(event))
        .map((event) => (
          <li key={event}>
            Event <EventLink event={event} />
          </li>
        ))}
      {lots.map((lot) => (
        <li key={lot}>
          Lot <a href={explain(lotSubject(lot))}>{lot}</a>
        </li>
      ))}
    </ul>
  );
}

const EventLink = ({ event }: { event: string }) => <a href={explain({ kind: 'event', event })}>{event}</a>;

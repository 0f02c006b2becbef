// The files that were taken in, and how the lines matched pass by pass.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReconciliationView } from '../../../src-shared/reconcile/calls.ts';
import { PASS_WORDS } from '../../../src-shared/reconcile/words.ts';
import { useDoing } from '../../api/queries.tsx';
import { Amount, Moment, MonthName } from '../../ui/format/values.tsx';
import { ReasonForm } from '../../ui/panels/reason-form.tsx';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';

type TableTaken = ReconciliationView['tables'][number];

export function Files({ view }: { view: ReconciliationView }) {
  const [chosen, choose] = useState<TableTaken | null>(null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="reconcile-body" aria-label="Files" tabIndex={0}>
      <table className="plain">
        <thead>
          <tr>
            <th>File</th>
            <th>Month</th>
            <th className="num">Rows</th>
            <th className="num">Left out</th>
            <th>Taken in by</th>
            <th>SHA-256</th>
            <th>
              <span className="dim">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {view.tables.map((table) => (
            <tr key={table.number}>
              <td>
                {table.number}: {table.file}
              </td>
              <td>
                <MonthName value={table.month} />
              </td>
              <td className="num">
                <Amount value={String(table.rows)} />
              </td>
              <td className="num">
                <Amount value={String(table.leftOut)} />
              </td>
              <td>
                {table.by}, <Moment value={table.at} />
              </td>
              <td className="mono small" title={table.sha256}>
                {table.sha256.slice(0, 12)}…
              </td>
              <td>
                <Button size="compact-xs" variant="subtle" onClick={() => choose(table)}>
                  Take out…
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Passes passes={view.passes} />
      <MatchAgain key={`${view.days} ${JSON.stringify(view.tolerance)}`} view={view} />
      {chosen ? <TakeOut table={chosen} onClose={() => choose(null)} /> : null}
    </section>
  );
}

/** Passes that found nothing say nothing. */
function Passes({ passes }: { passes: ReconciliationView['passes'] }) {
  const found = passes.filter(({ sets }) => sets > 0);
  return (
    <>
      <h2 style={{ marginTop: 24 }}>How it was matched</h2>
      {found.length === 0 ? (
        <p className="dim">Nothing was matched by itself in this month.</p>
      ) : (
        <table className="plain" style={{ width: 'auto' }}>
          <thead>
            <tr>
              <th>Run</th>
              <th>Pass</th>
              <th className="num">Matches</th>
              <th className="num">Book lines</th>
              <th className="num">Source lines</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ run, pass, sets, book, outside }) => (
              <tr key={`${run} ${pass}`}>
                <td>{run}</td>
                <td>{PASS_WORDS[pass]}</td>
                <td className="num">
                  <Amount value={String(sets)} />
                </td>
                <td className="num">
                  <Amount value={String(book)} />
                </td>
                <td className="num">
                  <Amount value={String(outside)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** How lines are matched from now on: how far dates may lie apart, and what is tolerated under one reference. */
function MatchAgain({ view }: { view: ReconciliationView }) {
  const doing = useDoing('reconcile.match');
  const [days, setDays] = useState(String(view.days));
  const [tolerance, setTolerance] = useState<Readonly<Record<string, string>>>(view.tolerance);
  const match = async (): Promise<void> => {
    const typed = Object.entries(tolerance).filter(([, most]) => most.trim() !== '');
    const asked = { days: Number(days), tolerance: Object.fromEntries(typed) };
    await doing.run({ leg: view.leg, month: view.month, ...asked });
  };
  const right = /^\d{1,3}$/.test(days.trim()) && Number(days) <= 366;
  return (
    <form
      className="stack"
      aria-label="Match again"
      style={{ marginTop: 24 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (right && !doing.busy) void match();
      }}
    >
      <h2>Match again</h2>
      <span className="dim">
        What is matched stays. Under one reference, amounts may differ by what is tolerated; the difference
        stands as rounding.
      </span>
      <div className="row">
        <TextInput
          label="Days apart"
          w={100}
          inputMode="numeric"
          value={days}
          error={right ? undefined : '0 to 366'}
          onChange={({ currentTarget }) => setDays(currentTarget.value)}
        />
        {view.totals.map(({ unit }) => (
          <TextInput
            key={unit}
            label={`Tolerance, ${unit}`}
            w={140}
            inputMode="decimal"
            placeholder="none"
            value={tolerance[unit] ?? ''}
            onChange={({ currentTarget }) => setTolerance({ ...tolerance, [unit]: currentTarget.value })}
          />
        ))}
      </div>
      <ErrorPanel error={doing.error} />
      <Button type="submit" disabled={!right} loading={doing.busy} style={{ alignSelf: 'flex-start' }}>
        Match
      </Button>
    </form>
  );
}

function TakeOut({ table, onClose }: { table: TableTaken; onClose: () => void }) {
  const doing = useDoing('reconcile.takeOut');
  const out = async (reason: string): Promise<void> => {
    if (await doing.run({ number: table.number, reason })) onClose();
  };
  return (
    <SidePanel title={table.file} onClose={onClose}>
      <ReasonForm
        {...doing}
        label="Take it out"
        about="Its lines are gone from here, and matches with them do not count any more. The file stays on record."
        onGive={(reason) => void out(reason)}
      />
    </SidePanel>
  );
}

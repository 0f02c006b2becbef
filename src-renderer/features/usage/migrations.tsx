// Old spreadsheets that came in, under the import batches: what each brought, and taking one out again with a reason. Nothing is shown
// where none did. Must not: know how one is brought in.
import { useState } from 'react';
import type { MigrationListed } from '../../../src-shared/migration/calls.ts';
import { useCall } from '../../api/queries.tsx';
import { UndoMigration } from '../../shell/undo-migration.tsx';
import { Section } from '../../ui/page.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { Notice } from '../../ui/panels/told.tsx';

export function Migrations() {
  const { data } = useCall('migrate.list', {});
  const [chosen, setChosen] = useState<number | null>(null);
  if (!data || data.migrations.length === 0) return null;
  const one = data.migrations.find(({ number }) => number === chosen);
  return (
    <Section title="Old spreadsheets">
      <table className="plain">
        <thead>
          <tr>
            <th className="num">No.</th>
            <th>File</th>
            <th className="num">Lots</th>
            <th className="num">Usage</th>
          </tr>
        </thead>
        <tbody>
          {data.migrations.toReversed().map(({ number, file, lots, usage, undone }) => (
            <tr key={number}>
              <td className="num">{number}</td>
              <td style={{ overflowWrap: 'anywhere' }}>
                <button
                  type="button"
                  className="as-link"
                  aria-expanded={number === chosen}
                  onClick={() => setChosen(number === chosen ? null : number)}
                >
                  {file}
                </button>{' '}
                {undone ? <Status tone="dim">Undone</Status> : null}
              </td>
              <td className="num">{lots.toLocaleString()}</td>
              <td className="num">{usage === 0 ? '–' : usage.toLocaleString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {one ? <OneMigration key={one.number} migration={one} /> : null}
    </Section>
  );
}

function OneMigration({ migration }: { migration: MigrationListed }) {
  const { number, way, at, approvedBy, adjustments, undone } = migration;
  const [drew, setDrew] = useState(0);
  return (
    <div className="stack" style={{ paddingTop: 12 }}>
      <dl className="facts">
        <dt>Came in</dt>
        <dd>{way === 'history' ? 'with its history' : `as openings at ${at}`}</dd>
        <dt>Approved by</dt>
        <dd>{approvedBy}</dd>
        <dt>Refunds and corrections</dt>
        <dd>{adjustments === 0 ? '–' : adjustments.toLocaleString()}</dd>
      </dl>
      {undone ? (
        <Status tone="dim">Undone: what it brought is as if it had never come</Status>
      ) : (
        <UndoMigration number={number} onDone={setDrew} />
      )}
      {drew > 0 ? (
        <Notice>
          {drew === 1 ? 'One usage event' : `${drew.toLocaleString()} usage events`} that came otherwise had
          drawn on its lots and need other credits now.
        </Notice>
      ) : null}
    </div>
  );
}

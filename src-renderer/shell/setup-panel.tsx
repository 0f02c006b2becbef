// Setup tables from files, beside any screen: a workbook that was filled in, or CSV files of one table each. All or nothing.
// Must not: know a table or a column.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '../../src-shared/contract/index.ts';
import { useBackend, useDoing } from '../api/queries.tsx';
import { useFormat } from '../ui/format/values.tsx';
import { asWords } from '../ui/grid/rows.ts';
import { ProgressLine } from '../ui/panels/progress.tsx';
import { SidePanel } from '../ui/panels/side-panel.tsx';
import { ErrorPanel, Notice } from '../ui/panels/told.tsx';

export function SetupPanel({ onClose }: { onClose: () => void }) {
  const { host } = useBackend();
  const loading = useDoing('setup.load');
  const writing = useDoing('setup.template');
  const [loaded, setLoaded] = useState<Answer<'setup.load'> | null>(null);
  const load = async (): Promise<void> => {
    const files = await host.pickFiles({ accept: '.xlsx,.csv', multiple: true });
    if (files.length === 0) return;
    setLoaded(null);
    setLoaded(await loading.run({ files: files.map(({ ref }) => ref) }));
  };
  const saveTemplate = () => host.saveAs('setup.xlsx', (file) => writing.run({ file }));
  const error = loading.error ?? writing.error;
  return (
    <SidePanel title="Load setup tables" width={420} onClose={onClose}>
      <div className="stack">
        <p>
          Credit types, meters, rates, packs, plans, customers, subscriptions, grants: from one workbook with
          a sheet for each, or from CSV files such as rates.csv and plans.csv. What the book has already stays
          as it is; a mistake in one row, and nothing is loaded.
        </p>
        <div className="row">
          <Button variant="filled" loading={loading.busy} onClick={() => void load()}>
            Choose files …
          </Button>
          <Button loading={writing.busy} onClick={() => void saveTemplate()}>
            Save an empty workbook …
          </Button>
        </div>
        <ProgressLine busy={loading.busy} progress={loading.progress} label="Loading" />
        <ErrorPanel error={error} />
        {loaded ? <Loaded loaded={loaded} /> : null}
      </div>
    </SidePanel>
  );
}

function Loaded({ loaded }: { loaded: Answer<'setup.load'> }) {
  const format = useFormat();
  const count = (value: number): string => (value === 0 ? '–' : format(String(value), 'quantity'));
  return (
    <>
      <Notice>
        {loaded.added + loaded.updated === 0
          ? 'Loaded: the book had all of it already.'
          : `Loaded: ${loaded.added} added, ${loaded.updated} updated. Everything they concern has been derived again.`}
      </Notice>
      <table className="plain">
        <thead>
          <tr>
            <th>Table</th>
            <th className="num">Added</th>
            <th className="num">Updated</th>
            <th className="num">Unchanged</th>
          </tr>
        </thead>
        <tbody>
          {loaded.tables.map(({ table, added, updated, identical }) => (
            <tr key={table}>
              <td>{asWords(table)}</td>
              <td className="num">{count(added)}</td>
              <td className="num">{count(updated)}</td>
              <td className="num">{count(identical)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

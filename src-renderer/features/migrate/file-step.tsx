// File: which workbook. Dropped files are usage and go to the import; here one is chosen.
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { UnderstoodShown } from '../../../src-shared/migration/calls.ts';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import type { Draft } from './draft.ts';
import { beginDraft } from './draft.ts';

export function FileStep({ draft, read }: { draft: Draft; read: UnderstoodShown | undefined }) {
  const { host } = useBackend();
  const choose = useRef<HTMLButtonElement>(null);
  useEffect(() => choose.current?.focus(), []);
  const pick = async (): Promise<void> => {
    const [file] = await host.pickFiles({ accept: '.xlsx,.csv,.tsv,.txt' });
    if (file) beginDraft({ file, step: 'understood' });
  };
  return (
    <div className="step-body">
      <div className="migrate-begin">
        <p>
          Choose the spreadsheet in which the credits were kept until now. It is read, never changed. Any of
          these is understood, with titles, subtotals, notes and hidden rows as they are:
        </p>
        <ul className="dim">
          <li>one row per purchase, with what was used and what remains</li>
          <li>a sheet for each customer, with a running balance</li>
          <li>a grid of balances, customers down and months across</li>
          <li>a list of transactions, credits in and out</li>
        </ul>
        <Button ref={choose} variant="filled" onClick={() => void pick()}>
          Choose the spreadsheet …
        </Button>
        <p className="dim small">
          You see what was understood, and can correct it; then what would come in. Nothing is in the book
          until you say so at the end.
        </p>
      </div>
      <Remembered />
      {draft.file && read ? (
        <dl className="facts">
          <dt>File</dt>
          <dd>{read.file}</dd>
          <dt>SHA-256</dt>
          <dd className="mono">{read.sha256}</dd>
        </dl>
      ) : null}
    </div>
  );
}

/** Layouts that were kept: a spreadsheet that has one of them is read by it. */
function Remembered() {
  const { data } = useCall('migrate.layouts', {});
  const forgetting = useDoing('migrate.forget');
  if (!data || data.names.length === 0) return null;
  return (
    <section aria-label="Remembered layouts">
      <h3>Remembered layouts</h3>
      <ErrorPanel error={forgetting.error} />
      {data.names.map((name) => (
        <div key={name} className="row">
          {name}
          <button
            type="button"
            className="as-link"
            aria-label={`Forget it: ${name}`}
            disabled={forgetting.busy}
            onClick={() => void forgetting.run({ name })}
          >
            Forget it
          </button>
        </div>
      ))}
    </section>
  );
}

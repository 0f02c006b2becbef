// The parallel run: month by month whether the spreadsheet and the book agree, and whether the spreadsheet may be switched off.
import { Button, NumberInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { WireParallel } from '../../../../src-shared/comparison/calls.ts';
import { parallelVerdict } from '../../../../src-shared/comparison/words.ts';
import { useBackend, useCall, useDoing } from '../../../api/queries.tsx';
import { Moment, MonthName } from '../../../ui/format/values.tsx';
import { Status, type Tone } from '../../../ui/panels/status.tsx';
import { Empty, ErrorPanel, Notice } from '../../../ui/panels/told.tsx';
import { CountHeads, Counts } from './outcome.tsx';

const TONES: Readonly<Record<WireParallel['months'][number]['state'], Tone>> = {
  agrees: 'good',
  explained: 'good',
  unexplained: 'bad',
  open: 'warn',
  reopened: 'warn',
};

export function Parallel() {
  const [enough, setEnough] = useState(3);
  const { data, error } = useCall('parallel.read', { enough });
  if (error) return <ErrorPanel error={error} />;
  if (!data) return null;
  if (data.months.length === 0)
    return (
      <Empty title="No comparison was recorded yet">
        While the spreadsheet and the book are both kept, compare them each month and record it. When enough
        closed months in a row hold nothing unexplained, the spreadsheet may be switched off, with a
        certificate.
      </Empty>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="reconcile-body stack" aria-label="Parallel run" tabIndex={0}>
      <p className="spreadsheet-conclusion" role="status">
        {parallelVerdict(data)}
      </p>
      <Certificate enough={enough} onEnough={setEnough} />
      <table className="plain" aria-label="Months of the parallel run">
        <thead>
          <tr>
            <th>Month</th>
            <CountHeads />
            <th>Result</th>
            <th>Spreadsheet</th>
            <th>Compared by</th>
            <th>When</th>
          </tr>
        </thead>
        <tbody>
          {data.months.map((one) => (
            <tr key={one.month}>
              <td>
                <MonthName value={one.month} />
              </td>
              <Counts {...one} />
              <td>
                <Status tone={TONES[one.state]}>{one.words}</Status>
              </td>
              <td>{one.file}</td>
              <td>{one.comparedBy}</td>
              <td className="dim">
                <Moment value={one.comparedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim small">
        A month counts when it is closed, was compared as it is closed now, and holds no difference that
        nobody explained. Compare it again after it was closed, or closed anew.
      </p>
    </section>
  );
}

function Certificate({ enough, onEnough }: { enough: number; onEnough: (enough: number) => void }) {
  const { host } = useBackend();
  const saving = useDoing('parallel.save');
  const [saved, setSaved] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    const kept = await host.saveAs('parallel-run.xlsx', (file) => saving.run({ enough, file }));
    if (kept) setSaved(kept.path || kept.name);
  };
  return (
    <>
      <div className="row spreadsheet-certificate">
        <NumberInput
          label="Months in a row that it takes"
          w={200}
          min={1}
          max={60}
          allowDecimal={false}
          value={enough}
          onChange={(value) => {
            const next = Number(value);
            if (Number.isInteger(next) && next >= 1 && next <= 60) onEnough(next);
          }}
        />
        <Button leftSection={<IconDownload size={14} />} loading={saving.busy} onClick={() => void save()}>
          Save the certificate…
        </Button>
      </div>
      <ErrorPanel error={saving.error} />
      {saved ? <Notice>The certificate is in {saved}.</Notice> : null}
    </>
  );
}

// Charges of the month for invoicing: what goes out, what went out, and the two files.
import type { Answer } from '../../../src-shared/contract/index.ts';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { useFormat } from '../../ui/format/values.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { HandOutActions, StandingNotice } from './handing-out.tsx';

const FORMATS = { xlsx: 'the workbook', csv: 'the CSV' } as const;

export function ExportCharges({ month, onClose }: { month: string; onClose: () => void }) {
  const { data, error } = useCall('charges.look', { month });
  const { host } = useBackend();
  const saving = useDoing('charges.save');
  const format = useFormat();
  const save = async (kind: 'xlsx' | 'csv', replace: string | null): Promise<void> => {
    if (!data) return;
    const draft = data.status === 'draft';
    await host.saveAs(`charges-${month}${draft ? '-draft' : ''}.${kind}`, (file) =>
      saving.run({ month, format: kind, draft, replace, file }),
    );
  };
  const shown = error ?? saving.error;
  return (
    <SidePanel title={`Charges of ${format(month, 'month')}`} onClose={onClose} width={420}>
      <div className="stack">
        <ErrorPanel error={shown} />
        {data ? (
          <>
            <StandingNotice
              month={month}
              status={data.status}
              standing={data.standing}
              what="charges"
              undo="it marks which charges went out before, and names those no longer due."
            />
            <Totals totals={data.totals} />
            <p className="dim">
              The workbook has the usage behind every line of overage; the CSV has the lines alone, for an
              invoicing program.
            </p>
            <ProgressLine {...saving} label="Writing" />
            {(['xlsx', 'csv'] as const).map((file) => (
              <HandOutActions
                key={file}
                other={file === 'csv'}
                busy={saving.busy}
                blocked={data.totals.length === 0}
                status={data.status}
                standing={
                  file === 'csv' && data.standing ? { ...data.standing, outdated: false } : data.standing
                }
                onSave={(replace) => void save(file, replace)}
                labels={{
                  export: `Export ${FORMATS[file]}`,
                  copy: `Save ${FORMATS[file]} again`,
                  draft: `Save ${FORMATS[file]} as a draft`,
                }}
              />
            ))}
          </>
        ) : null}
      </div>
    </SidePanel>
  );
}

function Totals({ totals }: { totals: Answer<'charges.look'>['totals'] }) {
  const format = useFormat();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>Currency</th>
          <th className="num">To invoice now</th>
          <th className="num">Next cycle, so far</th>
        </tr>
      </thead>
      <tbody>
        {totals.map(({ currency, now, next }) => (
          <tr key={currency}>
            <td>{currency}</td>
            <td className="num">{format(now, 'money')}</td>
            <td className="num">{format(next, 'money')}</td>
          </tr>
        ))}
        {totals.length === 0 ? (
          <tr>
            <td colSpan={3}>Nothing is to be invoiced in this month.</td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

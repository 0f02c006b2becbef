// One statement as the customer gets it, to be read, printed, or saved as PDF or workbook; under #/statements/MONTH/CUSTOMER,
// with ?period= that of a subscription period.
import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { asError } from '../../../src-shared/findings/finding.ts';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { Page } from '../../ui/page.tsx';
import { ErrorPanel, Notice } from '../../ui/panels/told.tsx';
import { StatementPaper } from '../../ui/paper/statement-paper.tsx';
import { to } from '../../ui/route.ts';

interface Asked {
  month: string;
  customer: string;
  period: string | null;
}

/** @param period the key of a subscription period; null: the month. */
export function StatementPage({ month, customer, period }: Asked) {
  const { data, error } = useCall('statements.paper', { month, customer, period });
  const { statement } = data ?? {};
  const isAsked = statement?.customer === customer && statement.period === period && data?.month === month;
  const paper = data && isAsked ? data : null;
  const file = paper?.statement.file ?? null;
  const { said, failed, pdf, workbook } = useSaving({ month, customer, period }, file ?? '');
  usePrintedName(file);
  return (
    <Page
      crumbs={
        <a href={to(['statements'], { month, customer, period, by: period && 'period' })}>Statements /</a>
      }
      title={paper?.statement.number ?? file ?? 'Statement'}
      beside={paper ? <a href={to(['customers', customer])}>{paper.statement.name}</a> : null}
      actions={
        paper ? (
          <>
            <Button leftSection={<IconDownload size={14} />} onClick={workbook}>
              Save workbook
            </Button>
            {pdf ? <Button onClick={pdf}>Save as PDF</Button> : null}
            <Button variant="filled" leftSection={<IconPrinter size={14} />} onClick={() => window.print()}>
              Print …
            </Button>
          </>
        ) : null
      }
    >
      <div className="on-screen">
        <ErrorPanel error={error} />
        <ErrorPanel error={failed} />
        {said ? <Notice>{said}</Notice> : null}
      </div>
      {paper ? <StatementPaper paper={paper} /> : null}
    </Page>
  );
}

/** Printers and PDF files are named after the document. */
function usePrintedName(name: string | null): void {
  useEffect(() => {
    if (name === null) return;
    const before = document.title;
    document.title = name;
    return () => {
      document.title = before;
    };
  }, [name]);
}

function useSaving(asked: Asked, file: string) {
  const { host } = useBackend();
  const saving = useDoing('statements.save');
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState<Error | null>(null);
  const info = useQuery({ queryKey: ['host.info'], queryFn: () => host.info() });
  const tell = (name: string, path: string | null): void =>
    setSaid(`${name} is saved${path ? `: ${path}` : ''}.`);
  const doing = (work: () => Promise<void>) => (): void => {
    setFailed(null);
    work().catch((error: unknown) => setFailed(asError(error)));
  };
  const workbook = doing(async () => {
    const saved = await host.saveAs(`${file}.xlsx`, (to) => saving.run({ ...asked, file: to }));
    if (saved) tell(saved.name, saved.path);
  });
  const pdf = doing(async () => {
    const path = await host.savePdf(`${file}.pdf`);
    if (path !== null) tell(`${file}.pdf`, path);
  });
  return { said, failed: failed ?? saving.error, workbook, pdf: info.data?.dialogs ? pdf : null };
}

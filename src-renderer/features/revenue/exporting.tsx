// Where the Revenue screen hands on to other programs: a button on the tabs of Journal and Charges, and the panel it opens. What is open
// stands in the address.
import { Button } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useCall } from '../../api/queries.tsx';
import { replaceRoute, to, useRoute } from '../../ui/route.ts';
import { DesignTemplate } from './design-template.tsx';
import { ExportCharges } from './export-charges.tsx';
import { ExportJournal } from './export-journal.tsx';
import './revenue.css';

const LABELS: Readonly<Record<string, string>> = {
  journal: 'Export journal…',
  charges: 'Export to invoice…',
};
const USUAL = 'generic';

function useExporting() {
  const { query } = useRoute();
  const set = (change: Record<string, string | null>): void =>
    replaceRoute(to(['revenue'], { ...query, ...change }));
  return { query, set };
}

export function ExportButton({ tab }: { tab: string }) {
  const { set } = useExporting();
  const label = LABELS[tab];
  if (label === undefined) return null;
  return (
    <Button leftSection={<IconFileExport size={15} />} onClick={() => set({ export: 'open', explain: null })}>
      {label}
    </Button>
  );
}

export function ExportPanel({ tab, month }: { tab: string; month: string }) {
  const { query, set } = useExporting();
  if (query.export === undefined || query.design !== undefined) return null;
  const close = (): void => set({ export: null });
  if (tab === 'charges') return <ExportCharges month={month} onClose={close} />;
  if (tab !== 'journal') return null;
  const template = query.template ?? USUAL;
  return (
    <ExportJournal
      key={template}
      month={month}
      template={template}
      onTemplate={(name) => set({ template: name })}
      onDesign={() => set({ design: template })}
      onClose={close}
    />
  );
}

/** The designer in the place of the journal's grid; null while none is designed. */
export function useDesigning(tab: string): string | null {
  const { query } = useRoute();
  return tab === 'journal' ? (query.design ?? null) : null;
}

export function Designing({ month, name }: { month: string; name: string }) {
  const { set } = useExporting();
  const { data } = useCall('journal.templates', {});
  const from = data?.templates.find((one) => one.name === name) ?? data?.templates[0];
  if (!from) return null;
  return (
    <DesignTemplate
      key={from.name}
      month={month}
      from={from}
      onDone={(saved) => set({ design: null, ...(saved === null ? {} : { template: saved }) })}
    />
  );
}

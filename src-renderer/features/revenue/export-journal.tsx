// The journal of a month for the general ledger: which template and level, whether everything it needs is there, how its first lines look,
// and whether it went out before. Must not: lay out a line.
import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '../../../src-shared/contract/index.ts';
import { JOURNAL_LEVELS, type JournalLevel } from '../../../src-shared/exports/journal-fields.ts';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { useFormat } from '../../ui/format/values.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { ErrorPanel, FindingList } from '../../ui/panels/told.tsx';
import { FirstLines } from './first-lines.tsx';
import { HandOutActions, StandingNotice } from './handing-out.tsx';

type Templates = Answer<'journal.templates'>['templates'];
type Look = Answer<'journal.look'>;

interface ExportJournalProps {
  month: string;
  template: string;
  onTemplate: (name: string) => void;
  onDesign: () => void;
  onClose: () => void;
}

export function ExportJournal({ month, template, onTemplate, onDesign, onClose }: ExportJournalProps) {
  const format = useFormat();
  const { host } = useBackend();
  const [level, setLevel] = useState<JournalLevel | null>(null);
  const [currency, setCurrency] = useState<string | null>(null);
  const templates = useCall('journal.templates', {});
  const asked = { month, template, level, currency };
  const { data, error } = useCall('journal.look', asked);
  const saving = useDoing('journal.save');
  const save = async (look: Look, replace: string | null): Promise<void> => {
    const given = { ...asked, draft: look.status === 'draft', replace };
    await host.saveAs(look.file, (file) => saving.run({ ...given, file }));
  };
  const shown = error ?? saving.error;
  return (
    <SidePanel title={`Journal of ${format(month, 'month')}`} onClose={onClose} width={480}>
      <div className="stack">
        <div className="row" style={{ alignItems: 'end' }}>
          <TemplateSelect
            templates={templates.data?.templates ?? []}
            value={template}
            onChange={onTemplate}
          />
          <Button onClick={onDesign}>Design…</Button>
        </div>
        <Fineness look={data} level={level} currency={currency} onLevel={setLevel} onCurrency={setCurrency} />
        <ErrorPanel error={shown} />
        {data ? (
          <>
            <HowItIs look={data} />
            <ProgressLine {...saving} label="Writing" />
            <HandOutActions
              busy={saving.busy}
              blocked={data.problems.length > 0 || data.lines === 0}
              status={data.status}
              standing={data.standing}
              onSave={(replace) => void save(data, replace)}
              labels={{
                export: `Export as ${data.number}`,
                copy: `Save ${data.number} again`,
                draft: 'Save a draft',
              }}
            />
            <Below look={data} />
          </>
        ) : null}
      </div>
    </SidePanel>
  );
}

interface FinenessProps {
  look: Look | undefined;
  level: JournalLevel | null;
  currency: string | null;
  onLevel: (level: JournalLevel) => void;
  onCurrency: (currency: string | null) => void;
}

function Fineness({ look, level, currency, onLevel, onCurrency }: FinenessProps) {
  return (
    <div className="row">
      <Select
        w={220}
        label="Level"
        data={Object.entries(JOURNAL_LEVELS).map(([value, label]) => ({ value, label }))}
        value={level ?? look?.level ?? 'account'}
        onChange={(next) => onLevel(next as JournalLevel)}
        allowDeselect={false}
      />
      {look && (look.currencies.length > 1 || currency !== null) ? (
        <Select
          w={140}
          label="Currency"
          data={[{ value: '', label: 'All' }, ...look.currencies.map((one) => ({ value: one, label: one }))]}
          value={currency ?? ''}
          onChange={(next) => onCurrency(next || null)}
          allowDeselect={false}
        />
      ) : null}
    </div>
  );
}

function TemplateSelect(props: { templates: Templates; value: string; onChange: (name: string) => void }) {
  const { templates, value, onChange } = props;
  const option = ({ name, template }: Templates[number]) => ({
    value: name,
    label: template.label === '' ? name : `${name}: ${template.label}`,
  });
  return (
    <Select
      style={{ flex: 1 }}
      label="Template"
      data={[
        { group: 'Your own', items: templates.filter(({ builtIn }) => !builtIn).map(option) },
        { group: 'With the program', items: templates.filter(({ builtIn }) => builtIn).map(option) },
      ].filter(({ items }) => items.length > 0)}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
      allowDeselect={false}
    />
  );
}

function Below({ look }: { look: Look }) {
  const { lines, notes } = look;
  return (
    <>
      <FirstLines columns={look.columns} rows={look.rows} lines={lines} />
      {notes.length > 0 ? (
        <ul className="dim" style={{ margin: 0, paddingLeft: 18 }}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function HowItIs({ look }: { look: Look }) {
  const format = useFormat();
  const { month, status, standing, totals, lines, files, problems } = look;
  return (
    <>
      <StandingNotice
        month={month}
        status={status}
        standing={standing}
        what="journal"
        undo="reverse that one in the general ledger before you post the new one."
      />
      {problems.length > 0 ? (
        <div className="told" role="alert">
          <FindingList findings={problems} />
        </div>
      ) : null}
      <dl className="facts">
        <dt>Debits and credits</dt>
        <dd>
          {totals.length === 0
            ? 'Nothing was posted in this month.'
            : totals.map(({ currency, debit }) => (
                <div key={currency}>
                  {format(debit, 'money')} {currency} each
                </div>
              ))}
        </dd>
        <dt>Lines</dt>
        <dd>
          {lines.toLocaleString()} in {files === 1 ? 'one file' : `${files} files`}
        </dd>
      </dl>
    </>
  );
}

// A journal template while it is being designed: how the file is written, its columns in order, and its first lines as they would be.
// What is wrong with it is said by whoever reads templates, not here. Must not: lay out a line.
import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { DATE_FORMATS, FEWEST_LINES, JOURNAL_LEVELS } from '../../../src-shared/exports/journal-fields.ts';
import type { JournalTemplate } from '../../../src-shared/exports/journal-template.ts';
import { useCall, useDoing } from '../../api/queries.tsx';
import { Section } from '../../ui/page.tsx';
import { ErrorPanel, FindingList } from '../../ui/panels/told.tsx';
import { FirstLines } from './first-lines.tsx';
import { TemplateColumns } from './template-columns.tsx';

interface DesignTemplateProps {
  month: string;
  /** One to begin with. */
  from: { name: string; builtIn: boolean; template: JournalTemplate };
  /** Saved, deleted or left alone; the name of the template to go on with, null: as before. */
  onDone: (name: string | null) => void;
}

export function DesignTemplate({ month, from, onDone }: DesignTemplateProps) {
  const [name, setName] = useState(from.builtIn ? `My ${from.name}` : from.name);
  const [template, setTemplate] = useState(from.template);
  const saving = useDoing('journal.saveTemplate');
  const deleting = useDoing('journal.deleteTemplate');
  const set = (change: Partial<JournalTemplate>): void => setTemplate((before) => ({ ...before, ...change }));
  const save = async (): Promise<void> => {
    const saved = await saving.run({ name, template });
    if (saved) onDone(saved.name);
  };
  const remove = async (): Promise<void> => {
    if (await deleting.run({ name: from.name })) onDone('generic');
  };
  const error = saving.error ?? deleting.error;
  return (
    <section className="design" aria-label="Journal template">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="row" style={{ alignItems: 'end' }}>
          <TextInput
            w={220}
            label="Name of the template"
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <TextInput
            w={280}
            label="For"
            value={template.label}
            onChange={({ currentTarget }) => set({ label: currentTarget.value })}
          />
          <Button type="submit" variant="filled" loading={saving.busy}>
            Save the template
          </Button>
          <Button onClick={() => onDone(null)}>Cancel</Button>
          {from.builtIn ? null : (
            <Button loading={deleting.busy} onClick={() => void remove()}>
              Delete {from.name}
            </Button>
          )}
        </div>
        {from.builtIn ? (
          <p className="dim">{from.name} comes with the program and stays as it is; this is a copy.</p>
        ) : null}
        <ErrorPanel error={error} />
        <FileSettings template={template} set={set} />
        <TemplateColumns template={template} set={set} />
      </form>
      <Preview month={month} name={name} template={template} />
    </section>
  );
}

const SETTINGS = {
  format: { csv: 'CSV', xlsx: 'Workbook', both: 'CSV and workbook' },
  delimiter: { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Bar' },
  encoding: { 'utf-8': 'UTF-8', 'utf-8-mark': 'UTF-8 with a mark', 'windows-1252': 'Windows-1252' },
  lineEnd: { crlf: 'Windows', lf: 'Unix' },
  decimals: { '.': '1234.50', ',': '1234,50' },
  positive: { debit: 'Debits positive', credit: 'Credits positive' },
  characters: { any: 'Any letters', ascii: 'Unaccented only' },
  level: JOURNAL_LEVELS,
} as const;
const LABELS: Readonly<Record<keyof typeof SETTINGS, string>> = {
  format: 'File',
  delimiter: 'Between cells',
  encoding: 'Encoding',
  lineEnd: 'Line ends',
  decimals: 'Amounts',
  positive: 'Sign of amounts',
  characters: 'Text',
  level: 'Level',
};

interface PartProps {
  template: JournalTemplate;
  set: (change: Partial<JournalTemplate>) => void;
}

function FileSettings({ template, set }: PartProps) {
  const keys = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[];
  return (
    <Section title="The file">
      <div className="row" style={{ alignItems: 'end' }}>
        {keys.map((key) => (
          <Select
            key={key}
            w={150}
            label={LABELS[key]}
            data={Object.entries(SETTINGS[key]).map(([value, label]) => ({ value, label }))}
            value={template[key]}
            onChange={(value) => set({ [key]: value })}
            allowDeselect={false}
          />
        ))}
        <Select
          w={150}
          label="Dates"
          data={[...DATE_FORMATS]}
          value={template.dates}
          onChange={(dates) => set({ dates: dates as JournalTemplate['dates'] })}
          allowDeselect={false}
        />
        <TextInput
          w={150}
          label="Most lines a file"
          placeholder="no limit"
          inputMode="numeric"
          value={template.linesPerFile ?? ''}
          onChange={({ currentTarget: { value } }) => {
            if (/^\d{0,7}$/.test(value)) set({ linesPerFile: value === '' ? null : Number(value) });
          }}
          error={
            template.linesPerFile !== null && template.linesPerFile < FEWEST_LINES
              ? `At least ${FEWEST_LINES}`
              : null
          }
        />
      </div>
    </Section>
  );
}

function Preview({ month, name, template }: { month: string; name: string; template: JournalTemplate }) {
  const [settled] = useDebouncedValue(template, 300);
  const { data, error } = useCall('journal.look', { month, template: name || 'new', layout: settled });
  return (
    <Section title="The first lines">
      <ErrorPanel error={error} />
      {data && !error ? (
        <>
          {data.problems.length > 0 ? (
            <div className="told" role="status" data-tone="warn">
              <FindingList findings={data.problems} />
            </div>
          ) : null}
          <FirstLines columns={data.columns} rows={data.rows} lines={data.lines} />
        </>
      ) : null}
    </Section>
  );
}

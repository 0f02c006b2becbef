// Taking a file in: chosen, looked at, its columns as they were found and as a person wants them, saved for the next month.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Picked } from '../../../src-shared/contract/host.ts';
import type { Answer } from '../../../src-shared/contract/index.ts';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { ErrorPanel, FindingList } from '../../ui/panels/told.tsx';
import { FileNames } from './file-names.tsx';
import type { LegWords } from './legs.ts';

interface TakeInPanelProps {
  readonly leg: Leg;
  readonly month: string;
  readonly words: LegWords;
  readonly onClose: () => void;
}

/** What may be chosen a column for, by leg; the words of each. */
const FIELDS: Readonly<Partial<Record<Leg, readonly (readonly [field: string, word: string])[]>>> = {
  billing: [
    ['party', 'Customer'],
    ['reference', 'Reference'],
    ['date', 'Date'],
    ['amount', 'Net amount'],
    ['currency', 'Currency'],
    ['text', 'Description'],
  ],
  general_ledger: [
    ['party', 'Account'],
    ['reference', 'Reference'],
    ['date', 'Date'],
    ['debit', 'Debit'],
    ['credit', 'Credit'],
    ['amount', 'Amount (debits +)'],
    ['opening', 'Opening balance'],
    ['closing', 'Closing balance'],
    ['currency', 'Currency'],
    ['text', 'Description'],
  ],
  usage: [
    ['party', 'Meter'],
    ['date', 'Day'],
    ['amount', 'Quantity'],
  ],
};

type Looked = Answer<'reconcile.look'>;

export function TakeInPanel({ leg, month, words, onClose }: TakeInPanelProps) {
  const { host } = useBackend();
  const looking = useDoing('reconcile.look');
  const [file, setFile] = useState<Picked | null>(null);
  const [looked, setLooked] = useState<Looked | null>(null);
  const pick = async (): Promise<void> => {
    const [picked] = await host.pickFiles({ accept: '.csv,.tsv,.txt,.xlsx' });
    if (!picked) return;
    setFile(picked);
    setLooked(await looking.run({ leg, file: picked.ref }));
  };
  return (
    <SidePanel title={`${words.source}: take a file in`} onClose={onClose} width={520}>
      <div className="stack">
        <p className="dim">{words.about}</p>
        <Button
          variant={looked ? 'default' : 'filled'}
          loading={looking.busy}
          style={{ alignSelf: 'flex-start' }}
          onClick={() => void pick()}
        >
          {file ? 'Another file…' : 'Choose a file…'}
        </Button>
        <ErrorPanel error={looking.error} />
        {file && looked ? (
          <Understood key={file.ref} leg={leg} month={month} file={file} looked={looked} onDone={onClose} />
        ) : null}
      </div>
    </SidePanel>
  );
}

interface UnderstoodProps {
  readonly leg: Leg;
  readonly month: string;
  readonly file: Picked;
  readonly looked: Looked;
  readonly onDone: () => void;
}

function Understood({ leg, month, file, looked, onDone }: UnderstoodProps) {
  const { data } = useCall('reconcile.profiles', {});
  const taking = useDoing('reconcile.takeIn');
  const [columns, setColumns] = useState(looked.columns);
  const [notation, setNotation] = useState({ date: '', number: '' });
  const [profile, setProfile] = useState('');
  const [saveAs, setSaveAs] = useState('');
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const profiles = (data?.profiles ?? []).filter((one) => one.leg === leg);
  const layout = layoutOf(looked.layout, columns, notation);
  const take = async (): Promise<void> => {
    const asked = profile === '' ? { layout, saveAs: saveAs.trim() || null } : { profile };
    const said = { names: { ...names } };
    if (await taking.run({ leg, month, file: file.ref, fileName: file.name, ...asked, ...said })) onDone();
  };
  return (
    <form
      className="stack"
      aria-label="What the file holds"
      onSubmit={(event) => {
        event.preventDefault();
        if (!taking.busy) void take();
      }}
    >
      <h2>{file.name}</h2>
      <FirstRows looked={looked} />
      <ProfileSelect profiles={profiles} value={profile} onChange={setProfile} />
      {profile === '' ? (
        <>
          {looked.questions.length > 0 ? (
            <div className="told" data-tone="warn" role="status">
              <FindingList findings={looked.questions} />
            </div>
          ) : null}
          <Columns leg={leg} header={looked.header} columns={columns} onChange={setColumns} />
          <Notations value={notation} onChange={setNotation} />
          <TextInput
            label="Save as a profile for the next month"
            placeholder="a name, or blank"
            value={saveAs}
            maxLength={60}
            onChange={({ currentTarget }) => setSaveAs(currentTarget.value)}
          />
        </>
      ) : null}
      {profile !== '' || columns.party ? (
        <FileNames
          asked={{ leg, file: file.ref, ...(profile === '' ? { layout } : { profile }) }}
          said={names}
          onSaid={setNames}
        />
      ) : null}
      <ProgressLine {...taking} label="Taking it in" />
      <ErrorPanel error={taking.error} />
      <Button type="submit" variant="filled" loading={taking.busy} style={{ alignSelf: 'flex-start' }}>
        Take in and match
      </Button>
    </form>
  );
}

interface ProfileSelectProps {
  readonly profiles: readonly { readonly name: string }[];
  readonly value: string;
  readonly onChange: (name: string) => void;
}

function ProfileSelect({ profiles, value, onChange }: ProfileSelectProps) {
  if (profiles.length === 0) return null;
  return (
    <NativeSelect
      label="Read with"
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: '', label: 'the columns below' },
        ...profiles.map(({ name }) => ({ value: name, label: `the profile ${name}` })),
      ]}
    />
  );
}

function FirstRows({ looked: { header, rows } }: { looked: Looked }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="reconcile-first" aria-label="First rows of the file" tabIndex={0}>
      <table className="plain small">
        <thead>
          <tr>
            {header.map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 4).map((cells, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file do not move
            <tr key={index}>
              {header.map((name, at) => (
                <td key={name}>{cells[at]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ColumnsProps {
  readonly leg: Leg;
  readonly header: readonly string[];
  readonly columns: Record<string, string>;
  readonly onChange: (columns: Record<string, string>) => void;
}

function Columns({ leg, header, columns, onChange }: ColumnsProps) {
  return (
    <div className="row">
      {(FIELDS[leg] ?? []).map(([field, word]) => (
        <NativeSelect
          key={field}
          w={150}
          label={word}
          value={columns[field] ?? ''}
          onChange={({ currentTarget }) => onChange({ ...columns, [field]: currentTarget.value })}
          data={[{ value: '', label: '–' }, ...header.map((name) => ({ value: name, label: name }))]}
        />
      ))}
    </div>
  );
}

interface Notation {
  readonly date: string;
  readonly number: string;
}

function Notations({ value, onChange }: { value: Notation; onChange: (value: Notation) => void }) {
  return (
    <div className="row">
      <NativeSelect
        label="Dates"
        value={value.date}
        onChange={({ currentTarget }) => onChange({ ...value, date: currentTarget.value })}
        data={[
          { value: '', label: 'as they look' },
          { value: 'iso', label: '2026-01-31' },
          { value: 'dmy', label: '31.01.2026' },
          { value: 'mdy', label: '01/31/2026' },
        ]}
      />
      <NativeSelect
        label="Numbers"
        value={value.number}
        onChange={({ currentTarget }) => onChange({ ...value, number: currentTarget.value })}
        data={[
          { value: '', label: 'as they look' },
          { value: '.,', label: '1,234.56' },
          { value: ',.', label: '1.234,56' },
        ]}
      />
    </div>
  );
}

/** What was proposed, with what a person changed. */
function layoutOf(layout: string, columns: Record<string, string>, { date, number }: Notation): string {
  const proposed = JSON.parse(layout) as Record<string, unknown>;
  const chosen = Object.fromEntries(Object.entries(columns).filter(([, name]) => name !== ''));
  return JSON.stringify({
    ...proposed,
    columns: chosen,
    ...(date === '' ? {} : { dateOrder: date }),
    ...(number === '' ? {} : { decimalSeparator: number[0], thousandsSeparator: number[1] }),
  });
}

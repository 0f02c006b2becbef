// The columns of a journal template: a title, a field or a text, and how it is written; put in order, added, taken away, or taken over
// from the header line of a target's own template. Must not: know a target.
import { ActionIcon, Button, Checkbox, Select, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { BUILT_IN } from '../../../src-shared/exports/built-in.ts';
import { JOURNAL_FIELDS, loneField } from '../../../src-shared/exports/journal-fields.ts';
import type { JournalColumn, JournalTemplate } from '../../../src-shared/exports/journal-template.ts';
import { Section } from '../../ui/page.tsx';

interface TemplateColumnsProps {
  template: JournalTemplate;
  set: (change: Partial<JournalTemplate>) => void;
}

const BLANK: JournalColumn = { title: '', value: '', once: false, most: null };
const TEXT = 'text';
const CHOICES = [
  { value: TEXT, label: 'A text' },
  ...Object.entries(JOURNAL_FIELDS).map(([value, label]) => ({ value, label })),
];

export function TemplateColumns({ template, set }: TemplateColumnsProps) {
  const { columns } = template;
  const put = (next: JournalColumn[]): void => set({ columns: next });
  const change = (index: number, of: Partial<JournalColumn>): void =>
    put(columns.map((column, at) => (at === index ? { ...column, ...of } : column)));
  const move = (index: number, by: number): void => {
    const next = [...columns];
    next.splice(index + by, 0, ...next.splice(index, 1));
    put(next);
  };
  return (
    <Section
      title="Columns"
      beside={<span className="dim">a text may hold fields in braces: Prepaid credits {'{month}'}</span>}
    >
      <table className="plain design-columns">
        <thead>
          <tr>
            <th>Title</th>
            <th>Holds</th>
            <th>Text</th>
            <th>First line only</th>
            <th>Longest</th>
            <th>Order</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, index) => (
            <ColumnRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; its title is being typed
              key={index}
              column={column}
              place={index + 1}
              last={index === columns.length - 1}
              change={(of) => change(index, of)}
              move={(by) => move(index, by)}
              remove={() => put(columns.filter((_, at) => at !== index))}
            />
          ))}
        </tbody>
      </table>
      <div className="row" style={{ marginTop: 8, alignItems: 'end' }}>
        <Button onClick={() => put([...columns, BLANK])}>Add a column</Button>
        <FromHeader delimiter={template.delimiter} columns={columns} put={put} />
      </div>
    </Section>
  );
}

interface ColumnRowProps {
  column: JournalColumn;
  place: number;
  last: boolean;
  change: (of: Partial<JournalColumn>) => void;
  move: (by: number) => void;
  remove: () => void;
}

function ColumnRow({ column, place, last, change, move, remove }: ColumnRowProps) {
  const { title, value, once, most } = column;
  const field = loneField(value) ?? TEXT;
  const named = title === '' ? `column ${place}` : title;
  return (
    <tr>
      <td>
        <TextInput
          w={170}
          aria-label={`Title of column ${place}`}
          value={title}
          onChange={({ currentTarget }) => change({ title: currentTarget.value })}
        />
      </td>
      <td>
        <Select
          w={230}
          aria-label={`What ${named} holds`}
          data={CHOICES}
          value={field}
          onChange={(next) => change({ value: next === TEXT || next === null ? '' : `{${next}}` })}
          allowDeselect={false}
          searchable
        />
      </td>
      <td>
        <TextInput
          w={230}
          aria-label={`Text of ${named}`}
          disabled={field !== TEXT}
          placeholder={field === TEXT ? 'blank' : ''}
          value={field === TEXT ? value : ''}
          onChange={({ currentTarget }) => change({ value: currentTarget.value })}
        />
      </td>
      <td>
        <Checkbox
          aria-label={`${named} on the first line of an entry only`}
          checked={once}
          onChange={({ currentTarget }) => change({ once: currentTarget.checked })}
        />
      </td>
      <td>
        <TextInput
          w={80}
          aria-label={`Longest text of ${named}`}
          placeholder="any"
          inputMode="numeric"
          value={most ?? ''}
          onChange={({ currentTarget: { value: typed } }) => {
            if (/^\d{0,4}$/.test(typed)) change({ most: typed === '' ? null : Math.max(1, Number(typed)) });
          }}
        />
      </td>
      <Order named={named} place={place} last={last} move={move} remove={remove} />
    </tr>
  );
}

type OrderProps = Pick<ColumnRowProps, 'place' | 'last' | 'move' | 'remove'> & { named: string };

function Order({ named, place, last, move, remove }: OrderProps) {
  return (
    <td>
      <div className="row" style={{ gap: 2, flexWrap: 'nowrap' }}>
        <Icon
          label={`Move ${named} up`}
          disabled={place === 1}
          run={() => move(-1)}
          icon={<IconArrowUp size={15} />}
        />
        <Icon
          label={`Move ${named} down`}
          disabled={last}
          run={() => move(1)}
          icon={<IconArrowDown size={15} />}
        />
        <Icon label={`Take ${named} away`} run={remove} icon={<IconX size={15} />} />
      </div>
    </td>
  );
}

interface IconProps {
  label: string;
  disabled?: boolean;
  run: () => void;
  icon: ReactNode;
}

function Icon({ label, disabled = false, run, icon }: IconProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={run}>
      {icon}
    </ActionIcon>
  );
}

/** What columns of these titles hold in the templates there are. */
const KNOWN = new Map(
  Object.values(BUILT_IN).flatMap(({ columns }) =>
    columns.map((column) => [column.title.toLowerCase(), column] as const),
  ),
);

interface FromHeaderProps {
  delimiter: string;
  columns: readonly JournalColumn[];
  put: (columns: JournalColumn[]) => void;
}

/** Companies have templates of their own: their header line makes the columns, and what is known of a title is filled in. */
function FromHeader({ delimiter, columns, put }: FromHeaderProps) {
  const [line, setLine] = useState('');
  const take = (): void => {
    const titles = line
      .split(line.includes('\t') ? '\t' : delimiter)
      .map((title) => title.trim().replace(/^"(.*)"$/, '$1'));
    const own = new Map(columns.map((column) => [column.title.toLowerCase(), column] as const));
    put(
      titles
        .filter((title) => title !== '')
        .map((title) => ({
          ...(own.get(title.toLowerCase()) ?? KNOWN.get(title.toLowerCase()) ?? BLANK),
          title,
        })),
    );
    setLine('');
  };
  return (
    <>
      <TextInput
        style={{ flex: 1, maxWidth: 520 }}
        label="Columns from a header line"
        placeholder="the first line of your own import template"
        value={line}
        onChange={({ currentTarget }) => setLine(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (line.trim() !== '') take();
        }}
      />
      <Button disabled={line.trim() === ''} onClick={take}>
        Take them over
      </Button>
    </>
  );
}

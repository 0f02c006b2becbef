// Match: which column holds what, how dates and numbers are written. What cannot be known is asked with examples, never guessed.
import { Select, TextInput } from '@mantine/core';
import type { Layout } from '../../../src-shared/contract/usage.ts';
import { useCall } from '../../api/queries.tsx';
import { FindingList, Notice } from '../../ui/panels/told.tsx';
import type { Draft } from './draft.ts';
import { headerOf, setDraft, setLayout } from './draft.ts';
import { Notation } from './notation.tsx';
import type { Field, Source } from './questions.ts';
import { openQuestions, samplesOf } from './questions.ts';

const FIELDS: readonly {
  field: Field;
  title: string;
  about: string;
  optional?: boolean;
  constant?: boolean;
}[] = [
  { field: 'event_id', title: 'Event id', about: 'None: ids are made of each row', optional: true },
  { field: 'customer', title: 'Customer', about: 'Code, or a name that is mapped to one', constant: true },
  { field: 'meter', title: 'Meter', about: 'What is counted', constant: true },
  { field: 'quantity', title: 'Quantity', about: 'How much' },
  { field: 'occurred_at', title: 'Date and time', about: 'When it was used' },
  { field: 'time', title: 'Time of day', about: 'Only where it has a column of its own', optional: true },
];

export function MatchStep({ draft }: { draft: Draft }) {
  const { layout, shape } = draft;
  if (!layout || !shape) return null;
  const questions = openQuestions(draft);
  return (
    <div className="step-body">
      {questions.length > 0 ? (
        <Notice tone="warn">
          <FindingList findings={questions} />
        </Notice>
      ) : null}
      <Columns draft={draft} layout={layout} />
      <Notation draft={draft} layout={layout} />
      <TextInput
        label="Remember this layout as"
        description="A saved profile that fits takes the next file of this kind straight to the review."
        w={360}
        value={draft.remember}
        onChange={(event) => setDraft({ remember: event.currentTarget.value })}
      />
    </div>
  );
}

function Columns({ draft, layout }: { draft: Draft; layout: Layout }) {
  const header = headerOf(draft);
  const codes = useCall('usage.codes', {});
  const set = (field: Field, source: Source | null): void =>
    setLayout({ columns: { ...layout.columns, [field]: source } as Layout['columns'] });
  const constants = (field: Field): { value: string; label: string }[] =>
    ((field === 'customer' ? codes.data?.customers : codes.data?.meters) ?? []).map(({ code, name }) => ({
      value: `=${code}`,
      label: `All rows: ${name}`,
    }));
  return (
    <table className="plain middle">
      <thead>
        <tr>
          <th>What is needed</th>
          <th>Stands in</th>
          <th>First values</th>
          <th>Found by</th>
        </tr>
      </thead>
      <tbody>
        {FIELDS.map(({ field, title, about, optional, constant }) => {
          const source = layout.columns[field] ?? null;
          const value = source === null ? '' : 'column' in source ? `:${source.column}` : `=${source.value}`;
          const proposed = draft.shape?.proposal.columns.find((one) => one.field === field);
          return (
            <tr key={field}>
              <td>
                <b>{title}</b>
                <div className="dim small">{about}</div>
              </td>
              <td>
                <Select
                  w={240}
                  searchable
                  aria-label={`Column of ${title}`}
                  error={source !== null && 'column' in source && !header.includes(source.column)}
                  value={value}
                  data={[
                    ...(optional ? [{ value: '', label: 'None' }] : []),
                    ...[...new Set(header)].map((name) => ({ value: `:${name}`, label: name })),
                    ...(constant ? constants(field) : []),
                  ]}
                  onChange={(chosen) =>
                    set(
                      field,
                      !chosen
                        ? null
                        : chosen.startsWith(':')
                          ? { column: chosen.slice(1) }
                          : { value: chosen.slice(1) },
                    )
                  }
                />
              </td>
              <td className="mono">{samplesOf(draft, source).slice(0, 3).join(' · ')}</td>
              <td className="dim">
                {proposed && source && 'column' in source && source.column === proposed.column
                  ? FOUND_BY[proposed.by]
                  : ''}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const FOUND_BY = {
  name: 'its name',
  synonym: 'a usual name',
  similar: 'a similar name: please check',
  content: 'what it holds: please check',
} as const;

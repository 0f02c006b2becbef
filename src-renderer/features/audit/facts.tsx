// The facts, newest first, a page at a time: filtered by kind and text in the book, not in the page.
import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Column } from '../../../src-shared/report-table.ts';
import { useCall } from '../../api/queries.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import type { GridRow, Looks } from '../../ui/grid/rows.ts';
import { asWords } from '../../ui/grid/rows.ts';
import { ErrorPanel } from '../../ui/panels/told.tsx';

const COLUMNS: readonly Column[] = [
  { key: 'seq', title: 'No.', type: 'quantity' },
  { key: 'at', title: 'Told', type: 'instant' },
  { key: 'author', title: 'By', type: 'text' },
  { key: 'kind', title: 'Kind', type: 'text' },
  { key: 'summary', title: 'What was told', type: 'text' },
  { key: 'source', title: 'From', type: 'text' },
];
const LOOKS: Looks = {
  kind: { words: true },
  summary: { width: 320 },
  source: { width: 160, tooltip: 'The file, command or screen it came by' },
};
const MOST = 5000;

export function Facts() {
  const [kind, setKind] = useState('');
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text, 200);
  const [before, setBefore] = useState<readonly number[]>([]);
  const { data, error } = useCall('audit.facts', {
    kind: kind || null,
    text: wanted,
    limit: MOST,
    before: before.at(-1) ?? null,
  });
  const rows = useMemo(
    () =>
      (data?.facts ?? []).map(
        ({ seq, at, author, kind: what, summary, source }): GridRow => ({
          id: String(seq),
          cells: [String(seq), at, author, what, summary, source],
        }),
      ),
    [data],
  );
  if (error) return <ErrorPanel error={error} />;
  if (!data) return null;
  const choose = (work: () => void): void => {
    setBefore([]);
    work();
  };
  const last = data.facts.at(-1)?.seq;
  return (
    <Grid
      name="audit-facts"
      label="Facts"
      columns={COLUMNS}
      rows={rows}
      looks={LOOKS}
      filters={false}
      tools={
        <>
          <Select
            aria-label="Kind of fact"
            w={200}
            value={kind}
            onChange={(next) => choose(() => setKind(next ?? ''))}
            data={[
              { value: '', label: `All kinds (${data.total})` },
              ...data.kinds.map((one) => ({ value: one.kind, label: `${asWords(one.kind)} (${one.count})` })),
            ]}
          />
          <TextInput
            aria-label="Facts that say"
            placeholder="Filter by customer, reference, file, person"
            leftSection={<IconFilter size={14} />}
            w={340}
            value={text}
            onChange={({ currentTarget }) => choose(() => setText(currentTarget.value))}
          />
          {before.length > 0 ? <Button onClick={() => setBefore(before.slice(0, -1))}>Newer</Button> : null}
          {data.more && last !== undefined ? (
            <Button onClick={() => setBefore([...before, last])}>Older</Button>
          ) : null}
        </>
      }
    />
  );
}

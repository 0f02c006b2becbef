// Names in the spreadsheet that may be customers of the book: somebody says which they are; nothing is guessed.
import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useCall } from '../../../api/queries.tsx';

interface NamesProps {
  names: readonly { readonly text: string; readonly suggestion: string }[];
  busy: boolean;
  onSaid: (said: Record<string, string>) => void;
}

/** What a Select has for "none of the book's customers". */
const NONE = ' ';

export function Names({ names, busy, onSaid }: NamesProps) {
  const [said, setSaid] = useState<Record<string, string>>({});
  const { data } = useCall('customers.table', {});
  const codes = useCustomers(data?.table);
  const all = names.every(({ text }) => said[text] !== undefined);
  return (
    <section className="reconcile-body stack" aria-label="Names in the spreadsheet">
      <h2>Whose names are these?</h2>
      <p>
        {names.length === 1
          ? 'One name in the spreadsheet is'
          : `${names.length} names in the spreadsheet are`}{' '}
        spelt otherwise than the book’s customers. Say which customer each one is; it is remembered when the
        comparison is recorded.
      </p>
      <table className="plain spreadsheet-names">
        <thead>
          <tr>
            <th>In the spreadsheet</th>
            <th>Customer of the book</th>
            <th>Suggestion</th>
          </tr>
        </thead>
        <tbody>
          {names.map(({ text, suggestion }) => (
            <tr key={text}>
              <td>{text}</td>
              <td>
                <Select
                  aria-label={`${text} is`}
                  placeholder="Choose"
                  searchable
                  w={280}
                  value={said[text] === '' ? NONE : (said[text] ?? null)}
                  data={[{ value: NONE, label: 'None of the book’s customers' }, ...codes]}
                  onChange={(code) =>
                    code !== null && setSaid({ ...said, [text]: code === NONE ? '' : code })
                  }
                />
              </td>
              <td>
                {said[text] === undefined ? (
                  <Button variant="subtle" onClick={() => setSaid({ ...said, [text]: suggestion })}>
                    {labelOf(codes, suggestion)}?
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <Button variant="filled" disabled={!all} loading={busy} onClick={() => onSaid(said)}>
          Compare
        </Button>
      </div>
    </section>
  );
}

type Choice = { value: string; label: string };

const labelOf = (codes: readonly Choice[], code: string): string =>
  codes.find(({ value }) => value === code)?.label ?? code;

interface CustomerTable {
  readonly columns: readonly { readonly key: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

function useCustomers(table: CustomerTable | undefined): Choice[] {
  if (!table) return [];
  const [code, name] = ['customer', 'name'].map((key) =>
    table.columns.findIndex((column) => column.key === key),
  );
  const found = new Map<string, string>();
  for (const row of table.rows) {
    const value = row[code!];
    if (value) found.set(value, row[name!] ?? value);
  }
  return [...found].map(([value, label]) => ({ value, label }));
}

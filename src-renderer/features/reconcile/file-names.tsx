// Names in a file that the book does not know: somebody may say what each is. Left as they are, they are nobody's of the book.
import { Button, Select } from '@mantine/core';
import type { Given } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { useCall } from '../../api/queries.tsx';
import { Amount } from '../../ui/format/values.tsx';
import { PARTY_WORDS } from './legs.ts';

interface FileNamesProps {
  readonly asked: Given<'reconcile.names'>;
  /** Spelling → code. */
  readonly said: Readonly<Record<string, string>>;
  readonly onSaid: (said: Readonly<Record<string, string>>) => void;
}

export function FileNames({ asked, said, onSaid }: FileNamesProps) {
  const { data } = useCall('reconcile.names', asked);
  if (!data || data.names.length === 0) return null;
  const words = PARTY_WORDS[asked.leg];
  const choices = data.known.map(({ code, name }) => ({ value: code, label: name || code }));
  const say = (text: string, code: string | null): void => {
    const { [text]: _, ...others } = said;
    onSaid(code === null ? others : { ...others, [text]: code });
  };
  const count = data.names.length + data.more;
  return (
    // A general ledger has many accounts that are no business of the book's.
    <details open={asked.leg !== 'general_ledger'}>
      <summary>{counted(count, `${words.one} is`, `${words.many} are`)} not in the book</summary>
      <table className="plain reconcile-names" aria-label="Names in the file">
        <thead>
          <tr>
            <th>In the file</th>
            <th className="num">Rows</th>
            <th>In the book</th>
          </tr>
        </thead>
        <tbody>
          {data.names.map(({ text, rows, suggestion }) => (
            <tr key={text}>
              <td>{text}</td>
              <td className="num">
                <Amount value={String(rows)} />
              </td>
              <td>
                <div className="row">
                  <Select
                    aria-label={`${text} is`}
                    placeholder={`none of its ${words.many}`}
                    searchable
                    clearable
                    limit={50}
                    w={190}
                    value={said[text] ?? null}
                    data={choices}
                    onChange={(code) => say(text, code)}
                  />
                  {suggestion !== null && said[text] === undefined ? (
                    <Button variant="subtle" size="compact-xs" onClick={() => say(text, suggestion)}>
                      {choices.find(({ value }) => value === suggestion)?.label ?? suggestion}?
                    </Button>
                  ) : null}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.more > 0 ? <p className="dim">… and {data.more} more, which a profile can say.</p> : null}
    </details>
  );
}

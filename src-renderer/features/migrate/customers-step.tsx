// Customers: who each name in the workbook is. What may be the same one is suggested; nothing is merged unless somebody says so.
import { Button, Select } from '@mantine/core';
import type { UnderstoodShown } from '../../../src-shared/migration/calls.ts';
import { Status } from '../../ui/panels/status.tsx';
import { Notice } from '../../ui/panels/told.tsx';
import { setDraft } from './draft.ts';

type Spelling = UnderstoodShown['spellings'][number];

export function CustomersStep({ read }: { read: UnderstoodShown }) {
  const { shape, spellings, known } = read;
  const open = spellings.filter(({ code }) => code === null);
  const map = (change: Readonly<Record<string, string>>): void =>
    setDraft({ shape: { ...shape, customers: { ...shape.customers, ...change } } });
  const names = new Map(known.customers.map(({ code, name }) => [code, name]));
  const choices = choicesOf(read);
  return (
    <div className="step-body">
      <div className="row">
        <span>
          {open.length === 0
            ? 'Every name is a customer.'
            : `${open.length} of ${spellings.length} names are nobody’s yet.`}
        </span>
        {open.length > 0 ? (
          <Button onClick={() => map(Object.fromEntries(open.map(({ text, newCode }) => [text, newCode])))}>
            Make all {open.length} new customers
          </Button>
        ) : null}
      </div>
      {open.some(({ like, suggestion }) => like !== null || suggestion !== null) ? (
        <Notice tone="warn">
          Some names may mean the same customer. Say so first: two customers cannot be made one later.
        </Notice>
      ) : null}
      <table className="plain middle">
        <thead>
          <tr>
            <th>Name in the workbook</th>
            <th className="num">Rows</th>
            <th>Is</th>
            <th>May be</th>
          </tr>
        </thead>
        <tbody>
          {spellings.map((spelling) => (
            <tr key={spelling.text}>
              <td>{spelling.text}</td>
              <td className="num">{spelling.rows.toLocaleString()}</td>
              <td>
                <Select
                  w={280}
                  searchable
                  aria-label={`${spelling.text} is`}
                  placeholder="Nobody yet"
                  value={spelling.code}
                  data={choices}
                  onChange={(code) => (code ? map({ [spelling.text]: code }) : undefined)}
                />
              </td>
              <td>
                <MayBe spelling={spelling} read={read} names={names} onMap={map} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function choicesOf({ spellings, known, shape }: UnderstoodShown) {
  const inBook = known.customers.map(({ code, name }) => ({ value: code, label: name }));
  const there = new Set(known.customers.map(({ code }) => code));
  const labels = new Map(spellings.map(({ text, newCode }) => [newCode, `New: ${text}`]));
  for (const code of Object.values(shape.customers))
    if (!there.has(code) && !labels.has(code)) labels.set(code, `New: ${code}`);
  const fresh = [...labels].map(([value, label]) => ({ value, label }));
  return [
    ...(inBook.length > 0 ? [{ group: 'In the book', items: inBook }] : []),
    { group: 'New', items: fresh.filter(({ value }) => !there.has(value)) },
  ];
}

interface MayBeProps {
  spelling: Spelling;
  read: UnderstoodShown;
  names: ReadonlyMap<string, string>;
  onMap: (change: Readonly<Record<string, string>>) => void;
}

function MayBe({ spelling, read, names, onMap }: MayBeProps) {
  const { text, code, suggestion, like, by } = spelling;
  if (by === 'code' || by === 'name') return <Status tone="good">in the book</Status>;
  const other = read.spellings.find((one) => one.text === like);
  if (code !== null) {
    const same = read.spellings.filter((one) => one.code === code && one.text !== text);
    const word = names.has(code) ? 'in the book' : 'new customer';
    return <Status tone="good">{same.length > 0 ? `${word}, with ${same[0]!.text}` : word}</Status>;
  }
  if (suggestion !== null)
    return (
      <Button onClick={() => onMap({ [text]: suggestion })}>
        Same as {names.get(suggestion) ?? suggestion}
      </Button>
    );
  if (!other) return <span className="dim">nobody known</span>;
  const [shorter] = [spelling.newCode, other.newCode].sort((a, b) => a.length - b.length);
  const target = other.code ?? shorter ?? other.newCode;
  return (
    <Button onClick={() => onMap({ [text]: target, [other.text]: target })}>Same as {other.text}</Button>
  );
}

// What cannot be known of a workbook, with the answers to choose from. Must not: answer.
import { Button, Select } from '@mantine/core';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import type { UnderstoodShown } from '../../../src-shared/migration/calls.ts';
import type { LegacyShape } from '../../../src-shared/migration/shape.ts';
import { FindingList } from '../../ui/panels/told.tsx';
import { setDraft } from './draft.ts';

export function Questions({ read, questions }: { read: UnderstoodShown; questions: readonly Finding[] }) {
  const set = (change: Partial<LegacyShape>): void => setDraft({ shape: { ...read.shape, ...change } });
  const asks = (code: string): boolean => questions.some((one) => one.code === code);
  return (
    <>
      <FindingList findings={questions} />
      <div className="row">
        {asks('date_order_unclear') ? (
          <>
            <Button onClick={() => set({ dateOrder: 'dmy' })}>The day comes first</Button>
            <Button onClick={() => set({ dateOrder: 'mdy' })}>The month comes first</Button>
          </>
        ) : null}
        {asks('decimal_unclear') ? (
          <>
            <Button onClick={() => set({ decimal: ',' })}>1,5 is one and a half</Button>
            <Button onClick={() => set({ decimal: '.' })}>1.5 is one and a half</Button>
          </>
        ) : null}
      </div>
      {asks('credit_types_unmapped') ? <Unknown read={read} what="credit type" /> : null}
      {asks('meters_unmapped') ? <Unknown read={read} what="meter" /> : null}
    </>
  );
}

/** Names that the book does not have, each to be one that it has. */
function Unknown({ read, what }: { read: UnderstoodShown; what: 'meter' | 'credit type' }) {
  const { shape, known, unknown } = read;
  const codes = what === 'meter' ? known.meters : known.creditTypes;
  if (codes.length === 0) return null;
  const map = (text: string, code: string): void =>
    setDraft({
      shape:
        what === 'meter'
          ? { ...shape, meters: { ...shape.meters, [text]: code } }
          : { ...shape, creditTypes: { ...shape.creditTypes, [text]: code } },
    });
  return (
    <div className="row">
      {unknown
        .filter((one) => one.what === what)
        .map(({ text }) => (
          <Select
            key={text}
            w={200}
            label={`${text} is`}
            placeholder="Choose"
            value={null}
            data={codes.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(code) => (code ? map(text, code) : undefined)}
          />
        ))}
    </div>
  );
}

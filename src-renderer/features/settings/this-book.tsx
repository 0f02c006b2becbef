// What the open book is set to: its name can change; currency, time zone and first month are fixed, since postings rest on them.
// A backup. Must not: change what decides postings.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useBook } from '../../api/book.tsx';
import { useCall, useDoing } from '../../api/queries.tsx';
import { useSaveCopy } from '../../api/save-copy.ts';
import { MonthName } from '../../ui/format/values.tsx';
import { Section } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { ErrorPanel, Notice } from '../../ui/panels/told.tsx';
import { to } from '../../ui/route.ts';
import { Line } from './line.tsx';

const FIXED = 'Fixed since the book was set up: postings rest on it';

export function ThisBook() {
  const { path, currency, timeZone, firstMonth, openMonth } = useBook();
  return (
    <Section title="This book">
      <Place />
      <BookName />
      <Line label="File" note={<Backup />}>
        <span className="mono">{path}</span>
      </Line>
      <Line label="Currency" note={`${FIXED}; plans, packs and grants may be in others`}>
        {currency}
      </Line>
      <Line label="Time zone" note={`${FIXED}; a day begins at 00:00 there`}>
        {timeZone}
      </Line>
      <Line label="First month" note={FIXED}>
        <MonthName value={firstMonth} />
      </Line>
      <Line
        label="Open month"
        note={
          <>
            Moves on as months are closed, in <a href={to(['months'])}>Months</a>
          </>
        }
      >
        <MonthName value={openMonth} />
      </Line>
      <Line
        label="What is sold"
        note={
          <>
            Credit types, rates, packs and plans are in the <a href={to(['catalog'])}>Catalog</a>
          </>
        }
      >
        {null}
      </Line>
    </Section>
  );
}

/** Where other computers reach the book too. */
function Place() {
  const { data } = useCall('book.place', {});
  return data?.notes.map(({ message, hint }) => (
    <Notice key={message} tone="warn">
      {message}. {hint}.
    </Notice>
  ));
}

function BookName() {
  const { name } = useBook();
  const [text, setText] = useState(name);
  const renaming = useDoing('settings.rename');
  const changed = text.trim() !== '' && text.trim() !== name;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) void renaming.run({ name: text.trim() });
      }}
    >
      <ErrorPanel error={renaming.error} />
      <Line
        label="Name"
        note={
          changed ? (
            <Button type="submit" size="compact-sm" loading={renaming.busy}>
              Rename the book
            </Button>
          ) : (
            'As it heads statements and workbooks from now on'
          )
        }
      >
        <TextInput
          aria-label="Name of the book"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </Line>
    </form>
  );
}

function Backup() {
  const { save, busy, error, progress } = useSaveCopy();
  const [said, setSaid] = useState<string | null>(null);
  return (
    <>
      <Button size="compact-sm" loading={busy} onClick={() => void save().then(setSaid)}>
        Save a backup …
      </Button>{' '}
      {said ?? 'a complete copy, checked'}
      <ProgressLine busy={busy} progress={progress} label="Copying" />
      <ErrorPanel error={error} />
    </>
  );
}

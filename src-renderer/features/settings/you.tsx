// Who sits here: the name beside every fact that is told from now on. Kept on this computer. Must not: change a fact that stands.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCall, useDoing } from '../../api/queries.tsx';
import { Section } from '../../ui/page.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { Line } from './line.tsx';

const MOST = 100;

export function You() {
  const { data } = useCall('settings.read', {});
  return (
    <Section title="You" beside={<span className="dim">kept on this computer, not in the book</span>}>
      {data ? <YourName key={data.author} {...data} /> : null}
    </Section>
  );
}

function YourName({ author, account }: { author: string; account: string }) {
  const [text, setText] = useState(author === account ? '' : author);
  const naming = useDoing('settings.setAuthor');
  const changed = (text.trim() || account) !== author;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) void naming.run({ author: text.trim() });
      }}
    >
      <ErrorPanel error={naming.error} />
      <Line
        label="Your name"
        note={
          changed ? (
            <Button type="submit" size="compact-sm" loading={naming.busy}>
              {text.trim() === '' ? `Record as ${account}` : 'Use this name'}
            </Button>
          ) : (
            'Stands beside every fact told here from now on, and under what you sign off'
          )
        }
      >
        <TextInput
          aria-label="Your name"
          placeholder={`${account}, the account on this computer`}
          maxLength={MOST}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </Line>
    </form>
  );
}

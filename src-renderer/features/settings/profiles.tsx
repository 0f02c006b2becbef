// Import profiles of the book: what each says, in words; called otherwise, taken away, and brought back. Must not: change what a
// profile says; the import does, with a file in sight.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '../../../src-shared/contract/index.ts';
import { useCall, useDoing } from '../../api/queries.tsx';
import { Section } from '../../ui/page.tsx';
import { Fact } from '../../ui/panels/fact.tsx';
import { ErrorPanel, Notice } from '../../ui/panels/told.tsx';
import { to } from '../../ui/route.ts';

type Saved = Answer<'profile.list'>['profiles'][number];

export function Profiles() {
  const words = useCall('settings.profiles', {});
  const saved = useCall('profile.list', {});
  const [deleted, setDeleted] = useState<Saved | null>(null);
  const deleting = useDoing('profile.delete');
  const saving = useDoing('profile.save');
  const take = async (name: string): Promise<void> => {
    const one = saved.data?.profiles.find((profile) => profile.name === name);
    if (await deleting.run({ name })) setDeleted(one ?? null);
  };
  const bringBack = async ({ name, layout }: Saved): Promise<void> => {
    if (await saving.run({ name, layout })) setDeleted(null);
  };
  const error = words.error ?? deleting.error ?? saving.error;
  return (
    <Section
      title="Import profiles"
      beside={
        <span className="dim">how usage files of a source are laid out; one that fits is used by itself</span>
      }
    >
      <ErrorPanel error={error} />
      {deleted ? (
        <Notice>
          <div className="row">
            Profile {deleted.name} is deleted. What was imported with it stays as it is.
            <Button size="compact-xs" loading={saving.busy} onClick={() => void bringBack(deleted)}>
              Bring it back
            </Button>
          </div>
        </Notice>
      ) : null}
      {words.data?.profiles.length === 0 ? (
        <p className="dim">
          None is saved. One is made when a usage file of another layout is{' '}
          <a href={to(['import'])}>imported</a>.
        </p>
      ) : null}
      {words.data?.profiles.map(({ name, says }) => (
        <section key={name} aria-label={name} className="setting-profile">
          <Name name={name} onDelete={() => void take(name)} />
          <dl className="facts">
            {says.map(({ what, value }) => (
              <Fact key={what} what={what}>
                {value}
              </Fact>
            ))}
          </dl>
        </section>
      ))}
    </Section>
  );
}

/** The name, as a field while it is changed. */
function Name({ name, onDelete }: { name: string; onDelete: () => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const renaming = useDoing('profile.rename');
  if (typed === null) {
    return (
      <div className="row">
        <b>{name}</b>
        <Button size="compact-xs" aria-label={`Rename ${name}`} onClick={() => setTyped(name)}>
          Rename
        </Button>
        <Button size="compact-xs" aria-label={`Delete ${name}`} onClick={onDelete}>
          Delete
        </Button>
      </div>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void renaming.run({ name, to: typed }).then((done) => done && setTyped(null));
      }}
    >
      <div className="row">
        <TextInput
          w={280}
          data-autofocus
          autoFocus
          aria-label={`New name of ${name}`}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          onKeyDown={({ key }) => (key === 'Escape' ? setTyped(null) : undefined)}
        />
        <Button type="submit" variant="filled" loading={renaming.busy} disabled={typed.trim() === ''}>
          Rename
        </Button>
        <Button onClick={() => setTyped(null)}>Keep the name</Button>
      </div>
      <ErrorPanel error={renaming.error} />
    </form>
  );
}

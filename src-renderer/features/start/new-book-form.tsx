// Makes a new book and gives it its first settings. The currency and time zone stay for good, so they are said plainly.
import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BookInfo } from '../../../src-shared/contract/app.ts';
import { useBackend, useDoing } from '../../api/queries.tsx';
import { formatMonth, readMonth } from '../../ui/format/dates.ts';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { go, to } from '../../ui/route.ts';

interface Settings {
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  /** As it is typed. */
  readonly firstMonth: string;
}

interface NewBookProps {
  /** The book that is open and waits for its settings; null: it is still to be made. */
  book: BookInfo | null;
  /** A spreadsheet comes into it next. */
  replacing?: boolean;
  onCancel: (() => void) | null;
}

export function NewBookForm({ book, replacing = false, onCancel }: NewBookProps) {
  const { host } = useBackend();
  const creating = useDoing('book.create');
  const settingUp = useDoing('book.setUp');
  const closing = useDoing('book.close');
  const [settings, setSettings] = useState<Settings>(() => ({
    name: '',
    currency: 'EUR',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    firstMonth: '',
  }));
  const error = creating.error ?? settingUp.error;
  const busy = creating.busy || settingUp.busy;
  const make = async (): Promise<void> => {
    const firstMonth = readMonth(settings.firstMonth);
    if (firstMonth === null) return;
    if (!book) {
      const place = await host.newBook(settings.name.trim());
      if (!place || !(await creating.run({ file: place.ref }))) return;
    }
    const told = await settingUp.run({ ...settings, firstMonth, name: settings.name.trim() });
    if (told && replacing) go(to(['migrate']));
  };
  return (
    <form
      className="stack"
      style={{ maxWidth: 420 }}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h2>{replacing ? 'A book for the spreadsheet' : 'New book'}</h2>
      {replacing ? (
        <p className="dim">
          The spreadsheet comes next. The first month is that of the cut-over: the first one that the book is
          to keep; to replay the whole history, that of the first purchase.
        </p>
      ) : null}
      {book ? <p className="dim">{book.path} has no settings yet.</p> : null}
      <ErrorPanel error={error} />
      <Fields settings={settings} onChange={setSettings} />
      <div className="row">
        <Button type="submit" variant="filled" loading={busy}>
          Make the book
        </Button>
        {onCancel ? <Button onClick={onCancel}>Back</Button> : null}
        {book ? <Button onClick={() => void closing.run({})}>Close it</Button> : null}
      </div>
    </form>
  );
}

/** All that are known here, and the computer's own, which may be called otherwise there. */
function timeZones(): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}

function Fields({ settings, onChange }: { settings: Settings; onChange: (settings: Settings) => void }) {
  const set = (change: Partial<Settings>): void => onChange({ ...settings, ...change });
  const example = formatMonth('2026-01', usePreferences().dateSettings);
  return (
    <>
      <TextInput
        label="Name"
        description="The company, as statements and workbooks show it"
        required
        autoFocus
        value={settings.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Select
        label="Currency"
        description="The book’s own; plans and packs may have others. It cannot be changed later."
        required
        searchable
        data={Intl.supportedValuesOf('currency')}
        value={settings.currency}
        onChange={(value) => set({ currency: value ?? 'EUR' })}
      />
      <Select
        label="Time zone"
        description="Days and months begin here. It cannot be changed later."
        required
        searchable
        data={timeZones()}
        value={settings.timeZone}
        onChange={(value) => set({ timeZone: value ?? 'UTC' })}
      />
      <TextInput
        label="First month"
        description="Usage before it is late, balances from before come in as openings"
        required
        placeholder={example}
        value={settings.firstMonth}
        error={settings.firstMonth === '' || readMonth(settings.firstMonth) ? null : `Write it as ${example}`}
        onChange={(event) => set({ firstMonth: event.currentTarget.value })}
      />
    </>
  );
}

// Settings: how things look on this computer; what the book is set to and how it can change; its import profiles.
// Must not: change what decides postings.
import './settings.css';
import { Checkbox, SegmentedControl, Select, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useBook } from '../../api/book.tsx';
import type { DateStyle } from '../../ui/format/dates.ts';
import { Amount, Day, MonthName } from '../../ui/format/values.tsx';
import { Page, Section } from '../../ui/page.tsx';
import type { Density } from '../../ui/preferences.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { to } from '../../ui/route.ts';
import { Profiles } from './profiles.tsx';

export default function SettingsScreen() {
  return (
    <Page title="Settings">
      <div className="settings">
        <Look />
        <BookSettings />
        <Profiles />
      </div>
    </Page>
  );
}

function Line({ label, note, children }: { label: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="setting">
      <span className="setting-label">{label}</span>
      <span>{children}</span>
      <span className="dim">{note}</span>
    </div>
  );
}

const NUMBERS = [
  { value: '', label: 'As on this computer' },
  { value: 'en-GB', label: '1,234.50' },
  { value: 'de-DE', label: '1.234,50' },
  { value: 'fr-FR', label: '1 234,50' },
  { value: 'de-CH', label: '1’234.50' },
];

function Look() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { density, numbers, dates, accessibleGrids, set } = usePreferences();
  return (
    <Section title="Look" beside={<span className="dim">kept on this computer, not in the book</span>}>
      <Line label="Theme">
        <SegmentedControl
          aria-label="Theme"
          value={colorScheme}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
          data={[
            { value: 'auto', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </Line>
      <Line label="Density">
        <SegmentedControl
          aria-label="Density"
          value={density}
          onChange={(value) => set({ density: value as Density })}
          data={[
            { value: 'compact', label: 'Compact' },
            { value: 'comfortable', label: 'Comfortable' },
          ]}
        />
      </Line>
      <Line label="Numbers" note={<Amount value="-1234.50" />}>
        <Select
          aria-label="Numbers"
          w={200}
          value={numbers}
          onChange={(value) => set({ numbers: value ?? '' })}
          data={NUMBERS}
        />
      </Line>
      <Line label="Dates" note={<Day value="2026-03-31" />}>
        <Select
          aria-label="Dates"
          w={200}
          value={dates}
          onChange={(value) => set({ dates: (value ?? 'short') as DateStyle })}
          data={[
            { value: 'short', label: '31 Mar 2026' },
            { value: 'iso', label: '2026-03-31' },
            { value: 'locale', label: 'As on this computer' },
          ]}
        />
      </Line>
      <Line label="Grids for screen readers" note="Every row in the document, nothing pinned">
        <Checkbox
          aria-label="Grids for screen readers"
          checked={accessibleGrids}
          onChange={({ currentTarget }) => set({ accessibleGrids: currentTarget.checked })}
        />
      </Line>
    </Section>
  );
}

function BookSettings() {
  const { name, path, currency, timeZone, firstMonth, openMonth } = useBook();
  const fixed = 'Fixed since the book was set up: postings rest on it';
  return (
    <Section title="This book">
      <Line label="Name" note="Changes by loading a setup table book with another name">
        {name}
      </Line>
      <Line label="File" note="Save a Copy in the book menu makes a checked copy">
        <span className="mono">{path}</span>
      </Line>
      <Line label="Currency" note={`${fixed}; plans, packs and grants may be in others`}>
        {currency}
      </Line>
      <Line label="Time zone" note={`${fixed}; a day begins at 00:00 there`}>
        {timeZone}
      </Line>
      <Line label="First month" note={fixed}>
        <MonthName value={firstMonth} />
      </Line>
      <Line
        label="Open month"
        note={
          <>
            Moves on as months are closed, in{' '}
            <a className="told-link" href={to(['months'])}>
              Months
            </a>
          </>
        }
      >
        <MonthName value={openMonth} />
      </Line>
      <Line
        label="What is sold"
        note={
          <>
            Credit types, rates, packs and plans are in the{' '}
            <a className="told-link" href={to(['catalog'])}>
              Catalog
            </a>
          </>
        }
      >
        {null}
      </Line>
    </Section>
  );
}

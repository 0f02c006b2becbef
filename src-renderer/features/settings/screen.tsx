// Settings: who one is and how things look on this computer; what the book is set to and how it can change; its backups, letterhead and
// import profiles. Must not: change what decides postings.
import './settings.css';
import { Checkbox, SegmentedControl, Select, useMantineColorScheme } from '@mantine/core';
import type { DateStyle } from '../../ui/format/dates.ts';
import { Amount, Day } from '../../ui/format/values.tsx';
import { Page, Section } from '../../ui/page.tsx';
import type { Density } from '../../ui/preferences.tsx';
import { DATE_STYLES, NUMBER_STYLES, usePreferences } from '../../ui/preferences.tsx';
import { Backups } from './backups.tsx';
import { Letterhead } from './letterhead.tsx';
import { Line } from './line.tsx';
import { Profiles } from './profiles.tsx';
import { ThisBook } from './this-book.tsx';
import { You } from './you.tsx';

export default function SettingsScreen() {
  return (
    <Page title="Settings">
      <div className="settings">
        <You />
        <Look />
        <ThisBook />
        <Backups />
        <Letterhead />
        <Profiles />
      </div>
    </Page>
  );
}

const options = (styles: Readonly<Record<string, string>>) =>
  Object.entries(styles).map(([value, label]) => ({ value, label }));

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
          data={options(NUMBER_STYLES)}
        />
      </Line>
      <Line label="Dates" note={<Day value="2026-03-31" />}>
        <Select
          aria-label="Dates"
          w={200}
          value={dates}
          onChange={(value) => set({ dates: (value ?? 'short') as DateStyle })}
          data={options(DATE_STYLES)}
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

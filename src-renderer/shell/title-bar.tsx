// The bar at the top: which book, where it lies, which month is open, that all is saved; search, look, help.
import { ActionIcon, Button, Kbd, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconAdjustments, IconHelp, IconSearch } from '@tabler/icons-react';
import { counted } from '../../src-shared/counted.ts';
import { useBook } from '../api/book.tsx';
import { useCall } from '../api/queries.tsx';
import { MonthName } from '../ui/format/values.tsx';
import { useUnapplied } from '../ui/grid/editing/kept.ts';
import { Status } from '../ui/panels/status.tsx';
import { DATE_STYLES, NUMBER_STYLES, usePreferences } from '../ui/preferences.tsx';
import { to } from '../ui/route.ts';
import { BookMenu } from './book-menu.tsx';
import { openPalette } from './command-palette.tsx';

export function TitleBar({ version, onHelp }: { version: string; onHelp: () => void }) {
  const book = useBook();
  return (
    <header className="title-bar">
      <BookMenu />
      <span className="path dim small" title={book.path}>
        {book.path}
      </span>
      <span className="small">
        <a href={to(['months'])}>
          <MonthName value={book.openMonth} /> open
        </a>
      </span>
      <Saved book={book.path} />
      <Place />
      <span style={{ flex: 1 }} />
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconSearch size={13} />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={openPalette}
      >
        Find
      </Button>
      <LookMenu version={version} />
      <Tooltip label="Help (F1)">
        <ActionIcon aria-label="Help" onClick={onHelp}>
          <IconHelp size={16} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}

/** A book where other computers reach it too: what that means is a click away. */
function Place() {
  const { data } = useCall('book.place', {});
  const [note] = data?.notes ?? [];
  if (!note) return null;
  return (
    <Tooltip label={`${note.message}.`} multiline w={320}>
      <a className="small" href={to(['settings'])}>
        <Status tone="warn">Shared folder</Status>
      </a>
    </Tooltip>
  );
}

/** Everything done is in the book at once; what is only typed waits for Apply, and is a click away. */
function Saved({ book }: { book: string }) {
  const unapplied = useUnapplied(book);
  const rows = unapplied.reduce((sum, one) => sum + one.rows, 0);
  const [first] = unapplied;
  if (!first) return <span className="dim small">All changes saved</span>;
  return (
    <a className="small" href={first.address}>
      {counted(rows, 'change')} not applied yet
    </a>
  );
}

const SCHEMES = { light: 'Light', dark: 'Dark', auto: 'As the system' } as const;
const DENSITIES = { compact: 'Compact', comfortable: 'Comfortable' } as const;

function LookMenu({ version }: { version: string }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { density, dates, numbers, accessibleGrids, set } = usePreferences();
  return (
    <Menu closeOnItemClick={false} width={220}>
      <Menu.Target>
        <Tooltip label="Look">
          <ActionIcon aria-label="Look">
            <IconAdjustments size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Choices title="Colours" all={SCHEMES} chosen={colorScheme} choose={setColorScheme} />
        <Choices title="Density" all={DENSITIES} chosen={density} choose={(one) => set({ density: one })} />
        <Choices title="Dates" all={DATE_STYLES} chosen={dates} choose={(one) => set({ dates: one })} />
        <Choices
          title="Numbers"
          all={NUMBER_STYLES}
          chosen={numbers}
          choose={(one) => set({ numbers: one })}
        />
        <Menu.Divider />
        <Menu.CheckboxItem
          checked={accessibleGrids}
          onChange={(checked) => set({ accessibleGrids: checked })}
        >
          Grids for screen readers
        </Menu.CheckboxItem>
        <Menu.Label>Drawdown {version}. Nothing leaves this computer.</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}

function Choices<K extends string>({
  title,
  all,
  chosen,
  choose,
}: {
  title: string;
  all: Readonly<Record<K, string>>;
  chosen: K;
  choose: (one: K) => void;
}) {
  return (
    <>
      <Menu.Label>{title}</Menu.Label>
      <Menu.RadioGroup value={chosen} onChange={(key) => choose(key as K)}>
        {(Object.keys(all) as K[]).map((key) => (
          <Menu.RadioItem key={key} value={key}>
            {all[key]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}

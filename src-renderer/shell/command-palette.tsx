// Ctrl+K: goes to any screen, customer, lot, event or charge by what it is called.

import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconFileInvoice, IconPackage, IconSearch, IconUser, IconWaveSine } from '@tabler/icons-react';
import { useState } from 'react';
import { lotSubject, subjectText } from '../../src-shared/explain/subject.ts';
import { useCall } from '../api/queries.tsx';
import { SCREENS } from '../screens.tsx';
import { explainedAt, go, to } from '../ui/route.ts';

export const openPalette = (): void => spotlight.open();

const ICONS = { customer: IconUser, lot: IconPackage, event: IconWaveSine, charge: IconFileInvoice } as const;
const KINDS = { customer: 'Customer', lot: 'Lot', event: 'Event', charge: 'Charge' } as const;

interface Found {
  readonly kind: keyof typeof KINDS;
  readonly id: string;
  readonly customer: string;
}

/** Where a thing that was found is shown. */
function addressOf({ kind, id, customer }: Found): string {
  switch (kind) {
    case 'customer':
      return to(['customers', id]);
    case 'lot':
      return explainedAt(subjectText(lotSubject(id)), ['ledger'], { lot: id });
    case 'charge':
      return explainedAt(subjectText({ kind, charge: id }), ['customers', customer], { tab: 'charges' });
    default:
      return explainedAt(subjectText({ kind, event: id }), ['usage'], { text: id });
  }
}

/** The entry that arrow keys went to. */
const CHOSEN = '.mantine-Spotlight-action[data-selected]';

export function CommandPalette() {
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 120);
  const { data } = useCall('find', wanted === '' ? null : { text: wanted });
  const small = text.trim().toLowerCase();
  const screens = SCREENS.filter(({ title }) => title.toLowerCase().includes(small));
  const hits = wanted === '' ? [] : (data?.hits ?? []);
  const first = hits[0] ? addressOf(hits[0]) : screens[0] ? to([screens[0].key]) : null;
  return (
    <Spotlight.Root
      query={text}
      onQueryChange={setText}
      shortcut={null}
      title="Find anything"
      styles={{ header: { display: 'none' } }}
      scrollable
      maxHeight={420}
      overlayProps={{ blur: 0, backgroundOpacity: 0.25 }}
    >
      <Spotlight.Search
        placeholder="Customer, lot, event, charge or screen"
        aria-label="Find anything"
        leftSection={<IconSearch size={16} />}
        onKeyDown={(event) => {
          // Enter without having gone to one takes the first.
          if (event.key !== 'Enter' || first === null || document.querySelector(CHOSEN)) return;
          event.preventDefault();
          go(first);
          spotlight.close();
        }}
      />
      <Spotlight.ActionsList>
        {hits.map((hit) => {
          const Icon = ICONS[hit.kind];
          return (
            <Spotlight.Action
              key={`${hit.kind}:${hit.id}`}
              label={hit.kind === 'customer' ? hit.title : hit.id}
              description={`${KINDS[hit.kind]} · ${hit.kind === 'customer' ? hit.id : hit.title}`}
              leftSection={<Icon size={16} />}
              onClick={() => go(addressOf(hit))}
            />
          );
        })}
        {screens.map(({ key, title, icon: Icon }) => (
          <Spotlight.Action
            key={key}
            label={title}
            description="Screen"
            leftSection={<Icon size={16} />}
            onClick={() => go(to([key]))}
          />
        ))}
        {hits.length + screens.length === 0 ? (
          <Spotlight.Empty>Nothing is called that. Ids are found by their beginning.</Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

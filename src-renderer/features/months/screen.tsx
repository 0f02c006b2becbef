// Months: which are closed and under which seal, what the open one waits for, and the exceptions that keep it open.
import { Tabs } from '@mantine/core';
import { Page } from '../../ui/page.tsx';
import { replaceRoute, to, useRoute } from '../../ui/route.ts';
import { CloseMonth } from './close-month.tsx';
import { Exceptions } from './exceptions.tsx';
import { Seals } from './seals.tsx';

export default function MonthsScreen() {
  const { query } = useRoute();
  const tab = query.tab === 'exceptions' ? 'exceptions' : 'months';
  return (
    <Page title="Months" flush>
      <Tabs value={tab} onChange={(next) => replaceRoute(to(['months'], { tab: next }))}>
        <Tabs.List px={16}>
          <Tabs.Tab value="months">Close and seals</Tabs.Tab>
          <Tabs.Tab value="exceptions">Exceptions</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {tab === 'exceptions' ? (
        <Exceptions />
      ) : (
        <div className="page-body">
          <CloseMonth />
          <Seals />
        </div>
      )}
    </Page>
  );
}

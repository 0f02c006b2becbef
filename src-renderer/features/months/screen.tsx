// Months: which are closed and under which seal, what the open one waits for, and the exceptions that keep it open.
import { Tabs } from '@mantine/core';
import { Page } from '../../ui/page.tsx';
import { TabList } from '../../ui/panels/tab-list.tsx';
import { replaceRoute, to, useRoute } from '../../ui/route.ts';
import { CloseMonth } from './close-month.tsx';
import { Exceptions } from './exceptions.tsx';
import { Seals } from './seals.tsx';

const TABS = { months: 'Close and seals', exceptions: 'Exceptions' };

export default function MonthsScreen() {
  const { query } = useRoute();
  const tab = query.tab === 'exceptions' ? 'exceptions' : 'months';
  return (
    <Page title="Months" flush>
      <Tabs value={tab} onChange={(next) => replaceRoute(to(['months'], { tab: next }))}>
        <TabList titles={TABS} />
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

// Audit: every fact with who told it and when, the seals of closed months, and the proof that the book follows from its facts.
// Must not: change anything; this screen only reads.
import './audit.css';
import { Tabs } from '@mantine/core';
import { Page } from '../../ui/page.tsx';
import { TabList } from '../../ui/panels/tab-list.tsx';
import { replaceRoute, to, useRoute } from '../../ui/route.ts';
import { Evidence } from './evidence.tsx';
import { Facts } from './facts.tsx';
import { Proof } from './proof.tsx';
import { Seals } from './seals.tsx';

const TABS = { facts: 'Facts', seals: 'Seals', proof: 'Proof', evidence: 'Evidence' } as const;
const PANELS = { facts: Facts, seals: Seals, proof: Proof, evidence: Evidence } as const;
const isTab = (key: string | undefined): key is keyof typeof TABS =>
  key !== undefined && Object.hasOwn(TABS, key);

export default function AuditScreen() {
  const { query } = useRoute();
  const tab = isTab(query.tab) ? query.tab : 'facts';
  const Panel = PANELS[tab];
  return (
    <Page
      title="Audit"
      flush
      beside={<span className="dim">Everything that was told, by whom and when</span>}
    >
      <Tabs
        className="fill"
        value={tab}
        onChange={(next) => replaceRoute(to(['audit'], { tab: next }))}
        keepMounted={false}
      >
        <TabList titles={TABS} />
        <Tabs.Panel value={tab} className="fill">
          <Panel />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

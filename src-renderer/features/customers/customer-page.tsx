// One customer: what it holds and until when, its lots, what happened, what was charged.
import { Tabs } from '@mantine/core';
import type { CustomerRead } from '../../../src-shared/contract/customers.ts';
import { useCall } from '../../api/queries.tsx';
import { MeterUseChart } from '../../ui/charts/meter-use.tsx';
import { Page } from '../../ui/page.tsx';
import { TabList } from '../../ui/panels/tab-list.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { replaceRoute, to, useRoute } from '../../ui/route.ts';
import './customers.css';
import { CustomerLedger } from './customer-ledger.tsx';
import { CustomerReport } from './customer-report.tsx';
import { CustomerStatement } from './customer-statement.tsx';
import { Subscriptions } from './subscriptions.tsx';
import { WalletView } from './wallet-view.tsx';

const TABS = {
  wallets: 'Wallets',
  lots: 'Lots',
  ledger: 'Ledger',
  charges: 'Charges',
  statement: 'Statement',
  months: 'Month by month',
} as const;
type Tab = keyof typeof TABS;

export function CustomerPage({ customer }: { customer: string }) {
  const { data, error } = useCall('customers.read', { customer });
  const { query } = useRoute();
  const tab: Tab = query.tab && Object.hasOwn(TABS, query.tab) ? (query.tab as Tab) : 'wallets';
  return (
    <Page
      crumbs={<a href={to(['customers'])}>Customers /</a>}
      title={data?.name ?? customer}
      beside={
        <span className="dim">
          {customer}
          {data?.email ? ` · ${data.email}` : ''}
        </span>
      }
      flush
    >
      <ErrorPanel error={error} />
      <Tabs
        value={tab}
        onChange={(next) => replaceRoute(to(['customers', customer], { tab: next }))}
        className="customer-tabs"
      >
        <TabList titles={TABS} />
      </Tabs>
      {tab === 'wallets' ? (
        data ? (
          <Wallets data={data} />
        ) : null
      ) : tab === 'ledger' ? (
        <CustomerLedger customer={customer} />
      ) : tab === 'statement' ? (
        <CustomerStatement customer={customer} />
      ) : (
        <CustomerReport key={tab} customer={customer} report={tab === 'months' ? 'wallets' : tab} />
      )}
    </Page>
  );
}

function Wallets({ data }: { data: CustomerRead }) {
  const { data: use } = useCall('usage.byMeter', { customer: data.code });
  return (
    <div className="page-body">
      {data.wallets.length === 0 ? <p className="dim">Nothing has been granted or used yet.</p> : null}
      {data.wallets.map((wallet) => (
        <WalletView key={wallet.creditType} wallet={wallet} asOf={data.asOf} customer={data.code} />
      ))}
      <Subscriptions subscriptions={data.subscriptions} />
      {use ? <MeterUseChart {...use} customer={data.code} /> : null}
    </div>
  );
}

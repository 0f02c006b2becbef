// Reconcile: the book beside billing, the general ledger and the source of usage, month by month: what matches, what is left and why, who
// signed. Must not: match anything itself; what it shows is asked for.
import './reconcile.css';
import { Tabs } from '@mantine/core';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import { useBook } from '../../api/book.tsx';
import { monthsFrom } from '../../ui/format/dates.ts';
import { MonthSelect } from '../../ui/month-select.tsx';
import { Page } from '../../ui/page.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { TabList } from '../../ui/panels/tab-list.tsx';
import { chooseHere, replaceRoute, to, useRoute } from '../../ui/route.ts';
import { isLeg, LEG_PAGES } from './legs.ts';
import { OneLeg } from './one-leg.tsx';
import { SIGN_VIEW, Spreadsheet } from './spreadsheet/spreadsheet.tsx';

const TITLES = Object.fromEntries(Object.entries(LEG_PAGES).map(([leg, { title }]) => [leg, title]));

export default function ReconcileScreen() {
  const book = useBook();
  const { query } = useRoute();
  const leg: Leg = isLeg(query.leg) ? query.leg : 'billing';
  const months = monthsFrom(book.firstMonth, book.through);
  const last = book.closedMonths.at(-1) ?? book.firstMonth;
  const month = query.month && months.includes(query.month) ? query.month : last;
  const closed = book.closedMonths.includes(month);
  const isSheet = leg === 'spreadsheet';
  return (
    <Page
      title="Reconcile"
      flush
      beside={
        // The old spreadsheet is compared over all its months, and signed month by month.
        isSheet && query.view !== SIGN_VIEW ? null : (
          <>
            <MonthSelect month={month} months={months} onChange={(next) => chooseHere({ month: next })} />
            <Status tone={closed ? 'good' : 'plain'}>
              {closed ? 'closed' : 'open: it can still change'}
            </Status>
          </>
        )
      }
    >
      <Tabs
        className="fill"
        value={leg}
        onChange={(next) => replaceRoute(to(['reconcile'], { leg: next, month }))}
        keepMounted={false}
      >
        <TabList titles={TITLES} />
        <Tabs.Panel value={leg} className="fill">
          {isSheet ? (
            <Spreadsheet month={month} closed={closed} />
          ) : (
            <OneLeg key={`${leg} ${month}`} leg={leg} month={month} closed={closed} />
          )}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

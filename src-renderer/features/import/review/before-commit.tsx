// What the import does to balances, wallets that run dry first, and beside it totals to hold against the source, before anything is
// committed. Must not: add anything up.
import { useMemo } from 'react';
import type { Review } from '../../../../src-shared/contract/usage.ts';
import type { Column } from '../../../../src-shared/report-table.ts';
import { isZero } from '../../../ui/format/numbers.ts';
import { Grid } from '../../../ui/grid/grid.tsx';
import type { GridRow, Looks } from '../../../ui/grid/rows.ts';
import { Empty } from '../../../ui/panels/told.tsx';
import { to } from '../../../ui/route.ts';
import type { Draft } from '../draft.ts';
import { ControlTotals } from './control-totals.tsx';

export function BeforeCommit({ draft, review }: { draft: Draft; review: Review }) {
  return (
    <div className="before-commit">
      <Effect review={review} />
      <div className="step-body">
        <ControlTotals draft={draft} review={review} />
        <Unrated review={review} />
      </div>
    </div>
  );
}

const COLUMNS: readonly Column[] = [
  { key: 'customer', title: 'Customer', type: 'text' },
  { key: 'wallet', title: 'Wallet', type: 'text' },
  { key: 'drawn', title: 'Drawn', type: 'credits' },
  { key: 'overage', title: 'Not covered', type: 'credits' },
  { key: 'balance', title: 'Left afterwards', type: 'credits' },
  { key: 'credit_type', title: 'Credit type', type: 'text' },
];
const LOOKS: Looks = {
  customer: { link: (code) => to(['customers', code]) },
  wallet: {
    words: { dry: 'Runs dry', covered: 'Covered' },
    tone: (wallet) => (wallet === 'dry' ? 'bad' : 'good'),
  },
};

const runsDry = (overage: string): boolean => !overage.startsWith('-') && !isZero(overage);

export function Effect({ review }: { review: Review }) {
  const rows = useMemo(() => {
    const made = review.effect.map(({ customer, creditType, drawn, overage, balance }): GridRow => {
      const wallet = runsDry(overage) ? 'dry' : 'covered';
      const missing = isZero(overage) ? null : overage;
      return {
        id: `${customer}|${creditType}`,
        cells: [customer, wallet, drawn, missing, balance, creditType],
      };
    });
    const isDry = ({ cells }: GridRow): boolean => cells[1] === 'dry';
    return [...made.filter(isDry), ...made.filter((row) => !isDry(row))];
  }, [review]);
  return (
    <section aria-label="Effect on credits" className="fill">
      <Grid
        name="import-effect"
        label="Effect on credits"
        columns={COLUMNS}
        rows={rows}
        looks={LOOKS}
        empty={<Empty title="No balance changes" />}
      />
    </section>
  );
}

function Unrated({ review: { unrated } }: { review: Review }) {
  if (unrated.length === 0) return null;
  return (
    <p>
      {unrated.map(({ meter, rows }) => `${rows.toLocaleString()} of ${meter}`).join(', ')} have no rate: they
      wait as exceptions, and keep their month from closing.
    </p>
  );
}

// Every balance of the spreadsheet beside the book's.
import { useMemo } from 'react';
import type { WireComparison } from '../../../../src-shared/comparison/calls.ts';
import { figureCells } from '../../../ui/explained-cells.ts';
import { Grid } from '../../../ui/grid/grid.tsx';
import type { Looks } from '../../../ui/grid/rows.ts';
import { rowsWithIds } from '../../../ui/grid/rows.ts';
import { Empty } from '../../../ui/panels/told.tsx';
import { to } from '../../../ui/route.ts';

const LOOKS: Looks = {
  customer: { pinned: true, link: (value) => to(['customers', value]) },
  status: {
    width: 150,
    tone: (value) => (value === 'Agrees' ? 'good' : /not explained/i.test(value) ? 'bad' : 'warn'),
  },
  ...figureCells({ book: 'balance', book_deferred: 'deferred' }),
};

export function Lines({ compared: { lines } }: { compared: WireComparison }) {
  const { columns, rows } = lines;
  const shown = useMemo(
    () => rowsWithIds(columns, rows, ['customer', 'credit_type', 'month']),
    [columns, rows],
  );
  return (
    <Grid
      name="compared-lines"
      label="Line by line"
      columns={columns}
      rows={shown}
      looks={LOOKS}
      empty={<Empty title="No balance lies in these months">Choose other months under Summary.</Empty>}
    />
  );
}

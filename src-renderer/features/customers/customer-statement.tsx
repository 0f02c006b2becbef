// The customer's statement of a month, read in place; printing and saving are on its own page.
import { useBook } from '../../api/book.tsx';
import { useCall } from '../../api/queries.tsx';
import { MonthSelect } from '../../ui/month-select.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { StatementPaper } from '../../ui/paper/statement-paper.tsx';
import { StatementStatus } from '../../ui/paper/statement-status.tsx';
import { replaceRoute, to, useRoute } from '../../ui/route.ts';

export function CustomerStatement({ customer }: { customer: string }) {
  const book = useBook();
  const { query } = useRoute();
  const month = query.month ?? book.closedMonths.at(-1) ?? book.openMonth;
  const { data, error } = useCall('statements.paper', { month, customer });
  const paper =
    data?.statement.customer === customer && data.statement.period === null && data.month === month
      ? data
      : null;
  return (
    <section className="page-body" aria-label="Statement of the customer">
      <div className="row on-screen" style={{ marginBottom: 12 }}>
        <MonthSelect
          month={month}
          months={[book.through, book.openMonth, ...book.closedMonths]}
          onChange={(next) => replaceRoute(to(['customers', customer], { tab: 'statement', month: next }))}
        />
        {paper ? <StatementStatus {...paper.statement} /> : null}
        <a href={to(['statements', month, customer])}>Print, save as workbook …</a>
      </div>
      <ErrorPanel error={error} />
      {paper ? <StatementPaper paper={paper} /> : null}
    </section>
  );
}

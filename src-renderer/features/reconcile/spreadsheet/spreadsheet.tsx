// The old spreadsheet beside the book: choose it, say which names are whose, and see what agrees, what differs and why; then keep
// the report, or let it count for the parallel run. Must not: compute an amount.
import './spreadsheet.css';
import { Button, SegmentedControl } from '@mantine/core';
import { useBookPath } from '../../../api/book.tsx';
import { useBackend, useDoing } from '../../../api/queries.tsx';
import { MonthSelect } from '../../../ui/month-select.tsx';
import { ProgressLine } from '../../../ui/panels/progress.tsx';
import { Empty, ErrorPanel } from '../../../ui/panels/told.tsx';
import { chooseHere, useRoute } from '../../../ui/route.ts';
import { Differences } from './differences.tsx';
import type { Kept } from './kept.ts';
import { askedOf, begin, keep, useKept } from './kept.ts';
import { Lines } from './lines.tsx';
import { Names } from './names.tsx';
import { Outcome } from './outcome.tsx';
import { Parallel } from './parallel.tsx';
import { Signing } from './signing.tsx';

export const SIGN_VIEW = 'sign';

const VIEWS = [
  { value: 'summary', label: 'Summary' },
  { value: 'differences', label: 'Differences' },
  { value: 'lines', label: 'Line by line' },
  { value: SIGN_VIEW, label: 'Sign a month' },
  { value: 'parallel', label: 'Parallel run' },
];

/** @param month what is signed under its view. */
export function Spreadsheet({ month, closed }: { month: string; closed: boolean }) {
  const kept = useKept(useBookPath());
  const { host } = useBackend();
  const looking = useDoing('comparison.look');
  const { query } = useRoute();
  const view = VIEWS.some(({ value }) => value === query.view) ? query.view! : 'summary';
  const look = async (asked: Kept): Promise<void> => {
    if (!asked.file) return;
    const found = await looking.run(askedOf(asked, asked.file));
    if (found) keep({ names: found.names, compared: found.compared, recorded: false });
  };
  const choose = async (): Promise<void> => {
    const [file] = await host.pickFiles({ accept: '.xlsx,.csv' });
    if (!file) return;
    begin(kept.book, file);
    await look({ ...kept, file, from: null, to: null, names: [], compared: null, recorded: false });
  };
  const change = (part: Partial<Kept>): void => {
    keep(part);
    void look({ ...kept, ...part });
  };
  return (
    <div className="fill">
      <div className="row spreadsheet-tools">
        <Button
          variant={kept.file ? 'default' : 'filled'}
          disabled={looking.busy}
          onClick={() => void choose()}
        >
          {kept.file ? 'Another spreadsheet…' : 'Choose the spreadsheet…'}
        </Button>
        {kept.file ? <span className="dim">{kept.file.name}</span> : null}
        <span className="spacer" />
        <SegmentedControl
          aria-label="View"
          data={VIEWS}
          value={view}
          onChange={(next) => chooseHere({ view: next === 'summary' ? null : next })}
        />
      </div>
      <ProgressLine {...looking} label="Comparing" />
      <ErrorPanel error={looking.error} />
      {view === 'parallel' ? (
        <Parallel />
      ) : view === SIGN_VIEW && kept.names.length === 0 ? (
        <Signing kept={kept} month={month} closed={closed} />
      ) : (
        <Compared kept={kept} view={view} busy={looking.busy} onChange={change} />
      )}
    </div>
  );
}

interface ComparedProps {
  kept: Kept;
  view: string;
  busy: boolean;
  onChange: (part: Partial<Kept>) => void;
}

function Compared({ kept, view, busy, onChange }: ComparedProps) {
  const { compared, names } = kept;
  if (names.length > 0)
    return (
      <Names
        names={names}
        busy={busy}
        onSaid={(said) => onChange({ customers: { ...kept.customers, ...said } })}
      />
    );
  if (!compared)
    return busy ? null : (
      <Empty title="Compare the old spreadsheet with this book">
        Choose the workbook you keep, or kept, your credits in. Its balances are set beside the book’s,
        customer by customer and month by month, and each difference is said once, with its cause. Neither is
        changed.
      </Empty>
    );
  if (view === 'differences') return <Differences compared={compared} />;
  if (view === 'lines') return <Lines compared={compared} />;
  const months = compared.months.map(({ month }) => month);
  const [first = '', last = ''] = [months[0], months.at(-1)];
  return (
    <Outcome
      kept={kept}
      compared={compared}
      span={
        months.length > 1 || kept.from !== null || kept.to !== null ? (
          <div className="row">
            <MonthSelect label="From" month={first} months={months} onChange={(from) => onChange({ from })} />
            <MonthSelect label="To" month={last} months={months} onChange={(to) => onChange({ to })} />
            {kept.from !== null || kept.to !== null ? (
              <Button style={{ alignSelf: 'flex-end' }} onClick={() => onChange({ from: null, to: null })}>
                All months
              </Button>
            ) : null}
          </div>
        ) : null
      }
    />
  );
}

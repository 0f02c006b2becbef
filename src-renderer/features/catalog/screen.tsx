// Catalog: what is sold and how it counts, edited like in a sheet. Changes of all tables are pending until they are applied as one.
// Must not: apply what the book has not weighed.
import { counted } from '../../../src-shared/counted.ts';
import './catalog.css';
import { Button, Tabs } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useMemo, useState } from 'react';
import type { CatalogSpec, CatalogTable, PlacedFinding } from '../../../src-shared/contract/catalog.ts';
import { useBook } from '../../api/book.tsx';
import { useCall, useDoing } from '../../api/queries.tsx';
import { unappliedIn } from '../../ui/grid/editing/kept.ts';
import type { GridRow } from '../../ui/grid/rows.ts';
import { Page } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { ErrorPanel, Notice } from '../../ui/panels/told.tsx';
import { replaceRoute, useRoute } from '../../ui/route.ts';
import type { Pending, PendingTable } from './pending.ts';
import { addressOf, countOf, editedOf } from './pending.ts';
import { Problems } from './problems.tsx';
import { RULE_TABLES, RulePanel } from './rule-panel.tsx';
import { TableSheet } from './table-sheet.tsx';

export default function CatalogScreen() {
  const { data, error } = useCall('catalog.tables', {});
  if (data) return <Sheets specs={data.tables} />;
  return (
    <Page title="Catalog">
      <ErrorPanel error={error} />
    </Page>
  );
}

const NONE: readonly PlacedFinding[] = [];

function Sheets({ specs }: { specs: readonly CatalogSpec[] }) {
  const { query } = useRoute();
  const { path: book } = useBook();
  const spec = specs.find(({ table }) => table === query.tab) ?? specs[0]!;
  // What was left unapplied comes back with the screen, whichever table is looked at.
  const [visited, setVisited] = useState<readonly CatalogTable[]>(() => {
    const waiting = unappliedIn(book).map(({ address }) => address);
    return specs.flatMap(({ table }) => (waiting.includes(addressOf(table)) ? [table] : []));
  });
  if (!visited.includes(spec.table)) setVisited([...visited, spec.table]);
  const [row, setRow] = useState<GridRow | null>(null);
  const [panel, setPanel] = useState(false);
  const work = useWork();
  const { pending, findings, count } = work;
  const hasRules = RULE_TABLES.includes(spec.table);
  return (
    <Page title="Catalog" flush actions={<Actions work={work} />}>
      <Tabs
        className="fill"
        value={spec.table}
        onChange={(tab) => {
          setRow(null);
          replaceRoute(addressOf(tab as CatalogTable));
        }}
      >
        <TableTabs specs={specs} pending={pending} />
        <Tabs.Panel value={spec.table} className="fill">
          <ProgressLine {...work.applying} label="Applying" />
          <ErrorPanel error={work.applying.error} />
          {work.applied && count === 0 ? <Notice>{work.applied}</Notice> : null}
          <Problems findings={findings} specs={specs} />
          {specs
            .filter(({ table }) => visited.includes(table))
            .map((one) => (
              <TableSheet
                key={one.table}
                spec={one}
                shown={one === spec}
                findings={work.of(one.table)}
                cleared={work.cleared}
                onPending={(made) => work.tell(one.table, made)}
                onRow={(made) => (one === spec ? setRow(made) : undefined)}
                tools={
                  hasRules ? (
                    <Button
                      aria-label="Rules and what-if"
                      aria-pressed={panel}
                      onClick={() => setPanel(!panel)}
                    >
                      What-if
                    </Button>
                  ) : null
                }
              />
            ))}
        </Tabs.Panel>
      </Tabs>
      {panel && hasRules ? (
        <RulePanel spec={spec} row={row} pending={pending} onClose={() => setPanel(false)} />
      ) : null}
    </Page>
  );
}

function TableTabs({ specs, pending }: { specs: readonly CatalogSpec[]; pending: Pending }) {
  return (
    <Tabs.List px={8} className="catalog-list">
      {specs.map(({ table, title }) => (
        <Tabs.Tab key={table} value={table}>
          {title}
          {pending[table]?.rows.length ? ` (${pending[table].rows.length})` : ''}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  );
}

function Actions({ work }: { work: ReturnType<typeof useWork> }) {
  const { count, applying, canApply, discard, apply } = work;
  return (
    <>
      {count > 0 ? <Button onClick={discard}>Discard</Button> : null}
      <Button variant="filled" disabled={!canApply} loading={applying.busy} onClick={() => void apply()}>
        {count === 0 ? 'Nothing to apply' : `Apply ${counted(count, 'change')}`}
      </Button>
    </>
  );
}

/** What is pending, what the book says of it, and applying it. */
function useWork() {
  const [pending, setPending] = useState<Pending>({});
  const [cleared, setCleared] = useState(0);
  const clear = (): void => setCleared((times) => times + 1);
  const [applied, setApplied] = useState('');
  const edited = useMemo(() => editedOf(pending), [pending]);
  const [asked] = useDebouncedValue(edited, 200);
  const { data } = useCall('catalog.check', asked.length > 0 ? { tables: asked } : null);
  const applying = useDoing('catalog.apply');
  const count = countOf(pending);
  const weighed = asked === edited && data !== undefined && count > 0;
  const findings = count > 0 && data ? data.findings : NONE;
  const byTable = useMemo(() => Map.groupBy(findings, ({ table }) => table), [findings]);
  const problems = Object.values(pending).reduce((sum, one) => sum + one.problems, 0);
  const tell = useCallback((table: CatalogTable, made: PendingTable) => {
    setPending((before) => ({ ...before, [table]: made }));
  }, []);
  const apply = async (): Promise<void> => {
    const answer = await applying.run({ tables: edited });
    if (!answer?.counts) return;
    const { added, updated } = answer.counts;
    clear();
    setApplied(
      `Applied: ${added} added, ${updated} updated. Everything they concern has been derived again.`,
    );
  };
  return {
    pending,
    findings,
    count,
    of: (table: CatalogTable): readonly PlacedFinding[] => byTable.get(table) ?? NONE,
    cleared,
    discard: clear,
    tell,
    apply,
    applying,
    applied,
    canApply: weighed && findings.length === 0 && problems === 0,
  };
}

// Beside the sheet: the rules of the plan the cursor is in, in the words of its statements, and what the pending rules would have
// made of the last year. Must not: store anything; trying is not applying.
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { CatalogSpec, CatalogTable } from '../../../src-shared/contract/catalog.ts';
import type { Answer } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { useCall, useDoing } from '../../api/queries.tsx';
import type { GridRow } from '../../ui/grid/rows.ts';
import { Section } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { Comparison } from './comparison.tsx';
import type { Pending } from './pending.ts';
import { editedOf, sentenceOf } from './pending.ts';

/** Tables whose rows decide what usage comes to. */
export const RULE_TABLES: readonly CatalogTable[] = ['plans', 'credit_types', 'rates'];

interface RulePanelProps {
  spec: CatalogSpec;
  row: GridRow | null;
  pending: Pending;
  onClose: () => void;
}

export function RulePanel({ spec, row, pending, onClose }: RulePanelProps) {
  return (
    <SidePanel title="Rules and what-if" width={460} onClose={onClose}>
      {spec.table === 'rates' ? null : <InWords key={row?.id} spec={spec} row={row} />}
      <WhatIf pending={pending} />
    </SidePanel>
  );
}

function InWords({ spec, row }: { spec: CatalogSpec; row: GridRow | null }) {
  const table = spec.table as 'plans' | 'credit_types';
  const { dateSettings: dates } = usePreferences();
  const [wanted] = useDebouncedValue(row, 150);
  const cells = wanted?.cells.map((cell) => cell ?? '') ?? null;
  const { data, error } = useCall(
    'catalog.words',
    cells?.some((cell) => cell !== '') ? { table, cells } : null,
  );
  if (!row) return <p className="dim">Go to a row to read its rules.</p>;
  return (
    <Section title={`${row.cells[0] ?? 'New row'} in words`}>
      <ErrorPanel error={error} />
      {data?.sentences.map((sentence) => (
        <p key={sentence} className="rule-sentence">
          {sentence}
        </p>
      ))}
      {data?.findings.map((finding) => (
        <p key={finding.message} className="dim">
          {sentenceOf(finding, spec, dates)}
        </p>
      ))}
    </Section>
  );
}

function WhatIf({ pending }: { pending: Pending }) {
  const trying = useDoing('whatif.run');
  const [answer, setAnswer] = useState<Answer<'whatif.run'> | null>(null);
  const edited = editedOf(pending, RULE_TABLES);
  const count = edited.reduce((sum, { rows }) => sum + rows.length, 0);
  const key = JSON.stringify(edited);
  const [tried, setTried] = useState('');
  const run = async (): Promise<void> => {
    setTried(key);
    setAnswer(await trying.run({ tables: edited }));
  };
  return (
    <Section title="What if?">
      <p className="dim">
        {count === 0
          ? 'Change a cell of a plan, a rate or a credit type, and compare it here with today’s rule on the usage of the last twelve months. Nothing is stored.'
          : `The ${counted(count, 'change')} in plans, rates and credit types, on the usage of the last twelve months, beside today’s rules. Nothing is stored.`}
      </p>
      <Button onClick={() => void run()} disabled={count === 0} loading={trying.busy}>
        Compare with today
      </Button>
      <ProgressLine {...trying} label="Comparing" />
      <ErrorPanel error={trying.error} />
      {answer && !trying.busy ? <Comparison answer={answer} stale={tried !== key} /> : null}
    </Section>
  );
}

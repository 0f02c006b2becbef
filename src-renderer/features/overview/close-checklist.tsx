// What is still to do before the open month can close.
import { Button } from '@mantine/core';
import type { Overview } from '../../../src-shared/contract/overview.ts';
import { CloseChecks } from '../../shell/close-checks.tsx';
import { MonthName } from '../../ui/format/values.tsx';
import { Section } from '../../ui/page.tsx';
import { go, to } from '../../ui/route.ts';

export function CloseChecklist({ data }: { data: Overview }) {
  return (
    <Section
      title="Before the month closes"
      beside={
        <span className="dim">
          <MonthName value={data.openMonth} />
        </span>
      }
    >
      <CloseChecks checks={data.checks} />
      <Button mt={12} onClick={() => go(to(['months']))}>
        Review and close
      </Button>
    </Section>
  );
}

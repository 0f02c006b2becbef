// What is still to do before the open month can close, each line leading to where it is done.
import { Button } from '@mantine/core';
import type { Overview } from '../../../src-shared/contract/overview.ts';
import { MonthName } from '../../ui/format/values.tsx';
import { Section } from '../../ui/page.tsx';
import type { Tone } from '../../ui/panels/status.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { go, to } from '../../ui/route.ts';

type Check = Overview['checks'][number];

const STATES: Readonly<Record<Check['state'], readonly [Tone, string]>> = {
  done: ['good', 'done'],
  todo: ['bad', 'to do'],
  look: ['warn', 'look'],
};

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
      <ul className="checklist">
        {data.checks.map((check) => {
          const [tone, word] = STATES[check.state];
          return (
            <li key={check.key}>
              <Status tone={tone}>{word}</Status>
              <span>{lineOf(check)}</span>
            </li>
          );
        })}
      </ul>
      <Button mt={12} onClick={() => go(to(['months']))}>
        Review and close
      </Button>
    </Section>
  );
}

function lineOf({ key, count }: Check) {
  switch (key) {
    case 'usage':
      return count === 0 ? 'No usage of the month has been imported yet' : 'Usage of the month is imported';
    case 'exceptions':
      return count === 0 ? (
        'All usage has a rate'
      ) : (
        <a href={to(['months'], { tab: 'exceptions' })}>
          {count === 1 ? '1 event has' : `${count} events have`} no rate: add one, or exclude with a reason
        </a>
      );
    case 'unfunded':
      return count === 0 ? (
        'All usage of the month was paid for by credits or charges'
      ) : (
        <a href={to(['months'], { tab: 'exceptions' })}>
          {count === 1 ? '1 event' : `${count} events`} of the month without credits and without a charge
        </a>
      );
  }
}

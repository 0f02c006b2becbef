// What is looked at before a month closes, each line leading to where it is done: on Overview and on Months. Must not: check anything.
import type { Answer } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import type { Tone } from '../ui/panels/status.tsx';
import { Status } from '../ui/panels/status.tsx';
import { to } from '../ui/route.ts';

type Check = Answer<'months.checks'>['checks'][number];

const STATES: Readonly<Record<Check['state'], readonly [Tone, string]>> = {
  done: ['good', 'done'],
  todo: ['bad', 'to do'],
  look: ['warn', 'look'],
};

export function CloseChecks({ checks }: { checks: readonly Check[] }) {
  return (
    <ul className="checklist">
      {checks.map((check) => {
        const [tone, word] = STATES[check.state];
        return (
          <li key={check.key}>
            <Status tone={tone}>{word}</Status>
            <span>{lineOf(check)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function lineOf({ key, count }: Check) {
  const events = counted(count, 'event');
  const exceptions = to(['months'], { tab: 'exceptions' });
  switch (key) {
    case 'usage':
      return count === 0 ? 'No usage of the month has been imported yet' : 'Usage of the month is imported';
    case 'exceptions':
      return count === 0 ? (
        'All usage has a rate'
      ) : (
        <a href={exceptions}>{events} without a rate: add one, or exclude with a reason</a>
      );
    case 'unfunded':
      return count === 0 ? (
        'All usage of the month was paid for by credits or charges'
      ) : (
        <a href={exceptions}>
          {events} of the month without credits and without a charge: it closes all the same
        </a>
      );
  }
}

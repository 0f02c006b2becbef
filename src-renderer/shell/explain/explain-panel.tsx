// Explain this number, beside any screen: what stands in the address is explained, each link leads on within the panel, and the way one
// came stays above as links back. Must not: know how anything is explained; the book says it.
import { useEffect, useRef, useState } from 'react';
import type { Explanation } from '../../../src-shared/explain/calls.ts';
import type { Subject } from '../../../src-shared/explain/subject.ts';
import { readSubject, subjectLabel, subjectText } from '../../../src-shared/explain/subject.ts';
import type { ApiError } from '../../api/client.ts';
import { useCall } from '../../api/queries.tsx';
import { explain, useExplained } from '../../ui/explained.tsx';
import { useShownTotal } from '../../ui/grid/totals/explained-totals.ts';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { closeExplained } from '../../ui/route.ts';
import './explain.css';
import { EventActions } from './event-actions.tsx';
import { ExplanationView } from './explanation-view.tsx';

const WIDTH = 400;

export function ExplainPanel() {
  const subject = useExplained();
  const total = useShownTotal();
  if (total) return <OpenPanel text={total.text} data={total.explanation ?? undefined} />;
  return subject ? <AskingPanel subject={subject} /> : null;
}

function AskingPanel({ subject }: { subject: Subject }) {
  const { data, error } = useCall('explain.read', { subject });
  return <OpenPanel text={subjectText(subject)} subject={subject} data={data} error={error} />;
}

interface OpenPanelProps {
  readonly text: string;
  /** Null: it is explained by the page's own grid. */
  readonly subject?: Subject;
  readonly data: Explanation | undefined;
  readonly error?: ApiError | null;
}

function OpenPanel({ text, subject, data, error }: OpenPanelProps) {
  const { trail, follow } = useTrail(text);
  const top = useRef<HTMLHeadingElement>(null);
  const arriving = useRef('');
  // Where one followed a link the focus goes with it: to the heading of what it led to.
  useEffect(() => {
    if (!data || arriving.current === text) return;
    const first = arriving.current === '';
    arriving.current = text;
    if (!first) top.current?.focus();
  }, [data, text]);
  return (
    <SidePanel title={data?.title ?? 'Explanation'} width={WIDTH} onClose={closeExplained}>
      <div className="stack explanation" onClickCapture={follow}>
        {trail.length > 1 ? <Trail trail={trail.slice(0, -1)} /> : null}
        {error ? <ErrorPanel error={error} /> : null}
        {data && !error ? <ExplanationView explanation={data} heading={top} /> : null}
        {data?.state && subject?.kind === 'event' ? (
          <EventActions event={subject.event} state={data.state} onDone={closeExplained} />
        ) : null}
      </div>
    </SidePanel>
  );
}

/** The subjects one came by, within the panel; from the screen it begins anew, and going back goes back. */
function useTrail(text: string) {
  const [trail, setTrail] = useState<readonly string[]>([text]);
  const followed = useRef(false);
  useEffect(() => {
    const within = followed.current;
    followed.current = false;
    setTrail((before) => {
      const at = before.indexOf(text);
      if (at >= 0) return before.slice(0, at + 1);
      return within ? [...before, text] : [text];
    });
  }, [text]);
  return {
    trail,
    follow(event: { target: EventTarget }) {
      followed.current = event.target instanceof Element && event.target.closest('a') !== null;
    },
  };
}

function Trail({ trail }: { trail: readonly string[] }) {
  return (
    <nav aria-label="The way here" className="trail small">
      {trail.map((text) => {
        const subject = readSubject(text);
        return subject ? (
          <span key={text}>
            <a href={explain(subject)}>{subjectLabel(subject)}</a> ›{' '}
          </span>
        ) : null;
      })}
    </nav>
  );
}

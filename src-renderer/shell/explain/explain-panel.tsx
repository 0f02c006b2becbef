// Explain this number, beside any screen: what stands in the address is explained, each link leads on within the panel, and the way one
// came stays above as links back. Must not: know how anything is explained; the book says it.
import { useEffect, useRef, useState } from 'react';
import type { Explanation } from '../../../src-shared/explain/calls.ts';
import type { Subject } from '../../../src-shared/explain/subject.ts';
import { readSubject, subjectLabel, subjectText } from '../../../src-shared/explain/subject.ts';
import { useCall } from '../../api/queries.tsx';
import { useExplained } from '../../ui/explained.tsx';
import { useShownTotal } from '../../ui/grid/totals/explained-totals.ts';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { closeExplained, explainedHere } from '../../ui/route.ts';
import './explain.css';
import { EventActions } from './event-actions.tsx';
import { ExplanationView } from './explanation-view.tsx';

const WIDTH = 400;

export function ExplainPanel() {
  const subject = useExplained();
  const total = useShownTotal();
  if (total) return <OpenPanel text={total.text} subject={null} shown={total.explanation} />;
  return subject ? <OpenPanel text={subjectText(subject)} subject={subject} shown={null} /> : null;
}

interface OpenPanelProps {
  readonly text: string;
  /** What the book explains; null: a grid of the page explains what is `shown`. */
  readonly subject: Subject | null;
  readonly shown: Explanation | null;
}

function OpenPanel({ text, subject, shown }: OpenPanelProps) {
  const asked = useCall('explain.read', subject && { subject });
  const data = subject ? asked.data : (shown ?? undefined);
  const error = subject ? asked.error : null;
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
        <ErrorPanel error={error} />
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
        return (
          <span key={text}>
            <a href={explainedHere(text)}>{subject ? subjectLabel(subject) : 'Total'}</a> ›{' '}
          </span>
        );
      })}
    </nav>
  );
}

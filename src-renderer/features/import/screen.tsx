// The import of a usage file in five steps, keyboard all the way: Ctrl+Enter goes on, Alt+Left goes back, and nothing is lost. Each
// step begins at its heading, which takes the focus. Must not: know what a step does.
import './import.css';
import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useArrived } from '../../api/arrivals.ts';
import { Page } from '../../ui/page.tsx';
import { Continue, StepHeading, StepList } from '../../ui/panels/steps.tsx';
import { CommitStep } from './commit-step.tsx';
import type { Draft, StepName } from './draft.ts';
import { beginDraft, STEPS, setDraft, useDraft } from './draft.ts';
import { MatchStep } from './match-step.tsx';
import { openQuestions } from './questions.ts';
import { ReviewStep } from './review/review-step.tsx';
import { ShapeStep } from './shape-step.tsx';
import { SourceStep } from './source-step.tsx';

const TITLES: Readonly<Record<StepName, string>> = {
  source: 'Source',
  shape: 'Shape',
  match: 'Match columns',
  review: 'Review',
  commit: 'Commit',
};

const ABOUT: Readonly<Record<StepName, string>> = {
  source: 'Which usage is to be imported',
  shape: 'How the file is cut into rows and cells',
  match: 'Which column holds what',
  review: 'What the import would do',
  commit: 'What was imported',
};

export default function ImportScreen() {
  const draft = useDraft();
  const { step, file } = draft;
  const arrived = useArrived();
  useEffect(() => {
    if (arrived && step !== 'source') beginDraft();
  }, [arrived, step]);
  const next = nextOf(draft);
  const back = step === 'commit' ? null : (STEPS[STEPS.indexOf(step) - 1] ?? null);
  const goBack = (): void => (back ? setDraft({ step: back }) : undefined);
  useHotkeys([['alt+ArrowLeft', goBack]], [], true);
  useHotkeys([['mod+Enter', () => (next ? setDraft({ step: next }) : undefined)]], [], true);
  return (
    <Page
      title="Import usage"
      flush
      beside={file ? <span className="dim">{file.name}</span> : null}
      actions={
        <>
          {file && step !== 'commit' ? <Button onClick={() => beginDraft()}>Another file</Button> : null}
          {back ? <Button onClick={goBack}>Back</Button> : null}
          {next || step === 'match' ? <Continue onGo={next ? () => setDraft({ step: next }) : null} /> : null}
        </>
      }
    >
      <ImportSteps draft={draft} />
      <StepHeading step={step} first="source">
        {ABOUT[step]}
      </StepHeading>
      {BODIES[step](draft)}
    </Page>
  );
}

const BODIES: Readonly<Record<StepName, (draft: Draft) => ReactNode>> = {
  source: (draft) => <SourceStep draft={draft} />,
  shape: (draft) => <ShapeStep draft={draft} />,
  match: (draft) => <MatchStep draft={draft} />,
  review: (draft) => <ReviewStep draft={draft} />,
  commit: (draft) => <CommitStep draft={draft} />,
};

/** The step that Continue goes to; the review has a button of its own. */
function nextOf(draft: Draft): StepName | null {
  if (!draft.shape) return null;
  if (draft.step === 'source') return 'shape';
  if (draft.step === 'shape') return 'match';
  if (draft.step === 'match') return openQuestions(draft).length === 0 ? 'review' : null;
  return null;
}

function ImportSteps({ draft }: { draft: Draft }) {
  const { step, shape, done } = draft;
  const reachable = (name: StepName): boolean => {
    if (done) return false;
    if (name === 'source') return true;
    if (name === 'commit') return false;
    return shape !== null && (name !== 'review' || openQuestions(draft).length === 0);
  };
  return (
    <StepList
      label="Steps of the import"
      steps={STEPS.map((name) => ({ name, title: TITLES[name] }))}
      current={step}
      reachable={reachable}
      onStep={(name) => setDraft({ step: name })}
    />
  );
}

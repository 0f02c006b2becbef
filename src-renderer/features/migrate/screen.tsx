// Replacing a spreadsheet in six steps, keyboard all the way: Ctrl+Enter goes on, Alt+Left goes back, and nothing is lost. Must not:
// know what a step does.
import './migrate.css';
import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { UnderstoodShown } from '../../../src-shared/migration/calls.ts';
import { useCall } from '../../api/queries.tsx';
import { ISO_DATE } from '../../ui/format/dates.ts';
import { Page } from '../../ui/page.tsx';
import { Continue, StepHeading, StepList } from '../../ui/panels/steps.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { CustomersStep } from './customers-step.tsx';
import { DoneStep } from './done-step.tsx';
import type { Draft, StepName } from './draft.ts';
import { beginDraft, STEPS, setDraft, useDraft } from './draft.ts';
import { EffectStep } from './effect-step.tsx';
import { FileStep } from './file-step.tsx';
import { openHere, UnderstoodStep } from './understood-step.tsx';
import { WayStep } from './way-step.tsx';

const TITLES: Readonly<Record<StepName, string>> = {
  file: 'Spreadsheet',
  understood: 'What it says',
  customers: 'Customers',
  way: 'Way in',
  effect: 'Effect',
  done: 'Done',
};

const ABOUT: Readonly<Record<StepName, string>> = {
  file: 'Which spreadsheet is replaced',
  understood: 'What was understood of it',
  customers: 'Who is who',
  way: 'How it comes into the book',
  effect: 'What would come in',
  done: 'What came in',
};

export default function MigrateScreen() {
  const draft = useDraft();
  const { step, file, shape, at } = draft;
  const asOf = draft.way === 'openings' && ISO_DATE.test(at) ? at : null;
  const { data, error } = useCall(
    'migrate.read',
    file === null || step === 'done' ? null : { file: file.ref, shape, at: asOf },
  );
  const read = file === null ? undefined : data;
  const next = nextOf(draft, read);
  const back = step === 'done' ? null : (STEPS[STEPS.indexOf(step) - 1] ?? null);
  const goBack = (): void => (back ? setDraft({ step: back }) : undefined);
  useHotkeys([['alt+ArrowLeft', goBack]], [], true);
  useHotkeys([['mod+Enter', () => (next ? setDraft({ step: next }) : undefined)]], [], true);
  const reachable = (name: StepName): boolean => {
    if (step === 'done' || name === 'done') return false;
    if (name === 'file') return true;
    if (!read) return false;
    if (name === 'understood' || name === 'customers') return true;
    if (name === 'way') return openForWay(read).length === 0;
    return openFor(draft, read).length === 0;
  };
  return (
    <Page
      title="Replace a spreadsheet"
      flush
      beside={file ? <span className="dim">{file.name}</span> : null}
      actions={
        <>
          {file && step !== 'done' && step !== 'file' ? (
            <Button onClick={() => beginDraft()}>Another spreadsheet</Button>
          ) : null}
          {back ? <Button onClick={goBack}>Back</Button> : null}
          {next || ASKING.includes(step) ? (
            <Continue onGo={next ? () => setDraft({ step: next }) : null} />
          ) : null}
        </>
      }
    >
      <StepList
        label="Steps of the migration"
        steps={STEPS.map((name) => ({ name, title: TITLES[name] }))}
        current={step}
        reachable={reachable}
        onStep={(name) => setDraft({ step: name })}
      />
      <StepHeading step={step} first="file">
        {ABOUT[step]}
      </StepHeading>
      {error && step !== 'file' && step !== 'done' ? (
        <div className="step-body short">
          <ErrorPanel error={error} />
        </div>
      ) : null}
      {bodyOf(draft, read)}
    </Page>
  );
}

/** Meters are asked for with the way in that needs them. */
const openForWay = ({ questions }: UnderstoodShown) =>
  questions.filter(({ code }) => code !== 'meters_unmapped');
const openFor = ({ way }: Draft, read: UnderstoodShown) =>
  way === 'history' ? read.questions : openForWay(read);

function bodyOf(draft: Draft, read: UnderstoodShown | undefined): ReactNode {
  if (draft.step === 'file') return <FileStep draft={draft} read={read} />;
  if (draft.step === 'done') return <DoneStep draft={draft} />;
  if (!read) return null;
  if (draft.step === 'understood') return <UnderstoodStep draft={draft} read={read} />;
  if (draft.step === 'customers') return <CustomersStep read={read} />;
  return draft.step === 'way' ? (
    <WayStep draft={draft} read={read} />
  ) : (
    <EffectStep draft={draft} read={read} />
  );
}

/** Steps that may ask something. */
const ASKING: readonly StepName[] = ['understood', 'customers', 'way'];

/** The step that Continue goes to; the effect has a button of its own. */
function nextOf(draft: Draft, read: UnderstoodShown | undefined): StepName | null {
  const { step, at } = draft;
  if (!read) return null;
  if (step === 'file') return 'understood';
  if (step === 'understood') return openHere(read).length === 0 ? 'customers' : null;
  if (step === 'customers') return openForWay(read).length === 0 ? 'way' : null;
  if (step === 'way' && openFor(draft, read).length > 0) return null;
  if (step === 'way') return at === '' || ISO_DATE.test(at) ? 'effect' : null;
  return null;
}

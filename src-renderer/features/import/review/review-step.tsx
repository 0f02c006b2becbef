// Review: what the import would do, errors first, mended where they stand. What it shows is what the commit does.
import { Button, Checkbox, Tabs } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Review } from '../../../../src-shared/contract/usage.ts';
import { useDoing } from '../../../api/queries.tsx';
import { AfterPaint } from '../../../ui/after-paint.tsx';
import { ProgressLine } from '../../../ui/panels/progress.tsx';
import { ErrorPanel, Notice } from '../../../ui/panels/told.tsx';
import { usePreferences } from '../../../ui/preferences.tsx';
import { uncheckedLines } from '../by-hand.ts';
import type { Draft } from '../draft.ts';
import { isStill, redoMend, reviewOf, setDraft, undoMend } from '../draft.ts';
import { BeforeCommit } from './before-commit.tsx';
import { toldBy } from './control-totals.tsx';
import { errorsOf, ReviewRows, TABS, type TabName, tabCount } from './review-rows.tsx';
import { UnknownValues } from './unknown-values.tsx';

type Shown = TabName | 'effect';

export function ReviewStep({ draft }: { draft: Draft }) {
  const { reviewing, committing, run, commit } = useReview(draft);
  const { review, stale } = draft;
  return (
    <>
      <ProgressLine {...reviewing} label="Reading" />
      <ProgressLine {...committing} label="Importing" />
      {reviewing.error ? (
        <ErrorPanel
          error={reviewing.error}
          action={
            <div className="row">
              <Button onClick={() => setDraft({ step: 'match' })}>Match columns</Button>
              <Button onClick={run}>Review again</Button>
            </div>
          }
        />
      ) : null}
      {committing.error ? (
        <ErrorPanel error={committing.error} action={<Button onClick={run}>Review again</Button>} />
      ) : null}
      {review ? (
        <Reviewed
          draft={draft}
          review={review}
          committing={committing.busy}
          blocked={reviewing.busy || stale}
          onCheck={run}
          onCommit={commit}
        />
      ) : null}
    </>
  );
}

/** Asks for the review anew whenever the layout changed; cells mended in place wait until a person asks. */
function useReview(draft: Draft) {
  const reviewing = useDoing('import.review');
  const committing = useDoing('import.commit');
  const { numberStyle } = usePreferences();
  const { review, stale, file, layout, mends, leftOut } = draft;
  const asked = useRef('');
  const given = useMemo(() => reviewOf(draft), [draft]);
  const run = async (): Promise<void> => {
    if (!given) return;
    asked.current = JSON.stringify(given);
    const answer = await reviewing.run(given);
    if (answer && isStill({ file, layout }))
      setDraft({ review: answer, stale: false, reviewed: { mends, leftOut } });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is of this very draft
  useEffect(() => {
    if ((!review || stale) && given && asked.current !== JSON.stringify(given)) void run();
  }, [review, stale, given]);
  const commit = async (): Promise<void> => {
    if (!given || !review) return;
    const { profile, toldReason } = draft;
    const told = toldBy(draft, review, numberStyle).totals;
    const remember = draft.remember.trim() || null;
    const answer = await committing.run({
      ...given,
      token: review.token,
      profile,
      remember,
      told,
      toldReason,
    });
    if (answer) setDraft({ done: answer.review, notRemembered: answer.notRemembered, step: 'commit' });
  };
  return { reviewing, committing, run: () => void run(), commit: () => void commit() };
}

/** Undo and redo of mending, wherever the focus is: a field keeps its own, and so does the grid. */
function useUndoKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target, key, shiftKey, ctrlKey, metaKey, defaultPrevented } = event;
      if (defaultPrevented || !(ctrlKey || metaKey)) return;
      if (target instanceof HTMLElement && target.matches('input, textarea, [contenteditable=true]')) return;
      const letter = key.toLowerCase();
      if (letter !== 'z' && letter !== 'y') return;
      event.preventDefault();
      if (letter === 'y' || shiftKey) redoMend();
      else undoMend();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

interface ReviewedProps {
  draft: Draft;
  review: Review;
  committing: boolean;
  /** A newer review is under way. */
  blocked: boolean;
  onCheck: () => void;
  onCommit: () => void;
}

function Reviewed({ draft, review, committing, blocked, onCheck, onCommit }: ReviewedProps) {
  const [chosen, setTab] = useState<Shown | null>(null);
  const importing = useRef<HTMLButtonElement>(null);
  const { numberStyle } = usePreferences();
  const { counts } = review;
  const tab: Shown = chosen ?? (errorsOf(review) > 0 ? 'error' : 'effect');
  const unchecked = useMemo(() => uncheckedLines(draft), [draft]);
  const unsure = blocked || unchecked.size > 0;
  const { settled } = toldBy(draft, review, numberStyle);
  useUndoKeys();
  useHotkeys([['mod+Enter', () => (unchecked.size > 0 ? onCheck() : importing.current?.focus())]], [], true);
  return (
    <>
      <Counts review={review}>
        {settled ? null : (
          <Button size="compact-sm" variant="transparent" onClick={() => setTab('effect')}>
            Control totals differ
          </Button>
        )}
        {draft.base !== null && draft.profile !== draft.base ? (
          <Checkbox
            label={`Keep the changes in profile ${draft.base}`}
            checked={draft.remember === draft.base}
            onChange={(event) =>
              setDraft({ remember: event.currentTarget.checked ? (draft.base ?? '') : '' })
            }
          />
        ) : null}
        <Button
          ref={importing}
          variant="filled"
          disabled={unsure || !settled || counts.accepted === 0}
          title={unsure ? 'Changed since this review: check the changed rows first' : undefined}
          loading={committing}
          onClick={onCommit}
        >
          {counts.accepted === 0
            ? 'Nothing to import'
            : `Import ${counts.accepted.toLocaleString()} ${counts.accepted === 1 ? 'row' : 'rows'}`}
        </Button>
      </Counts>
      {review.idsMade ? (
        <Notice>
          The file has no event ids: they are made of each row, so that overlapping files count once.
        </Notice>
      ) : null}
      <UnknownValues draft={draft} review={review} />
      <Tabs value={tab} onChange={(name) => setTab(name as Shown)}>
        <Tabs.List px={8}>
          <Tabs.Tab value="effect">Effect and totals</Tabs.Tab>
          {TABS.map(({ name, title }) => (
            <Tabs.Tab key={name} value={name}>
              {title} ({tabCount(review, name).toLocaleString()})
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <AfterPaint>
        {tab === 'effect' ? (
          <BeforeCommit draft={draft} review={review} />
        ) : (
          <ReviewRows draft={draft} review={review} tab={tab} unchecked={unchecked} onCheck={onCheck} />
        )}
      </AfterPaint>
    </>
  );
}

function Counts({ review, children }: { review: Review; children: ReactNode }) {
  const { counts } = review;
  const errors = errorsOf(review);
  const shown: [string, number][] = [
    ['to import', counts.accepted],
    [errors === 1 ? 'error' : 'errors', errors],
    [counts.duplicates === 1 ? 'duplicate' : 'duplicates', counts.duplicates],
    ['late', counts.late],
    ['without a rate', counts.exceptions],
    ['left out', counts.leftOut],
    ['read past', counts.skipped],
  ];
  return (
    <section className="counts" aria-label="What would happen" aria-live="polite">
      {shown.map(([label, count]) => (
        <span key={label} className={count === 0 ? 'dim' : undefined}>
          <b>{count.toLocaleString()}</b>
          {label}
        </span>
      ))}
      <span style={{ flex: 1 }} />
      {children}
    </section>
  );
}

// Review: what the import would do, errors first, mended where they stand. What it shows is what the commit does.
import { Button, Checkbox, Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Review } from '../../../src-shared/contract/usage.ts';
import { useDoing } from '../../api/queries.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { ErrorPanel, Notice } from '../../ui/panels/told.tsx';
import { BeforeCommit } from './before-commit.tsx';
import type { Draft } from './draft.ts';
import { reviewOf, setDraft } from './draft.ts';
import { ReviewRows, TABS, type TabName, tabCount } from './review-rows.tsx';
import { UnknownValues } from './unknown-values.tsx';

type Shown = TabName | 'effect';

export function ReviewStep({ draft }: { draft: Draft }) {
  const { reviewing, committing, run, commit } = useReview(draft);
  const { review, stale } = draft;
  return (
    <>
      <ProgressLine
        busy={reviewing.busy}
        progress={reviewing.progress}
        label="Reading"
        onCancel={reviewing.cancel}
      />
      <ProgressLine
        busy={committing.busy}
        progress={committing.progress}
        label="Importing"
        onCancel={committing.cancel}
      />
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
          onCommit={commit}
        />
      ) : null}
    </>
  );
}

/** Asks for the review anew whenever something changed that it does not know of. */
function useReview(draft: Draft) {
  const reviewing = useDoing('import.review');
  const committing = useDoing('import.commit');
  const { review, stale } = draft;
  const asked = useRef('');
  const given = useMemo(() => reviewOf(draft), [draft]);
  const run = async (): Promise<void> => {
    if (!given) return;
    asked.current = JSON.stringify(given);
    const answer = await reviewing.run(given);
    if (answer) setDraft({ review: answer, stale: false });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is of this very draft
  useEffect(() => {
    if ((!review || stale) && given && asked.current !== JSON.stringify(given)) void run();
  }, [review, stale, given]);
  const commit = async (): Promise<void> => {
    if (!given || !review) return;
    const { token } = review;
    const remember = draft.remember.trim() || null;
    const answer = await committing.run({ ...given, token, profile: draft.profile, remember });
    if (answer) setDraft({ done: answer.review, notRemembered: answer.notRemembered, step: 'commit' });
  };
  return { reviewing, committing, run: () => void run(), commit: () => void commit() };
}

interface ReviewedProps {
  draft: Draft;
  review: Review;
  committing: boolean;
  /** A newer review is under way. */
  blocked: boolean;
  onCommit: () => void;
}

function Reviewed({ draft, review, committing, blocked, onCommit }: ReviewedProps) {
  const [chosen, setTab] = useState<Shown | null>(null);
  const [unread, setUnread] = useState(0);
  const { counts } = review;
  const tab: Shown = chosen ?? (counts.rejected > counts.leftOut ? 'error' : 'effect');
  const unsure = blocked || unread > 0;
  return (
    <>
      <Counts review={review} stale={unsure}>
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
          variant="filled"
          disabled={unsure || counts.accepted === 0}
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
      {tab === 'effect' ? <BeforeCommit review={review} /> : null}
      <ReviewRows draft={draft} review={review} tab={tab === 'effect' ? null : tab} onUnread={setUnread} />
    </>
  );
}

function Counts({ review, stale, children }: { review: Review; stale: boolean; children: ReactNode }) {
  const { counts } = review;
  const shown: [string, number][] = [
    ['to import', counts.accepted],
    [counts.rejected - counts.leftOut === 1 ? 'error' : 'errors', counts.rejected - counts.leftOut],
    [counts.duplicates === 1 ? 'duplicate' : 'duplicates', counts.duplicates],
    ['late', counts.late],
    ['without a rate', counts.exceptions],
    ['left out', counts.leftOut],
    ['read past', counts.skipped],
  ];
  return (
    <section className="counts" aria-label="What would happen" style={{ alignItems: 'center' }}>
      {shown.map(([label, count]) => (
        <span key={label} className={count === 0 ? 'dim' : undefined}>
          <b>{count.toLocaleString()}</b>
          {label}
        </span>
      ))}
      <span style={{ flex: 1 }} />
      {stale ? <span className="dim">Changed since this review</span> : null}
      {children}
    </section>
  );
}

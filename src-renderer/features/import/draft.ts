// The import under way: which file, how it is laid out, what was mended by hand. Kept while one looks at other screens, so that
// neither Back nor a glance at a customer loses work. Must not: call the backend.
import { useSyncExternalStore } from 'react';
import type { Picked } from '../../../src-shared/contract/host.ts';
import type { Given } from '../../../src-shared/contract/index.ts';
import type { Layout, Review, Shape } from '../../../src-shared/contract/usage.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';

export const STEPS = ['source', 'shape', 'match', 'review', 'commit'] as const;
export type StepName = (typeof STEPS)[number];

export interface Draft {
  readonly step: StepName;
  readonly file: Picked | null;
  readonly sheet: string | null;
  readonly shape: Shape | null;
  readonly layout: Layout | null;
  /** The saved profile the layout came from. */
  readonly base: string | null;
  /** What the batch is recorded under: a profile, a changed one, a layout made by hand; null is the canonical layout. */
  readonly profile: string | null;
  /** Save the layout under this name with the import; '' does not. */
  readonly remember: string;
  /** Questions a person has answered. */
  readonly answered: readonly string[];
  /** Line → place of the column → text. */
  readonly mends: Readonly<Record<number, Readonly<Record<number, string>>>>;
  /** Line → why it is left out. */
  readonly leftOut: Readonly<Record<number, string>>;
  readonly review: Review | null;
  /** Something changed that the review does not know of. */
  readonly stale: boolean;
  readonly done: Review | null;
  /** Why the layout could not be saved after all. */
  readonly notRemembered: Finding | null;
}

const FIRST: Draft = {
  step: 'source',
  file: null,
  sheet: null,
  shape: null,
  layout: null,
  base: null,
  profile: null,
  remember: '',
  answered: [],
  mends: {},
  leftOut: {},
  review: null,
  stale: false,
  done: null,
  notRemembered: null,
};

let draft = FIRST;
const listeners = new Set<() => void>();

export function setDraft(change: Partial<Draft>): void {
  draft = { ...draft, ...change };
  for (const listener of listeners) listener();
}

/** Another file: nothing of the last one stays. */
export function beginDraft(change: Partial<Draft> = {}): void {
  setDraft({ ...FIRST, ...change });
}

export const BY_HAND = 'matched by hand';

/** Another layout: what was reviewed is stale, and the profile is no longer the saved one. */
export function setLayout(change: Partial<Layout>): void {
  if (!draft.layout) return;
  const profile = draft.base === null ? BY_HAND : `${draft.base} (changed)`;
  setDraft({ layout: { ...draft.layout, ...change }, profile, stale: true });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDraft(): Draft {
  return useSyncExternalStore(subscribe, () => draft);
}

/** What a review or a commit is asked for. */
export function reviewOf({ file, layout, mends, leftOut }: Draft): Given<'import.review'> | null {
  if (!file || !layout) return null;
  return {
    file: file.ref,
    layout,
    mends: Object.entries(mends).map(([line, cells]) => ({
      line: Number(line),
      cells: Object.entries(cells).map(([place, text]) => ({ place: Number(place), text })),
    })),
    leftOut: Object.entries(leftOut).map(([line, reason]) => ({ line: Number(line), reason })),
  };
}

/** The header the layout stands on: that of the chosen line. */
export function headerOf({ shape, layout }: Draft): readonly string[] {
  if (!shape || !layout) return [];
  const line = layout.headerLine ?? shape.proposal.headerLine;
  if (line === shape.proposal.headerLine) return shape.proposal.header;
  const row = shape.rows.find((one) => one.line === line);
  return (row?.cells ?? shape.rows[0]?.cells ?? []).map((name, index) =>
    line === 0 || name.trim() === '' ? `column ${index + 1}` : name.trim(),
  );
}

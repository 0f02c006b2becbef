// The import under way: which file, how it is laid out, what was mended by hand. Kept while one looks at other screens, so that
// neither Back nor a glance at a customer loses work. Must not: call the backend.
import type { Picked } from '../../../src-shared/contract/host.ts';
import type { Given } from '../../../src-shared/contract/index.ts';
import type { Layout, Review, Shape } from '../../../src-shared/contract/usage.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import { storeOf } from '../../ui/store.ts';
import type { ByHand, CellMend, Hand, Worked } from './by-hand.ts';
import { NOTHING_BY_HAND, redoneByHand, undoneByHand, withMends, workedByHand } from './by-hand.ts';

export const STEPS = ['source', 'shape', 'match', 'review', 'commit'] as const;
export type StepName = (typeof STEPS)[number];

export interface Draft extends ByHand {
  readonly step: StepName;
  readonly file: Picked | null;
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
  readonly review: Review | null;
  /** The layout changed, or names were mapped: the review is asked for anew by itself. */
  readonly stale: boolean;
  /** Totals as the source says them, by meter and column ("" is all meters), as typed. */
  readonly told: Readonly<Record<string, string>>;
  /** Why the import is right though the totals differ. */
  readonly toldReason: string;
  readonly done: Review | null;
  /** Why the layout could not be saved after all. */
  readonly notRemembered: Finding | null;
}

const FIRST: Draft = {
  ...NOTHING_BY_HAND,
  step: 'source',
  file: null,
  shape: null,
  layout: null,
  base: null,
  profile: null,
  remember: '',
  answered: [],
  review: null,
  stale: false,
  told: {},
  toldReason: '',
  done: null,
  notRemembered: null,
};

const standing = storeOf(FIRST);

export function setDraft(change: Partial<Draft>): void {
  standing.set({ ...standing.get(), ...change });
}

/** Another file: nothing of the last one stays. */
export function beginDraft(change: Partial<Draft> = {}): void {
  setDraft({ ...FIRST, ...change });
}

export const BY_HAND = 'matched by hand';

/** Another layout: what was reviewed is stale, and the profile is no longer the saved one. */
export function setLayout(change: Partial<Layout>): void {
  const draft = standing.get();
  if (!draft.layout) return;
  const profile = draft.base === null ? BY_HAND : `${draft.base} (changed)`;
  setDraft({ layout: { ...draft.layout, ...change }, profile, stale: true });
}

/**
 * The file was cut anew, as a person wished: what was matched by hand stays where its columns are still there, the rest is proposed
 * again. How dates and numbers are written stays if it was answered.
 */
export function setShape(shape: Shape, wishes: Partial<Layout>): void {
  const { layout, answered, shape: before } = standing.get();
  if (!layout) return;
  // What was mended stood in cells that are others now.
  const recut = before?.delimiter !== shape.delimiter || (wishes.sheet ?? null) !== layout.sheet;
  if (recut) setDraft(NOTHING_BY_HAND);
  const { header, profile } = shape.proposal;
  const lost = Object.values(layout.columns).some(
    (source) => source && 'column' in source && !header.includes(source.column),
  );
  const columns = Object.fromEntries(
    Object.entries(profile.columns).map(([field, proposed]) => {
      const source = layout.columns[field as keyof Layout['columns']];
      const stays = source && ('value' in source || header.includes(source.column));
      return [field, stays ? source : proposed];
    }),
  ) as Layout['columns'];
  const { dateOrder, twoDigitYears, decimalSeparator, thousandsSeparator } = profile;
  const isSaid = (setting: string): boolean => !lost || answered.includes(setting);
  setDraft({ shape, answered: lost ? answered.filter((one) => one !== 'all') : answered });
  setLayout({
    ...wishes,
    columns,
    ...(isSaid('dateOrder') ? {} : { dateOrder, twoDigitYears }),
    ...(isSaid('decimalSeparator') ? {} : { decimalSeparator, thousandsSeparator }),
  });
}

/** One step of mending, to be undone as one. Names that are mapped belong to the layout: the review is asked for anew. */
export function mendByHand(label: string, change: Partial<Hand>): void {
  const draft = standing.get();
  putInHand(workedByHand(draft, handOf(draft), label, change));
}

/** Cells mended and rows left out, as one step. @param was what stands in a cell of the file. */
export function mendCells(
  label: string,
  changes: readonly CellMend[],
  was: (line: number, place: number) => string,
): void {
  const { originals, ...hand } = withMends(standing.get(), changes, was);
  setDraft({ originals });
  mendByHand(label, hand);
}

export function undoMend(): void {
  putInHand(undoneByHand(standing.get()));
}

export function redoMend(): void {
  putInHand(redoneByHand(standing.get()));
}

function handOf({ mends, leftOut, layout }: Draft): Hand {
  return { mends, leftOut, values: layout?.values ?? { customer: {}, meter: {} } };
}

function putInHand(next: Worked | null): void {
  if (!next) return;
  setDraft(next.by);
  const { layout } = standing.get();
  if (layout && next.values !== layout.values) setLayout({ values: next.values });
}

/** Is it still of this file, and read so? An answer that comes after something else was chosen says nothing of that. */
export function isStill(asked: Partial<Pick<Draft, 'file' | 'layout'>>): boolean {
  const now = { ...standing.get(), ...asked };
  return now.file === standing.get().file && now.layout === standing.get().layout;
}

export const useDraft = (): Draft => standing.use();

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

/** The header the layout stands on. */
export function headerOf({ shape }: Draft): readonly string[] {
  return shape?.proposal.header ?? [];
}

// What a person mends by hand in an import, with every step back: cells, rows left out, names mapped. It outlives each review, so
// that undo goes on behind it. Must not: know how it is shown.
import type { Layout } from '../../../src-shared/contract/usage.ts';

/** Line of the file → place of the column → text. */
type Cells = Readonly<Record<number, Readonly<Record<number, string>>>>;

export interface Hand {
  readonly mends: Cells;
  /** Line → why it is left out. */
  readonly leftOut: Readonly<Record<number, string>>;
  readonly values: Layout['values'];
}

interface Step {
  readonly label: string;
  readonly before: Hand;
  readonly after: Hand;
}

export interface ByHand {
  readonly mends: Cells;
  readonly leftOut: Hand['leftOut'];
  /** What stands in the file under each cell that was ever mended. */
  readonly originals: Cells;
  readonly back: readonly Step[];
  readonly forth: readonly Step[];
  /** What the review knows of. */
  readonly reviewed: Pick<Hand, 'mends' | 'leftOut'>;
}

export const NOTHING_BY_HAND: ByHand = {
  mends: {},
  leftOut: {},
  originals: {},
  back: [],
  forth: [],
  reviewed: { mends: {}, leftOut: {} },
};

/** Steps that can be taken back. */
const STEPS = 200;

export interface Worked {
  readonly by: ByHand;
  readonly values: Hand['values'];
}

export function workedByHand(by: ByHand, before: Hand, label: string, change: Partial<Hand>): Worked {
  const after = { ...before, ...change };
  const back = [...by.back, { label, before, after }].slice(-STEPS);
  return { by: { ...taken(by, after), back, forth: [] }, values: after.values };
}

export function undoneByHand(by: ByHand): Worked | null {
  const last = by.back.at(-1);
  if (!last) return null;
  const steps = { back: by.back.slice(0, -1), forth: [...by.forth, last] };
  return { by: { ...taken(by, last.before), ...steps }, values: last.before.values };
}

export function redoneByHand(by: ByHand): Worked | null {
  const next = by.forth.at(-1);
  if (!next) return null;
  const steps = { back: [...by.back, next], forth: by.forth.slice(0, -1) };
  return { by: { ...taken(by, next.after), ...steps }, values: next.after.values };
}

/** Only what is done by hand: a draft has more. */
function taken({ originals, reviewed, back, forth }: ByHand, { mends, leftOut }: Hand): ByHand {
  return { mends, leftOut, originals, reviewed, back, forth };
}

/** Lines that were changed since the review. */
export function uncheckedLines({ mends, leftOut, reviewed }: ByHand): ReadonlySet<number> {
  const lines = [mends, leftOut, reviewed.mends, reviewed.leftOut].flatMap((one) => Object.keys(one));
  return new Set(
    lines
      .map(Number)
      .filter(
        (line) =>
          leftOut[line] !== reviewed.leftOut[line] ||
          JSON.stringify(mends[line] ?? {}) !== JSON.stringify(reviewed.mends[line] ?? {}),
      ),
  );
}

export interface CellMend {
  readonly line: number;
  /** Place of the column, or null for the reason to leave the row out. */
  readonly place: number | null;
  readonly text: string;
}

/**
 * Cells worked in; one that is as in the file again is no mend any more. @param was what stands in a cell now.
 */
export function withMends(
  by: ByHand,
  changes: readonly CellMend[],
  was: (line: number, place: number) => string,
): Pick<ByHand, 'mends' | 'leftOut' | 'originals'> {
  const mends: Record<number, Record<number, string>> = { ...by.mends };
  const originals: Record<number, Record<number, string>> = { ...by.originals };
  const leftOut: Record<number, string> = { ...by.leftOut };
  for (const { line, place, text } of changes) {
    if (place === null) {
      if (text === '') delete leftOut[line];
      else leftOut[line] = text;
      continue;
    }
    const original = originals[line]?.[place] ?? was(line, place);
    originals[line] = { ...originals[line], [place]: original };
    const { [place]: _, ...others } = mends[line] ?? {};
    const mended = text === original ? others : { ...others, [place]: text };
    if (Object.keys(mended).length === 0) delete mends[line];
    else mends[line] = mended;
  }
  return { mends, leftOut, originals };
}

// Taking an outside table in from the window: how a file looks, and the same file with the columns that a person chose.
// Must not: read rows or match by itself.
import type { Month } from '../../../../src-shared/calendar.ts';
import type { Finding, Result } from '../../../../src-shared/findings/finding.ts';
import { done } from '../../../../src-shared/findings/finding.ts';
import type { Leg } from '../../../../src-shared/reconcile/words.ts';
import { parseOutsideProfile } from '../../../import/outside/profile.ts';
import { cellText } from '../../../import/usage-row.ts';
import type { Session } from '../../session.ts';
import { runMatching } from '../deeds.ts';
import { type NamesInFile, unknownNames } from './names.ts';
import { profileNamed, saveOutsideProfile } from './profiles.ts';
import { lookAtOutside, takeIn } from './take-in.ts';

/** So many of the first rows are shown. */
const FIRST_ROWS = 8;

export interface LookedAt {
  /** By field, the column it was found in. */
  readonly columns: Record<string, string>;
  readonly header: string[];
  readonly rows: string[][];
  readonly questions: Finding[];
  /** The proposed profile, as JSON. */
  readonly layout: string;
}

export async function lookedAt(session: Session, leg: Leg, path: string): Promise<Result<LookedAt>> {
  const looked = await lookAtOutside(session, leg, path);
  if (!looked.ok) return looked;
  const { profile, header, questions, rows } = looked.value;
  return done({
    columns: { ...profile.columns },
    header: [...header],
    rows: rows
      .filter(({ line }) => line > profile.headerLine)
      .slice(0, FIRST_ROWS)
      .map(({ cells }) => header.map((_, index) => cellText(cells[index]))),
    questions: [...questions],
    layout: JSON.stringify(profile),
  });
}

export interface TakeInAsked {
  readonly leg: Leg;
  readonly month: Month;
  readonly fileName: string;
  readonly profile: string | null;
  /** A profile as JSON; null: as it looks. */
  readonly layout: string | null;
  /** What names in the file are: the book's codes. */
  readonly names: Readonly<Record<string, string>>;
  /** Under which name the layout is saved; null: not. */
  readonly saveAs: string | null;
}

/** Names that the book does not know, in a file as it is read with a profile or a layout in JSON. */
export async function namesInFile(
  session: Session,
  { leg, profile, layout }: { leg: Leg; profile: string | null; layout: string | null },
  path: string,
): Promise<Result<NamesInFile>> {
  const read = layout === null ? null : parseOutsideProfile(jsonOf(layout));
  if (read && !read.ok) return read;
  return unknownNames(session, { leg, path, profile, layout: read?.value ?? null });
}

/** Takes a file in and matches at once. Names that were said are kept with the layout or the profile it was read with. */
export async function takeInFromWindow(
  session: Session,
  { leg, month, fileName, profile, layout, names, saveAs }: TakeInAsked,
  path: string,
): Promise<Result<{ number: number; rows: number; leftOut: number; sets: number }>> {
  const read = layout === null ? null : parseOutsideProfile(jsonOf(layout));
  if (read && !read.ok) return read;
  const given = read?.value ?? null;
  const taken = await takeIn(session, { leg, path, name: fileName, month, profile, layout: given, names });
  if (!taken.ok) return taken;
  const used = given ?? (profile === null ? null : profileNamed(session, leg, profile).profile);
  const keptAs = saveAs ?? (Object.keys(names).length > 0 ? profile : null);
  if (keptAs !== null && used !== null) {
    const kept = { ...used, values: { ...used.values, ...names } };
    const saved = saveOutsideProfile(session, keptAs, kept, fileName);
    if (!saved.ok) return saved;
  }
  const matched = await runMatching(session, { leg, month });
  if (!matched.ok) return matched;
  const { number, rows, leftOut } = taken.value;
  return done({ number, rows, leftOut, sets: matched.value.sets });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

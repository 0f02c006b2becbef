// Names in an outside file that the book does not know: customers, accounts or meters as they are spelt there, and what each may be.
// Suggestions only. Must not: map anything by itself.
import type { Result } from '../../../../src-shared/findings/finding.ts';
import { done } from '../../../../src-shared/findings/finding.ts';
import { ownValue } from '../../../../src-shared/keys/own-value.ts';
import { spellingsOf } from '../../../import/legacy/spellings.ts';
import type { OutsideProfile } from '../../../import/outside/profile.ts';
import type { RawRow } from '../../../import/raw-row.ts';
import { columnKey, headerColumns } from '../../../import/usage-header.ts';
import { cellText, isTotalsText } from '../../../import/usage-row.ts';
import type { Session } from '../../session.ts';
import { knownParties, outsideBook } from './known-parties.ts';
import { allRows, profileFor, type TakeIn } from './take-in.ts';

export interface NamesInFile {
  /** Those with a suggestion first; then in plain order. */
  readonly names: { text: string; rows: number; suggestion: string | null }[];
  /** So many more are not listed. */
  readonly more: number;
  /** What a name can be. */
  readonly known: { code: string; name: string }[];
}

/** So many are shown; who has more says them in a profile. */
const MOST = 100;

/** The names of a file as its profile or layout reads it. Refused: a file that cannot be read. */
export async function unknownNames(
  session: Session,
  asked: Pick<TakeIn, 'leg' | 'path' | 'profile' | 'layout'>,
): Promise<Result<NamesInFile>> {
  try {
    const profile = await profileFor(session, asked);
    if (!profile.ok) return profile;
    const rows = await allRows(asked.path, profile.value);
    if (!rows.ok) return rows;
    const book = outsideBook(session, asked.leg);
    const isKnown = (text: string): boolean =>
      book.partyOf(ownValue(profile.value.values, text) ?? text) !== null;
    const counts = [...partiesIn(rows.value, profile.value)].filter(([text]) => !isKnown(text));
    const known = knownParties(session, asked.leg);
    const found = spellingsOf(new Map(counts), {}, known)
      .map(({ text, rows: count, suggestion }) => ({ text, rows: count, suggestion }))
      .sort((a, b) => Number(b.suggestion !== null) - Number(a.suggestion !== null));
    return done({
      names: found.slice(0, MOST),
      more: Math.max(0, found.length - MOST),
      known: [...known].map(([code, name]) => ({ code, name })),
    });
  } catch (error) {
    return session.asRefusal(error);
  }
}

/** Spellings in the column of customers, accounts or meters, with how many rows have each. */
function partiesIn(
  rows: readonly RawRow[],
  { headerLine, columns: { party } }: OutsideProfile,
): Map<string, number> {
  const counts = new Map<string, number>();
  const header = rows.find(({ line }) => line === headerLine);
  if (party === undefined || !header) return counts;
  const index = headerColumns(header.cells).find(({ key }) => key === columnKey(party))?.index ?? -1;
  for (const { line, cells } of rows) {
    const text = cellText(cells[index] ?? null);
    if (line <= headerLine || text === '' || cells.some((cell) => isTotalsText(cellText(cell)))) continue;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

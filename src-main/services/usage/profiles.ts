// Import profiles of a book: list, show, save, delete, and a proposal for a file of unknown layout (rules §12).
// Must not: import anything, or guess what a person must be asked.
import { basename, extname } from 'node:path';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done, Refusal } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import { firstCsvRows } from '../../csv/read.ts';
import type { CsvShape, CsvWishes } from '../../csv/sniff.ts';
import { sniffCsv } from '../../csv/sniff.ts';
import { readSheet } from '../../excel/read.ts';
import type { RawRow } from '../../import/raw-row.ts';
import type { ImportProfile } from '../../import/usage-profile.ts';
import { parseProfile } from '../../import/usage-profile.ts';
import type { ShapeProposal } from '../../import/usage-shape.ts';
import { proposeProfile } from '../../import/usage-shape.ts';
import type { Kept, Saved } from '../kept-by-name.ts';
import { keptByName } from '../kept-by-name.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';

/** So many rows are looked at for a proposal: the more, the less has to be asked. */
const SAMPLE_ROWS = 500;

const PROFILES = keptByName({
  kind: 'profile',
  field: 'profile',
  called: 'import profile',
  parse: parseProfile,
  codes: {
    unknown: 'unknown_profile',
    badName: 'bad_profile_name',
    unreadable: 'profile_unreadable',
  } satisfies Record<string, ServiceCode>,
  writtenBy: 'profile BOOK propose FILE',
});

export type SavedProfile = Kept<'profile', ImportProfile>;
export type ProfileSaved = Saved<'profile', ImportProfile>;

/** The profiles that stand, by name. */
export const listProfiles = (session: Session): SavedProfile[] => PROFILES.list(session);

/** Refused: there is none of that name. */
export function showProfile(session: Session, name: string): Result<SavedProfile> {
  return session.peek(() => PROFILES.named(listProfiles(session), name));
}

/** A layout as the window sends it, checked. */
export const readLayout = (data: unknown): Result<ImportProfile> => parseProfile(data);

/** Saves a profile under a name; one of that name is replaced, and stays on record. */
export function saveProfile(
  session: Session,
  name: string,
  data: unknown,
  source: string,
): Result<ProfileSaved> {
  return session.act(() => PROFILES.save(session, name, data, source));
}

/** Reads a profile from a JSON file and saves it. */
export function saveProfileFile(session: Session, name: string, path: string): Result<ProfileSaved> {
  return session.act(() => PROFILES.save(session, name, PROFILES.read(path), basename(path)));
}

/** Calls a profile otherwise; what was imported under the old name keeps it. Refused: the new name is another's, or none. */
export function renameProfile(session: Session, name: string, to: string): Result<SavedProfile> {
  return session.act(() => {
    const all = listProfiles(session);
    const found = PROFILES.named(all, name);
    const wanted = PROFILES.goodName(to);
    if (wanted === found.name) return found;
    if (all.some((one) => one.name === wanted)) {
      throw new Refusal({
        code: 'bad_profile_name' satisfies ServiceCode,
        message: `There is a profile "${wanted}" already`,
        hint: 'Choose another name, or delete that one first',
      });
    }
    const renamed = PROFILES.save(session, wanted, found.profile, `import profile ${found.name} renamed`);
    PROFILES.delete(session, found.name);
    return renamed;
  });
}

/** Takes a profile away. What was imported with it stays as it is, and the profile stays on record. */
export function deleteProfile(session: Session, name: string): Result<SavedProfile> {
  return session.act(() => PROFILES.delete(session, name));
}

/** Looks at the first rows of a usage file and proposes how to read it. Changes nothing. */
export async function proposeForFile(
  session: Session,
  path: string,
  sheet: string | null = null,
): Promise<Result<ShapeProposal>> {
  try {
    const head = await headOf(path, { sheet });
    return head.ok ? done(proposeFor(session, head.value, null)) : head;
  } catch (error) {
    return session.asRefusal(error);
  }
}

/** What a person says of a file, where looking at it says otherwise. */
export interface HeadWishes extends CsvWishes {
  readonly sheet?: string | null;
}

export interface FileHead {
  /** The first rows, some hundreds. */
  rows: RawRow[];
  /** How a CSV file is cut; null: it is a workbook. */
  csv: CsvShape | null;
}

/** The first rows of a file. */
export async function headOf(path: string, wishes: HeadWishes): Promise<Result<FileHead>> {
  if (extname(path).toLowerCase().startsWith('.xls'))
    return done({ rows: await firstSheetRows(path, wishes.sheet ?? null), csv: null });
  const shape = sniffCsv(path, wishes);
  if (!shape.ok) return shape;
  const rows = firstCsvRows(path, shape.value, SAMPLE_ROWS);
  return rows.ok ? done({ rows: rows.value, csv: shape.value }) : rows;
}

/** @param headerLine where a person says the header is; null: it is looked for. */
export function proposeFor(
  session: Session,
  { rows, csv }: FileHead,
  headerLine: number | null,
): ShapeProposal {
  const known = { customers: latest(session, 'customer'), meters: latest(session, 'meter') };
  return proposeProfile(rows, { ...known, headerLine, ...(csv ? { delimiter: csv.delimiter } : {}) });
}

async function firstSheetRows(path: string, sheet: string | null): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of readSheet(path, sheet === null ? {} : { sheet })) {
    rows.push(...batch.slice(0, SAMPLE_ROWS - rows.length));
    if (rows.length >= SAMPLE_ROWS) break;
  }
  return rows;
}

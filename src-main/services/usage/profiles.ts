// Import profiles of a book: list, show, save, delete, and a proposal for a file of unknown layout (rules §12).
// Must not: import anything, or guess what a person must be asked.
import { basename, extname } from 'node:path';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done, must, Refusal, refused } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import { nearest } from '../../../src-shared/nearest.ts';
import { firstCsvRows } from '../../csv/read.ts';
import type { CsvShape, CsvWishes } from '../../csv/sniff.ts';
import { sniffCsv } from '../../csv/sniff.ts';
import { readSheet } from '../../excel/read.ts';
import type { RawRow } from '../../import/raw-row.ts';
import type { ImportProfile } from '../../import/usage-profile.ts';
import { parseProfile } from '../../import/usage-profile.ts';
import type { ShapeProposal } from '../../import/usage-shape.ts';
import { proposeProfile } from '../../import/usage-shape.ts';
import { readJsonFile } from '../files/json-file.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';

/** So many rows are looked at for a proposal: the more, the less has to be asked. */
const SAMPLE_ROWS = 500;

export interface SavedProfile {
  name: string;
  profile: ImportProfile;
}

/** The profiles that stand, by name. */
export function listProfiles(session: Session): SavedProfile[] {
  return [...latest(session, 'profile').values()]
    .filter(({ profile }) => profile !== null)
    .map(({ name, profile }) => ({ name, profile: inOrder(profile) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Facts keep keys in the order of the alphabet; people read a profile in the order of its schema. */
function inOrder(profile: unknown): ImportProfile {
  const parsed = parseProfile(profile);
  return parsed.ok ? parsed.value : (profile as ImportProfile);
}

/** Refused: there is none of that name. */
export function showProfile(session: Session, name: string): Result<SavedProfile> {
  return session.peek(() => standing(session, name));
}

export interface ProfileSaved extends SavedProfile {
  /** The book had it already, exactly so: nothing was told. */
  unchanged: boolean;
  /** A profile of that name was replaced. */
  replaced: boolean;
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
  return session.act(() => {
    const wanted = goodName(name);
    const profile = must(parseProfile(data));
    const before = listProfiles(session).find((one) => one.name === wanted);
    const unchanged = before !== undefined && sameProfile(before.profile, profile);
    if (!unchanged) session.tell([{ kind: 'profile', body: { name: wanted, profile } }], source);
    return { name: wanted, profile, unchanged, replaced: before !== undefined && !unchanged };
  });
}

/** Keys stand in the order of the schema, but the values of `customer` and `meter` in that of the file. */
function sameProfile(a: ImportProfile, b: ImportProfile): boolean {
  const sorted = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
      : value;
  return JSON.stringify(a, sorted) === JSON.stringify(b, sorted);
}

/** Reads a profile from a JSON file and saves it. */
export function saveProfileFile(session: Session, name: string, path: string): Result<ProfileSaved> {
  const { data, why } = readJsonFile(path);
  if (why !== null) {
    return refused({
      code: 'profile_unreadable' satisfies ServiceCode,
      place: { file: basename(path) },
      message: `The profile was not saved: ${why}`,
      hint: 'Give a JSON file, such as `profile BOOK propose FILE` writes',
    });
  }
  return saveProfile(session, name, data, basename(path));
}

/** Calls a profile otherwise; what was imported under the old name keeps it. Refused: the new name is another's, or none. */
export function renameProfile(session: Session, name: string, to: string): Result<SavedProfile> {
  return session.act(() => {
    const found = standing(session, name);
    const wanted = goodName(to);
    if (wanted === found.name) return found;
    if (listProfiles(session).some((one) => one.name === wanted)) {
      throw new Refusal({
        code: 'bad_profile_name' satisfies ServiceCode,
        message: `There is a profile "${wanted}" already`,
        hint: 'Choose another name, or delete that one first',
      });
    }
    session.tell(
      [
        { kind: 'profile', body: { name: wanted, profile: found.profile } },
        { kind: 'profile', body: { name: found.name, profile: null } },
      ],
      `profile ${found.name} renamed`,
    );
    return { ...found, name: wanted };
  });
}

function goodName(name: string): string {
  const wanted = name.trim();
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u.test(wanted)) return wanted;
  throw new Refusal({
    code: 'bad_profile_name' satisfies ServiceCode,
    message: `"${name}" is no name for a profile`,
    hint: 'Use letters, digits, blanks, dots, dashes and underscores, at most 60',
  });
}

/** Takes a profile away. What was imported with it stays as it is, and the profile stays on record. */
export function deleteProfile(session: Session, name: string): Result<SavedProfile> {
  return session.act(() => {
    const found = standing(session, name);
    session.tell([{ kind: 'profile', body: { name: found.name, profile: null } }], `profile delete ${name}`);
    return found;
  });
}

function standing(session: Session, name: string): SavedProfile {
  const all = listProfiles(session);
  const found = all.find((one) => one.name === name.trim());
  if (found) return found;
  const names = all.map((one) => one.name);
  const near = nearest(name, names);
  const known = names.length > 0 ? `The book has ${names.join(', ')}` : 'The book has none yet';
  throw new Refusal({
    code: 'unknown_profile' satisfies ServiceCode,
    message: `There is no import profile "${name}"`,
    hint: near === null ? known : `Did you mean ${near}? ${known}`,
  });
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

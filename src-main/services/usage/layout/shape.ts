// What the wizard shows of a file before anything is decided: its first rows as they are, a proposal, saved profiles that fit.
// Must not: import anything.
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Result } from '../../../../src-shared/findings/finding.ts';
import { done } from '../../../../src-shared/findings/finding.ts';
import { listSheets } from '../../../excel/read.ts';
import type { RawRow } from '../../../import/raw-row.ts';
import type { ImportProfile } from '../../../import/usage-profile.ts';
import { CANONICAL_PROFILE } from '../../../import/usage-profile.ts';
import { profileFits } from '../../../import/usage-reading.ts';
import { cellText } from '../../../import/usage-row.ts';
import type { ShapeProposal } from '../../../import/usage-shape.ts';
import { fileSha256 } from '../../incoming/file-hash.ts';
import type { Session } from '../../session.ts';
import { listBatches } from '../batches.ts';
import { headOf, proposeFor } from './first-rows.ts';
import type { SavedProfile } from './profiles.ts';
import { listProfiles } from './profiles.ts';

export interface FileShape {
  file: string;
  bytes: number;
  sha256: string;
  /** null for a workbook. */
  delimiter: string | null;
  encoding: string | null;
  /** The file says its encoding itself, by a byte order mark. */
  marked: boolean;
  /** Some cells with letters beyond ASCII, by which people see whether the encoding is right. */
  letters: string[];
  sheets: string[];
  /** The first rows, as text. */
  rows: { line: number; cells: string[] }[];
  proposal: ShapeProposal;
  /** Saved profiles whose columns are all there; the canonical layout stands first, without a name. */
  fitting: { name: string | null; profile: SavedProfile['profile'] }[];
  /** The batch that came from the same bytes, if any. */
  known: { batch: number; undone: boolean } | null;
}

const SHOWN_ROWS = 50;
const SHOWN_LETTERS = 6;

/** What a person says of the file in the wizard; null: as it looks. */
export interface ShapeWishes {
  readonly sheet: string | null;
  readonly encoding: ImportProfile['encoding'];
  readonly delimiter: ImportProfile['delimiter'];
  readonly headerLine: number | null;
}

export async function shapeOf(
  session: Session,
  path: string,
  wishes: ShapeWishes,
): Promise<Result<FileShape>> {
  try {
    const head = await headOf(path, wishes);
    if (!head.ok) return head;
    const { rows, csv } = head.value;
    const sheets = csv ? done([]) : await listSheets(path);
    if (!sheets.ok) return sheets;
    const { sheet, encoding, delimiter, headerLine } = wishes;
    const proposal = proposeFor(session, head.value, headerLine);
    const said = { sheet, encoding, delimiter, ...(headerLine === null ? {} : { headerLine }) };
    const sha256 = await hashOf(path);
    const known = listBatches(session)
      .filter((one) => one.sha256 === sha256)
      .at(-1);
    const shown = rows.slice(0, SHOWN_ROWS);
    return done({
      file: basename(path),
      bytes: statSync(path).size,
      sha256,
      delimiter: csv?.delimiter ?? null,
      encoding: csv?.encoding ?? null,
      marked: csv !== null && csv.bomBytes > 0,
      letters: lettersIn(rows),
      sheets: sheets.value.filter(({ hidden }) => !hidden).map(({ name }) => name),
      rows: shown.map(({ line, cells }) => ({ line, cells: cells.map(cellText) })),
      proposal: { ...proposal, profile: { ...proposal.profile, ...said } },
      fitting: fitting(session, shown, csv),
      known: known ? { batch: known.batch, undone: known.undone } : null,
    });
  } catch (error) {
    return session.asRefusal(error);
  }
}

let hashed = { file: '', sha256: '' };

/** The wizard looks at one file again and again, and a large one is not to be read through each time. For showing only. */
async function hashOf(path: string): Promise<string> {
  const { size, mtimeNs, ino } = statSync(path, { bigint: true });
  const file = `${path}|${ino}|${size}|${mtimeNs}`;
  if (hashed.file !== file) hashed = { file, sha256: await fileSha256(path) };
  return hashed.sha256;
}

/** Cells with letters that a wrong encoding would spoil. */
function lettersIn(rows: readonly RawRow[]): string[] {
  const found = new Set<string>();
  for (const { cells } of rows) {
    for (const cell of cells) {
      if (found.size === SHOWN_LETTERS) return [...found];
      if (typeof cell === 'string' && /[^\p{ASCII}]/u.test(cell)) found.add(cell.trim().slice(0, 40));
    }
  }
  return [...found];
}

/** A profile fits when every column it names stands in one of the first rows, and the file is cut and written as it says. */
function fitting(
  session: Session,
  rows: readonly RawRow[],
  csv: { delimiter: string; encoding: string } | null,
): FileShape['fitting'] {
  const all = [{ name: null, profile: CANONICAL_PROFILE }, ...listProfiles(session)];
  return all.filter(
    ({ profile }) =>
      profile.headerLine !== 0 &&
      (csv === null || profile.delimiter === null || profile.delimiter === csv.delimiter) &&
      rows.some(({ cells }) => profileFits(profile, cells)),
  );
}

// What the wizard shows of a file before anything is decided: its first rows as they are, a proposal, saved profiles that fit.
// Must not: import anything.
import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done } from '../../../src-shared/findings/finding.ts';
import { firstCsvRows } from '../../csv/read.ts';
import { sniffCsv } from '../../csv/sniff.ts';
import { listSheets, readSheet } from '../../excel/read.ts';
import type { RawRow } from '../../import/raw-row.ts';
import { CANONICAL_PROFILE } from '../../import/usage-profile.ts';
import { profileFits } from '../../import/usage-reading.ts';
import { cellText } from '../../import/usage-row.ts';
import type { ShapeProposal } from '../../import/usage-shape.ts';
import type { Session } from '../session.ts';
import { listBatches } from './batches.ts';
import { fileSha256 } from './file-hash.ts';
import type { SavedProfile } from './profiles.ts';
import { listProfiles, proposeForFile } from './profiles.ts';

export interface FileShape {
  file: string;
  bytes: number;
  sha256: string;
  /** null for a workbook. */
  delimiter: string | null;
  encoding: string | null;
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

export async function shapeOf(
  session: Session,
  path: string,
  sheet: string | null,
): Promise<Result<FileShape>> {
  try {
    const proposal = await proposeForFile(session, path, sheet);
    if (!proposal.ok) return proposal;
    const isWorkbook = extname(path).toLowerCase().startsWith('.xls');
    const sniffed = isWorkbook ? null : sniffCsv(path);
    if (sniffed && !sniffed.ok) return sniffed;
    const rows = await firstRows(path, sheet, sniffed?.value ?? null);
    if (!rows.ok) return rows;
    const sheets = isWorkbook ? await listSheets(path) : done([]);
    if (!sheets.ok) return sheets;
    const sha256 = await fileSha256(path);
    const known = listBatches(session)
      .filter((one) => one.sha256 === sha256)
      .at(-1);
    return done({
      file: basename(path),
      bytes: statSync(path).size,
      sha256,
      delimiter: sniffed?.value.delimiter ?? null,
      encoding: sniffed?.value.encoding ?? null,
      sheets: sheets.value.filter(({ hidden }) => !hidden).map(({ name }) => name),
      rows: rows.value.map(({ line, cells }) => ({ line, cells: cells.map(cellText) })),
      proposal: proposal.value,
      fitting: fitting(session, rows.value, sniffed?.value ?? null),
      known: known ? { batch: known.batch, undone: known.undone } : null,
    });
  } catch (error) {
    return session.asRefusal(error);
  }
}

async function firstRows(
  path: string,
  sheet: string | null,
  shape: Parameters<typeof firstCsvRows>[1] | null,
): Promise<Result<RawRow[]>> {
  if (shape) return firstCsvRows(path, shape, SHOWN_ROWS);
  const rows: RawRow[] = [];
  for await (const batch of readSheet(path, sheet === null ? {} : { sheet })) {
    rows.push(...batch.slice(0, SHOWN_ROWS - rows.length));
    if (rows.length >= SHOWN_ROWS) break;
  }
  return done(rows);
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

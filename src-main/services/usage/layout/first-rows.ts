// The first rows of a usage file of unknown layout, and a proposal how to read it. Must not: import anything, or guess what a
// person must be asked.
import { done, type Result } from '../../../../src-shared/findings/finding.ts';
import { firstCsvRows } from '../../../csv/read.ts';
import type { CsvShape, CsvWishes } from '../../../csv/sniff.ts';
import { sniffCsv } from '../../../csv/sniff.ts';
import { readSheet } from '../../../excel/read.ts';
import type { RawRow } from '../../../import/raw-row.ts';
import type { ShapeProposal } from '../../../import/usage-shape.ts';
import { proposeProfile } from '../../../import/usage-shape.ts';
import { isWorkbook } from '../../incoming/tables-in-files.ts';
import type { Session } from '../../session.ts';
import { latest } from '../../session.ts';

/** So many rows are looked at for a proposal: the more, the less has to be asked. */
const SAMPLE_ROWS = 500;

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
  if (isWorkbook(path)) return done({ rows: await firstSheetRows(path, wishes.sheet ?? null), csv: null });
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

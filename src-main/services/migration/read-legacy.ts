// Reads an old credit spreadsheet against what the book knows: cells from the file, a shape that is remembered or proposed, and
// what was understood by it. Changes nothing. Must not: migrate anything (migrate.ts).
import { basename } from 'node:path';
import { done, must, Refusal, type Result, refused } from '../../../src-shared/findings/finding.ts';
import type { LegacyCode } from '../../../src-shared/findings/legacy.ts';
import type { LegacyShape } from '../../../src-shared/migration/shape.ts';
import { Whole } from '../../../src-shared/read-whole.ts';
import { csvBatches } from '../../csv/read.ts';
import { sniffCsv } from '../../csv/sniff.ts';
import { readWholeWorkbook } from '../../excel/read.ts';
import { type LegacyRead, readLegacyBook } from '../../import/legacy/read-legacy.ts';
import { plainSheet, type SheetContent } from '../../import/legacy/sheet-cells.ts';
import { viewOf } from '../../import/legacy/sheet-view.ts';
import { type KnownBook, shapeAgain } from '../../import/legacy/understand.ts';
import { cellText } from '../../import/usage-row.ts';
import { fileSha256 } from '../incoming/file-hash.ts';
import { isWorkbook, tooLarge } from '../incoming/tables-in-files.ts';
import { latest, type Session } from '../session.ts';
import { listShapes } from './shapes.ts';

export interface LegacyInput {
  readonly path: string;
  /** Held against: purchases that expired before it have lapsed. null: the latest date of the workbook. */
  readonly asOf?: string | null;
  /** Amounts that name no currency have none, rather than the layout's. */
  readonly currencyAsSaid?: boolean;
}

export interface LegacyFileRead extends LegacyRead {
  readonly sheets: readonly SheetContent[];
  /** The saved layout that it was read by. */
  readonly remembered: string | null;
}

/**
 * @param shape as a person left it; left out: a saved one that fits the file, else what it looks like. A saved shape given here
 * is found again by the names of its columns, as the file may have grown.
 */
export async function readLegacy(
  session: Session,
  input: LegacyInput,
  shape: LegacyShape | null = null,
): Promise<Result<LegacyFileRead>> {
  try {
    const { path, asOf = null, currencyAsSaid = false } = input;
    const sheets = await sheetsOf(path);
    if (!sheets.ok) return sheets;
    const file = { name: basename(path), sha256: await fileSha256(path) };
    const known = knownBook(session);
    const views = sheets.value.map(viewOf);
    const fitting =
      shape === null
        ? listShapes(session).flatMap(({ name, shape: saved }) => {
            const again = namesAgain(saved, sheets.value) ? shapeAgain(saved, views, known) : null;
            return again ? [{ name, shape: again }] : [];
          })[0]
        : undefined;
    const read = readLegacyBook({
      file,
      sheets: sheets.value,
      shape: shape ?? fitting?.shape ?? null,
      known,
      asOf,
      currencyAsSaid,
    });
    if (!read) {
      return refused({
        code: 'layout_unclear' satisfies LegacyCode,
        place: { file: file.name },
        message: 'No sheet has a table of credits that could be recognised',
        hint: 'A header with names such as Customer, Purchased, Used, Remaining is looked for in the first 40 rows of each sheet',
      });
    }
    return done({ ...read, sheets: sheets.value, remembered: fitting?.name ?? null });
  } catch (error) {
    return session.asRefusal(error);
  }
}

/** A saved shape belongs to workbooks that have one of its sheets, or are text files as it was. */
function namesAgain(shape: LegacyShape, sheets: readonly SheetContent[]): boolean {
  const names = new Set(sheets.map(({ name }) => name));
  return shape.sheets.some(({ sheet }) => names.has(sheet));
}

export function knownBook(session: Session): KnownBook {
  const named = (kind: 'customer' | 'credit_type' | 'meter'): Map<string, string> =>
    new Map([...latest(session, kind).values()].map(({ code, name }) => [code, name]));
  return {
    currency: latest(session, 'book').get('book')?.currency ?? '',
    customers: named('customer'),
    creditTypes: named('credit_type'),
    meters: named('meter'),
  };
}

/** A text file is one sheet, called as every text file is, so that its shape is found again. */
const TEXT_SHEET = 'Rows';

async function sheetsOf(path: string): Promise<Result<SheetContent[]>> {
  if (isWorkbook(path)) return readWholeWorkbook(path);
  const shape = sniffCsv(path, {});
  if (!shape.ok) return shape;
  const rows = [];
  const whole = new Whole();
  const batches = csvBatches(path, shape.value);
  for (let step = batches.next(); ; step = batches.next()) {
    if (step.done) {
      must(step.value);
      break;
    }
    for (const row of step.value) {
      if (!whole.take(row.cells.map(cellText))) throw new Refusal(tooLarge(path));
      rows.push(row);
    }
  }
  return done([plainSheet(TEXT_SHEET, rows)]);
}

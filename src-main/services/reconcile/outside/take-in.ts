// Takes an outside table in: its rows are read with a profile or as they look, kept with their file's hash, and compared from then on.
// All or nothing. Must not: match.
import { basename } from 'node:path';
import type { Month } from '../../../../src-shared/calendar.ts';
import { monthOf } from '../../../../src-shared/calendar.ts';
import type { Result } from '../../../../src-shared/findings/finding.ts';
import { done, Refusal, refused } from '../../../../src-shared/findings/finding.ts';
import type { LegacyCode } from '../../../../src-shared/findings/legacy.ts';
import type { ReconcileCode } from '../../../../src-shared/findings/reconcile.ts';
import { Whole } from '../../../../src-shared/read-whole.ts';
import type { Leg } from '../../../../src-shared/reconcile/words.ts';
import { LEG_WORDS } from '../../../../src-shared/reconcile/words.ts';
import { readCsv } from '../../../csv/read.ts';
import { sniffCsv } from '../../../csv/sniff.ts';
import { readSheet } from '../../../excel/read.ts';
import type { OutsideProfile } from '../../../import/outside/profile.ts';
import type { OutsideProposal } from '../../../import/outside/propose.ts';
import { proposeOutside } from '../../../import/outside/propose.ts';
import { type OutsideTable, readOutside } from '../../../import/outside/read.ts';
import type { RawRow } from '../../../import/raw-row.ts';
import { cellText } from '../../../import/usage-row.ts';
import { keepOutside } from '../../../storage/reconcile/outside-store.ts';
import { fileSha256 } from '../../incoming/file-hash.ts';
import { isWorkbook, tooLarge } from '../../incoming/tables-in-files.ts';
import type { Session } from '../../session.ts';
import { headOf } from '../../usage/layout/first-rows.ts';
import { nextNumber, onRecord } from '../on-record.ts';
import { outsideBook } from './known-parties.ts';
import { spreadsheetBalances } from './old-spreadsheet.ts';
import { profileNamed } from './profiles.ts';

export interface TakeIn {
  readonly leg: Leg;
  readonly path: string;
  /** What people call the file, where it is not the path's last part. */
  readonly name?: string;
  /** null: that of all its rows. */
  readonly month: Month | null;
  /** By name; null: as it looks, or as `layout` says. */
  readonly profile: string | null;
  readonly layout?: OutsideProfile | null;
  /** What names in the file are: the book's codes; they go before the layout's own. */
  readonly names?: Readonly<Record<string, string>>;
  /** The same file of the same month may be there already: it is gone on with, rather than refused. */
  readonly again?: boolean;
}
export interface TakenIn {
  readonly number: number;
  readonly month: Month;
  readonly rows: number;
  readonly leftOut: number;
  /** It was there before. */
  readonly known: boolean;
}

/** How a file looks: a proposal with what has to be asked. Changes nothing. */
export async function lookAtOutside(
  session: Session,
  leg: Leg,
  path: string,
  sheet: string | null = null,
): Promise<Result<OutsideProposal & { rows: RawRow[] }>> {
  try {
    const head = await headOf(path, { sheet });
    if (!head.ok) return head;
    const { rows, csv } = head.value;
    const cut = { delimiter: csv?.delimiter ?? null, encoding: csv?.encoding ?? null, sheet };
    return done({ ...proposeOutside(rows, leg, cut), rows });
  } catch (error) {
    return session.asRefusal(error);
  }
}

/** Notes: what of an old spreadsheet could not be compared. */
export async function takeIn(session: Session, asked: TakeIn): Promise<Result<TakenIn>> {
  const { path, name = basename(path) } = asked;
  try {
    const read = await readTable(session, asked);
    if (!read.ok)
      return refused(...read.findings.map((one) => ({ ...one, place: { ...one.place, file: name } })));
    const sha256 = await fileSha256(path);
    const { month, table } = read.value;
    const notCompared = read.notes?.map(({ message }) => message) ?? [];
    const kept = session.act(() =>
      keep(session, { ...asked, name, month: month ?? monthOfRows(table, name), sha256 }, table, notCompared),
    );
    return kept.ok ? done(kept.value, read.notes) : kept;
  } catch (error) {
    return session.asRefusal(error);
  }
}

/** An old spreadsheet of any layout by what it says; every other file, and a plain table of balances, by its columns. */
async function readTable(
  session: Session,
  asked: TakeIn,
): Promise<Result<{ month: Month | null; table: OutsideTable }>> {
  const { leg, path, month, names = {} } = asked;
  if (leg === 'spreadsheet' && asked.profile === null && !asked.layout) {
    const balances = await spreadsheetBalances(session, path, month, names);
    if (balances.ok || !balances.findings.some(({ code }) => code === LAYOUT_UNCLEAR)) return balances;
  }
  const profile = await profileFor(session, asked);
  if (!profile.ok) return profile;
  const rows = await allRows(path, profile.value);
  if (!rows.ok) return rows;
  const values = { ...profile.value.values, ...names };
  const table = readOutside(rows.value, { ...profile.value, values }, outsideBook(session, leg));
  return table.ok ? done({ month, table: table.value }) : table;
}

const LAYOUT_UNCLEAR: LegacyCode = 'layout_unclear';

/** As it was named, as it was laid out by a person, or as the file looks. */
export async function profileFor(
  session: Session,
  asked: Pick<TakeIn, 'leg' | 'path' | 'profile' | 'layout'>,
): Promise<Result<OutsideProfile>> {
  if (asked.layout) return done(asked.layout);
  if (asked.profile !== null) return done(profileNamed(session, asked.leg, asked.profile).profile);
  const looked = await lookAtOutside(session, asked.leg, asked.path);
  if (!looked.ok) return looked;
  const { questions, profile } = looked.value;
  return questions.length === 0 ? done(profile) : refused(...questions);
}

/** All rows of a file, as far as a table may be read whole. Refused: `sheet_too_large`. */
export async function allRows(
  path: string,
  { sheet, delimiter, encoding }: OutsideProfile,
): Promise<Result<RawRow[]>> {
  const rows: RawRow[] = [];
  const whole = new Whole();
  const keepAll = (batch: readonly RawRow[]): boolean =>
    batch.every((row) => {
      rows.push(row);
      return whole.take(row.cells.map(cellText));
    });
  if (isWorkbook(path)) {
    for await (const batch of readSheet(path, sheet === null ? {} : { sheet }))
      if (!keepAll(batch)) return refused(tooLarge(path));
    return done(rows);
  }
  const shape = sniffCsv(path, {
    ...(delimiter === null ? {} : { delimiter }),
    ...(encoding === null ? {} : { encoding }),
  });
  if (!shape.ok) return shape;
  let fits = true;
  const read = readCsv(path, shape.value, (batch) => {
    fits = keepAll(batch);
    return fits;
  });
  if (read && !read.ok) return read;
  return fits ? done(rows) : refused(tooLarge(path));
}

/** Throws a Refusal where rows are of several months, or say none. */
function monthOfRows({ rows }: OutsideTable, file: string): Month {
  const months = new Set(
    rows
      .flatMap(({ items }) => items.map(({ date }) => date))
      .filter((date) => date !== null)
      .map(monthOf),
  );
  const [only, other] = [...months].sort();
  if (only !== undefined && other === undefined) return only;
  throw new Refusal({
    code: 'month_unclear' satisfies ReconcileCode,
    place: { file },
    message:
      only === undefined ? 'Its rows have no dates' : `Its rows are of several months, from ${only} on`,
    hint: 'Say which month it is to be compared with (command: --month YYYY-MM)',
  });
}

function keep(
  session: Session,
  {
    leg,
    name,
    month,
    sha256,
    profile,
    again = false,
  }: TakeIn & { name: string; month: Month; sha256: string },
  { header, rows, leftOut }: OutsideTable,
  notCompared: string[],
): TakenIn {
  const known = onRecord(session, leg).tables.find((one) => one.sha256 === sha256 && one.month === month);
  if (known && again)
    return { number: known.number, month, rows: known.rows, leftOut: known.leftOut, known: true };
  if (known)
    throw new Refusal({
      code: 'outside_known' satisfies ReconcileCode,
      place: { file: name },
      message: `The same file was taken in before, as table ${known.number} of ${month} (${LEG_WORDS[leg]})`,
      hint: 'Nothing is to do; to read it otherwise, take that table out first',
    });
  const number = nextNumber(session, 'outside');
  const kept = rows.map(({ line, items, cells }) => ({
    line,
    items: JSON.stringify(items),
    cells: JSON.stringify(cells),
  }));
  const rowsSha256 = keepOutside(session.open, number, kept);
  const counts = { rows: rows.length, leftOut };
  session.tell(
    [
      {
        kind: 'outside',
        body: {
          ...{ number, leg, month, file: name, sha256, profile, header: [...header], ...counts, rowsSha256 },
          ...(leg === 'spreadsheet' ? { notCompared } : {}),
        },
      },
    ],
    name,
  );
  return { number, month, ...counts, known: false };
}

// Brings an old credit spreadsheet into the book: through the setup tables' planner and the usage importer, in one transaction
// that ends in a commit or, for a review, a rollback. So what was shown before is what happens. A token holds both together.
// Must not: tell a fact that a setup table or an import would refuse.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Finding, must, Refusal, type Result } from '../../../src-shared/findings/finding.ts';
import type { LegacyCode } from '../../../src-shared/findings/legacy.ts';
import type { LegacyShape } from '../../../src-shared/migration/shape.ts';
import { moneyScale } from '../../engine/book.ts';
import type { MigrationFact, TieOutLine } from '../../engine/facts.ts';
import type { LegacyFinding } from '../../import/legacy/legacy-book.ts';
import { planHistory } from '../../import/legacy/plan/history.ts';
import { planOpenings } from '../../import/legacy/plan/openings.ts';
import type { LeftOut, MigrationPlan, PlannedAdjustment, PlannedLot } from '../../import/legacy/plan/plan.ts';
import { codeFor } from '../../import/legacy/spellings.ts';
import { latest, type Progress, type Session } from '../session.ts';
import { loadWithin } from '../setup.ts';
import { type Imported, importWithin } from '../usage/import-usage.ts';
import { type LegacyFileRead, readLegacy } from './read-legacy.ts';
import { tellShape } from './shapes.ts';
import { setupTables, tellAdjustments } from './tables.ts';
import { type EffectOnBook, effectOn, tieOutOf } from './tie-out.ts';
import { listMigrations } from './undo.ts';

export interface MigrationAsked {
  readonly path: string;
  /** null: as it is remembered or looks. */
  readonly shape: LegacyShape | null;
  readonly way: MigrationFact['way'];
  /** The cut-over date, of openings. */
  readonly at: string | null;
  /** How long purchases last where the workbook does not say, of a history: a duration, or `never`. */
  readonly expires: string;
  /** What the general ledger says is deferred, by currency; canonical decimals. */
  readonly ledger: Readonly<Record<string, string>>;
  /** Customers that are nobody's yet become new ones, each spelling by itself. */
  readonly newCustomers: boolean;
  readonly progress?: Progress;
}

export interface MigrationApproved {
  /** Of the review. */
  readonly token: string;
  readonly reason: string;
  readonly approvedBy: string;
  /** Saves the shape under this name. */
  readonly remember: string | null;
}

export interface Migration {
  readonly token: string;
  readonly file: string;
  readonly sha256: string;
  readonly layout: string;
  readonly way: MigrationFact['way'];
  readonly at: string | null;
  readonly counts: MigrationFact['counts'];
  readonly customers: readonly { code: string; name: string }[];
  readonly lots: readonly PlannedLot[];
  readonly adjustments: readonly PlannedAdjustment[];
  readonly leftOut: readonly LeftOut[];
  /** Rows that are no data, with why: totals, notes, headings. */
  readonly skipped: readonly { sheet: string; row: number; why: string }[];
  readonly findings: readonly LegacyFinding[];
  readonly tieOut: readonly TieOutLine[];
  /** Something differs, so a reason is needed. */
  readonly differs: boolean;
  readonly effect: readonly EffectOnBook[];
  readonly usage: Pick<Imported, 'batch' | 'accepted' | 'duplicates' | 'late' | 'exceptions'> | null;
  /** null: it was a review. */
  readonly done: { readonly number: number; readonly reason: string; readonly approvedBy: string } | null;
}

/** What a migration would do. Changes nothing. */
export function reviewMigration(session: Session, asked: MigrationAsked): Promise<Result<Migration>> {
  return carryOut(session, asked, null);
}

/** Does what the review showed. Refused: file or book changed since; the tie-out differs and no reason is given. */
export function commitMigration(
  session: Session,
  asked: MigrationAsked,
  approved: MigrationApproved,
): Promise<Result<Migration>> {
  return carryOut(session, asked, approved);
}

async function carryOut(
  session: Session,
  asked: MigrationAsked,
  approved: MigrationApproved | null,
): Promise<Result<Migration>> {
  try {
    const read = await understood(session, asked);
    const plan = planOf(session, asked, read);
    const token = tokenOf(session, asked, read);
    if (approved !== null && approved.token !== token) throw new Refusal(stale(asked.path));
    session.open.setBulk(true);
    return await session.actInTurns(
      () => tellAll(session, asked, { read, plan, token, approved }),
      () => approved !== null,
    );
  } catch (error) {
    return session.asRefusal(error);
  } finally {
    session.open.setBulk(false);
  }
}

/** The workbook, with nothing left to be asked. */
async function understood(session: Session, asked: MigrationAsked): Promise<LegacyFileRead> {
  const { path, at, shape, newCustomers } = asked;
  let read = must(await readLegacy(session, { path, asOf: at }, shape));
  const open = read.understood.spellings.filter(({ code }) => code === null);
  if (newCustomers && open.length > 0) {
    const taken = new Set(latest(session, 'customer').keys());
    const made = open.map(({ text }) => {
      const code = codeFor(text, taken);
      taken.add(code);
      return [text, code] as const;
    });
    const customers = Object.fromEntries([...Object.entries(read.understood.shape.customers), ...made]);
    // Nobody has said that names which are alike are two customers: it stays a finding.
    const alike = read.book.findings.filter(({ code }) => code === 'similar_customers');
    const mapped = must(
      await readLegacy(session, { path, asOf: at }, { ...read.understood.shape, customers }),
    );
    read = { ...mapped, book: { ...mapped.book, findings: [...alike, ...mapped.book.findings] } };
  }
  // Openings are of no meter.
  const questions = read.understood.questions.filter(
    ({ code }) => asked.way === 'history' || code !== 'meters_unmapped',
  );
  if (questions.length > 0) throw new Refusal(...questions);
  const { sha256, name } = read.book.file;
  const before = [...latest(session, 'migration').values()].find((one) => one.sha256 === sha256);
  if (before)
    throw new Refusal({
      code: 'already_migrated' satisfies LegacyCode,
      place: { file: name },
      message: `This very workbook came into the book before, as migration ${before.number}`,
      hint: 'Nothing is to be done; compare it with the book instead',
    });
  return read;
}

function planOf(session: Session, asked: MigrationAsked, { book }: LegacyFileRead): MigrationPlan {
  const types = latest(session, 'credit_type');
  const given = {
    scaleOf: (creditType: string) => types.get(creditType)?.scale ?? 2,
    moneyScale,
    taken: new Set([...latest(session, 'grant').keys(), ...latest(session, 'adjustment').keys()]),
    file: book.file.name,
    currency: latest(session, 'book').get('book')?.currency ?? '',
  };
  const isHistory = asked.way === 'history';
  if (isHistory && book.layout === 'balance_grid')
    throw new Refusal({
      code: 'no_history' satisfies LegacyCode,
      place: { file: book.file.name },
      message: 'A grid of balances does not say what was bought and used when',
      hint: 'Bring it in as openings at a cut-over date',
    });
  const plan = isHistory
    ? planHistory(book, { ...given, expires: asked.expires })
    : planOpenings(book, asked.at ?? '', given);
  if (plan.lots.length === 0 && plan.usage === null)
    throw new Refusal({
      code: 'nothing_to_migrate' satisfies LegacyCode,
      place: { file: book.file.name },
      message: `Nothing of the workbook would come in${isHistory ? '' : ` at ${asked.at}`}`,
      hint: 'Look at what its columns were taken for, and at the cut-over date',
    });
  return plan;
}

interface ToTell {
  readonly read: LegacyFileRead;
  readonly plan: MigrationPlan;
  readonly token: string;
  readonly approved: MigrationApproved | null;
}

/** Inside the transaction. */
async function tellAll(session: Session, asked: MigrationAsked, told: ToTell): Promise<Migration> {
  const { read, plan, token, approved } = told;
  const { file, findings, layout } = read.book;
  const customers = newCustomers(session, read, plan);
  const tables = setupTables(newCreditTypes(session, plan), customers, plan.lots);
  loadWithin(session, tables, file.name, asked.progress);
  const imported = plan.usage === null ? null : await replay(session, asked, plan.usage, file.sha256);
  const adjusted = tellAdjustments(session, plan.adjustments, file.name);
  const leftOut = [...plan.leftOut, ...adjusted.leftOut];
  const lines = tieOutOf(session, plan, asked.ledger);
  const differs = lines.some((line) => line.differs);
  const reason = approved?.reason.trim() ?? '';
  if (approved !== null && differs && reason === '') throw new Refusal(mustExplain(lines));
  const { way, at } = asked;
  const number = listMigrations(session).length + 1;
  const fact: MigrationFact = {
    number,
    file: file.name,
    sha256: file.sha256,
    layout,
    way,
    at,
    counts: {
      customers: customers.length,
      lots: plan.lots.length,
      usage: imported?.accepted ?? 0,
      leftOut: leftOut.length,
      findings: findings.length,
      adjustments: adjusted.told.length,
    },
    tieOut: lines.map(({ differs: _, ...line }) => line),
    reason,
    approvedBy: approved?.approvedBy ?? '',
    batch: imported?.batch ?? null,
  };
  if (approved !== null) {
    session.tell([{ kind: 'migration', body: fact }], file.name);
    if (approved.remember !== null) tellShape(session, approved.remember, read.understood.shape, file.name);
  }
  const { counts, tieOut, sha256 } = fact;
  return {
    token,
    file: file.name,
    ...{ sha256, layout, way, at, counts, tieOut, differs, customers, findings },
    lots: plan.lots,
    adjustments: adjusted.told,
    leftOut,
    skipped: skippedRows(read, plan),
    effect: effectOn(session, plan),
    usage: imported && usageCounts(imported),
    done: approved === null ? null : { number, reason, approvedBy: approved.approvedBy },
  };
}

const usageCounts = ({ batch, accepted, duplicates, late, exceptions }: Imported): Migration['usage'] => ({
  batch,
  accepted,
  duplicates,
  late,
  exceptions,
});

/** Rows that are no data, and purchases of which nothing remains. */
function skippedRows(read: LegacyFileRead, plan: MigrationPlan): Migration['skipped'] {
  const states = new Set(['total', 'note', 'repeated', 'left_out']);
  return [
    ...read.understood.sheets.flatMap(({ name, rows }) =>
      (rows ?? [])
        .filter(({ state }) => states.has(state))
        .map(({ row, why }) => ({ sheet: name, row: row.line, why })),
    ),
    ...plan.usedUp.map(({ sheet, row }) => ({ sheet, row, why: 'nothing remains' })),
  ];
}

/** Codes that the workbook's customers were mapped to and the book does not have, called as the workbook does. */
function newCustomers(
  session: Session,
  { understood: { spellings } }: LegacyFileRead,
  plan: MigrationPlan,
): { code: string; name: string }[] {
  const known = latest(session, 'customer');
  const needed = new Set([
    ...plan.lots.map(({ customer }) => customer),
    ...(plan.usage ?? []).map(({ cells }) => String(cells[1])),
  ]);
  const names = new Map<string, { name: string; rows: number }>();
  for (const { text, code, rows } of spellings) {
    if (code === null || known.has(code) || !needed.has(code)) continue;
    const before = names.get(code);
    const isFuller = before?.rows === rows && text.length > before.name.length;
    if (!before || rows > before.rows || isFuller) names.set(code, { name: text, rows });
  }
  return [...names].map(([code, { name }]) => ({ code, name }));
}

/** A book without any credit type gets the one that was named. */
function newCreditTypes(session: Session, { lots }: MigrationPlan): string[] {
  if (latest(session, 'credit_type').size > 0) return [];
  return [...new Set(lots.map(({ creditType }) => creditType))];
}

const REJECTS_TOLD = 20;

/** All of the usage or none of it: a history with holes would be another one. */
async function replay(
  session: Session,
  { path, progress }: MigrationAsked,
  rows: NonNullable<MigrationPlan['usage']>,
  sha256: string,
): Promise<Imported> {
  const imported = await importWithin(session, {
    path,
    profile: null,
    dryRun: false,
    progress,
    given: { rows, sha256 },
  });
  if (imported.rejected === 0) return imported;
  throw new Refusal(
    ...imported.rejects.slice(0, REJECTS_TOLD).map(
      ({ line, message }): Finding => ({
        code: 'usage_rejected' satisfies LegacyCode,
        place: {
          file: basename(path),
          table: String(rows[line - 1]?.cells[5] ?? ''),
          row: Number(rows[line - 1]?.cells[6]),
        },
        message,
        hint: 'Map it in the layout, or add what is missing to the catalog',
      }),
    ),
  );
}

/** What the review was of: the bytes, the facts of the book, and what was said. */
function tokenOf(session: Session, asked: MigrationAsked, { book, understood }: LegacyFileRead): string {
  const { way, at, expires, ledger } = asked;
  const said = [book.file.sha256, session.open.facts.head().hash, way, at, expires, ledger, understood.shape];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

function stale(path: string): Finding {
  return {
    code: 'review_stale',
    place: { file: basename(path) },
    message:
      'The workbook or the book changed since the review, so the migration would not be what it showed',
    hint: 'Review it again',
  };
}

function mustExplain(lines: readonly (TieOutLine & { differs: boolean })[]): Finding {
  const open = lines.filter(({ differs }) => differs);
  const words = open.map(({ what, unit, sheet, book, ledger }) =>
    what === 'deferred'
      ? `${book} ${unit} deferred${ledger === null ? ', and nobody said what the general ledger has' : `, the general ledger has ${ledger}`}`
      : `${book} ${unit} come in, the workbook has ${sheet}`,
  );
  return {
    code: 'tie_out_differs' satisfies LegacyCode,
    message: `It does not tie out: ${words.join('; ')}`,
    hint: 'Give the reason why it is right all the same, or mend what is wrong first',
  };
}

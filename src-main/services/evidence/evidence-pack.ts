// The evidence pack of a closed month: everything an auditor needs to check it without Drawdown, as a folder or a zip, with a manifest. The
// seal is recomputed while the postings are written: a pack that would not check is not given. Must not: change the book.

import type { Instant, Month } from '../../../src-shared/calendar.ts';
import { failure, notWritable } from '../../../src-shared/findings/files.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import { csvPieces } from '../../csv/write.ts';
import type { CloseFact } from '../../engine/facts.ts';
import { workbookBytes } from '../../excel/write.ts';
import { evidenceReadme } from '../../reports/evidence/readme.ts';
import { RECIPES } from '../../reports/evidence/recipes.ts';
import type { ReportSource } from '../../reports/source.ts';
import { trialWorkbook } from '../../reports/workbooks/trial/trial.ts';
import { BATCH_ROW_COLUMNS, batchRows } from '../../storage/usage/batch-rows.ts';
import { endOfMonth } from '../deriving/derive.ts';
import { issuedBytes } from '../documents/issued.ts';
import { paperIn } from '../documents/paper.ts';
import { wouldOverwrite } from '../files/text-file.ts';
import { sealSpan, standingCloses } from '../months.ts';
import { withSource } from '../report.ts';
import type { Progress, Session } from '../session.ts';
import { lotsTable, postingsTable, usageTable } from './ledger-tables.ts';
import type { PackFiles } from './pack-place.ts';
import { beginPack } from './pack-place.ts';
import { reconciliationsOf } from './reconciliations.ts';
import type { PackTable } from './record-tables.ts';
import {
  batchesTable,
  controlTable,
  documentsOf,
  documentsTable,
  factsTable,
  policiesTable,
  sealsTable,
} from './record-tables.ts';
import { chooseSample, lotsStanding, trialLot } from './sample.ts';

const SAMPLE_SIZE = 25;
/** Rows between two words on how far it is. */
const EVERY = 5000;

export interface EvidenceOptions {
  month: Month;
  /** A folder that is new or empty, or a file whose name ends in .zip, which is replaced. */
  out: string;
  /** What chooses the sample; null: the number that the seal begins with, which nobody can pick. */
  seed?: number | null;
  /** How many lots are recomputed. */
  sample?: number;
  progress?: Progress;
}

export interface EvidenceGiven {
  month: Month;
  seal: string;
  /** How many files, without the manifest; and the manifest's own SHA-256, to be told apart from the pack. */
  files: number;
  manifestSha256: string;
  facts: number;
  postings: number;
  documents: number;
  seed: number;
  sample: number;
  population: number;
}

export function giveEvidence(session: Session, options: EvidenceOptions): Promise<Result<EvidenceGiven>> {
  const { month, out } = options;
  return withSource(session, { month, through: month }, async (source) => {
    const close = mustBeClosed(session, month);
    const altered = session.open.facts.verify();
    if (altered.length > 0) throw new Refusal(...altered);
    const taken = wouldOverwrite(out, [session.open.path]);
    if (taken) throw new Refusal(taken);
    let files: PackFiles | null = null;
    try {
      files = beginPack(out);
      const given = await fill(session, source, close, files, options);
      files.finish();
      return given;
    } catch (error) {
      files?.drop();
      if (error instanceof Refusal) throw error;
      throw new Refusal(notWritable(out, failure(error)));
    }
  });
}

function mustBeClosed(session: Session, month: Month): CloseFact {
  const closes = standingCloses(session);
  const close = closes.find((one) => one.month === month);
  if (close) return close;
  const last = closes.at(-1)?.month;
  throw new Refusal({
    code: 'not_closed' satisfies ServiceCode,
    message: `${month} is not closed, and evidence is given of closed months only`,
    hint: last === undefined ? 'Close the month first' : `Close it first; the last closed month is ${last}`,
  });
}

async function fill(
  session: Session,
  source: ReportSource,
  close: CloseFact,
  files: PackFiles,
  options: EvidenceOptions,
): Promise<EvidenceGiven> {
  const { month, progress } = options;
  const book = session.book();
  const span = [book.zone.startOf(`${month}-01`), endOfMonth(book, month)] as const;
  const tell = (step: string, of: number) => (count: number) => {
    if (count % EVERY === 1) progress?.(step, count, of);
  };
  const write = (path: string, { columns, rows }: PackTable): void =>
    files.write(
      path,
      csvPieces(
        columns.map((key) => ({ key, type: 'text' as const })),
        rows,
      ),
    );
  writePostings(session, source, close, write, tell('Writing postings', close.postings));
  const usage = usageTable(session.open, book, span, tell('Writing usage', 0));
  write('usage.csv', usage);
  const documents = documentsOf(session, month);
  const reconciled = await reconciliationsOf(session, month);
  const facts = factsUsed(session, month, Math.max(documents.at(-1)?.fact.seq ?? 0, reconciled.lastFact));
  progress?.('Writing the record', 0, 1);
  write('facts.csv', factsTable(session, facts));
  write('policies.csv', policiesTable(session, facts));
  write('seals.csv', sealsTable(session, month));
  const inMonth = usage.byBatch();
  write('batches.csv', batchesTable(session, facts, inMonth));
  progress?.('Writing whole imports', 0, 1);
  const batches = [...inMonth.keys()].sort((a, b) => a - b);
  write('batch-rows.csv', { columns: BATCH_ROW_COLUMNS, rows: batchRows(session.open, batches) });
  write('control-totals.csv', controlTable(session, facts));
  write('documents.csv', documentsTable(documents));
  write('reconciliations.csv', reconciled.table);
  for (const { path, bytes } of reconciled.files) files.put(path, bytes);
  for (const [index, { document, path }] of documents.entries()) {
    progress?.('Copying documents', index, documents.length);
    files.put(path, issuedBytes(session, document));
  }
  const sampled = await writeSample(session, source, close, span, { files, write, facts, options });
  const given = {
    month,
    seal: close.seal,
    facts,
    postings: close.postings,
    documents: documents.length,
    ...sampled,
  };
  writeAbout(session, given, files, write);
  return { ...given, ...writeManifest(files, write) };
}

type Write = (path: string, table: PackTable) => void;

function writePostings(
  session: Session,
  source: ReportSource,
  close: CloseFact,
  write: Write,
  onRow: (count: number) => void,
): void {
  const { from, to, previousSeal } = sealSpan(session, close.month, close.previousSeal);
  const table = postingsTable(session.open, source.book, [from, to], previousSeal, onRow);
  write('postings.csv', table);
  const { postings, seal } = table.sealed();
  if (postings === close.postings && seal === close.seal) return;
  throw new Refusal({
    code: 'not_as_recorded' satisfies ServiceCode,
    message: `The postings of ${close.month} are not those that were sealed (${close.postings} then, ${postings} now)`,
    hint: 'The file was changed outside the program: restore it from a backup',
  });
}

/** What was told up to the month's close, and to the last document and reconciliation of it. */
function factsUsed(session: Session, month: Month, lastOf: number): number {
  const close = session.facts().findLast(({ kind, key }) => kind === 'close' && key === month);
  return Math.max(close?.seq ?? 0, lastOf);
}

interface Writing {
  readonly files: PackFiles;
  readonly write: Write;
  /** How many facts the pack holds. */
  readonly facts: number;
  readonly options: EvidenceOptions;
}

async function writeSample(
  session: Session,
  source: ReportSource,
  close: CloseFact,
  [from, to]: readonly [Instant, Instant],
  { files, write, facts, options }: Writing,
): Promise<{ seed: number; sample: number; population: number }> {
  const { progress, sample = SAMPLE_SIZE } = options;
  const seed = options.seed ?? Number.parseInt(close.seal.slice(0, 8), 16);
  const { lots, recognizedBefore } = lotsStanding(session, source, close.month, from);
  const chosen = chooseSample(lots, seed, sample);
  write('lots.csv', lotsTable(source.book, lots, chosen));
  const picked = lots.filter(({ lot }) => chosen.has(lot));
  const told = session.facts().slice(0, facts);
  const trials = picked.map((sums, index) => {
    progress?.('Recomputing the sample', index, picked.length);
    return trialLot(session, told, sums, recognizedBefore.get(sums.lot) ?? 0n, to);
  });
  const workbook = trialWorkbook({
    book: source.book,
    timeZone: session.book().fact.timeZone,
    month: close.month,
    seal: close.seal,
    seed,
    population: lots.length,
    lots: trials,
  });
  files.put('trial-recomputation.xlsx', await workbookBytes(workbook, { paper: paperIn(told) }));
  return { seed, sample: trials.length, population: lots.length };
}

function writeAbout(
  session: Session,
  given: Omit<EvidenceGiven, 'files' | 'manifestSha256'>,
  files: PackFiles,
  write: Write,
): void {
  const { name, timeZone, currency } = session.book().fact;
  let hash = '';
  for (const fact of session.open.facts.recorded(given.facts)) hash = fact.hash;
  const about = {
    book: name,
    time_zone: timeZone,
    currency,
    month: given.month,
    seal: given.seal,
    postings: String(given.postings),
    facts: String(given.facts),
    facts_hash: hash,
    documents: String(given.documents),
    seed: String(given.seed),
    sample: String(given.sample),
    lots: String(given.population),
  };
  write('about.csv', { columns: ['key', 'value'], rows: Object.entries(about) });
  for (const { file, text } of Object.values(RECIPES)) files.write(file, [text]);
  files.write('README.html', [evidenceReadme(about)]);
}

function writeManifest(files: PackFiles, write: Write): { files: number; manifestSha256: string } {
  const listed = files.listed();
  const rows = listed.map(({ path, bytes, sha256 }) => [path, String(bytes), sha256]);
  write('manifest.csv', { columns: ['path', 'bytes', 'sha256'], rows });
  const manifest = files.listed().find(({ path }) => path === 'manifest.csv')!;
  return { files: listed.length, manifestSha256: manifest.sha256 };
}

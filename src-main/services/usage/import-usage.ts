// Imports a usage file: read, check against the book, tell the rows, derive, all in one transaction that ends in a commit or,
// for a dry run, a rollback. So what a preview shows is what a commit does. Flat memory: rows stream through.
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { must, Refusal } from '../../../src-shared/findings/finding.ts';
import { csvBatches } from '../../csv/read.ts';
import { sniffCsv } from '../../csv/sniff.ts';
import { readSheet } from '../../excel/read.ts';
import type { RawRow } from '../../import/raw-row.ts';
import type { Code } from '../../import/usage-codes.ts';
import type { ImportProfile } from '../../import/usage-profile.ts';
import { CANONICAL_PROFILE } from '../../import/usage-profile.ts';
import type { TakeRow, UsageCounts } from '../../import/usage-reading.ts';
import { openUsage } from '../../import/usage-reading.ts';
import type { UsageBook } from '../../import/usage-row.ts';
import { isMostlyNew, LARGE_FILE } from '../../storage/usage/batch.ts';
import { readAhead } from '../../storage/usage/read-ahead.ts';
import type { KeptReject } from '../../storage/usage-store.ts';
import { rejectedRows, unratedOfBatch } from '../../storage/usage-store.ts';
import { openRederiver, type Rederiver } from '../deriving/apart.ts';
import { fileSha256 } from '../incoming/file-hash.ts';
import { isWorkbook } from '../incoming/tables-in-files.ts';
import type { Progress, Session } from '../session.ts';
import { latest } from '../session.ts';
import { rowOfBlock } from './apart/blocks.ts';
import { readApart } from './apart/reader.ts';
import type { ReadFile } from './apart/thread.ts';
import type { Control } from './control-totals.ts';
import { controlInWords, heldAgainst } from './control-totals.ts';
import type { ByHand, ImportWatch } from './import-watch.ts';
import { byHandInWords, takeByHand } from './import-watch.ts';
import { placing } from './placing.ts';
import { type Taking, takeInto } from './taking.ts';

export interface ImportOptions {
  path: string;
  profile: string | null;
  dryRun: boolean;
  progress?: Progress;
  /** Gets the file's header and every rejected row, to be read at once: after a dry run they are nowhere. */
  onRejects?: (header: readonly string[], rejects: Iterable<KeptReject>) => void;
  /** Asked between pieces of the file and of deriving, and before the commit: true stops the import, and nothing of it stays. */
  cancelled?: () => boolean | Promise<boolean>;
  /** What must be there before anything is kept; awaited before the file is written into. */
  backup?: () => Promise<Result<unknown>>;
  /** The layout, where it is not that of the saved profile: `profile` is then only what the batch is recorded under. */
  layout?: ImportProfile;
  /** What a person mended or left out in the review. */
  byHand?: ByHand;
  /** Whoever looks on, row by row: the review. */
  watch?: ImportWatch;
  /** What the source says it sent. */
  control?: Control;
  /** The rows, where they were read already; the file is then what they came from. */
  given?: { rows: readonly RawRow[]; sha256: string };
}

export interface Imported {
  /** Number of the batch; the one it would have had, for a dry run. */
  batch: number;
  file: string;
  accepted: number;
  duplicates: number;
  late: number;
  exceptions: number;
  rejected: number;
  /** Rows read past: blank, headers repeated, totals, lines above and below the data. */
  skipped: number;
  idsMade: boolean;
  header: readonly string[];
  /** What became of the control totals, in words; blank: none were told. */
  control: string;
  /** The first rejected rows; all of them are kept with the batch. */
  rejects: readonly KeptReject[];
}

/** A file for another book may have a million of them. */
const REJECTS_SHOWN = 1000;
/** From so many bytes on the steps of one statement fill a temporary file. */
const MANY_STEPS = 1_000_000;

export async function importUsage(session: Session, options: ImportOptions): Promise<Result<Imported>> {
  const { open } = session;
  const { path, dryRun, backup } = options;
  const backedUp = async (): Promise<unknown> => backup && must(await backup());
  try {
    const bytes = sizeOf(path);
    if (isMostlyNew(open, bytes)) {
      if (!dryRun) {
        await backedUp();
        open.writeInPlace(true);
      }
    } else if (bytes >= MANY_STEPS) open.keepStepsInMemory(true);
    return await session.actInTurns(
      () => importWithin(session, options),
      async () => {
        if (!dryRun) await backedUp();
        return !dryRun;
      },
    );
  } catch (error) {
    return session.asRefusal(error);
  } finally {
    open.setBulk(false);
    open.keepStepsInMemory(false);
    open.writeInPlace(false);
  }
}

/** The import itself, within a transaction of the caller, who commits or rolls back. Throws a Refusal. */
export async function importWithin(session: Session, options: ImportOptions): Promise<Imported> {
  const { path } = options;
  const taking = takeInto(session, sizeOf(path), options.watch);
  const file = await readRows(session, options, taking);
  const rederiver = openRederiver(session, taking.tally.accepted);
  try {
    return await tellAndDerive(session, options, taking, file, rederiver);
  } finally {
    await rederiver.close();
  }
}

/** Tells the batch, whose rows are in, and derives from it. */
async function tellAndDerive(
  session: Session,
  options: ImportOptions,
  taking: Taking,
  { header, counts, sha256 }: ReadFile,
  rederiver: Rederiver,
): Promise<Imported> {
  const { writer, changed, tally } = taking;
  options.progress?.('Looking for duplicates', 0, 1);
  taking.settle();
  options.watch?.read?.(sha256);
  const control = heldAgainst(options.control);
  const batch = {
    batch: writer.batch,
    file: basename(options.path),
    sha256,
    profile: options.profile,
    header: [...header],
    accepted: tally.accepted,
    duplicates: tally.duplicates,
    late: tally.late,
    exceptions: 0,
    rejected: tally.rejected,
    ...writer.finish(),
    ...(control ? { control } : {}),
  };
  session.tell([{ kind: 'batch', body: batch }], `${basename(options.path)}${byHandInWords(options.byHand)}`);
  options.watch?.deriving?.(changed);
  for await (const { done: count, of } of rederiver.parts(changed)) {
    options.progress?.('Deriving', count, of);
    await stopIfCancelled(options);
  }
  // Sorting an index takes memory, too.
  await rederiver.close();
  writer.derived();
  options.watch?.derived?.(changed, writer.batch);
  await stopIfCancelled(options);
  const exceptions = unratedOfBatch(session.open, writer.batch);
  options.onRejects?.(batch.header, rejectedRows(session.open, writer.batch));
  return {
    ...batch,
    exceptions,
    control: controlInWords(control),
    skipped: skippedRows(counts),
    idsMade: counts.idsMade,
    rejects: firstOf(rejectedRows(session.open, writer.batch), REJECTS_SHOWN),
  };
}

/** Reads the file to its end and takes its rows; a large one on another thread. */
async function readRows(session: Session, options: ImportOptions, taking: Taking): Promise<ReadFile> {
  const profile = options.layout ?? (await profileNamed(session, options.profile));
  const book = usageBook(session);
  if (!options.given && !isWorkbook(options.path) && sizeOf(options.path) >= LARGE_FILE)
    return readApartInto(options, { profile, book }, taking, () => {
      // Where there is no index on ids nothing is looked for.
      if (!taking.writer.ids) readAhead(session.open);
    });
  const reading = openUsage(profile, book);
  const source = { sha256: '' };
  const placed = placing(taking.openFrom, options.byHand);
  const take: TakeRow = (row, raw) => {
    if (row.kind === 'reject') taking.reject(row);
    else taking.take(placed(row), raw);
  };
  options.watch?.begin?.(reading.header);
  for await (const rows of rowsOf(options.path, profile, options, source)) {
    must(reading.feed(takeByHand(rows, options.byHand, taking.reject), take));
    await stopIfCancelled(options);
  }
  return { counts: must(reading.end()), header: reading.header(), sha256: source.sha256 };
}

/** The profile of that name; the canonical one where none is named, and what reads profiles is then not even loaded. */
async function profileNamed(session: Session, name: string | null): Promise<ImportProfile> {
  if (name === null) return CANONICAL_PROFILE;
  const profiles = await import('./layout/profiles.ts');
  return profiles.profileNamed(session, name);
}

async function readApartInto(
  options: ImportOptions,
  { profile, book }: { profile: ImportProfile; book: UsageBook },
  { writer, openFrom, takeBlock }: Taking,
  meanwhile: () => void,
): Promise<ReadFile> {
  const byId = (codes: ReadonlyMap<string, number>): Map<number, Code> =>
    new Map([...codes].map(([code, id]) => [id, { id, code }]));
  const [customers, meters] = [byId(book.customers), byId(book.meters)];
  const { path, byHand, watch, progress } = options;
  const told = { path, byHand, openFrom, batch: writer.batch, shows: watch?.shows ?? 0 };
  const start = {
    ...told,
    ...book,
    profile,
    zone: book.zone.id,
    ids: writer.ids?.bits ?? null,
    earlier: writer.earlier,
  };
  const take: Parameters<typeof readApart>[1] = async ({ block, header, bytes, of }) => {
    watch?.begin?.(() => header);
    takeBlock(block, (n) => rowOfBlock(block, n, customers, meters));
    progress?.('Reading', bytes, of);
    await stopIfCancelled(options);
  };
  return readApart(start, take, meanwhile);
}

function firstOf<T>(items: Iterable<T>, count: number): T[] {
  const first: T[] = [];
  for (const item of items) {
    first.push(item);
    if (first.length === count) break;
  }
  return first;
}

async function stopIfCancelled({ cancelled }: ImportOptions): Promise<void> {
  if (cancelled && (await cancelled())) {
    throw new Refusal({
      code: 'cancelled',
      message: 'The import was cancelled',
      hint: 'Nothing of the file was kept',
    });
  }
}

function skippedRows({ blank, repeatedHeaders, totals, above, bottom }: UsageCounts): number {
  return blank + repeatedHeaders + totals + above + bottom;
}

function usageBook(session: Session): UsageBook {
  const { codes } = session.open;
  const ids = (kind: 'customer' | 'meter'): Map<string, number> =>
    new Map([...latest(session, kind).keys()].map((code) => [code, codes.idOf(kind, code)]));
  return { zone: session.book().zone, customers: ids('customer'), meters: ids('meter') };
}

/** The rows of the file in batches; when it has been read to its end, the SHA-256 of its bytes is put into `source`. */
async function* rowsOf(
  path: string,
  profile: ImportProfile,
  options: ImportOptions,
  source: { sha256: string },
): AsyncGenerator<RawRow[]> {
  const { given } = options;
  if (given) {
    yield [...given.rows];
    source.sha256 = given.sha256;
    return;
  }
  const onProgress = (read: number, of: number): void => options.progress?.('Reading', read, of);
  if (isWorkbook(path)) {
    yield* readSheet(path, { ...(profile.sheet === null ? {} : { sheet: profile.sheet }), onProgress });
    source.sha256 = await fileSha256(path);
    return;
  }
  const shape = must(sniffCsv(path, profile));
  const batches = csvBatches(path, shape, { onProgress });
  for (;;) {
    const next = batches.next();
    if (next.done) {
      source.sha256 = must(next.value).sha256;
      return;
    }
    yield next.value;
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

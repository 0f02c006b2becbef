// Reads the rows of one usage file from top to bottom: finds the header, leaves out what is no usage, reads each row and makes
// ids where the file has none. What comes out is what an import commits, whatever kind of file the rows came from.
// Must not: read files, or compare rows with the book's usage (duplicates, late rows: the import service).
import { done, type Finding, type Result } from '../../src-shared/findings/finding.ts';
import { rearm } from '../../src-shared/formula-signs.ts';
import type { RawRow } from './raw-row.ts';
import { findColumns, headerText, numberedHeader, REJECT_COLUMNS } from './usage-header.ts';
import { openIdMaker } from './usage-ids.ts';
import type { ImportProfile } from './usage-profile.ts';
import {
  compileRowReader,
  isBlank,
  type ParsedRow,
  type RowReader,
  type RowReject,
  type UsageBook,
} from './usage-row.ts';

export interface AcceptedRow extends ParsedRow {
  readonly eventId: string;
}
/** `raw` is the row as it came: a slice of the file's text, to be copied if it is kept. */
export type TakeRow = (row: AcceptedRow | RowReject, raw: RawRow) => void;

export interface UsageCounts {
  accepted: number;
  rejected: number;
  /** Rows of blank cells; lines without any were left out by the reader. */
  blank: number;
  repeatedHeaders: number;
  totals: number;
  /** Rows above the header, and at the end as the profile says. */
  above: number;
  bottom: number;
  /** Ids were made: the file has none. */
  idsMade: boolean;
}

export interface UsageReading {
  /** Reads a batch of rows in order; a refusal means nothing of the file may be kept. */
  feed(rows: readonly RawRow[], take: TakeRow): Result<null>;
  /** After the last row. */
  end(): Result<UsageCounts>;
  /** The header as text, once it was found. */
  header(): readonly string[];
}

/** A header that the profile fits must come within this many rows that are not blank. */
const HEADER_WITHIN = 50;

export function openUsage(profile: ImportProfile, book: UsageBook): UsageReading {
  return new Reading(profile, book);
}

/** Does the profile find its columns in this header? Then it can be chosen without asking. */
export function profileFits(profile: ImportProfile, header: RawRow['cells']): boolean {
  return findColumns(profile, header).ok;
}

/** A file that rejectsTable wrote has its header on top, wherever the profile's files have theirs. */
function isRejectsHeader(row: RawRow): boolean {
  const names = new Set(row.cells.map((cell) => headerText(cell).toLowerCase()));
  return REJECT_COLUMNS.every((name) => names.has(name));
}

const rearmed = ({ line, cells }: RawRow): RawRow => ({
  line,
  cells: cells.map((cell) => (typeof cell === 'string' ? rearm(cell) : cell)),
});

class Reading implements UsageReading {
  readonly #profile: ImportProfile;
  readonly #book: UsageBook;
  readonly #makeId = openIdMaker();
  readonly #counts: UsageCounts;
  #read: RowReader | null = null;
  #header: string[] = [];
  #above: RawRow[] = [];
  #held: RawRow[] = [];
  #holds: number;
  /** The file is one of rejected rows, as the program wrote it: text in it is disarmed. */
  #disarmed = false;

  constructor(profile: ImportProfile, book: UsageBook) {
    this.#profile = profile;
    this.#book = book;
    this.#holds = profile.skipBottom;
    this.#counts = {
      accepted: 0,
      rejected: 0,
      blank: 0,
      repeatedHeaders: 0,
      totals: 0,
      above: 0,
      bottom: 0,
      idsMade: false,
    };
  }

  header = (): readonly string[] => this.#header;

  feed = (rows: readonly RawRow[], take: TakeRow): Result<null> => {
    for (const row of rows) {
      if (this.#read) this.#next(row, take);
      else {
        const found = this.#seekHeader(row, take);
        if (!found.ok) return found;
      }
    }
    return done(null);
  };

  end = (): Result<UsageCounts> => {
    if (!this.#read) {
      // A file of fewer rows, or whose header line lies beyond its end: say what its best row lacks.
      const start = this.#start(this.#bestHeader());
      if (!start.ok) return start;
    }
    this.#counts.bottom = this.#held.length;
    return done(this.#counts);
  };

  #seekHeader(row: RawRow, take: TakeRow): Result<null> {
    const { headerLine } = this.#profile;
    if (this.#above.length === 0 && isRejectsHeader(row)) {
      this.#holds = 0;
      this.#disarmed = true;
      return this.#start(rearmed(row));
    }
    if (headerLine === 0) {
      const started = this.#start({ line: 0, cells: numberedHeader(row.cells.length) });
      if (started.ok) this.#next(row, take);
      return started;
    }
    const isHere = headerLine === null ? findColumns(this.#profile, row.cells).ok : row.line >= headerLine;
    if (isHere) return this.#start(row);
    // Copied: rows above the header are kept until it is found.
    this.#above.push(
      headerLine === null
        ? { line: row.line, cells: row.cells.map(headerText) }
        : { line: row.line, cells: [] },
    );
    return headerLine === null && this.#above.length >= HEADER_WITHIN
      ? this.#start(this.#bestHeader())
      : done(null);
  }

  /** The row that lacks the least of what the profile needs. */
  #bestHeader(): RawRow {
    const lacking = (row: RawRow): number => {
      const found = findColumns(this.#profile, row.cells);
      return found.ok ? 0 : found.findings.length;
    };
    return this.#above.reduce(
      (best, row) => (lacking(row) < lacking(best) ? row : best),
      this.#above[0] ?? { line: 1, cells: [] },
    );
  }

  #start(header: RawRow): Result<null> {
    const compiled = compileRowReader(this.#profile, header.cells, this.#book);
    if (!compiled.ok) {
      const findings: Finding[] = compiled.findings.map((finding) => ({
        ...finding,
        place: { ...finding.place, line: header.line },
      }));
      return { ok: false, findings };
    }
    this.#read = compiled.value;
    this.#header = header.cells.map(headerText);
    this.#counts.above = this.#above.length;
    this.#above = [];
    return done(null);
  }

  #next(row: RawRow, take: TakeRow): void {
    let due: RawRow | undefined = this.#disarmed ? rearmed(row) : row;
    if (this.#holds > 0 && !isBlank(row.cells)) {
      this.#held.push(due);
      due = this.#held.length > this.#holds ? this.#held.shift() : undefined;
    }
    if (due && this.#read) this.#give(this.#read, due, take);
  }

  #give(read: RowReader, raw: RawRow, take: TakeRow): void {
    const row = read(raw);
    const counts = this.#counts;
    if (row.kind === 'row') {
      counts.accepted++;
      if (row.eventId !== null) take(row as AcceptedRow, raw);
      else {
        counts.idsMade = true;
        take({ ...row, eventId: this.#makeId(row) }, raw);
      }
    } else if (row.kind === 'reject') {
      counts.rejected++;
      take(row, raw);
    } else if (row.reason === 'blank') counts.blank++;
    else if (row.reason === 'header') counts.repeatedHeaders++;
    else counts.totals++;
  }
}

// Writes a usage file, reads it the way an import does, and says what came of it in plain text that tests can show.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvBatches } from '../../src-main/csv/read.ts';
import { type CsvWishes, sniffCsv } from '../../src-main/csv/sniff.ts';
import { parseProfile } from '../../src-main/import/read-profile.ts';
import { type AcceptedRow, openUsage, type UsageCounts } from '../../src-main/import/usage-reading.ts';
import type { RowReject, UsageBook } from '../../src-main/import/usage-row.ts';
import { formatInstant, openZone, type Zone } from '../../src-shared/calendar.ts';
import type { Finding } from '../../src-shared/findings/finding.ts';

export const vienna = openZone('Europe/Vienna') as Zone;

/** A book with customers acme, bolt and 0042, meters calls and gb. */
export const smallBook: UsageBook = {
  zone: vienna,
  customers: new Map([
    ['acme', 1],
    ['bolt', 2],
    ['0042', 3],
  ]),
  meters: new Map([
    ['calls', 11],
    ['gb', 12],
  ]),
};

export interface ReadFile {
  readonly accepted: readonly AcceptedRow[];
  readonly rejects: readonly RowReject[];
  readonly counts: UsageCounts | null;
  readonly header: readonly string[];
  /** Why the file was refused; empty where it was read. */
  readonly findings: readonly Finding[];
}

/** Calls `use` with the path of a file of this content. */
export function withFile<T>(content: string | Buffer, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-usage-'));
  try {
    const path = join(folder, 'usage.csv');
    writeFileSync(path, content);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function readUsage(
  content: string | Buffer,
  profileData: unknown = {},
  wishes: CsvWishes | null = null,
): ReadFile {
  return withFile(content, (path) => readUsageFile(path, profileData, wishes));
}

export function readUsageFile(
  path: string,
  profileData: unknown = {},
  wishes: CsvWishes | null = null,
): ReadFile {
  const accepted: AcceptedRow[] = [];
  const rejects: RowReject[] = [];
  const refusal = (findings: readonly Finding[]): ReadFile => ({
    accepted: [],
    rejects: [],
    counts: null,
    header: [],
    findings,
  });
  const profile = parseProfile(profileData);
  if (!profile.ok) return refusal(profile.findings);
  const shape = sniffCsv(path, wishes ?? profile.value);
  if (!shape.ok) return refusal(shape.findings);
  const reading = openUsage(profile.value, smallBook);
  const batches = csvBatches(path, shape.value);
  for (;;) {
    const next = batches.next();
    if (next.done) {
      if (!next.value.ok) return refusal(next.value.findings);
      break;
    }
    const fed = reading.feed(next.value, (row) =>
      row.kind === 'row' ? accepted.push(row) : rejects.push(row),
    );
    if (!fed.ok) return refusal(fed.findings);
  }
  const counts = reading.end();
  if (!counts.ok) return refusal(counts.findings);
  return { accepted, rejects, counts: counts.value, header: reading.header(), findings: [] };
}

/** "e1 acme calls 12.5 2026-01-05T07:15:00.000Z" for each accepted row. */
export function inText(rows: readonly AcceptedRow[]): string[] {
  return rows.map(
    (row) =>
      `${row.eventId} ${row.customer.code} ${row.meter.code} ${row.quantity} ${formatInstant(row.occurredAt)}${row.extra ? ` ${row.extra}` : ''}`,
  );
}

/** "3 unknown_customer customer" for each rejected row. */
export function rejectsInText(rows: readonly RowReject[]): string[] {
  return rows.map(({ line, code, column }) => `${line} ${code}${column === null ? '' : ` ${column}`}`);
}

export const codesOf = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);

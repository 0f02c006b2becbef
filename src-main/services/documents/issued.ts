// What was handed out: numbered without gaps, kept byte for byte, issued again only as a revision that names what changed. Whoever asks
// for what is issued gets the bytes of then. Must not: know how a document is made (whoever issues one brings that).
import type { Month } from '../../../src-shared/calendar.ts';
import type { DocumentFact, DocumentSeries } from '../../engine/facts.ts';
import { keepDocument, readDocument } from '../../storage/documents/document-store.ts';
import { damagedRow } from '../../storage/failures.ts';
import type { Session } from '../session.ts';

const PREFIX: Readonly<Record<DocumentSeries, string>> = { statement: 'ST', charges: 'CH', journal: 'JE' };

/** "ST-2026-03-000123", "ST-2026-03-000123-R1" for its first revision. */
export function documentNumber({
  series,
  month,
  number,
  revision,
}: Pick<DocumentFact, 'series' | 'month' | 'number' | 'revision'>): string {
  const suffix = revision === 0 ? '' : `-R${revision}`;
  return `${PREFIX[series]}-${month}-${String(number).padStart(6, '0')}${suffix}`;
}

/** "DRAFT-JE-2026-03": what stands in the place of a number on what is not issued. */
export const draftNumber = (series: DocumentSeries, month: Month): string =>
  `DRAFT-${PREFIX[series]}-${month}`;

/** All that was issued of a series, in the order of issue. */
export function issuedDocuments(session: Session, series: DocumentSeries): DocumentFact[] {
  return session
    .facts()
    .flatMap(({ kind, body }) => (kind === 'document' && body.series === series ? [body] : []));
}

/** The latest revision of what was issued for a month and subject, or null. */
export function standingDocument(
  session: Session,
  series: DocumentSeries,
  month: Month,
  subject: string,
): DocumentFact | null {
  const issued = issuedDocuments(session, series).filter(
    (one) => one.month === month && one.subject === subject,
  );
  return issued.at(-1) ?? null;
}

/** The bytes of a document, as they were handed out. */
export function issuedBytes(session: Session, { sha256, file }: DocumentFact): Buffer {
  const bytes = readDocument(session.open, sha256);
  if (!bytes) throw damagedRow(`${file} was handed out and is not kept`);
  return bytes;
}

export interface ToIssue {
  series: DocumentSeries;
  month: Month;
  subject: string;
  /** SHA-256 of what it says, without its number: equal content is the same document. */
  content: string;
  /** What changed since the one it replaces, in words. */
  changes(before: DocumentFact): string;
  /** Makes the file, with its number on it; `replaces` is that of the one before, null as first issued. */
  make(number: string, replaces: string | null): { file: string; bytes: Uint8Array };
}

export interface Issued {
  document: DocumentFact;
  number: string;
  bytes: Buffer;
  /** False: it was issued before, and is as it was. */
  isNew: boolean;
}

/** The place of the next: a revision under the number of the one before, or the next number of the series. */
export function placeAfter(
  before: DocumentFact | null,
  { series, month }: Pick<DocumentFact, 'series' | 'month'>,
  nextNumber: () => number,
): Pick<DocumentFact, 'series' | 'month' | 'number' | 'revision'> {
  return before
    ? { series, month, number: before.number, revision: before.revision + 1 }
    : { series, month, number: nextNumber(), revision: 0 };
}

/** The number a document would be issued under now, and that of the one it would replace (null as first issued). */
export function numberToIssue(
  session: Session,
  { series, month, subject }: Pick<ToIssue, 'series' | 'month' | 'subject'>,
): {
  place: ReturnType<typeof placeAfter>;
  number: string;
  replaces: string | null;
} {
  const before = standingDocument(session, series, month, subject);
  const place = placeAfter(before, { series, month }, () => lastNumber(session, series) + 1);
  return { place, number: documentNumber(place), replaces: before && documentNumber(before) };
}

/** Issues a document, or gives the one that stands where nothing changed. Inside `act`. */
export function issueDocument(session: Session, toIssue: ToIssue): Issued {
  const { series, month, subject, content } = toIssue;
  const before = standingDocument(session, series, month, subject);
  if (before?.content === content)
    return {
      document: before,
      number: documentNumber(before),
      bytes: issuedBytes(session, before),
      isNew: false,
    };
  const { place, number, replaces } = numberToIssue(session, toIssue);
  const { file, bytes } = toIssue.make(number, replaces);
  const document: DocumentFact = {
    ...place,
    subject,
    file,
    sha256: keepDocument(session.open, bytes),
    content,
    changes: before ? toIssue.changes(before) : '',
  };
  session.tell([{ kind: 'document', body: document }], `issue ${number}`);
  return { document, number, bytes: Buffer.from(bytes), isNew: true };
}

/** 0 before the first. */
export function lastNumber(session: Session, series: DocumentSeries): number {
  return issuedDocuments(session, series).reduce((last, { number }) => Math.max(last, number), 0);
}

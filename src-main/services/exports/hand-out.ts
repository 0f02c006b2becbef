// How a month's journal or charges are handed out: once, as an issued document; then only the identical copy, unless the month was
// closed again under another seal, or somebody says why another one takes its place. Must not: know what is handed out.
import { join } from 'node:path';
import type { Month } from '../../../src-shared/calendar.ts';
import type { ExportCode } from '../../../src-shared/findings/exports.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done, Refusal } from '../../../src-shared/findings/finding.ts';
import type { DocumentFact, DocumentSeries } from '../../engine/facts.ts';
import {
  documentNumber,
  draftNumber,
  issueDocument,
  issuedBytes,
  numberToIssue,
  standingDocument,
} from '../documents/issued.ts';
import { monthStatus } from '../files/month-status.ts';
import { writeWhole } from '../files/text-file.ts';
import { intoFolder } from '../files/workbook-places.ts';
import type { Session } from '../session.ts';
import { bundled, type OutFile, unbundled } from './bundle.ts';

export interface ToHandOut {
  readonly series: DocumentSeries;
  readonly month: Month;
  readonly subject: string;
  /** Of an open month: marked, and not issued. Without it an open month is refused. */
  readonly draft: boolean;
  /** Why another one is to take the place of the one that stands, though the month has the same seal. */
  readonly replace: string | null;
  /** SHA-256 of what it says without its number. */
  readonly content: string;
  /** What is different now, in words. */
  readonly changes: string;
  make(number: string, replaces: string | null): Promise<OutFile[]>;
}

export interface HandedOut {
  readonly number: string;
  readonly status: 'draft' | 'issued' | 'copy';
  /** The number of the one it takes the place of; to be taken back in the other program. */
  readonly replaces: string | null;
  /** A copy: what would go out now is not the same any more. */
  readonly outdated: boolean;
  readonly file: string;
  readonly files: readonly OutFile[];
  readonly bytes: Uint8Array;
}

/** What to tell of it. */
export interface HandedOutAs {
  readonly number: string;
  readonly issue: HandedOut['status'];
  readonly replaces: string | null;
}

/** What was handed out of a month, and whether the month still has the seal of then. */
export function standingHandOut(
  session: Session,
  series: DocumentSeries,
  month: Month,
  subject: string,
): { document: DocumentFact; number: string; sameSeal: boolean } | null {
  const document = standingDocument(session, series, month, subject);
  if (!document) return null;
  const { seal } = monthStatus(session, month);
  return { document, number: documentNumber(document), sameSeal: sealWhenIssued(session, document) === seal };
}

function sealWhenIssued(session: Session, document: DocumentFact): string | null {
  let seal: string | null = null;
  for (const { kind, body } of session.facts()) {
    if (kind === 'document' && body.sha256 === document.sha256 && body.series === document.series)
      return seal;
    if (kind === 'close' && body.month === document.month) seal = body.seal;
  }
  return seal;
}

export async function handOut(session: Session, wanted: ToHandOut): Promise<Result<HandedOut>> {
  const { series, month, subject, draft, content, replace } = wanted;
  try {
    mustBeClosed(session, month, draft);
    if (monthStatus(session, month).status === 'draft') return done(await draftOf(wanted));
    const standing = standingHandOut(session, series, month, subject);
    const same = standing?.document.content === content;
    if (standing && (same || (standing.sameSeal && replace === null)))
      return done(copyOf(session, standing, !same));
    const { number, replaces } = numberToIssue(session, wanted);
    const made = bundled(number, await wanted.make(number, replaces));
    const changes = replace === null ? wanted.changes : `${wanted.changes}; ${replace}`;
    const issued = session.act(() =>
      issueDocument(session, { series, month, subject, content, changes: () => changes, make: () => made }),
    );
    if (!issued.ok) return issued;
    const files = unbundled({ file: made.file, bytes: issued.value.bytes });
    return done({ number, status: 'issued', replaces, outdated: false, ...made, files });
  } catch (error) {
    return session.asRefusal(error);
  }
}

/** Throws a Refusal where an open month is asked for, and not as a draft. */
export function mustBeClosed(session: Session, month: Month, draft: boolean): void {
  if (draft || monthStatus(session, month).status === 'final') return;
  throw new Refusal({
    code: 'month_open' satisfies ExportCode,
    message: `${month} is not closed: what would go out could still change`,
    hint: `Close ${month} first, or ask for a draft`,
  });
}

async function draftOf({ series, month, make }: ToHandOut): Promise<HandedOut> {
  const number = draftNumber(series, month);
  const made = bundled(number, await make(number, null));
  const files = unbundled({ file: made.file, bytes: Buffer.from(made.bytes) });
  return { number, status: 'draft', replaces: null, outdated: false, ...made, files };
}

function copyOf(
  session: Session,
  { document, number }: { document: DocumentFact; number: string },
  outdated: boolean,
): HandedOut {
  const bytes = issuedBytes(session, document);
  const { file } = document;
  return {
    number,
    status: 'copy',
    replaces: null,
    outdated,
    file,
    bytes,
    files: unbundled({ file, bytes }),
  };
}

/** Puts files into a folder, made if it is not there; others in it stay. @returns their names. */
export function intoFolderOf(folder: string, files: readonly OutFile[]): Result<string[]> {
  const place = intoFolder(folder);
  if (!place.ok) return place;
  for (const { name, bytes } of files) {
    const written = writeWhole(join(folder, name), bytes, []);
    if (!written.ok) return written;
  }
  return done(files.map(({ name }) => name));
}

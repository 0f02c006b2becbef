// Issuing many documents of one month, as the statements of all customers: each gets its number in the order they come, and they are
// kept some at a time, in one transaction with the facts that name them. What is not kept was never issued.
// Must not: know how a document is made.
import { createHash } from 'node:crypto';
import type { Month } from '../../../src-shared/calendar.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import type { DocumentFact, DocumentSeries } from '../../engine/facts.ts';
import { keepDocument } from '../../storage/documents/document-store.ts';
import type { Session } from '../session.ts';
import { documentNumber, lastNumber, placeAfter } from './issued.ts';

export interface Standing {
  readonly document: DocumentFact;
  readonly number: string;
  /** The month has the seal that it had when this was issued. */
  readonly sameSeal: boolean;
}

/** What the next document of a subject is issued as. */
export interface Place extends Pick<DocumentFact, 'series' | 'month' | 'number' | 'revision'> {
  readonly subject: string;
}

export class Issuing {
  readonly #session: Session;
  readonly #series: DocumentSeries;
  readonly #month: Month;
  readonly #standing: ReadonlyMap<string, Standing>;
  #last: number;
  #waiting: { document: DocumentFact; bytes: Uint8Array }[] = [];

  constructor(session: Session, series: DocumentSeries, month: Month) {
    this.#session = session;
    this.#series = series;
    this.#month = month;
    this.#standing = standingDocuments(session, series, month);
    this.#last = lastNumber(session, series);
  }

  /** The latest that was issued to a subject before. */
  standing(subject: string): Standing | null {
    return this.#standing.get(subject) ?? null;
  }

  /** Names of the files that were issued before for the month. */
  files(): string[] {
    return [...this.#standing.values()].map(({ document }) => document.file);
  }

  /** Takes the next number, or the next revision of the subject's own. */
  next(subject: string): Place {
    const before = this.standing(subject)?.document ?? null;
    const place = placeAfter(before, { series: this.#series, month: this.#month }, () => ++this.#last);
    return { ...place, subject };
  }

  /** Lays a document ready. It is issued with `keep`. */
  add(
    place: Place,
    made: Pick<DocumentFact, 'file' | 'content' | 'changes'> & { bytes: Uint8Array },
  ): DocumentFact {
    const { file, content, changes, bytes } = made;
    const document = {
      ...place,
      file,
      content,
      changes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
    this.#waiting.push({ document, bytes });
    return document;
  }

  /** Issues what lies ready, all of it or nothing. Throws a Refusal where the book cannot take it. */
  keep(): void {
    const ready = this.#waiting;
    if (ready.length === 0) return;
    this.#waiting = [];
    must(
      this.#session.act(() => {
        for (const { bytes } of ready) keepDocument(this.#session.open, bytes);
        const [first, last] = [ready[0]!.document, ready.at(-1)!.document].map(documentNumber);
        this.#session.tell(
          ready.map(({ document }) => ({ kind: 'document', body: document })),
          first === last ? `issue ${first}` : `issue ${first} to ${last}`,
        );
      }),
    );
  }
}

/** The latest revision of what was issued for a month, by subject; read once over all facts. */
export function standingDocuments(
  session: Session,
  series: DocumentSeries,
  month: Month,
): Map<string, Standing> {
  const found = new Map<string, { document: DocumentFact; seal: string | null }>();
  let seal: string | null = null;
  for (const { kind, body } of session.facts()) {
    if (kind === 'close' && body.month === month) seal = body.seal;
    else if (kind === 'reopen' && body.month === month) seal = null;
    else if (kind === 'document' && body.series === series && body.month === month)
      found.set(body.subject, { document: body, seal });
  }
  const now = seal;
  return new Map(
    [...found].map(([subject, { document, seal: then }]) => {
      const number = documentNumber(document);
      return [subject, { document, number, sameSeal: now !== null && then === now }];
    }),
  );
}

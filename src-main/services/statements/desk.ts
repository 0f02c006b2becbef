// Hands out the statements of one month: of an open month as drafts; of a closed one numbered, kept, and from then on as they were
// issued, until the month is closed again with other content for the customer. Must not: know where they go.

import { createHash } from 'node:crypto';
import type { Month } from '../../../src-shared/calendar.ts';
import type { StatementData } from '../../reports/workbooks/statement-data.ts';
import { NOT_ISSUED, statementFile } from '../../reports/workbooks/statement-data.ts';
import { documentNumber, issuedBytes } from '../documents/issued.ts';
import { Issuing, type Place, type Standing } from '../documents/issuing.ts';
import type { MonthStatus } from '../files/month-status.ts';
import type { Session } from '../session.ts';
import { statementChanges } from './changes.ts';
import { statementContent } from './content.ts';
import type { Press } from './press/press.ts';
import { type StatementOf, subjectOf } from './spans.ts';

export interface HandedOut {
  readonly of: StatementOf;
  /** null: a draft. */
  readonly number: string | null;
  /** Issued just now, and not before. */
  readonly isNew: boolean;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** One that has its name and number, and is being made. */
export interface OnItsWay extends Pick<HandedOut, 'of' | 'number' | 'file'> {
  readonly bytes: Uint8Array | Promise<Uint8Array>;
  /** What it is issued as; null: a draft, or it was issued before. */
  readonly issued: { readonly place: Place; readonly content: string; readonly changes: string } | null;
}

export interface StatementDesk {
  /** It was issued before: whatever stands now, there is one. */
  wasIssued(of: StatementOf): boolean;
  /**
   * One statement, next in the order of numbers.
   * @param dataOf only asked where what was issued may not stand any more.
   */
  give(of: StatementOf, dataOf: () => StatementData): Promise<OnItsWay>;
  /** The statement, made; in the order in which they were given. A new one is issued with the next `settle`, and is not to be handed out before. */
  arrived(one: OnItsWay): Promise<HandedOut>;
  /** Issues what arrived since the last time, all of it or nothing. Throws a Refusal. */
  settle(): void;
}

/** @param press must be ended by whoever opened it. */
export function statementDesk(
  session: Session,
  month: Month,
  { status }: MonthStatus,
  press: Press,
): StatementDesk {
  const issuing = new Issuing(session, 'statement', month);
  const names = new Names(status === 'draft' ? [] : issuing.files());
  const made = async (data: StatementData): Promise<Uint8Array> => (await press.make(data)).bytes;
  return {
    wasIssued: (of) => status === 'final' && issuing.standing(subjectOf(of)) !== null,
    settle: () => issuing.keep(),
    async give(of, dataOf) {
      const { customer, span } = of;
      if (status === 'draft') {
        const file = names.free(statementFile(span, customer));
        return { of, number: null, file, ...(await press.make(dataOf())), issued: null };
      }
      const subject = subjectOf(of);
      const before = issuing.standing(subject);
      if (before?.sameSeal) return copyOf(session, of, before);
      const data = dataOf();
      const content = statementContent(data);
      if (before?.document.content === content) return copyOf(session, of, before);
      const place = issuing.next(subject);
      const number = documentNumber(place);
      const file = names.free(statementFile(span, customer, place.revision));
      const changes = before
        ? await statementChanges(
            issuedBytes(session, before.document),
            // The number is none of what changed.
            await made({ ...data, issue: NOT_ISSUED }),
          )
        : '';
      const issue = { number, revision: place.revision, replaces: before?.number ?? null, changes };
      return {
        of,
        number,
        file,
        ...(await press.make({ ...data, issue })),
        issued: { place, content, changes },
      };
    },
    async arrived({ of, number, file, bytes: making, issued }) {
      const bytes = await making;
      const { sha256 } = issued
        ? issuing.add(issued.place, { ...issued, file, bytes })
        : { sha256: createHash('sha256').update(bytes).digest('hex') };
      return { of, number, isNew: issued !== null, file, sha256, bytes };
    },
  };
}

function copyOf(session: Session, of: StatementOf, { document, number }: Standing): OnItsWay {
  return { of, number, file: document.file, bytes: issuedBytes(session, document), issued: null };
}

/** Codes may hold what file names must not, and differ only by case where file names do not. */
class Names {
  readonly #taken: Set<string>;

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken.map((name) => name.toLowerCase()));
  }

  free(wanted: string): string {
    const safe = wanted.replaceAll(/[^\p{L}\p{N} ._@()-]/gu, '_');
    let name = `${safe}.xlsx`;
    for (let n = 2; this.#taken.has(name.toLowerCase()); n++) name = `${safe} (${n}).xlsx`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

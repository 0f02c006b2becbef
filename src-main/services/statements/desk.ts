// Hands out the statements of one month: of an open month as drafts; of a closed one numbered, kept, and from then on as they were
// issued, until the month is closed again with other content for the customer. Must not: know where they go.

import { createHash } from 'node:crypto';
import type { Month } from '../../../src-shared/calendar.ts';
import { type WriteOptions, workbookBytes } from '../../excel/write.ts';
import { statementWorkbook } from '../../reports/workbooks/statement.ts';
import type { StatementData } from '../../reports/workbooks/statement-data.ts';
import { NOT_ISSUED, statementFile } from '../../reports/workbooks/statement-data.ts';
import { documentNumber, issuedBytes } from '../documents/issued.ts';
import { Issuing, type Standing } from '../documents/issuing.ts';
import { paperOf } from '../documents/paper.ts';
import type { MonthStatus } from '../files/month-status.ts';
import type { Session } from '../session.ts';
import { statementChanges } from './changes.ts';
import { statementContent } from './content.ts';
import { type StatementOf, subjectOf } from './spans.ts';

export interface HandedOut {
  readonly of: StatementOf;
  /** null: a draft. */
  readonly number: string | null;
  readonly revision: number;
  /** Issued just now, and not before. */
  readonly isNew: boolean;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

export interface StatementDesk {
  /** It was issued before: whatever stands now, there is one. */
  wasIssued(of: StatementOf): boolean;
  /**
   * One statement. A new one is issued with the next `settle`, and is not to be handed out before.
   * @param dataOf only asked where what was issued may not stand any more.
   */
  give(of: StatementOf, dataOf: () => StatementData): Promise<HandedOut>;
  /** Issues what was given since the last time, all of it or nothing. Throws a Refusal. */
  settle(): void;
}

export function statementDesk(session: Session, month: Month, { status }: MonthStatus): StatementDesk {
  const issuing = new Issuing(session, 'statement', month);
  const options: WriteOptions = { paper: paperOf(session) };
  const names = new Names(status === 'draft' ? [] : issuing.files());
  return {
    wasIssued: (of) => status === 'final' && issuing.standing(subjectOf(of)) !== null,
    settle: () => issuing.keep(),
    async give(of, dataOf) {
      const { customer, span } = of;
      if (status === 'draft')
        return draftOf(of, names.free(statementFile(span, customer)), dataOf(), options);
      const subject = subjectOf(of);
      const before = issuing.standing(subject);
      if (before?.sameSeal) return copyOf(session, of, before);
      const data = dataOf();
      const content = statementContent(data);
      if (before?.document.content === content) return copyOf(session, of, before);
      const changes = before ? await changesSince(issuedBytes(session, before.document), data) : '';
      const place = issuing.next(subject);
      const number = documentNumber(place);
      const issue = { number, revision: place.revision, replaces: before?.number ?? null, changes };
      const bytes = await workbookBytes(statementWorkbook({ ...data, issue }), options);
      const file = names.free(statementFile(span, customer, place.revision));
      const { sha256 } = issuing.add(place, { file, content, changes, bytes });
      return { of, number, revision: place.revision, isNew: true, file, sha256, bytes };
    },
  };
}

async function draftOf(
  of: StatementOf,
  file: string,
  data: StatementData,
  options: WriteOptions,
): Promise<HandedOut> {
  const bytes = await workbookBytes(statementWorkbook(data), options);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { of, number: null, revision: 0, isNew: false, file, sha256, bytes };
}

function copyOf(session: Session, of: StatementOf, { document, number }: Standing): HandedOut {
  const { revision, file, sha256 } = document;
  return { of, number, revision, isNew: false, file, sha256, bytes: issuedBytes(session, document) };
}

/** What a revision says is different. The number is none of it. */
async function changesSince(before: Uint8Array, data: StatementData): Promise<string> {
  return statementChanges(before, await workbookBytes(statementWorkbook({ ...data, issue: NOT_ISSUED })));
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

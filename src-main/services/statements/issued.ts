// What was issued of statements: how a customer's stands, every revision there was, and its bytes again. Must not: issue anything.
import type { IssuedStatement, StatementLine } from '../../../src-shared/contract/statements.ts';
import { done, Refusal, type Result } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import type { DocumentFact } from '../../engine/facts.ts';
import type { StatementData, StatementIssue } from '../../reports/workbooks/statement-data.ts';
import { NOT_ISSUED } from '../../reports/workbooks/statement-data.ts';
import { documentNumber, issuedBytes, issuedDocuments } from '../documents/issued.ts';
import { type Standing, standingDocuments } from '../documents/issuing.ts';
import { writeWhole } from '../files/text-file.ts';
import type { Session } from '../session.ts';
import { statementContent } from './content.ts';
import { type StatementOf, subjectOf } from './spans.ts';

/** As what a statement with this content stands issued. */
export function issueOf(session: Session, data: StatementData): StatementIssue {
  if (data.status === 'draft') return NOT_ISSUED;
  const standing = standingDocuments(session, 'statement', data.month).get(
    subjectOf({ customer: data.customer.code, span: data }),
  );
  if (!standing || !(standing.sameSeal || standing.document.content === statementContent(data)))
    return NOT_ISSUED;
  const { document, number } = standing;
  return { number, revision: document.revision, replaces: replacedBy(document), changes: document.changes };
}

const replacedBy = (document: DocumentFact): string | null =>
  document.revision === 0 ? null : documentNumber({ ...document, revision: document.revision - 1 });

/** How it stands, at a glance: `before` was issued under a seal that the month does not have any more. */
export function issueState(
  standing: Standing | undefined,
  status: 'draft' | 'final',
): StatementLine['issue'] {
  if (status === 'draft') return 'draft';
  if (!standing) return 'none';
  if (!standing.sameSeal) return 'before';
  return standing.document.revision === 0 ? 'issued' : 'revised';
}

/** Every statement that was issued of this, the latest first. */
export function issuedStatements(session: Session, of: StatementOf): IssuedStatement[] {
  const subject = subjectOf(of);
  return issuedDocuments(session, 'statement')
    .filter((one) => one.month === of.span.month && one.subject === subject)
    .map((document) => ({
      number: documentNumber(document),
      file: document.file,
      sha256: document.sha256,
      changes: document.changes,
    }))
    .reverse();
}

/** Writes one as it was handed out. Refused: a number that was never issued. */
export function copyStatement(session: Session, number: string, path: string): Result<{ file: string }> {
  try {
    const document = issuedDocuments(session, 'statement').find((one) => documentNumber(one) === number);
    if (!document) {
      throw new Refusal({
        code: 'not_issued' satisfies ServiceCode,
        message: `No statement was issued as ${number}`,
        hint: 'Choose one of those that are listed as issued',
      });
    }
    const written = writeWhole(path, issuedBytes(session, document), [session.open.path]);
    return written.ok ? done({ file: document.file }) : written;
  } catch (error) {
    return session.asRefusal(error);
  }
}

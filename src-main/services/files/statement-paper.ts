// One statement as a document to read and print: its first page as the preview has it, and the workbook's own tables behind it.
// Must not: work out a figure, or make a table that the workbook does not have.

import type { StatementPaper } from '../../../src-shared/contract/statements.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { sectionsOf } from '../../reports/workbooks/sections.ts';
import { IDENTITY, TERMS } from '../../reports/workbooks/statement/summary.ts';
import { SUMMARY } from '../../reports/workbooks/statement/summary-tables.ts';
import { statementWorkbook } from '../../reports/workbooks/statement.ts';
import { letterheadShown } from '../documents/letterhead.ts';
import { paperOf } from '../documents/paper.ts';
import type { Session } from '../session.ts';
import { previewOf } from './statement-list.ts';
import { type StatementAsked, withStatement } from './statements.ts';

/** Nobody reads more lines of one table on paper; the workbook has them all. */
const MOST_ROWS = 3000;

export function statementOnPaper(session: Session, asked: StatementAsked): Promise<Result<StatementPaper>> {
  return withStatement(session, asked, (of, make) => {
    const data = make.dataOf(of);
    const sheets = statementWorkbook(data).sheets.filter(({ kind }) => kind !== 'checks');
    return {
      statement: previewOf(session, data),
      issuer: data.letterhead?.name ?? data.book.name,
      letterhead: letterheadShown(session),
      month: data.month,
      timeZone: data.timeZone,
      seal: data.seal,
      paper: paperOf(session),
      parts: sheets.map((sheet) => {
        // What the summary says beside its tables stands at the head and foot of the document.
        const sections = sectionsOf(sheet, MOST_ROWS).filter(
          ({ title }) => sheet.name !== SUMMARY || ![SUMMARY, IDENTITY, TERMS].includes(title),
        );
        return { title: sheet.name, wide: sheet.landscape === true, sections };
      }),
    };
  });
}

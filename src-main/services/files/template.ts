// The setup template as a file: an empty workbook with a sheet for each table, its notes, lists and example rows.
// Must not: know a column; the tables have one specification.
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import { writeWorkbook } from '../../excel/write.ts';
import { SETUP_TABLES } from '../../import/setup/tables.ts';
import { templateWorkbook } from '../../reports/workbooks/template.ts';

export interface TemplateWritten {
  file: string;
  tables: string[];
}

/** Refused: there is a file of that name. It may be a template that somebody has filled in. */
export async function writeTemplate(path: string): Promise<Result<TemplateWritten>> {
  if (existsSync(path)) {
    return refused({
      code: 'file_exists' satisfies ServiceCode,
      place: { file: path },
      message: 'There is already a file at this path, and it may be one that was filled in',
      hint: 'Give another name',
    });
  }
  const written = await writeWorkbook(templateWorkbook(SETUP_TABLES), path);
  if (!written.ok) return written;
  return done({ file: basename(path), tables: SETUP_TABLES.map(({ name }) => name) });
}

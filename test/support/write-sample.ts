// Writes the sample statement and revenue workbook and prints their checksums: run under different time zones by a test.
import { createHash } from 'node:crypto';
import { workbookBytes } from '../../src-main/excel/write.ts';
import { revenueWorkbook } from '../../src-main/reports/workbooks/revenue.ts';
import { statementWorkbook } from '../../src-main/reports/workbooks/statement.ts';
import { acmeStatement } from './sample-workbooks.ts';
import { companyRevenue } from './samples/company-revenue.ts';

for (const spec of [statementWorkbook(acmeStatement()), revenueWorkbook(companyRevenue())]) {
  console.log(
    createHash('sha256')
      .update(await workbookBytes(spec))
      .digest('hex'),
  );
}

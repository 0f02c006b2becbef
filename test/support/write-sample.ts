// Writes the sample statement and revenue workbook and prints their checksums: run under different time zones by a test.
import { createHash } from 'node:crypto';
import { workbookBytes } from '../../src-main/excel/write.ts';
import { revenueWorkbook } from '../../src-main/reports/workbooks/revenue.ts';
import { statementWorkbook } from '../../src-main/reports/workbooks/statement.ts';
import type { StatementLetterhead } from '../../src-main/reports/workbooks/statement-data.ts';
import { acmeStatement } from './sample-workbooks.ts';
import { companyRevenue } from './samples/company-revenue.ts';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const LETTERHEAD: StatementLetterhead = {
  name: 'Klarblatt GmbH',
  address: ['Lindenweg 7', '10115 Berlin'],
  taxId: 'DE 123',
  contact: 'billing@klarblatt.example',
  disputeDays: 30,
  footer: 'Amtsgericht Charlottenburg',
  logo: { bytes: PIXEL, type: 'png', width: 1, height: 1 },
};

const specs = [
  statementWorkbook(acmeStatement()),
  statementWorkbook({ ...acmeStatement(), letterhead: LETTERHEAD }),
  revenueWorkbook(companyRevenue()),
];
for (const spec of specs) {
  console.log(
    createHash('sha256')
      .update(await workbookBytes(spec))
      .digest('hex'),
  );
}

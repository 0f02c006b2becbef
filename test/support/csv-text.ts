// A table as the text of its CSV file.
import { csvPieces } from '../../src-main/csv/write.ts';
import type { ReportTable } from '../../src-shared/report-table.ts';

export function csvText(
  { columns, rows }: Pick<ReportTable, 'columns' | 'rows'>,
  options?: Parameters<typeof csvPieces>[2],
): string {
  return [...csvPieces(columns, rows, options)].join('');
}

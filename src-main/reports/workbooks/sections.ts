// A sheet of a workbook as sections of a document: a heading, a table, what is said below it. The same cells, for paper and page.
// Must not: bring a figure that the sheet does not have.
import type { Format, SpecCell, SpecRow, SpecSheet } from './spec.ts';

export interface SheetSection {
  title: string;
  columns: { title: string; format: Format }[];
  /** Cells in the order of the columns. */
  rows: { role: 'body' | 'subtotal' | 'total'; cells: (string | null)[] }[];
  notes: string[];
  /** Rows that were left off. */
  more: number;
}

/** @param most rows of a section; what is beyond is counted in `more`, but for totals. */
export function sectionsOf(sheet: SpecSheet, most: number): SheetSection[] {
  const sections: SheetSection[] = [];
  const begin = (title: string): SheetSection => {
    const begun: SheetSection = { title, columns: [], rows: [], notes: [], more: 0 };
    sections.push(begun);
    return begun;
  };
  let current = begin(sheet.name);
  for (const row of sheet.rows) {
    const first = row.find((cell) => cell !== null && cell.value !== null);
    if (!first) continue;
    if (first.role === 'section') current = begin(first.value ?? '');
    else if (first.role === 'header') current.columns = columnsOf(row);
    else if (current.columns.length === 0 || isSaid(first)) note(current, first);
    else if (current.rows.length >= most && first.role !== 'total') current.more++;
    else current.rows.push(rowOf(row, current.columns.length));
  }
  return sections.filter(({ rows, notes }) => rows.length > 0 || notes.length > 0);
}

function columnsOf(row: SpecRow): SheetSection['columns'] {
  return row.map((cell) => ({ title: cell?.value ?? '', format: cell?.format ?? 'text' }));
}

function rowOf(row: SpecRow, width: number): SheetSection['rows'][number] {
  const role = row[0]?.role;
  return {
    role: role === 'total' || role === 'subtotal' ? role : 'body',
    cells: Array.from({ length: width }, (_, index) => row[index]?.value ?? null),
  };
}

const isSaid = ({ role }: SpecCell): boolean => role === 'note' || role === 'prose';

/** Titles and who it is from stand at the head of the document. */
function note(section: SheetSection, { role, value }: SpecCell): void {
  if (role !== 'title' && role !== 'subtitle' && value !== null) section.notes.push(value);
}

// Just enough CSV for the oracle's own files: reading setup tables and usage, writing reports.

export type Row = Record<string, string>;

/** Splits a CSV text into lines of cells; quotes may hold commas, line ends and doubled quotes. */
function cells(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (quoted && char === '"' && text[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (char === '"') {
      quoted = !quoted;
    } else if (!quoted && char === ',') {
      line.push(cell);
      cell = '';
    } else if (!quoted && char === '\n') {
      lines.push([...line, cell]);
      line = [];
      cell = '';
    } else if (char !== '\r') {
      cell += char;
    }
  }
  if (cell !== '' || line.length > 0) lines.push([...line, cell]);
  return lines;
}

export function readCsv(text: string): Row[] {
  const [header, ...lines] = cells(text.replace(/^\uFEFF/, ''));
  if (!header) return [];
  return lines
    .filter((line) => line.some((cell) => cell !== ''))
    .map((line) => Object.fromEntries(header.map((column, i) => [column, line[i] ?? ''])));
}

function quote(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function writeCsv(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return lines.map((line) => `${line.map(quote).join(',')}\n`).join('');
}

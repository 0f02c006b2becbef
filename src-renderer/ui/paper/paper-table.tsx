// One table of a document: its heading repeats on every page, its rows do not break. Columns in which nothing stands are left off.
// Must not: add anything up.
import type { StatementPaper } from '../../../src-shared/contract/statements.ts';
import type { DateSettings } from '../format/dates.ts';
import { formatDate, formatMonth } from '../format/dates.ts';
import type { NumberStyle } from '../format/numbers.ts';
import { formatNumber, isZero } from '../format/numbers.ts';
import { Hung } from '../format/values.tsx';

type Section = StatementPaper['parts'][number]['sections'][number];
type Format = Section['columns'][number]['format'];

interface PaperTableProps {
  section: Section;
  numberStyle: NumberStyle;
  dateSettings: DateSettings;
}

const NUMBERS: readonly Format[] = ['amount', 'number', 'count', 'percent'];

export function PaperTable({ section, numberStyle, dateSettings }: PaperTableProps) {
  const { title, columns, rows, notes, more } = section;
  const write = (value: string | null, format: Format, isTotal = false): string => {
    if (value === null) return '';
    if (format === 'date') return formatDate(value, dateSettings);
    if (format === 'month') return formatMonth(value, dateSettings);
    if (!NUMBERS.includes(format)) return value;
    return format === 'amount' && isZero(value) && !isTotal ? '–' : formatNumber(value, numberStyle);
  };
  const shown = columns.map((column, at) => ({ ...column, at })).filter(({ at }) => says(section, at));
  return (
    <section className="paper-section" aria-label={title}>
      <h3>{title}</h3>
      {rows.length > 0 ? (
        <table className="plain">
          <thead>
            <tr>
              {shown.map(({ title: heading, format, at }) => (
                <th key={at} className={classOf(format)}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows
              .filter((row, index) => index === 0 || row.role !== 'body' || moves(section, row))
              .map(({ role, cells }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no ids and do not move
                <tr key={index} className={role}>
                  {shown.map(({ format, at }) => (
                    <td key={at} className={classOf(format)}>
                      {NUMBERS.includes(format) ? (
                        <Hung text={write(cells[at] ?? null, format, role === 'total')} />
                      ) : (
                        write(cells[at] ?? null, format)
                      )}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      ) : null}
      {more > 0 ? <p className="paper-note">{more} more lines are in the workbook.</p> : null}
      {notes.map((text) => (
        <p key={text} className="paper-note">
          {text}
        </p>
      ))}
    </section>
  );
}

function classOf(format: Format): string | undefined {
  if (NUMBERS.includes(format)) return 'num';
  return format === 'date' ? 'date' : undefined;
}

/** The first column and those in which any row says something. */
function says({ columns, rows }: Section, at: number): boolean {
  const blank = (value: string | null): boolean =>
    value === null || value === '' || (columns[at]?.format === 'amount' && isZero(value));
  return at === 0 || rows.some(({ cells }) => !blank(cells[at] ?? null));
}

/** Lines of a summary that say "nothing" in every wallet are left off; lines of detail stay, whatever they say. */
function moves({ columns }: Section, { cells }: Section['rows'][number]): boolean {
  const [, ...amounts] = columns.map(({ format }, at) => ({ format, value: cells[at] ?? null }));
  if (amounts.some(({ format }) => format !== 'amount')) return true;
  return amounts.some(({ value }) => !isZero(value));
}

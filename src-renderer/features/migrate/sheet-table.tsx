// The sheet as it is, each column under what it is taken for and each row with what it is; both can be changed where they stand.
// Must not: read a cell.
import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import type { UnderstoodShown } from '../../../src-shared/migration/calls.ts';
import type { LegacyShape, Meaning, SheetShape } from '../../../src-shared/migration/shape.ts';
import { setSheet } from './draft.ts';
import { MEANING_WORDS, MEANINGS_OF, sortOf } from './words.ts';

type Sheet = UnderstoodShown['sheets'][number];
type Row = Sheet['rows'][number];

interface SheetTableProps {
  sheet: Sheet;
  shape: LegacyShape;
  /** What the sheet is taken for; null: it is not read. */
  taken: SheetShape | null;
}

const letters = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : String.fromCharCode(64 + Math.floor(index / 26), 65 + (index % 26));

const lookOf = (text: string): string | undefined => (/^-?\d+(\.\d+)?$/.test(text) ? 'num' : undefined);

export function SheetTable({ sheet, shape, taken }: SheetTableProps) {
  const [line, setLine] = useState<number | null>(null);
  const columns = new Map((taken?.columns ?? []).map((column) => [column.column, column]));
  const sortAt = (index: number): string => sortOf(columns.get(letters(index))?.means ?? 'ignore');
  const row = sheet.rows.find((one) => one.line === line) ?? null;
  return (
    <>
      {taken && row ? <RowActions row={row} sheet={sheet} shape={shape} taken={taken} /> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="sheet-view" aria-label={`Sheet ${sheet.name}`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Row</th>
              {Array.from({ length: sheet.width }, (_, index) => letters(index)).map((letter) => (
                <th key={letter} scope="col" data-sort={sortOf(columns.get(letter)?.means ?? 'ignore')}>
                  <span className="dim">{letter}</span>
                  {taken && columns.has(letter) ? (
                    <ColumnMenu
                      letter={letter}
                      column={columns.get(letter)!}
                      layout={shape.layout}
                      onMeans={(means) =>
                        setSheet(shape, sheet.name, { columns: withMeaning(taken, letter, means) })
                      }
                    />
                  ) : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.rows.map((one) => (
              <tr key={one.line} data-state={one.state} aria-selected={one.line === line}>
                <th scope="row">
                  <button
                    type="button"
                    disabled={!taken}
                    aria-label={`Row ${one.line}${one.hidden ? ' hidden' : ''}${one.why === '' ? '' : `, ${one.why}`}`}
                    title={one.why}
                    onClick={() => setLine(one.line === line ? null : one.line)}
                  >
                    {one.line}
                    {one.hidden ? <span className="dim"> hidden</span> : null}
                  </button>
                </th>
                {one.cells.map((text, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells are their places
                  <td key={index} className={lookOf(text)} data-sort={sortAt(index)}>
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {sheet.more > 0 ? (
        <p className="dim small">{sheet.more.toLocaleString()} more rows are read alike.</p>
      ) : null}
    </>
  );
}

/** A meaning stands in one column only, but for months. */
function withMeaning({ columns }: SheetShape, letter: string, means: Meaning): SheetShape['columns'] {
  return columns.map((column) => {
    if (column.column === letter) return { ...column, means };
    const isTaken = means !== 'ignore' && column.means === means && column.month === null;
    return isTaken ? { ...column, means: 'ignore' } : column;
  });
}

interface ColumnMenuProps {
  letter: string;
  column: SheetShape['columns'][number];
  layout: LegacyShape['layout'];
  onMeans: (means: Meaning) => void;
}

function ColumnMenu({ letter, column, layout, onMeans }: ColumnMenuProps) {
  const { means, month } = column;
  const word = month === null ? MEANING_WORDS[means] : `${MEANING_WORDS[means]} ${month}`;
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <button type="button" className="as-link" aria-label={`Column ${letter} is ${word}: change`}>
          {word}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {MEANINGS_OF[layout].map((one) => (
          <Menu.Item key={one} onClick={() => onMeans(one)} fw={one === means ? 600 : undefined}>
            {MEANING_WORDS[one]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function RowActions({ row, sheet, shape, taken }: SheetTableProps & { row: Row; taken: SheetShape }) {
  const { leftOut, kept } = taken;
  const without = (lines: readonly number[]): number[] => lines.filter((line) => line !== row.line);
  const isData = row.state === 'data';
  return (
    <div className="row" role="toolbar" aria-label={`Row ${row.line}`}>
      <span>
        Row {row.line}: {isData ? 'data' : row.why}
      </span>
      {row.state === 'header' ? null : (
        <Button
          onClick={() =>
            setSheet(shape, sheet.name, { headerRow: row.line, columns: [], leftOut: [], kept: [] })
          }
        >
          Make it the header
        </Button>
      )}
      {row.state === 'header' || row.state === 'above' ? null : isData ? (
        <Button
          onClick={() =>
            setSheet(shape, sheet.name, { leftOut: [...leftOut, row.line], kept: without(kept) })
          }
        >
          Leave it out
        </Button>
      ) : (
        <Button
          onClick={() =>
            setSheet(shape, sheet.name, { kept: [...kept, row.line], leftOut: without(leftOut) })
          }
        >
          Read it as data
        </Button>
      )}
    </div>
  );
}

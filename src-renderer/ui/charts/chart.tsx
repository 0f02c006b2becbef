// The frame of every chart: its title and unit, the picture as wide as there is room, the same as a table, and the way to a PNG.
// Must not: be the only place of a number: what it draws stands in its table, exactly.
import { ActionIcon, Menu } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { use, useRef, useState } from 'react';
import { asError } from '../../../src-shared/findings/finding.ts';
import { ErrorPanel } from '../panels/told.tsx';
import './charts.css';
import { PictureSaver, pictureOf } from './picture.tsx';

export interface ChartTable {
  readonly columns: readonly { readonly title: string; readonly number?: boolean }[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

interface ChartProps {
  title: string;
  /** What it is counted in, and as of when: beside the title, and in the picture. */
  note: string;
  /** The picture's file, without its ending. */
  file: string;
  beside?: ReactNode;
  height: number;
  /** The same, exactly. */
  table: ChartTable;
  /** What the picture shows, for those who do not see it. */
  label: string;
  draw: (width: number) => ReactNode;
  /** Below the picture, not below the table. */
  children?: ReactNode;
}

export function Chart({ title, note, file, beside, height, table, label, draw, children }: ChartProps) {
  const { ref, width } = useElementSize();
  const picture = useRef<SVGSVGElement>(null);
  const [asTable, setAsTable] = useState(false);
  const { save, failed } = useSaving(picture, title, note, file);
  return (
    <section className="section" aria-label={title}>
      <div className="row chart-head">
        <h2>{title}</h2>
        <span className="dim">{note}</span>
        {beside}
        <span className="chart-menu">
          <Menu>
            <Menu.Target>
              <ActionIcon aria-label={`Chart: ${title}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setAsTable(!asTable)}>
                {asTable ? 'Show as chart' : 'Show as table'}
              </Menu.Item>
              {save ? (
                <Menu.Item disabled={asTable} onClick={save}>
                  Save as PNG …
                </Menu.Item>
              ) : null}
            </Menu.Dropdown>
          </Menu>
        </span>
      </div>
      <ErrorPanel error={failed} />
      <div ref={ref}>
        {asTable ? <DataTable title={title} {...table} /> : null}
        {asTable || width === 0 ? null : (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold a picture
          <svg ref={picture} className="chart" role="group" aria-label={label} width={width} height={height}>
            {draw(width)}
          </svg>
        )}
      </div>
      {asTable ? null : children}
    </section>
  );
}

function useSaving(
  picture: React.RefObject<SVGSVGElement | null>,
  title: string,
  note: string,
  file: string,
): { save: (() => void) | null; failed: Error | null } {
  const saver = use(PictureSaver);
  const [failed, setFailed] = useState<Error | null>(null);
  if (!saver) return { save: null, failed };
  const save = async (): Promise<void> => {
    setFailed(null);
    if (picture.current) await saver(`${file}.png`, await pictureOf(picture.current, title, note));
  };
  return { save: () => void save().catch((error: unknown) => setFailed(asError(error))), failed };
}

function DataTable({ title, columns, rows }: ChartTable & { title: string }) {
  const isNumber = (at: number): string | undefined => (columns[at]?.number ? 'num' : undefined);
  return (
    <table className="plain">
      <caption className="hidden-but-read">{title}</caption>
      <thead>
        <tr>
          {columns.map(({ title: heading }, at) => (
            <th key={heading} className={isNumber(at)}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, at) => (
              <td key={columns[at]?.title} className={isNumber(at)}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// Shape: how the file is cut and read, each setting to be changed, and its first rows as they come out of that. Must not: cut rows
// itself; whatever changes the cut is asked anew.
import { NumberInput, Select } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Layout, Shape } from '../../../src-shared/contract/usage.ts';
import { useDoing } from '../../api/queries.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { ErrorPanel, FindingList, Notice } from '../../ui/panels/told.tsx';
import type { Draft } from './draft.ts';
import { isStill, setLayout, setShape } from './draft.ts';
import { BELOW, Numbers } from './notation.tsx';

type Cut = Pick<Layout, 'sheet' | 'encoding' | 'delimiter' | 'headerLine'>;

export function ShapeStep({ draft }: { draft: Draft }) {
  const { shape, layout, file } = draft;
  const looking = useDoing('import.shape');
  const [wished, setWished] = useState<Partial<Cut>>({});
  const asked = useRef(0);
  if (!shape || !layout || !file) return null;
  const { sheet, encoding, delimiter, headerLine } = layout;
  // What is chosen while the file is being cut is wished with what was chosen before, and only the last answer has all of it.
  const cut = async (change: Partial<Cut>): Promise<void> => {
    const question = ++asked.current;
    const wishes = { sheet, encoding, delimiter, headerLine, ...wished, ...change };
    setWished({ ...wished, ...change });
    const again = await looking.run({ file: file.ref, ...wishes });
    if (question !== asked.current) return;
    setWished({});
    if (again && isStill({ file })) setShape(again, wishes);
  };
  const shown = { ...layout, ...wished };
  return (
    <div className="step-body">
      <ErrorPanel error={looking.error} />
      <ProgressLine busy={looking.busy} progress={looking.progress} label="Reading" />
      {shape.proposal.warnings.length > 0 ? (
        <Notice tone="warn">
          <FindingList findings={shape.proposal.warnings} />
        </Notice>
      ) : null}
      <div className="row top">
        <Written shape={shape} layout={shown} cut={(change) => void cut(change)} />
        <Numbers draft={draft} layout={layout} />
        <Rows shape={shape} layout={shown} cut={(change) => void cut(change)} />
      </div>
      <RawRows shape={shape} onHeader={(line) => void cut({ headerLine: line })} />
    </div>
  );
}

interface CutProps {
  shape: Shape;
  layout: Layout;
  cut: (change: Partial<Cut>) => void;
}

const ENCODINGS = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Windows-1252' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
];
const DELIMITERS = [
  { value: ',', label: 'Comma ,' },
  { value: ';', label: 'Semicolon ;' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar |' },
];
const AS_FOUND = { value: '', label: 'As it looks' };

/** Encoding and separator of a text file, or the sheet of a workbook. */
function Written({ shape, layout, cut }: CutProps) {
  if (shape.encoding === null) {
    return (
      <Select
        label="Sheet"
        w={200}
        value={layout.sheet ?? shape.sheets[0] ?? null}
        data={shape.sheets}
        onChange={(sheet) => (sheet ? cut({ sheet }) : undefined)}
      />
    );
  }
  return (
    <>
      <Select
        label="Encoding"
        w={190}
        disabled={shape.marked}
        value={layout.encoding ?? shape.encoding}
        data={layout.encoding === null ? ENCODINGS : [AS_FOUND, ...ENCODINGS]}
        description={
          shape.marked
            ? 'The file says so itself'
            : shape.letters.length > 0
              ? `Reads: ${shape.letters.slice(0, 3).join(', ')}`
              : 'Plain letters only'
        }
        inputWrapperOrder={BELOW}
        onChange={(encoding) => cut({ encoding: (encoding || null) as Cut['encoding'] })}
      />
      <Select
        label="Separator"
        w={130}
        value={layout.delimiter ?? shape.delimiter}
        data={layout.delimiter === null ? DELIMITERS : [AS_FOUND, ...DELIMITERS]}
        onChange={(delimiter) => cut({ delimiter: (delimiter || null) as Cut['delimiter'] })}
      />
    </>
  );
}

/** Where the rows begin and end. */
function Rows({ shape, layout, cut }: CutProps) {
  return (
    <>
      <NumberInput
        label="Header in line"
        w={110}
        min={0}
        max={1_000_000}
        value={layout.headerLine ?? shape.proposal.headerLine}
        description={
          layout.headerLine === null ? (
            '0: there is none'
          ) : (
            <button type="button" className="as-link" onClick={() => cut({ headerLine: null })}>
              Look for it
            </button>
          )
        }
        inputWrapperOrder={BELOW}
        onChange={(line) => (typeof line === 'number' ? cut({ headerLine: line }) : undefined)}
      />
      <NumberInput
        label="Left out at the end"
        w={140}
        min={0}
        max={1000}
        value={layout.skipBottom}
        onChange={(rows) => (typeof rows === 'number' ? setLayout({ skipBottom: rows }) : undefined)}
      />
      <Select
        label="Rows that look like totals"
        w={180}
        value={layout.totals}
        data={[
          { value: 'reject', label: 'Show with the errors' },
          { value: 'skip', label: 'Leave out' },
          { value: 'keep', label: 'Are usage' },
        ]}
        onChange={(totals) => setLayout({ totals: totals as Layout['totals'] })}
      />
    </>
  );
}

function RawRows({ shape, onHeader }: { shape: Shape; onHeader: (line: number) => void }) {
  const { headerLine } = shape.proposal;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls by keys
    <section className="raw-rows" aria-label="First rows of the file" tabIndex={0}>
      <table>
        <tbody>
          {shape.rows.map(({ line, cells }) => (
            <tr key={line} data-above={line < headerLine} aria-selected={line === headerLine}>
              <td className="num">
                <button
                  type="button"
                  className="line"
                  aria-label={`Line ${line} is the header`}
                  onClick={() => onHeader(line)}
                >
                  {line}
                </button>
              </td>
              {cells.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells stand where they stand
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

// Shape: the file's first rows as they are, which of them is the header, what below the data is no usage.
import { Button, NumberInput, Select } from '@mantine/core';
import type { Shape } from '../../../src-shared/contract/usage.ts';
import { useDoing } from '../../api/queries.tsx';
import { FindingList, Notice } from '../../ui/panels/told.tsx';
import type { Draft } from './draft.ts';
import { setDraft, setLayout } from './draft.ts';

export function ShapeStep({ draft }: { draft: Draft }) {
  const { shape, layout, file, sheet } = draft;
  const looking = useDoing('import.shape');
  if (!shape || !layout || !file) return null;
  const header = layout.headerLine ?? shape.proposal.headerLine;
  const chooseSheet = async (name: string | null): Promise<void> => {
    const again = await looking.run({ file: file.ref, sheet: name });
    if (again) {
      setDraft({
        sheet: name,
        shape: again,
        layout: { ...again.proposal.profile, sheet: name },
        stale: true,
      });
    }
  };
  return (
    <div className="import-body">
      {shape.proposal.warnings.length > 0 ? (
        <Notice tone="warn">
          <FindingList findings={shape.proposal.warnings} />
        </Notice>
      ) : null}
      <div className="row">
        {shape.sheets.length > 1 ? (
          <Select
            label="Sheet"
            value={sheet ?? shape.sheets[0]}
            data={shape.sheets}
            onChange={(name) => void chooseSheet(name)}
          />
        ) : null}
        <NumberInput
          label="Header in line (0: none)"
          w={190}
          min={0}
          max={1_000_000}
          value={header}
          onChange={(line) => (typeof line === 'number' ? setLayout({ headerLine: line }) : undefined)}
        />
        <NumberInput
          label="Rows to leave out at the end"
          w={210}
          min={0}
          max={1000}
          value={layout.skipBottom}
          onChange={(rows) => (typeof rows === 'number' ? setLayout({ skipBottom: rows }) : undefined)}
        />
        <Select
          label="Rows that look like totals"
          value={layout.totals}
          data={[
            { value: 'reject', label: 'Show with the errors' },
            { value: 'skip', label: 'Leave out' },
            { value: 'keep', label: 'Are usage' },
          ]}
          onChange={(totals) => setLayout({ totals: totals as typeof layout.totals })}
        />
        {layout.headerLine !== null ? (
          <Button mt={22} onClick={() => setLayout({ headerLine: null })}>
            Find the header by its names
          </Button>
        ) : null}
      </div>
      <RawRows shape={shape} header={header} />
    </div>
  );
}

function RawRows({ shape, header }: { shape: Shape; header: number }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls by keys
    <section className="raw-rows" aria-label="First rows of the file" tabIndex={0}>
      <table>
        <tbody>
          {shape.rows.map(({ line, cells }) => (
            <tr key={line} data-above={line < header} aria-selected={line === header}>
              <td className="num">
                <button
                  type="button"
                  className="line"
                  aria-label={`Line ${line} is the header`}
                  onClick={() => setLayout({ headerLine: line })}
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

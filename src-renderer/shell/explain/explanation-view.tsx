// An explanation as people read it: its amount, sentences with links, and parts as small tables that add up.
// Must not: add anything up itself.
import type { RefObject } from 'react';
import type { Explanation, Part, Piece, Step } from '../../../src-shared/explain/calls.ts';
import type { ColumnType } from '../../../src-shared/report-table.ts';
import { explain } from '../../ui/explained.tsx';
import { Amount, Day, Moment, MonthName, useFormat } from '../../ui/format/values.tsx';

const ABOUT: Readonly<Record<Step['about'], string>> = {
  meaning: 'What it is',
  filter: 'Filter',
  origin: 'Where it came from',
  time: 'When',
  rate: 'Rate',
  need: 'Credits needed',
  lot: 'Lot',
  revenue: 'Revenue',
  overage: 'Not covered',
  state: 'State',
  price: 'Price',
  validity: 'How long it is valid',
  rollover: 'Rollover',
  order: 'Burn order',
  rules: 'Terms',
  month: 'Month',
  journal: 'Journal',
  later: 'Later',
};

/** What is read after the numbers. */
const BACKGROUND: ReadonlySet<Step['about']> = new Set(['validity', 'order', 'rules']);

interface ExplanationViewProps {
  readonly explanation: Explanation;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

export function ExplanationView({ explanation, heading }: ExplanationViewProps) {
  const { title, amount, steps, parts } = explanation;
  return (
    <>
      <h3 ref={heading} tabIndex={-1} className="explained-amount">
        <span className="hidden-but-read">{title}: </span>
        {amount ? <Written {...amount} /> : title}
      </h3>
      <Steps steps={steps.filter(({ about }) => !BACKGROUND.has(about))} />
      {parts.map((part) => (
        <PartTable key={part.title} part={part} />
      ))}
      <Steps steps={steps.filter(({ about }) => BACKGROUND.has(about))} />
    </>
  );
}

function Steps({ steps }: { steps: readonly Step[] }) {
  if (steps.length === 0) return null;
  return (
    <dl className="glossary" aria-label="How this came about">
      {steps.map(({ about, pieces }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no ids and do not move
        <div key={index}>
          {about === steps[index - 1]?.about ? null : <dt>{ABOUT[about]}</dt>}
          <dd>
            <Pieces pieces={pieces} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no ids and do not move
    <PieceView key={index} piece={piece} />
  ));
}

function PieceView({ piece }: { piece: Piece }) {
  if (typeof piece === 'string') return piece;
  if ('subject' in piece) return <a href={explain(piece.subject)}>{piece.label}</a>;
  const { value, type, unit } = piece;
  switch (type) {
    case 'date':
      return <Day value={value} />;
    case 'month':
      return <MonthName value={value} />;
    case 'instant':
      return <Moment value={value} />;
    default:
      return <Written value={value} type={type} unit={unit} />;
  }
}

/** A number in running text: nothing of it hangs over into the space after it. */
function Written({ value, type, unit }: { value: string; type: ColumnType; unit: string | null }) {
  const format = useFormat();
  return (
    <span className="num">
      {format(value, type)}
      {unit ? <span className="dim"> {unit}</span> : null}
    </span>
  );
}

function PartTable({ part }: { part: Part }) {
  const { title, unit, lines, more, total } = part;
  return (
    <table className="plain part">
      <caption>
        {title} <span className="dim">{unit}</span>
      </caption>
      <tbody>
        {lines.map(({ label, note, amount, subject }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no ids and do not move
          <tr key={index}>
            <th scope="row">
              {subject ? <a href={explain(subject)}>{label}</a> : label}
              {note.length > 0 ? (
                <div className="dim small">
                  <Pieces pieces={note} />
                </div>
              ) : null}
            </th>
            <td className="num">
              <Amount value={amount} />
            </td>
          </tr>
        ))}
        {more ? (
          <tr>
            <th scope="row" className="dim">
              and {more.count.toLocaleString()} more
            </th>
            <td className="num">
              <Amount value={more.amount} />
            </td>
          </tr>
        ) : null}
        <tr className="total">
          <th scope="row">Total</th>
          <td className="num">
            <Amount value={total} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

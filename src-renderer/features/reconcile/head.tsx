// The head of a reconciliation: both sides in each unit, what is left, and who signed. Must not: compute; the figures come as they are.
import type { ReactNode } from 'react';
import type { ReconciliationView } from '../../../src-shared/reconcile/calls.ts';
import { isZero } from '../../ui/format/numbers.ts';
import { Amount, useFormat } from '../../ui/format/values.tsx';
import { Status } from '../../ui/panels/status.tsx';
import type { LegWords } from './legs.ts';
import { useWhyVoid } from './why-void.ts';

interface HeadProps {
  readonly view: ReconciliationView;
  readonly words: LegWords;
  readonly children: ReactNode;
}

export function Head({ view, words, children }: HeadProps) {
  const isSome = (value: string): boolean => !isZero(value);
  const accepted = view.totals.some((one) => one.materiality !== null || isSome(one.accepted));
  const carried = view.totals.some(({ book }) => isSome(book.carried));
  return (
    <div className="reconcile-head">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="reconcile-scroll" aria-label="Totals" tabIndex={0}>
        <table className="plain">
          <thead>
            <tr>
              <th>{words.unit}</th>
              {carried ? <th className="num">Carried in</th> : null}
              <th className="num">Book</th>
              <th className="num">{words.source}</th>
              <th className="num">Open in the book</th>
              <th className="num">Open in the source</th>
              <th className="num">Unexplained</th>
              {accepted ? <th className="num">Accepted</th> : null}
              {accepted ? <th className="num">Materiality</th> : null}
            </tr>
          </thead>
          <tbody>
            {view.totals.map(({ unit, book, outside, unexplained, ...one }) => (
              <tr key={unit}>
                <td>{unit}</td>
                {carried ? (
                  <td className="num">
                    <Amount value={book.carried} />
                  </td>
                ) : null}
                <td className="num">
                  <Amount value={book.own} />
                </td>
                <td className="num">
                  <Amount value={outside.own} />
                </td>
                <td className="num">
                  <Amount value={book.open} />
                </td>
                <td className="num">
                  <Amount value={outside.open} />
                </td>
                <td className="num">
                  <b>
                    <Amount value={unexplained} />
                  </b>
                </td>
                {accepted ? <Accepted {...one} /> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="stack">
        <Signed what="Prepared" month={view.month} one={view.preparer} />
        <Signed what="Reviewed" month={view.month} one={view.reviewer} />
        {view.reviewer?.void === null && view.reviewer.materiality ? (
          <span className="dim">Materiality: {view.reviewer.materiality.reason}</span>
        ) : null}
        {view.broken.length > 0 ? <Status tone="warn">{brokenInWords(view.broken)}</Status> : null}
        {children}
      </div>
    </div>
  );
}

/** What people let stand, beside what the reviewer says matters. */
function Accepted({
  accepted,
  materiality,
  beyond,
}: Pick<ReconciliationView['totals'][number], 'accepted' | 'materiality' | 'beyond'>) {
  return (
    <>
      <td className="num">
        <Amount value={accepted} />
      </td>
      <td className="num">
        {materiality === null ? (
          <span className="dim">not said</span>
        ) : (
          <>
            <Amount value={materiality} />{' '}
            <Status tone={beyond ? 'bad' : 'good'}>{beyond ? 'exceeded' : 'kept'}</Status>
          </>
        )}
      </td>
    </>
  );
}

const brokenInWords = (broken: readonly string[]): string =>
  `${broken.join(', ')} ${broken.length === 1 ? 'does' : 'do'} not count: lines have changed`;

interface SignedProps {
  readonly what: string;
  readonly month: string;
  readonly one: ReconciliationView['preparer'];
}

function Signed({ what, month, one }: SignedProps) {
  const format = useFormat();
  const why = useWhyVoid(month, one);
  if (one === null) return <Status tone="plain">{`${what}: not signed`}</Status>;
  if (why === null)
    return <Status tone="good">{`${what} by ${one.by}, ${format(one.at, 'instant')}`}</Status>;
  return <Status tone="bad">{`${what} by ${one.by}, void: ${why}`}</Status>;
}

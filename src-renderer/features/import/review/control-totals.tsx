// Control totals: what will be imported by meter, and beside it what the source system says it sent, as typed. Differences are said as
// one types; one that stays needs a reason, which is kept with the batch. Must not: add anything up.
import { TextInput } from '@mantine/core';
import type { Review } from '../../../../src-shared/contract/usage.ts';
import type { ToldTotals, TotalsLine } from '../../../../src-shared/control-totals.ts';
import { compareTotals, differenceInWords } from '../../../../src-shared/control-totals.ts';
import type { NumberStyle } from '../../../ui/format/numbers.ts';
import { formatNumber, readNumber } from '../../../ui/format/numbers.ts';
import { useFormat } from '../../../ui/format/values.tsx';
import { Status } from '../../../ui/panels/status.tsx';
import { usePreferences } from '../../../ui/preferences.tsx';
import type { Draft } from '../draft.ts';
import { setDraft } from '../draft.ts';
import { errorsOf } from './review-rows.tsx';

type What = TotalsLine['what'];
const keyOf = (meter: string | null, what: What): string => `${what}|${meter ?? ''}`;

interface Told {
  /** What can be held against the import. */
  readonly totals: ToldTotals[];
  readonly lines: readonly TotalsLine[];
  /** Keys of what is typed and is no number. */
  readonly unreadable: ReadonlySet<string>;
  /** Nothing unreadable, and whatever differs has its reason. */
  readonly settled: boolean;
}

/** What was typed, read and compared. */
export function toldBy({ told, toldReason }: Draft, { totals }: Review, style: NumberStyle): Told {
  const unreadable = new Set<string>();
  const read = (meter: string | null, what: What): string | null => {
    const typed = (told[keyOf(meter, what)] ?? '').trim();
    if (typed === '') return null;
    const number = readNumber(typed, style);
    const fits = what === 'rows' ? /^\d{1,15}$/ : /^\d{1,18}(\.\d{1,9})?$/;
    if (number !== null && fits.test(number)) return number;
    unreadable.add(keyOf(meter, what));
    return null;
  };
  const meters = [null, ...totals.meters.map(({ meter }) => meter)];
  const made = meters.map((meter): ToldTotals => {
    const rows = read(meter, 'rows');
    return { meter, rows: rows === null ? null : Number(rows), quantity: read(meter, 'quantity') };
  });
  const said = made.filter(({ rows, quantity }) => rows !== null || quantity !== null);
  const lines = compareTotals(said, totals);
  const agrees = lines.every(({ difference }) => difference === '0');
  return {
    totals: said,
    lines,
    unreadable,
    settled: unreadable.size === 0 && (agrees || toldReason.trim() !== ''),
  };
}

export function ControlTotals({ draft, review }: { draft: Draft; review: Review }) {
  const format = useFormat();
  const { numberStyle } = usePreferences();
  const told = toldBy(draft, review, numberStyle);
  const { meters, first, last, rows, quantity } = review.totals;
  const differs = told.lines.some(({ difference }) => difference !== '0');
  return (
    <section aria-label="Control totals">
      <h2>Control totals</h2>
      <table className="plain middle">
        <thead>
          <tr>
            <th>Meter</th>
            <th className="num">Rows</th>
            <th>The source says</th>
            <th className="num">Quantity</th>
            <th>The source says</th>
          </tr>
        </thead>
        <tbody>
          {[...meters, { meter: null, rows, quantity }].map((line) => (
            <tr key={line.meter ?? ''}>
              <td>{line.meter ?? <b>All</b>}</td>
              <td className="num">{formatNumber(String(line.rows), numberStyle)}</td>
              <ToldCell draft={draft} told={told} meter={line.meter} what="rows" />
              <td className="num">{format(line.quantity, 'quantity')}</td>
              <ToldCell draft={draft} told={told} meter={line.meter} what="quantity" />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim">
        Type what the source system shows, all or some of it: it is compared with what would be imported, and
        kept with the batch.
      </p>
      {differs ? <WhyAllTheSame draft={draft} review={review} /> : null}
      {first && last ? (
        <p className="dim">
          {format(first, 'instant')} to {format(last, 'instant')}
        </p>
      ) : null}
    </section>
  );
}

interface ToldCellProps {
  draft: Draft;
  told: Told;
  meter: string | null;
  what: What;
}

function ToldCell({ draft, told, meter, what }: ToldCellProps) {
  const { numberStyle } = usePreferences();
  const key = keyOf(meter, what);
  const line = told.lines.find((one) => one.meter === meter && one.what === what);
  const write = (decimal: string): string => formatNumber(decimal, numberStyle);
  return (
    <td>
      <span className="told-total">
        <TextInput
          size="xs"
          w={88}
          inputMode="decimal"
          aria-label={`${what === 'rows' ? 'Rows' : 'Quantity'} of ${meter ?? 'all meters'} as the source says`}
          error={told.unreadable.has(key)}
          value={draft.told[key] ?? ''}
          onChange={({ currentTarget }) => setDraft({ told: { ...draft.told, [key]: currentTarget.value } })}
        />
        {told.unreadable.has(key) ? <Status tone="bad">no number</Status> : null}
        {line ? (
          <Status tone={line.difference === '0' ? 'good' : 'bad'}>
            {differenceInWords(line.difference, what, write)}
          </Status>
        ) : null}
      </span>
    </td>
  );
}

/** What of the file is not imported, which may be the difference; and the reason, without which nothing is. */
function WhyAllTheSame({ draft, review }: { draft: Draft; review: Review }) {
  const { duplicates, leftOut, skipped } = review.counts;
  const errors = errorsOf(review);
  const kept: [number, string][] = [
    [duplicates, duplicates === 1 ? 'duplicate' : 'duplicates'],
    [errors, errors === 1 ? 'error' : 'errors'],
    [leftOut, 'left out by hand'],
    [skipped, 'read past (headings, totals, blanks)'],
  ];
  const out = kept.filter(([count]) => count > 0).map(([count, word]) => `${count.toLocaleString()} ${word}`);
  return (
    <div className="told" data-tone="warn" role="status">
      <div>
        The totals differ. Rows of the file that are not imported: {out.length > 0 ? out.join(', ') : 'none'}.
      </div>
      <TextInput
        label="Why the import is right all the same"
        description="Nothing is imported without it; it is kept with the batch."
        value={draft.toldReason}
        onChange={({ currentTarget }) => setDraft({ toldReason: currentTarget.value })}
      />
    </div>
  );
}

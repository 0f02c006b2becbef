// The lists of a reconciliation: open lines of both sides beside each other, suggestions, matches, files. Enter on a row goes on with it.
import { SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ReconciliationView } from '../../../src-shared/reconcile/calls.ts';
import { PASS_WORDS, REASON_WORDS, WHY_WORDS } from '../../../src-shared/reconcile/words.ts';
import type { Column } from '../../../src-shared/report-table.ts';
import { useDoing } from '../../api/queries.tsx';
import { isZero } from '../../ui/format/numbers.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { GridRow, Looks } from '../../ui/grid/rows.ts';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';
import { chooseHere, useRoute } from '../../ui/route.ts';
import { Files } from './files.tsx';
import type { LegWords } from './legs.ts';
import { LinePanel } from './line-panel.tsx';
import { SetPanel } from './set-panel.tsx';
import { SuggestionPanel } from './suggestion-panel.tsx';

interface ListsProps {
  readonly view: ReconciliationView;
  readonly words: LegWords;
}

interface Finding {
  /** What the lists are narrowed to, where they have more than is shown. */
  readonly find: string;
  readonly onFind: (find: string) => void;
}

export type OpenLine = ReconciliationView['open'][number];
export type Suggested = ReconciliationView['suggestions'][number];

export function Lists({ view, words, find, onFind }: ListsProps & Finding) {
  const { query } = useRoute();
  const { counts } = view;
  const choices = [
    { value: 'open', label: `Open ${counts.open}` },
    { value: 'suggestions', label: `Suggested ${counts.suggestions}` },
    { value: 'matched', label: `Matched ${counts.sets}` },
    { value: 'files', label: `Files ${view.tables.length}` },
  ];
  const list = choices.some(({ value }) => value === query.list) ? query.list! : 'open';
  return (
    <>
      <div className="row" style={{ padding: '8px 16px' }}>
        <SegmentedControl
          aria-label="What is listed"
          size="xs"
          data={choices}
          value={list}
          onChange={(next) => chooseHere({ list: next })}
        />
        <span className="dim">{HINTS[list]}</span>
        <span className="spacer" />
        <FindInAll view={view} list={list} find={find} onFind={onFind} />
      </div>
      {list === 'open' ? <OpenLines view={view} words={words} /> : null}
      {list === 'suggestions' ? <Suggestions view={view} words={words} /> : null}
      {list === 'matched' ? <Matches view={view} words={words} /> : null}
      {list === 'files' ? <Files view={view} /> : null}
    </>
  );
}

/** Where a list has more than is shown: says so, and reaches the others. */
function FindInAll({ view, list, find, onFind }: { view: ReconciliationView; list: string } & Finding) {
  const [fits, more] =
    list === 'open'
      ? [view.open.length, view.moreOpen]
      : list === 'matched'
        ? [view.sets.length, view.moreSets]
        : [view.suggestions.length, view.moreSuggestions];
  if (list === 'files' || (more === 0 && find === '')) return null;
  const all = fits + more;
  return (
    <>
      <span className="dim" role="status">
        {more > 0
          ? `The first ${fits.toLocaleString()} of ${all.toLocaleString()} are listed`
          : `${all.toLocaleString()} ${all === 1 ? 'has' : 'have'} it`}
      </span>
      <TextInput
        w={240}
        placeholder="Find among all"
        aria-label="Find among all lines"
        leftSection={<IconSearch size={14} />}
        value={find}
        onChange={({ currentTarget }) => onFind(currentTarget.value)}
        onKeyDown={({ key }) => (key === 'Escape' ? onFind('') : undefined)}
      />
    </>
  );
}

const HINTS: Readonly<Record<string, string>> = {
  open: 'Enter on a line: match it by hand, or say why it is open.',
  suggestions: 'Enter: they belong together. Where amounts differ, a reason is asked for.',
  matched: 'Enter on a match: see it, take it apart.',
  files: '',
};

const openColumns = (words: LegWords): readonly Column[] => [
  { key: 'party', title: words.party, type: 'text' },
  { key: 'amount', title: 'Amount', type: 'money', sum: true },
  { key: 'currency', title: words.unit, type: 'text' },
  { key: 'reference', title: 'Reference', type: 'text' },
  { key: 'date', title: 'Date', type: 'date' },
  { key: 'reason', title: 'Reason', type: 'text' },
  { key: 'age', title: 'Age', type: 'text' },
  { key: 'note', title: 'Note', type: 'text' },
  { key: 'owner', title: 'Owner', type: 'text' },
  { key: 'due', title: 'Due', type: 'date' },
  { key: 'text', title: 'What', type: 'text' },
  { key: 'place', title: 'Where', type: 'text' },
];
const OPEN_LOOKS: Looks = {
  amount: { unit: 'currency' },
  reason: { tone: (_, row) => (row.get('said') ? 'good' : 'plain') },
  owner: { hide: true },
  due: { hide: true },
};

/** A look of its own for a column that a leg has no use for. */
const openLooks = ({ hidden = [] }: LegWords): Looks => ({
  ...OPEN_LOOKS,
  ...Object.fromEntries(hidden.map((key) => [key, { hide: true }])),
});

function openRow({ line, reason, said, age, carried, note, owner, due }: OpenLine): GridRow {
  return {
    id: `${line.side}|${line.key}`,
    cells: [
      ...[line.party, line.amount, line.unit, line.reference || null, line.date],
      said ? REASON_WORDS[reason] : `${REASON_WORDS[reason]}?`,
      carried ? `${age}, carried in` : age,
      ...[note || null, owner || null, due, line.text || null, line.place || null],
    ],
  };
}

function OpenLines({ view, words }: ListsProps) {
  const [chosen, choose] = useState<string | null>(null);
  const columns = useMemo(() => openColumns(words), [words]);
  const looks = useMemo(() => openLooks(words), [words]);
  const sides = useMemo(
    () =>
      (['book', 'outside'] as const).map((side) => ({
        side,
        rows: view.open.filter(({ line }) => line.side === side).map(openRow),
      })),
    [view.open],
  );
  const one = view.open.find(({ line }) => `${line.side}|${line.key}` === chosen);
  if (view.counts.open === 0)
    return <Empty title="Everything is matched">Both sides agree. Sign it, and save its workbook.</Empty>;
  return (
    <div className="reconcile-sides">
      {sides.map(({ side, rows }) => (
        <section key={side} aria-label={side === 'book' ? 'In the book only' : `In ${words.source} only`}>
          <h2>{side === 'book' ? 'In the book' : words.source}</h2>
          <Grid
            name={`reconcile-${view.leg}-${side}`}
            label={side === 'book' ? 'Open in the book' : 'Open in the source'}
            columns={columns}
            rows={rows}
            looks={looks}
            totals
            partial={view.open.length < view.counts.open}
            onOpen={(row) => choose(row.id)}
            empty={<Empty title="None">Nothing is open on this side.</Empty>}
          />
        </section>
      ))}
      {one ? (
        <LinePanel key={chosen} view={view} words={words} one={one} onClose={() => choose(null)} />
      ) : null}
    </div>
  );
}

const suggestionColumns = (words: LegWords): readonly Column[] => [
  { key: 'why', title: 'Why', type: 'text' },
  { key: 'party', title: words.party, type: 'text' },
  { key: 'book', title: 'In the book', type: 'text' },
  { key: 'book_amount', title: 'Book', type: 'money' },
  { key: 'outside', title: words.source, type: 'text' },
  { key: 'outside_amount', title: 'Source', type: 'money' },
  { key: 'difference', title: 'Difference', type: 'money' },
  { key: 'currency', title: words.unit, type: 'text' },
];

/** Amounts of lines one by one: nothing is added up here. */
export const amounts = (lines: readonly OpenLine['line'][]): string =>
  lines.map(({ amount }) => amount).join(' + ');
export const names = (lines: readonly OpenLine['line'][]): string =>
  lines.map(({ reference, date, key }) => reference || date || key).join(' + ');

function Suggestions({ view, words }: ListsProps) {
  const matching = useDoing('reconcile.matchByHand');
  const [asked, ask] = useState<Suggested | null>(null);
  const columns = useMemo(() => suggestionColumns(words), [words]);
  const lines = useMemo(
    () => new Map(view.suggested.map((line) => [`${line.side}|${line.key}`, line] as const)),
    [view.suggested],
  );
  const rows = useMemo(
    () =>
      view.suggestions.map((one): GridRow => {
        const pick = (side: 'book' | 'outside') =>
          one[side].flatMap((key) => lines.get(`${side}|${key}`) ?? []);
        const [book, outside] = [pick('book'), pick('outside')];
        const single = (of: typeof book): string | null => (of.length === 1 ? of[0]!.amount : null);
        return {
          id: [...one.book, '=', ...one.outside].join(' '),
          cells: [
            WHY_WORDS[one.why],
            book[0]?.party ?? outside[0]?.party ?? null,
            book.length > 1 ? `${names(book)} (${amounts(book)})` : names(book),
            single(book),
            outside.length > 1 ? `${names(outside)} (${amounts(outside)})` : names(outside),
            single(outside),
            one.difference,
            one.unit,
          ],
        };
      }),
    [view.suggestions, lines],
  );
  const accept = (row: GridRow): void => {
    const one = view.suggestions[rows.findIndex(({ id }) => id === row.id)];
    if (!one || matching.busy) return;
    // What differs needs a reason; what does not, one key.
    if (!isZero(one.difference)) ask(one);
    else void matching.run({ leg: view.leg, month: view.month, book: one.book, outside: one.outside });
  };
  if (view.counts.suggestions === 0)
    return <Empty title="Nothing to suggest">What is open has nothing that may belong to it.</Empty>;
  return (
    <>
      <ErrorPanel error={matching.error} />
      <Grid name="reconcile-suggestions" label="Suggestions" columns={columns} rows={rows} onOpen={accept} />
      {asked ? <SuggestionPanel view={view} one={asked} onClose={() => ask(null)} /> : null}
    </>
  );
}

const setColumns = (words: LegWords): readonly Column[] => [
  { key: 'id', title: 'Match', type: 'text' },
  { key: 'pass', title: 'Matched by', type: 'text' },
  { key: 'party', title: words.party, type: 'text' },
  { key: 'book', title: 'In the book', type: 'text' },
  { key: 'outside', title: words.source, type: 'text' },
  { key: 'amount', title: 'Book', type: 'money' },
  { key: 'difference', title: 'Difference', type: 'money' },
  { key: 'currency', title: words.unit, type: 'text' },
  { key: 'state', title: 'State', type: 'text' },
  { key: 'note', title: 'Note', type: 'text' },
];

function Matches({ view, words }: ListsProps) {
  const [chosen, choose] = useState<string | null>(null);
  const columns = useMemo(() => setColumns(words), [words]);
  const signed = view.preparer !== null && view.preparer.void === null;
  const rows = useMemo(
    () =>
      view.sets.map(
        (set): GridRow => ({
          id: set.id,
          cells: [
            set.id,
            PASS_WORDS[set.pass],
            set.book[0]?.party ?? set.outside[0]?.party ?? null,
            names(set.book),
            names(set.outside),
            set.book.length === 1 ? set.book[0]!.amount : null,
            set.difference,
            set.unit,
            // What a person matched is confirmed by that, the rest by the preparer's signature.
            signed || set.pass === 'by_hand' ? 'confirmed' : 'matched',
            set.note || null,
          ],
        }),
      ),
    [view.sets, signed],
  );
  const set = view.sets.find(({ id }) => id === chosen);
  return (
    <>
      <Grid
        name="reconcile-matches"
        label="Matches"
        columns={columns}
        rows={rows}
        onOpen={(row) => choose(row.id)}
        empty={<Empty title="Nothing is matched">Lines match as files are taken in, or by hand.</Empty>}
      />
      {set ? <SetPanel view={view} set={set} onClose={() => choose(null)} /> : null}
    </>
  );
}

// What the file calls customers and meters that the book does not have, mended in bulk: map a name to one of the book, or create
// it. Must not: guess; a likely one is only said.
import { Button, Select } from '@mantine/core';
import type { Review } from '../../../../src-shared/contract/usage.ts';
import { useCall, useDoing } from '../../../api/queries.tsx';
import { ErrorPanel } from '../../../ui/panels/told.tsx';
import type { Draft } from '../draft.ts';
import { mendByHand } from '../draft.ts';

type Unknown = Review['unknown'][number];

export function UnknownValues({ draft, review }: { draft: Draft; review: Review }) {
  const codes = useCall('usage.codes', {});
  const creating = useDoing('import.create');
  const { layout } = draft;
  if (!layout || review.unknown.length === 0) return null;
  const map = (
    label: string,
    made: readonly { what: Unknown['what']; text: string; code: string }[],
  ): void => {
    const values = { customer: { ...layout.values.customer }, meter: { ...layout.values.meter } };
    for (const { what, text, code } of made) values[what][text] = code;
    mendByHand(label, { values });
  };
  const create = async (unknown: readonly Unknown[]): Promise<void> => {
    const made = unknown.map(({ what, text }) => ({ what, text, code: codeFor(text), name: text }));
    const of = (wanted: Unknown['what']) =>
      made.filter(({ what }) => what === wanted).map(({ code, name }) => ({ code, name }));
    if (await creating.run({ customers: of('customer'), meters: of('meter') }))
      map(`mapping ${made.length === 1 ? `“${made[0]?.text}”` : `${made.length} names`}`, made);
  };
  const customers = review.unknown.filter(({ what }) => what === 'customer');
  return (
    <section className="unknown-values" aria-label="Unknown names">
      <ErrorPanel error={creating.error} />
      <table className="plain middle">
        <thead>
          <tr>
            <th>The book does not have</th>
            <th className="num">Rows</th>
            <th>It is</th>
            <th>
              {customers.length > 1 ? (
                <Button size="compact-xs" loading={creating.busy} onClick={() => void create(customers)}>
                  Create these {customers.length} customers
                </Button>
              ) : null}
            </th>
          </tr>
        </thead>
        <tbody>
          {review.unknown.map((one) => (
            <UnknownRow
              key={`${one.what}|${one.text}`}
              one={one}
              codes={(one.what === 'customer' ? codes.data?.customers : codes.data?.meters) ?? []}
              busy={creating.busy}
              onMap={(code) => map(`mapping “${one.text}”`, [{ what: one.what, text: one.text, code }])}
              onCreate={() => void create([one])}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface UnknownRowProps {
  one: Unknown;
  codes: readonly { code: string; name: string }[];
  busy: boolean;
  onMap: (code: string) => void;
  onCreate: () => void;
}

function UnknownRow({ one: { what, text, rows, hint }, codes, busy, onMap, onCreate }: UnknownRowProps) {
  return (
    <tr>
      <td>
        {what} <b>{text}</b>
        {hint.startsWith('Did you mean') ? <span className="dim"> {hint}</span> : null}
      </td>
      <td className="num">{rows.toLocaleString()}</td>
      <td>
        <Select
          w={220}
          size="xs"
          searchable
          placeholder={`Map to a ${what}`}
          aria-label={`Map ${text} to a ${what}`}
          value={null}
          data={codes.map(({ code, name }) => ({
            value: code,
            label: name === code ? code : `${name} (${code})`,
          }))}
          onChange={(code) => (code ? onMap(code) : undefined)}
        />
      </td>
      <td>
        <Button size="compact-xs" loading={busy} onClick={onCreate}>
          Create {what} “{codeFor(text)}”
        </Button>
      </td>
    </tr>
  );
}

/** A code made of a name: "Harbour & Lyle LLP" → "harbour-lyle-llp". */
export function codeFor(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'new' : plain.slice(0, 60);
}

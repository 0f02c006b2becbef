// What the file calls customers and meters that the book does not have, mended in bulk: map a name to one of the book, or create
// it. Must not: guess; a likely one is only said.
import { Button, Select } from '@mantine/core';
import type { Review } from '../../../src-shared/contract/usage.ts';
import { useCall, useDoing } from '../../api/queries.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import type { Draft } from './draft.ts';
import { setLayout } from './draft.ts';

type Unknown = Review['unknown'][number];

export function UnknownValues({ draft, review }: { draft: Draft; review: Review }) {
  const codes = useCall('usage.codes', {});
  const creating = useDoing('import.create');
  const { layout } = draft;
  if (!layout || review.unknown.length === 0) return null;
  const map = (made: readonly { what: Unknown['what']; text: string; code: string }[]): void => {
    const values = { customer: { ...layout.values.customer }, meter: { ...layout.values.meter } };
    for (const { what, text, code } of made) values[what][text] = code;
    setLayout({ values });
  };
  const create = async (unknown: readonly Unknown[]): Promise<void> => {
    const made = unknown.map(({ what, text }) => ({ what, text, code: codeFor(text), name: text }));
    const of = (wanted: Unknown['what']) =>
      made.filter(({ what }) => what === wanted).map(({ code, name }) => ({ code, name }));
    if (await creating.run({ customers: of('customer'), meters: of('meter') })) map(made);
  };
  const customers = review.unknown.filter(({ what }) => what === 'customer');
  return (
    <section className="unknown-values" aria-label="Unknown names">
      {creating.error ? <ErrorPanel error={creating.error} /> : null}
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
            <tr key={`${one.what}|${one.text}`}>
              <td>
                {one.what} <b>{one.text}</b>
                {one.hint.startsWith('Did you mean') ? <span className="dim"> {one.hint}</span> : null}
              </td>
              <td className="num">{one.rows.toLocaleString()}</td>
              <td>
                <Select
                  w={220}
                  size="xs"
                  searchable
                  placeholder={`Map to a ${one.what}`}
                  aria-label={`Map ${one.text} to a ${one.what}`}
                  value={null}
                  data={((one.what === 'customer' ? codes.data?.customers : codes.data?.meters) ?? []).map(
                    ({ code, name }) => ({ value: code, label: name === code ? code : `${name} (${code})` }),
                  )}
                  onChange={(code) => (code ? map([{ what: one.what, text: one.text, code }]) : undefined)}
                />
              </td>
              <td>
                <Button size="compact-xs" loading={creating.busy} onClick={() => void create([one])}>
                  Create {one.what} “{codeFor(one.text)}”
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
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

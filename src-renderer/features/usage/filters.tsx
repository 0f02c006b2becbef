// What narrows usage: kept in the address, so that a narrowed view can be linked to and comes back.
import { Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { Given } from '../../../src-shared/contract/index.ts';
import { useCall } from '../../api/queries.tsx';
import { chooseHere } from '../../ui/route.ts';

type Query = Readonly<Record<string, string>>;

export function filterOf(query: Query): Given<'usage.page'> {
  const batch = /^\d{1,9}$/.test(query.batch ?? '') ? Number(query.batch) : 0;
  return {
    customer: query.customer || null,
    meter: query.meter || null,
    batch: batch > 0 ? batch : null,
    late: query.late === '1',
    exception: query.exception === '1',
    text: query.text ?? '',
    newest: query.order !== 'oldest',
  };
}

export function UsageFilters({ query }: { query: Query }) {
  const codes = useCall('usage.codes', {});
  const batches = useCall('batch.list', {});
  const change = (key: string, value: string | null): void => chooseHere({ [key]: value });
  return (
    <>
      <IdFilter value={query.text ?? ''} onChange={(text) => change('text', text)} />
      <Select
        w={150}
        clearable
        searchable
        placeholder="All customers"
        aria-label="Customer"
        value={query.customer ?? null}
        data={(codes.data?.customers ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(value) => change('customer', value)}
      />
      <Select
        w={150}
        clearable
        searchable
        placeholder="All meters"
        aria-label="Meter"
        value={query.meter ?? null}
        data={(codes.data?.meters ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(value) => change('meter', value)}
      />
      <Select
        w={130}
        clearable
        searchable
        placeholder="All batches"
        aria-label="Batch"
        value={query.batch ?? null}
        data={[...(batches.data?.batches ?? [])]
          .reverse()
          .map(({ batch, file }) => ({ value: String(batch), label: `${batch}: ${file}` }))}
        onChange={(value) => change('batch', value)}
      />
      <Checkbox
        label="Late"
        checked={query.late === '1'}
        onChange={(event) => change('late', event.currentTarget.checked ? '1' : null)}
      />
      <Checkbox
        label="Exceptions"
        checked={query.exception === '1'}
        onChange={(event) => change('exception', event.currentTarget.checked ? '1' : null)}
      />
      <SegmentedControl
        aria-label="Order"
        value={query.order === 'oldest' ? 'oldest' : 'newest'}
        data={ordersOf(query)}
        onChange={(value) => change('order', value === 'oldest' ? value : null)}
      />
    </>
  );
}

/** What comes first: usage stands as it was imported, a customer's by its times, found ids by themselves and exceptions by customer. */
function ordersOf({ text, exception, batch, customer }: Query) {
  const [last, first] =
    text || exception
      ? ['Z to A', 'A to Z']
      : customer && !batch
        ? ['Newest first', 'Oldest first']
        : ['Last imported', 'First imported'];
  return [
    { value: 'newest', label: last },
    { value: 'oldest', label: first },
  ];
}

function IdFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const tell = useDebouncedCallback(onChange, 200);
  return (
    <TextInput
      w={150}
      placeholder="Event id begins with"
      aria-label="Event id begins with"
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        tell(event.currentTarget.value.trim());
      }}
    />
  );
}

// How dates and numbers are written: chosen by a person where the file allows two readings, each with examples from the file.
// Must not: choose for them.
import { Checkbox, Select, TextInput } from '@mantine/core';
import type { Layout } from '../../../src-shared/contract/usage.ts';
import { useFormat } from '../../ui/format/values.tsx';
import type { Draft } from './draft.ts';
import { setDraft, setLayout } from './draft.ts';
import { readDate, readNumber } from './examples-read.ts';
import { ANSWERS, openQuestions, samplesOf } from './questions.ts';

/** What is said of a setting stands below it. */
export const BELOW: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
];

interface NotationProps {
  draft: Draft;
  layout: Layout;
}

export function Notation({ draft, layout }: NotationProps) {
  return (
    <div className="row" style={{ alignItems: 'flex-start' }}>
      <Dates draft={draft} layout={layout} />
      <Numbers draft={draft} layout={layout} />
      <TextInput
        label="Time zone of the file"
        w={180}
        placeholder="As the book"
        value={layout.timeZone ?? ''}
        onChange={(event) => setLayout({ timeZone: event.currentTarget.value.trim() || null })}
      />
      <Checkbox
        mt={28}
        label="26 means 2026"
        checked={layout.twoDigitYears}
        onChange={(event) => setLayout({ twoDigitYears: event.currentTarget.checked })}
      />
    </div>
  );
}

function answer(draft: Draft, setting: string, change: Partial<Layout>): void {
  setLayout(change);
  setDraft({ answered: [...draft.answered, setting] });
}

function isAsked(draft: Draft, setting: string): boolean {
  return openQuestions(draft).some(({ code }) => ANSWERS[code] === setting);
}

function Dates({ draft, layout }: NotationProps) {
  const asked = isAsked(draft, 'dateOrder');
  const dates = [...new Set(samplesOf(draft, layout.columns.occurred_at))].slice(0, 3);
  const readings = dates.map((text) =>
    asked
      ? `${text} is ${readDate(text, 'dmy') ?? 'no date'}, or ${readDate(text, 'mdy') ?? 'no date'}`
      : `${text} is ${readDate(text, layout.dateOrder) ?? 'no date'}`,
  );
  return (
    <Select
      label="Dates are written"
      w={240}
      placeholder="Please choose"
      value={asked ? null : layout.dateOrder}
      error={asked}
      description={readings.join('; ')}
      inputWrapperOrder={BELOW}
      data={[
        { value: 'iso', label: '2026-01-31 (ISO)' },
        { value: 'dmy', label: '31/01/2026 (day first)' },
        { value: 'mdy', label: '01/31/2026 (month first)' },
        { value: 'ymd', label: '2026/01/31 (year first)' },
        { value: 'excel', label: '46053 (Excel number)' },
        { value: 'unix', label: '1769817600 (Unix seconds)' },
        { value: 'unix_ms', label: '1769817600000 (Unix ms)' },
      ]}
      onChange={(order) => answer(draft, 'dateOrder', { dateOrder: order as Layout['dateOrder'] })}
    />
  );
}

/** Decimal mark and thousands, each asked with what the file's first numbers would be. */
export function Numbers({ draft, layout }: NotationProps) {
  const format = useFormat();
  const asked = isAsked(draft, 'decimalSeparator');
  const { decimalSeparator: decimal, thousandsSeparator: thousands } = layout;
  const numbers = [...new Set(samplesOf(draft, layout.columns.quantity))].slice(0, 2);
  const readings = numbers.map((text) => {
    const read = readNumber(text, decimal, thousands);
    return `${text} is ${read === null ? 'no number' : format(read, 'quantity')}`;
  });
  const choose = (mark: string | null): void => {
    const decimalSeparator = mark as Layout['decimalSeparator'];
    const other = decimalSeparator === '.' ? ',' : '.';
    const clash = thousands === decimalSeparator;
    answer(draft, 'decimalSeparator', {
      decimalSeparator,
      thousandsSeparator: clash || asked ? other : thousands,
    });
  };
  return (
    <>
      <Select
        label="Decimals"
        w={136}
        placeholder="Please choose"
        value={asked ? null : decimal}
        error={asked}
        description={asked ? undefined : readings.join('; ')}
        inputWrapperOrder={BELOW}
        data={[
          { value: '.', label: 'Point: 1.5' },
          { value: ',', label: 'Comma: 1,5' },
        ]}
        onChange={choose}
      />
      <Select
        label="Thousands"
        w={140}
        value={thousands === '' ? 'none' : thousands}
        data={[
          { value: 'none', label: 'Not separated' },
          ...(decimal === ',' ? [] : [{ value: ',', label: 'Comma: 1,000' }]),
          ...(decimal === '.' ? [] : [{ value: '.', label: 'Point: 1.000' }]),
          { value: ' ', label: 'Blank: 1 000' },
          { value: "'", label: "Apostrophe: 1'000" },
        ]}
        onChange={(mark) =>
          setLayout({ thousandsSeparator: (mark === 'none' ? '' : mark) as Layout['thousandsSeparator'] })
        }
      />
    </>
  );
}

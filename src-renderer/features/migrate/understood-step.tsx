// Understood: what the workbook was taken for, sheet by sheet, to be corrected in place. Must not: decide what a row is.
import { Select, Tabs, TextInput } from '@mantine/core';
import type { UnderstoodShown } from '../../../src-shared/migration/calls.ts';
import type { LegacyShape } from '../../../src-shared/migration/shape.ts';
import { Notice } from '../../ui/panels/told.tsx';
import type { Draft } from './draft.ts';
import { setDraft, setSheet } from './draft.ts';
import { Questions } from './questions.tsx';
import { SheetTable } from './sheet-table.tsx';
import { LAYOUT_WORDS } from './words.ts';

const HERE = [
  'layout_unclear',
  'date_order_unclear',
  'decimal_unclear',
  'currency_needed',
  'credit_type_needed',
  'credit_types_unmapped',
];
/** What is asked on this step; who is who comes on the next. */
export const openHere = ({ questions }: UnderstoodShown) =>
  questions.filter(({ code }) => HERE.includes(code));

export function UnderstoodStep({ draft, read }: { draft: Draft; read: UnderstoodShown }) {
  const { shape, sheets } = read;
  const chosen =
    sheets.find(({ name }) => name === draft.sheet) ?? sheets.find(({ used }) => used) ?? sheets[0];
  const questions = openHere(read);
  return (
    <div className="step-body">
      {questions.length > 0 ? (
        <Notice tone="warn">
          <Questions read={read} questions={questions} />
        </Notice>
      ) : null}
      <Settings read={read} />
      {chosen ? (
        <>
          <Sheets read={read} chosen={chosen.name} />
          <WhatSheet read={read} sheet={chosen} />
          <SheetTable
            key={chosen.name}
            sheet={chosen}
            shape={shape}
            taken={shape.sheets.find(({ sheet }) => sheet === chosen.name) ?? null}
          />
        </>
      ) : null}
    </div>
  );
}

/** The layout, and what stands for all rows. */
function Settings({ read }: { read: UnderstoodShown }) {
  const { shape, candidates, known, remembered } = read;
  const set = (change: Partial<LegacyShape>): void => setDraft({ shape: { ...shape, ...change } });
  const found = candidates.find(({ layout }) => layout === shape.layout);
  return (
    <div className="stack">
      <div className="row top">
        <Select
          label="Layout"
          w={250}
          value={shape.layout}
          data={Object.entries(LAYOUT_WORDS).map(([value, label]) => ({ value, label }))}
          onChange={(layout) =>
            layout ? set({ layout: layout as LegacyShape['layout'], sheets: [] }) : undefined
          }
        />
        {known.creditTypes.length === 0 ? (
          <TextInput
            label="Credit type"
            w={150}
            placeholder="credits"
            defaultValue={shape.creditType ?? ''}
            onBlur={(event) => set({ creditType: event.currentTarget.value.trim() || null })}
          />
        ) : (
          <Select
            label="Credits are"
            w={180}
            placeholder="Choose"
            value={shape.creditType}
            data={known.creditTypes.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(creditType) => set({ creditType })}
          />
        )}
        <TextInput
          key={shape.currency}
          label="Currency, if none is said"
          w={170}
          maxLength={3}
          defaultValue={shape.currency ?? ''}
          onBlur={(event) => {
            const code = event.currentTarget.value.trim().toUpperCase();
            set({ currency: /^[A-Z]{3}$/.test(code) ? code : null });
          }}
        />
        {shape.layout === 'balance_grid' || shape.layout === 'purchases' ? null : (
          <Select
            label="Meter, if none is said"
            w={180}
            clearable
            placeholder="None"
            value={shape.meter}
            data={known.meters.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(meter) => set({ meter })}
          />
        )}
      </div>
      <p className="dim small">
        {remembered === null ? '' : `Read as saved under “${remembered}”. `}
        {found
          ? `Taken for this because ${found.evidence.slice(0, 3).join('; ')}.`
          : 'No sheet looks like this layout.'}
      </p>
    </div>
  );
}

function Sheets({ read, chosen }: { read: UnderstoodShown; chosen: string }) {
  if (read.sheets.length < 2) return null;
  return (
    <Tabs value={chosen} onChange={(sheet) => setDraft({ sheet })} aria-label="Sheets">
      <Tabs.List>
        {read.sheets.map(({ name, used, hidden }) => (
          <Tabs.Tab key={name} value={name}>
            {name}
            {hidden ? (
              <span className="dim"> hidden</span>
            ) : used ? (
              ''
            ) : (
              <span className="dim"> not read</span>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}

type Sheet = UnderstoodShown['sheets'][number];

function WhatSheet({ read, sheet }: { read: UnderstoodShown; sheet: Sheet }) {
  const { shape } = read;
  const taken = shape.sheets.find((one) => one.sheet === sheet.name);
  const out = sheet.rows.filter(({ state }) =>
    ['total', 'note', 'repeated', 'left_out'].includes(state),
  ).length;
  const facts = [
    `${sheet.data} rows are read`,
    out > 0 ? `${out} are left out as totals, notes or repeated headers` : '',
    sheet.hiddenRows > 0 ? `${sheet.hiddenRows} are hidden and read all the same` : '',
    sheet.hiddenColumns.length > 0 ? `hidden: column ${sheet.hiddenColumns.join(', ')}` : '',
    sheet.coloured > 0 ? `${sheet.coloured} have colours, which are not read` : '',
  ].filter((text) => text !== '');
  const use = (): void =>
    setDraft({
      shape: {
        ...shape,
        sheets: [
          ...shape.sheets,
          { sheet: sheet.name, headerRow: 1, columns: [], customer: null, leftOut: [], kept: [] },
        ],
      },
    });
  const drop = (): void =>
    setDraft({ shape: { ...shape, sheets: shape.sheets.filter((one) => one.sheet !== sheet.name) } });
  return (
    <div className="row">
      {taken ? (
        <span>
          {facts.join('; ')}.{' '}
          {shape.sheets.length > 1 ? (
            <button type="button" className="as-link" onClick={drop}>
              Do not read this sheet
            </button>
          ) : null}
        </span>
      ) : (
        <span>
          This sheet is not read.{' '}
          <button type="button" className="as-link" onClick={use}>
            Read it too
          </button>
        </span>
      )}
      {taken && shape.layout === 'customer_sheets' ? (
        <TextInput
          key={taken.customer}
          aria-label="Customer of this sheet"
          w={220}
          defaultValue={taken.customer ?? ''}
          onBlur={(event) =>
            setSheet(shape, sheet.name, { customer: event.currentTarget.value.trim() || sheet.name })
          }
        />
      ) : null}
    </div>
  );
}

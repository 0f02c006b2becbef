// Way in: as openings at a cut-over date, or the whole history; and what the general ledger says, to tie out to.
import { Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { UnderstoodShown } from '../../../src-shared/migration/calls.ts';
import { formatDate, ISO_DATE, readDate } from '../../ui/format/dates.ts';
import { Notice } from '../../ui/panels/told.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import type { Draft } from './draft.ts';
import { plainAmount, setDraft } from './draft.ts';
import { Questions } from './questions.tsx';

export function WayStep({ draft, read }: { draft: Draft; read: UnderstoodShown }) {
  const { way, at, expires } = draft;
  const { known, shape, last } = read;
  const noHistory = shape.layout === 'balance_grid';
  const meters = read.questions.filter(({ code }) => code === 'meters_unmapped');
  return (
    <div className="step-body">
      <Radio.Group
        aria-label="How it comes in"
        value={noHistory ? 'openings' : way}
        onChange={(value) => setDraft({ way: value as Draft['way'] })}
      >
        <Stack gap={8} mt={4}>
          <Radio
            size="xs"
            value="openings"
            label="As openings at a cut-over date"
            description="What remains of each purchase, with the share of its price that is still deferred, until when it is valid, and where it came from. The usual way."
          />
          <Radio
            size="xs"
            value="history"
            disabled={noHistory}
            label="With its whole history"
            description={
              noHistory
                ? 'A grid of balances does not say what was bought and used when.'
                : 'Purchases and usage at their own dates, replayed through the rules: rates and meters must be in the catalog, and the book begin early enough.'
            }
          />
        </Stack>
      </Radio.Group>
      {way === 'history' && meters.length > 0 ? (
        <Notice tone="warn">
          <Questions read={read} questions={meters} />
        </Notice>
      ) : null}
      {way === 'openings' || noHistory ? (
        <CutOver at={at} firstOpen={known.firstOpen} last={last} />
      ) : (
        <TextInput
          label="Purchases are valid for"
          description="Where the workbook does not say: a duration such as P12M, or never"
          w={320}
          value={expires}
          onChange={(event) => setDraft({ expires: event.currentTarget.value })}
        />
      )}
      {way === 'openings' || noHistory ? <Ledger draft={draft} read={read} /> : null}
    </div>
  );
}

interface CutOverProps {
  readonly at: string;
  readonly firstOpen: string;
  /** Last day of the workbook; null: it says none. */
  readonly last: string | null;
}

/** Typed as dates are shown here, or as ISO writes them. */
function CutOver({ at, firstOpen, last }: CutOverProps) {
  const { dateSettings: dates } = usePreferences();
  const [typed, setTyped] = useState(() => formatDate(at, dates));
  const wrong = at !== '' && !ISO_DATE.test(at);
  return (
    <TextInput
      label="Cut-over date"
      description={`The first day on which the book counts${last ? `; the workbook goes to ${formatDate(last, dates)}` : ''}`}
      w={320}
      placeholder={formatDate(firstOpen, dates)}
      value={typed}
      error={wrong ? `Write it as ${formatDate('2026-01-31', dates)}` : null}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        setDraft({ at: readDate(currentTarget.value.trim(), dates) });
      }}
    />
  );
}

/** What the general ledger has, for each currency of the workbook. */
function Ledger({ draft, read }: { draft: Draft; read: UnderstoodShown }) {
  const { ledger } = draft;
  const { currencies, known } = read;
  return (
    <fieldset className="stack plain-set">
      <legend>Deferred revenue in the general ledger on the day before</legend>
      <p className="dim small">
        The balance of the contract liability account. What comes in must be the same, or a reason is needed.
      </p>
      <div className="row">
        {(currencies.length > 0 ? currencies : [known.currency]).map((currency) => {
          const text = ledger[currency] ?? '';
          const isWrong = text.trim() !== '' && plainAmount(text) === null;
          return (
            <TextInput
              key={currency}
              label={currency}
              aria-label={`General ledger, ${currency}`}
              w={160}
              value={text}
              error={isWrong ? 'no amount' : null}
              onChange={(event) => setDraft({ ledger: { ...ledger, [currency]: event.currentTarget.value } })}
            />
          );
        })}
      </div>
    </fieldset>
  );
}

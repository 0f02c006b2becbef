// Who issues statements: name, address, tax id, contact, logo and what is said at the foot, with a preview of how it heads them. What was
// issued stays as it is.
import { Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '../../../src-shared/contract/index.ts';
import { useBook } from '../../api/book.tsx';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { Section } from '../../ui/page.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { Line } from './line.tsx';

type Told = NonNullable<Answer<'settings.letterhead'>['letterhead']>;

export function Letterhead() {
  const { name } = useBook();
  const { data, error } = useCall('settings.letterhead', {});
  const blank = {
    name,
    address: [],
    taxId: '',
    contact: '',
    disputeDays: 30,
    footer: '',
    paper: null,
    logo: null,
  };
  return (
    <Section
      title="Letterhead"
      beside={
        <span className="dim">heads statements that are issued from now on; what was issued stays</span>
      }
    >
      <ErrorPanel error={error} />
      {data ? (
        <Form key={JSON.stringify(data)} told={data.letterhead ?? blank} isSet={data.letterhead !== null} />
      ) : null}
    </Section>
  );
}

/** A logo that was just chosen has no picture yet: it is looked at when it is saved. */
type Logo = { ref: string; name: string } | null | undefined;

function Form({ told, isSet }: { told: Told; isSet: boolean }) {
  const { host } = useBackend();
  const saving = useDoing('settings.setLetterhead');
  const [fields, setFields] = useState({ ...told, address: told.address.join('\n') });
  const [logo, setLogo] = useState<Logo>(undefined);
  const set = (change: Partial<typeof fields>): void => setFields({ ...fields, ...change });
  const typed = { ...fields, address: fields.address.split('\n'), logo: told.logo };
  const changed = !isSet || logo !== undefined || JSON.stringify(typed) !== JSON.stringify(told);
  const save = async (): Promise<void> => {
    const { logo: _, ...rest } = typed;
    const ref = logo === undefined ? {} : { logo: logo?.ref ?? null };
    await saving.run({ ...rest, ...ref });
  };
  const choose = async (): Promise<void> => {
    const [file] = await host.pickFiles({ accept: '.png,.jpg,.jpeg' });
    if (file) setLogo(file);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ErrorPanel error={saving.error} />
      <Fields fields={fields} set={set} />
      <Line label="Logo" note={logo ? `${logo.name}, from when it is saved` : 'PNG or JPEG, at most 512 KB'}>
        <span className="row">
          <Button size="compact-sm" onClick={() => void choose()}>
            Choose a picture …
          </Button>
          {(told.logo && logo !== null) || logo ? (
            <Button size="compact-sm" onClick={() => setLogo(null)}>
              No logo
            </Button>
          ) : null}
        </span>
      </Line>
      <Line
        label="Preview"
        note={
          <Button
            type="submit"
            variant="filled"
            size="compact-sm"
            loading={saving.busy}
            disabled={!changed || fields.name.trim() === ''}
          >
            Save the letterhead
          </Button>
        }
      >
        <Preview told={{ ...typed, logo: logo === undefined ? told.logo : null }} />
      </Line>
    </form>
  );
}

interface FieldsProps {
  fields: Omit<Told, 'address'> & { address: string };
  set: (change: Partial<FieldsProps['fields']>) => void;
}

function Fields({ fields, set }: FieldsProps) {
  return (
    <>
      <Line label="Issuer">
        <TextInput
          aria-label="Name of the issuer"
          value={fields.name}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
      </Line>
      <Line label="Address" note="A line each">
        <Textarea
          aria-label="Address"
          autosize
          minRows={2}
          maxRows={8}
          value={fields.address}
          onChange={({ currentTarget }) => set({ address: currentTarget.value })}
        />
      </Line>
      <Line label="Tax id">
        <TextInput
          aria-label="Tax id"
          value={fields.taxId}
          onChange={({ currentTarget }) => set({ taxId: currentTarget.value })}
        />
      </Line>
      <Line label="Contact" note="Whom customers ask">
        <TextInput
          aria-label="Contact"
          value={fields.contact}
          onChange={({ currentTarget }) => set({ contact: currentTarget.value })}
        />
      </Line>
      <Line label="Days to dispute" note="0: nothing is said of it">
        <NumberInput
          aria-label="Days to dispute"
          min={0}
          max={3650}
          allowDecimal={false}
          value={fields.disputeDays}
          onChange={(value) => set({ disputeDays: Number(value) || 0 })}
        />
      </Line>
      <Line label="Paper" note="What workbooks and statements are laid out for">
        <Select
          aria-label="Paper"
          value={fields.paper ?? ''}
          onChange={(value) => set({ paper: value === 'a4' || value === 'letter' ? value : null })}
          data={[
            { value: '', label: 'As usual for the currency' },
            { value: 'a4', label: 'A4' },
            { value: 'letter', label: 'Letter' },
          ]}
        />
      </Line>
      <Line label="At the foot" note="Registration, bank, whatever else must be said">
        <Textarea
          aria-label="Text at the foot"
          autosize
          maxRows={4}
          value={fields.footer}
          onChange={({ currentTarget }) => set({ footer: currentTarget.value })}
        />
      </Line>
    </>
  );
}

function Preview({ told }: { told: Told }) {
  const { name, address, taxId, contact, logo } = told;
  const lines = [address.filter((line) => line !== '').join(', '), taxId && `Tax id ${taxId}`, contact];
  return (
    <section aria-label="Preview of the letterhead" className="letterhead-preview">
      {logo ? <img src={logo} alt="Logo" /> : null}
      <b>{name}</b>
      {lines.map((line) => (line === '' ? null : <div key={line}>{line}</div>))}
    </section>
  );
}

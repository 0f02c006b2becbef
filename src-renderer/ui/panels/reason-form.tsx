// Something that stays on record and needs a reason: one field and one button. Must not: know what is done.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import { ErrorPanel } from './told.tsx';

/** With what `useDoing` tells of it: `<ReasonForm {...voiding} label="Void" …/>`. */
interface ReasonFormProps {
  label: string;
  /** What will happen, in a sentence. */
  about: string;
  busy: boolean;
  error: { readonly message: string; readonly findings?: readonly Finding[] } | null;
  onGive: (reason: string) => void;
}

export function ReasonForm({ label, about, busy, error, onGive }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  return (
    <form
      className="stack"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') onGive(reason.trim());
      }}
    >
      <span className="dim">{about}</span>
      <TextInput
        label="Reason"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={2000}
      />
      <ErrorPanel error={error} />
      <Button
        type="submit"
        disabled={reason.trim() === ''}
        loading={busy}
        style={{ alignSelf: 'flex-start' }}
      >
        {label}
      </Button>
    </form>
  );
}

// One open line: what it is, which lines of the other side it belongs to, or why it is open, with an owner, a day and files.
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import type { Picked } from '../../../src-shared/contract/host.ts';
import type { ReconciliationView } from '../../../src-shared/reconcile/calls.ts';
import type { Reason } from '../../../src-shared/reconcile/words.ts';
import { REASON_WORDS, REASONS } from '../../../src-shared/reconcile/words.ts';
import { useBackend, useDoing } from '../../api/queries.tsx';
import { Amount, Day } from '../../ui/format/values.tsx';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import type { LegWords } from './legs.ts';
import type { OpenLine } from './lists.tsx';

interface LinePanelProps {
  readonly view: ReconciliationView;
  readonly words: LegWords;
  readonly one: OpenLine;
  readonly onClose: () => void;
}

/** So many lines of the other side are offered: the likeliest first. */
const MOST = 12;

export function LinePanel({ view, words, one, onClose }: LinePanelProps) {
  const { line } = one;
  return (
    <SidePanel title={line.reference || line.party || line.key} onClose={onClose} width={440}>
      <div className="stack">
        <dl className="facts">
          <dt>{words.party}</dt>
          <dd>{line.party ?? 'not said'}</dd>
          <dt>Amount</dt>
          <dd>
            <Amount value={line.amount} /> {line.unit}
          </dd>
          {line.date ? (
            <>
              <dt>Date</dt>
              <dd>
                <Day value={line.date} />
              </dd>
            </>
          ) : null}
          {line.text ? (
            <>
              <dt>What</dt>
              <dd>{line.text}</dd>
            </>
          ) : null}
          <dt>Where</dt>
          <dd>{line.place || 'in the book'}</dd>
        </dl>
        <MatchForm view={view} one={one} onDone={onClose} />
        <NoteForm view={view} one={one} onDone={onClose} />
      </div>
    </SidePanel>
  );
}

/** The other side's lines that it may belong to: of the same customer, or of the same amount; where there are none, any. */
function others(view: ReconciliationView, { line }: OpenLine): OpenLine[] {
  const other = view.open.filter((one) => one.line.side !== line.side && one.line.unit === line.unit);
  const rank = (one: OpenLine): number =>
    (one.line.party === line.party ? 0 : 2) + (one.line.amount === line.amount ? 0 : 1);
  const near = other.filter((one) => rank(one) < 3);
  return (near.length > 0 ? near : other).toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST);
}

function MatchForm({ view, one, onDone }: { view: ReconciliationView; one: OpenLine; onDone: () => void }) {
  const doing = useDoing('reconcile.matchByHand');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [note, setNote] = useState('');
  const choices = others(view, one);
  const { leg, month } = view;
  const match = async (): Promise<void> => {
    const [book, outside] = one.line.side === 'book' ? [[one.line.key], chosen] : [chosen, [one.line.key]];
    if (await doing.run({ leg, month, book: [...book], outside: [...outside], note })) onDone();
  };
  return (
    <form
      className="stack"
      aria-label="Match by hand"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.length > 0 && !doing.busy) void match();
      }}
    >
      <h2>It belongs to</h2>
      {choices.length === 0 ? <span className="dim">No line of the other side is open.</span> : null}
      {choices.map(({ line }) => (
        <Checkbox
          key={line.key}
          checked={chosen.includes(line.key)}
          onChange={({ currentTarget }) =>
            setChosen(
              currentTarget.checked ? [...chosen, line.key] : chosen.filter((key) => key !== line.key),
            )
          }
          label={
            <>
              <Amount value={line.amount} /> {line.unit} · {line.party ?? 'not said'} ·{' '}
              {line.reference || line.text || line.place}
              {line.date ? (
                <>
                  {' · '}
                  <Day value={line.date} />
                </>
              ) : null}
            </>
          }
        />
      ))}
      {chosen.length > 0 ? (
        <TextInput
          label="Why, where amounts differ"
          value={note}
          maxLength={2000}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
      ) : null}
      <ErrorPanel error={doing.error} />
      <Button
        type="submit"
        disabled={chosen.length === 0}
        loading={doing.busy}
        style={{ alignSelf: 'flex-start' }}
      >
        Match
      </Button>
    </form>
  );
}

function NoteForm({ view, one, onDone }: { view: ReconciliationView; one: OpenLine; onDone: () => void }) {
  const { host } = useBackend();
  const doing = useDoing('reconcile.note');
  const [reason, setReason] = useState<Reason | ''>(one.said ? one.reason : '');
  const [note, setNote] = useState(one.note);
  const [owner, setOwner] = useState(one.owner);
  const [due, setDue] = useState(one.due ?? '');
  const [files, setFiles] = useState<readonly Picked[]>([]);
  const attach = async (): Promise<void> => {
    const picked = await host.pickFiles({ multiple: true });
    setFiles([...files, ...picked]);
  };
  const keep = async (): Promise<void> => {
    const { leg, month } = view;
    const { side, key } = one.line;
    const said = { reason: reason === '' ? null : reason, note, owner, due: due === '' ? null : due };
    const attached = files.map(({ ref, name }) => ({ file: ref, name }));
    if (await doing.run({ leg, month, side, item: key, ...said, attach: attached })) onDone();
  };
  return (
    <form
      className="stack"
      aria-label="Why it is open"
      onSubmit={(event) => {
        event.preventDefault();
        if (!doing.busy) void keep();
      }}
    >
      <h2>Or why it is open</h2>
      <ReasonSelect looksLike={one.reason} value={reason} onChange={setReason} />
      <Textarea
        label="Note"
        autosize
        minRows={2}
        value={note}
        maxLength={2000}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <div className="row">
        <TextInput
          label="Owner"
          value={owner}
          maxLength={200}
          onChange={({ currentTarget }) => setOwner(currentTarget.value)}
        />
        <TextInput
          label="Due"
          type="date"
          value={due}
          onChange={({ currentTarget }) => setDue(currentTarget.value)}
        />
      </div>
      {[...one.files, ...files].map(({ name }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, and nothing moves
        <span key={index}>
          <IconPaperclip size={14} /> {name}
        </span>
      ))}
      <ErrorPanel error={doing.error} />
      <div className="row">
        <Button type="submit" loading={doing.busy}>
          Keep
        </Button>
        <Button variant="subtle" leftSection={<IconPaperclip size={14} />} onClick={() => void attach()}>
          Attach…
        </Button>
      </div>
    </form>
  );
}

interface ReasonSelectProps {
  readonly looksLike: Reason;
  readonly value: Reason | '';
  readonly onChange: (value: Reason | '') => void;
}

function ReasonSelect({ looksLike, value, onChange }: ReasonSelectProps) {
  return (
    <NativeSelect
      label="Reason"
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value as Reason | '')}
      data={[
        { value: '', label: `Not said (looks like: ${REASON_WORDS[looksLike].toLowerCase()})` },
        ...REASONS.map((reason) => ({ value: reason, label: REASON_WORDS[reason] })),
      ]}
    />
  );
}

// Source: dropped, chosen or pasted. What the file is, whether the book has it already, and straight on when a saved profile fits.
import { Button, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Picked } from '../../../src-shared/contract/host.ts';
import type { Shape } from '../../../src-shared/contract/usage.ts';
import { MOST_PASTED } from '../../../src-shared/host-limits.ts';
import { arrive, useArrived } from '../../api/arrivals.ts';
import { useBackend, useDoing } from '../../api/queries.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { ErrorPanel, Notice } from '../../ui/panels/told.tsx';
import type { Draft } from './draft.ts';
import { BY_HAND, beginDraft, isStill, setDraft } from './draft.ts';

const TOO_MUCH =
  'These are too many rows to paste, and none was taken. Save them as a file, and drop or choose that file.';
const ACCEPT = '.csv,.tsv,.txt,.xlsx';

export function SourceStep({ draft }: { draft: Draft }) {
  const { host } = useBackend();
  const arrived = useArrived();
  const looking = useDoing('import.shape');
  const [pasting, setPasting] = useState(false);
  const choose = useRef<HTMLButtonElement>(null);
  const look = async (file: Picked): Promise<void> => {
    beginDraft({ file });
    const shape = await looking.run({ file: file.ref });
    if (shape && isStill({ file })) setDraft({ shape, ...startOf(shape) });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each file that came
  useEffect(() => {
    if (!arrived) return;
    arrive(null);
    void look(arrived);
  }, [arrived]);
  useEffect(() => choose.current?.focus(), []);
  const pick = async (): Promise<void> => {
    const [file] = await host.pickFiles({ accept: ACCEPT });
    if (file) await look(file);
  };
  const [refused, setRefused] = useState<Error | null>(null);
  const paste = async (text: string): Promise<void> => {
    setRefused(null);
    if (text.trim() === '') return;
    if (text.length > MOST_PASTED) {
      setRefused(new Error(TOO_MUCH));
      return;
    }
    await host.keepText('pasted.csv', text).then(look, setRefused);
  };
  useEffect(() => {
    // Rows copied from a spreadsheet, wherever on this step they are pasted; a field keeps what is pasted into it.
    const onPaste = (event: ClipboardEvent): void => {
      const { target, clipboardData } = event;
      if (target instanceof HTMLElement && target.matches('input, textarea')) return;
      const [file] = clipboardData?.files ?? [];
      const text = clipboardData?.getData('text/plain') ?? '';
      if (text !== '') void paste(text);
      else if (file) void host.take([file]).then(([taken]) => taken && look(taken), setRefused);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  });
  return (
    <div className="step-body">
      <ErrorPanel error={looking.error} />
      <ErrorPanel error={refused} />
      <ProgressLine busy={looking.busy} progress={looking.progress} label="Reading" />
      <div className="drop-place">
        <b>Drop a usage file anywhere on the window</b>
        <span className="dim">
          CSV in any encoding and with any separator, or an Excel workbook (.xlsx); or paste copied rows
          (Ctrl+V)
        </span>
        <div className="row">
          <Button ref={choose} variant="filled" onClick={() => void pick()}>
            Choose a file …
          </Button>
          <Button aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
            Paste rows
          </Button>
        </div>
        {pasting ? <PasteRows onPaste={(text) => void paste(text)} /> : null}
      </div>
      {draft.shape ? <Facts shape={draft.shape} /> : null}
    </div>
  );
}

function PasteRows({ onPaste }: { onPaste: (text: string) => void }) {
  const [text, setText] = useState('');
  return (
    <div className="stack" style={{ width: '100%', maxWidth: 720 }}>
      <Textarea
        label="Rows with their header, as copied from a spreadsheet"
        rows={6}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        classNames={{ input: 'mono' }}
      />
      <Button disabled={text.trim() === ''} style={{ alignSelf: 'flex-start' }} onClick={() => onPaste(text)}>
        Use these rows
      </Button>
    </div>
  );
}

function Facts({ shape }: { shape: Shape }) {
  const { known, file, bytes, sha256, delimiter, encoding, sheets, rows } = shape;
  return (
    <>
      {known && !known.undone ? (
        <Notice tone="warn">
          This very file was imported before, as batch {known.batch}. Imported again, its rows with ids are
          duplicates and change nothing. Continue only if that is what you want.
        </Notice>
      ) : null}
      <dl className="facts">
        <dt>File</dt>
        <dd>{file}</dd>
        <dt>Size</dt>
        <dd>{bytes.toLocaleString()} bytes</dd>
        {encoding ? (
          <>
            <dt>Encoding</dt>
            <dd>{encoding}</dd>
            <dt>Separator</dt>
            <dd>{delimiter === '\t' ? 'Tab' : delimiter}</dd>
          </>
        ) : (
          <>
            <dt>Sheets</dt>
            <dd>{sheets.join(', ')}</dd>
          </>
        )}
        <dt>First row</dt>
        <dd>{rows[0]?.cells.join('  ')}</dd>
        <dt>SHA-256</dt>
        <dd className="mono">{sha256}</dd>
      </dl>
    </>
  );
}

/** A profile that fits, or the canonical layout, goes straight to the review; else the proposal is looked at first. */
function startOf(shape: Shape): Partial<Draft> {
  const saved = shape.fitting.find(({ name }) => name !== null);
  const fitting = saved ?? shape.fitting[0];
  const isKnown = shape.known !== null && !shape.known.undone;
  if (fitting) {
    return {
      layout: fitting.profile,
      base: fitting.name,
      profile: fitting.name,
      answered: ['all'],
      step: isKnown ? 'source' : 'review',
    };
  }
  return { layout: shape.proposal.profile, profile: BY_HAND, step: isKnown ? 'source' : 'shape' };
}

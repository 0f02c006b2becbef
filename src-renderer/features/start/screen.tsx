// First start, or no book open: the sample company, a new book, or one that is there. The book that is open but not set up yet
// gets its settings here.
import { Anchor, UnstyledButton } from '@mantine/core';
import { IconBook2, IconBuildingStore, IconFilePlus, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType, ReactNode } from 'react';
import { useState } from 'react';
import type { BookInfo } from '../../../src-shared/contract/app.ts';
import type { KnownBook } from '../../../src-shared/contract/host.ts';
import type { ApiError } from '../../api/client.ts';
import { useBackend, useDoing } from '../../api/queries.tsx';
import { Moment } from '../../ui/format/values.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { NewBookForm } from './new-book-form.tsx';

export default function StartScreen({ book, version }: { book: BookInfo | null; version: string }) {
  const [making, setMaking] = useState<'new' | 'migrate' | null>(null);
  return (
    <main className="start" aria-label="Start">
      <header>
        <h1>Drawdown</h1>
        <p className="dim">
          Prepaid credits, drawn down exactly: lots, usage, rollover, overage, statements and revenue in one
          file on this computer.
        </p>
      </header>
      {book || making ? (
        <NewBookForm
          book={book}
          replacing={making === 'migrate'}
          onCancel={book ? null : () => setMaking(null)}
        />
      ) : (
        <Choices onNew={setMaking} />
      )}
      <footer className="dim small">Version {version}. Nothing leaves this computer.</footer>
    </main>
  );
}

function Choices({ onNew }: { onNew: (way: 'new' | 'migrate') => void }) {
  const { host } = useBackend();
  const sample = useDoing('book.sample');
  const opening = useDoing('book.open');
  const info = useQuery({ queryKey: ['host.info'], queryFn: () => host.info() });
  const known = useQuery({ queryKey: ['host.books'], queryFn: () => host.books() });
  const openSample = () => host.saveInFolder('Klarblatt sample', (folder) => sample.run({ folder }));
  const choose = async (): Promise<void> => {
    const picked = info.data?.dialogs ? await host.chooseBook() : await chooseByUpload();
    if (picked) await opening.run({ file: picked.ref });
  };
  const chooseByUpload = async () => {
    const [file] = await host.pickFiles({ accept: '.ddb' });
    return file ? host.keepBook(file) : null;
  };
  const busy = sample.busy || opening.busy;
  const error: ApiError | null = sample.error ?? opening.error;
  return (
    <>
      <ErrorPanel error={info.data?.refusedAtStart} />
      <ErrorPanel error={error} />
      <ProgressLine busy={busy} progress={sample.progress} label="Opening" />
      <div>
        <Choice icon={IconBuildingStore} title="Open the sample company" onClick={openSample} disabled={busy}>
          Klarblatt GmbH, a year of nine customers in three currencies: eleven months closed, one open.
        </Choice>
        <Choice icon={IconFilePlus} title="New book" onClick={() => onNew('new')} disabled={busy}>
          Name, currency, time zone and first month; then customers, credit types, rates and plans.
        </Choice>
        <Choice
          icon={IconTable}
          title="Replace a spreadsheet"
          onClick={() => onNew('migrate')}
          disabled={busy}
        >
          The credits that a workbook keeps now, tied out to it and to the general ledger.
        </Choice>
        <Choice icon={IconBook2} title="Open a book …" onClick={choose} disabled={busy}>
          A .ddb file on this computer.
        </Choice>
      </div>
      <RecentBooks books={known.data ?? []} busy={busy} onOpen={(file) => void opening.run({ file })} />
    </>
  );
}

interface RecentBooksProps {
  books: readonly KnownBook[];
  busy: boolean;
  onOpen: (ref: string) => void;
}

/** Books that were open here; one that is not there any more is marked, and its path says where it was. */
function RecentBooks({ books, busy, onOpen }: RecentBooksProps) {
  if (books.length === 0) return null;
  return (
    <section aria-label="Recent books">
      <h2 style={{ margin: '16px 0 4px' }}>Recent</h2>
      <table className="plain">
        <tbody>
          {books.map(({ ref, name, path, changedAt, missing }) => (
            <tr key={ref}>
              <td>
                {missing ? (
                  <span className="dim">{name}</span>
                ) : (
                  <Anchor
                    component="button"
                    size="sm"
                    c="var(--dd-accent)"
                    disabled={busy}
                    onClick={() => onOpen(ref)}
                  >
                    {name}
                  </Anchor>
                )}
              </td>
              <td className="dim small">{path}</td>
              <td className="num dim small">
                {missing ? <Status tone="warn">missing</Status> : <Moment value={changedAt} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ChoiceProps {
  icon: ComponentType<{ size?: number; stroke?: number }>;
  title: string;
  disabled: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Choice({ icon: Icon, title, disabled, onClick, children }: ChoiceProps) {
  return (
    <UnstyledButton className="choice" disabled={disabled} onClick={onClick}>
      <Icon size={28} stroke={1.3} />
      <span>
        <b>{title}</b>
        <span className="dim">{children}</span>
      </span>
    </UnstyledButton>
  );
}

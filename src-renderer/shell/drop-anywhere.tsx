// A file dropped anywhere on the window: usage goes to the import, a book is opened. Must not: understand a file beyond its ending.
import { useEffect, useState } from 'react';
import { asError } from '../../src-shared/findings/finding.ts';
import { arrive } from '../api/arrivals.ts';
import { useBackend } from '../api/queries.tsx';
import { ErrorPanel } from '../ui/panels/told.tsx';
import { go, to } from '../ui/route.ts';

export function DropAnywhere() {
  const { client, host } = useBackend();
  const [over, setOver] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    const isFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const hover = (event: DragEvent): void => {
      if (!isFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const take = async (files: readonly File[]): Promise<void> => {
      const [file] = await host.take(files.slice(0, 1));
      if (!file) return;
      if (file.name.toLowerCase().endsWith('.ddb')) {
        const kept = await host.keepBook(file);
        await client.call('book.open', { file: kept.ref });
        return;
      }
      arrive(file);
      go(to(['import']));
    };
    const drop = (event: DragEvent): void => {
      if (!isFiles(event)) return;
      event.preventDefault();
      setOver(false);
      setError(null);
      take([...(event.dataTransfer?.files ?? [])]).catch((failed: unknown) => setError(asError(failed)));
    };
    window.addEventListener('dragenter', hover);
    window.addEventListener('dragover', hover);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', hover);
      window.removeEventListener('dragover', hover);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [client, host]);
  if (error) return <ErrorPanel error={error} />;
  return over ? (
    <div className="told" data-tone="plain" role="status">
      Drop a usage file to import it, or a book to open it.
    </div>
  ) : null;
}

// A copy of the open book, complete and checked, where a person says: a backup. Must not: close or move the book itself.
import { useBook } from './book.tsx';
import { useBackend, useDoing } from './queries.tsx';

/** `save` gives what is to be said of it; null: cancelled or refused, which `error` then tells. */
export function useSaveCopy() {
  const { name } = useBook();
  const { host } = useBackend();
  const { run, busy, error, progress } = useDoing('book.copy');
  const save = async (): Promise<string | null> => {
    const saved = await host.saveAs(`${name} copy.ddb`, (file) => run({ file }));
    return saved && `Copy saved${saved.path ? `: ${saved.path}` : ''}`;
  };
  return { save, busy, error, progress };
}

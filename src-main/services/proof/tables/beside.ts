// The proof of the tables on a second thread, which reads the file while this one goes by the facts. Must not: be asked outside of
// `readTogether`.
import { on } from 'node:events';
import { type Finding, Refusal } from '../../../../src-shared/findings/finding.ts';
import { endThread, startThread } from '../../own-thread.ts';
import type { TablesProof } from './tables.ts';
import type { FromTables, Said, TablesStart } from './thread.ts';

const THREAD = { source: './thread.ts', built: './proof-thread.js' };

export interface TablesBeside {
  /** What is wrong with the file. */
  file(): Promise<readonly Finding[]>;
  /** After that, where nothing is: what the tables tell. Throws a Refusal where they cannot be read. */
  tables(): Promise<TablesProof>;
  /** Waits for what is being read. */
  end(): Promise<void>;
}

export function proveTablesBeside(start: TablesStart): TablesBeside {
  const thread = startThread<TablesStart>(import.meta.url, THREAD, start);
  const answers = on(thread, 'message', { close: ['exit'] }) as AsyncIterator<[FromTables]>;
  const answered = async <Key extends keyof Said>(key: Key): Promise<Said[Key]> => {
    const next = await answers.next();
    if (next.done) throw new Error('the thread that reads the tables ended before its work');
    const [answer] = next.value;
    if ('unreadable' in answer) throw new Refusal(...answer.unreadable);
    return (answer as Said)[key];
  };
  return {
    file: () => answered('file'),
    tables: () => answered('tables'),
    end: () => endThread(thread),
  };
}

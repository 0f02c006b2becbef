// How every command runs: loads the backend only when there is something to do (help and typing errors answer at once),
// does its work, tells what came of it. Must not: know any one command.

import type { Result } from '../../../../src-shared/findings/finding.ts';
import type { Session } from '../../../backend/books.ts';
import type { Said } from '../answer.ts';
import { tell } from '../answer.ts';
import type { Terminal } from '../terminal.ts';

export interface Running {
  readonly terminal: Terminal;
  /** Exit status; set by the command that ran. */
  status: number;
  /** What is to be said of the book should the program fail now. */
  left: string;
}

/** What a refusal says at its end, by what the command would have changed. */
export const NOTHING_CHANGED = 'Nothing was changed.';
export const ONLY_LOOKED = '';
/** Whatever a command would say: facts told before the refusal are there to stay (an export is issued, its file cannot be written). */
const RECORDED_STAYS =
  'What was recorded before this failed stays recorded; the same command again goes on from there.';

/** Does `work` and tells what came of it in the words of `say`. */
export async function perform<T>(
  running: Running,
  kept: string | (() => string),
  work: () => Promise<Result<T>>,
  say: (value: T) => Said | null,
): Promise<void> {
  const result = await work();
  running.status = await tell(
    running.terminal,
    result.ok ? { ...result, value: say(result.value) } : result,
    typeof kept === 'string' ? kept : kept(),
  );
}

/**
 * The same with a book open, which is closed before anything is said: what is told stands. The verbs that the work needs are loaded
 * when it begins, and no others: a start should not wait for what it does not do.
 */
export function performingWith<V>(load: () => Promise<V>) {
  return <T>(
    running: Running,
    book: string,
    kept: string,
    work: (session: Session, verbs: V) => Result<T> | Promise<Result<T>>,
    say: (value: T) => Said | null,
  ): Promise<void> => {
    const { terminal } = running;
    let told = 0;
    return perform(
      running,
      () => (told > 0 ? RECORDED_STAYS : kept),
      async () => {
        const { withBook } = await import('../../../backend/books.ts');
        const verbs = await load();
        return withBook(terminal.path(book), terminal.actor, async (session) => {
          const before = session.facts().length;
          try {
            return await work(session, verbs);
          } finally {
            told = session.facts().length - before;
            if (told > 0) running.left = RECORDED_STAYS;
          }
        });
      },
      say,
    );
  };
}

/** Examples under a command's help. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ drawdown ${line}\n`).join('')}`;
}

/** Rows of texts under headings, in columns; numbers to the right. */
export function aligned(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [heading, ...rows];
  const widths = heading.map((_, index) => Math.max(...all.map((row) => (row[index] ?? '').length)));
  const isNumber = heading.map((_, index) => rows.every((row) => /^-?[\d.]*$/.test(row[index] ?? '')));
  return all.map((row) =>
    heading
      .map((_, index) => {
        const text = row[index] ?? '';
        return isNumber[index] ? text.padStart(widths[index]!) : text.padEnd(widths[index]!);
      })
      .join('  ')
      .trimEnd(),
  );
}

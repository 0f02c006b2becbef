// The door hosts use: opens a book, gives it to a piece of work, closes it again whatever happens. In process.
// Must not: know a terminal or a window, or hold rules of the ledger.
import type { Result } from '../../src-shared/findings/finding.ts';
import { done, Refusal, refused } from '../../src-shared/findings/finding.ts';
import type { Actor, Session } from '../services/session.ts';
import { openSession } from '../services/session.ts';
import { placeNotes } from '../storage/file/shared-place.ts';
import { createBook, type OpenBook, openBook } from '../storage/open.ts';

export type { Actor, Progress, Session } from '../services/session.ts';

/** Makes an empty book. Refused: there is a file already, or no folder. */
export function newBook(path: string, actor: Actor): Result<{ path: string }> {
  const created = createBook(path, { user: actor.user, at: actor.now() });
  if (!created.ok) return created;
  created.value.close();
  return done({ path }, placeNotes(created.value.path));
}

/** Opens the book alone, waits for `use`, and closes it: one plain file is left. */
export async function withBook<T>(
  path: string,
  actor: Actor,
  use: (session: Session) => Result<T> | Promise<Result<T>>,
): Promise<Result<T>> {
  const opened = openBook(path, { user: actor.user, at: actor.now() });
  if (!opened.ok) return opened;
  let answer: Result<T>;
  try {
    answer = await usedBy(opened.value, actor, use);
  } catch (error) {
    opened.value.close();
    throw error;
  }
  const left = opened.value.close();
  if (!left) return answer;
  // What was done is not where it was to be.
  if (answer.ok && left.code === 'book_replaced') return refused(left);
  return answer.ok ? done(answer.value, [...(answer.notes ?? []), left]) : refused(...answer.findings, left);
}

async function usedBy<T>(
  open: OpenBook,
  actor: Actor,
  use: (session: Session) => Result<T> | Promise<Result<T>>,
): Promise<Result<T>> {
  let session: Session | null = null;
  try {
    session = openSession(open, actor);
    return await use(session);
  } catch (error) {
    if (session) return session.asRefusal(error);
    if (error instanceof Refusal) return refused(...error.findings);
    throw error;
  }
}

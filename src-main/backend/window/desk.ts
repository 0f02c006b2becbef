// What the backend of a window has on its desk: one open book at most, and the files people chose, by reference.
// Must not: open anything that no person chose.
import type { Instant } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done, Refusal } from '../../../src-shared/findings/finding.ts';
import type { Actor, Session } from '../../services/session.ts';
import { openSession } from '../../services/session.ts';
import { createBook, openBook } from '../../storage/open.ts';
import type { Person } from '../person.ts';

export interface Desk {
  readonly person: Person;
  /** The person, at the time it is asked. */
  readonly actor: Actor;
  /** The host tells which path a reference stands for. */
  grant(ref: string, path: string): void;
  /** The path a person chose. Refused: a reference that was never given. */
  pathOf(ref: string): string;
  session(): Session;
  hasBook(): boolean;
  path(): string | null;
  create(path: string): Result<Session>;
  open(path: string): Result<Session>;
  close(): void;
}

export function openDesk(person: Person, now: () => Instant): Desk {
  const actor: Actor = {
    get user() {
      return person.name();
    },
    now,
  };
  const paths = new Map<string, string>();
  let session: Session | null = null;
  const close = (): void => {
    session?.open.close();
    session = null;
  };
  const take = (opened: ReturnType<typeof openBook>): Result<Session> => {
    if (!opened.ok) return opened;
    close();
    session = openSession(opened.value, actor);
    return done(session);
  };
  return {
    person,
    actor,
    grant: (ref, path) => void paths.set(ref, path),
    pathOf(ref) {
      const path = paths.get(ref);
      if (path === undefined) {
        throw new Refusal({
          code: 'unknown_file',
          message: 'This file was not chosen here',
          hint: 'Choose the file again',
        });
      }
      return path;
    },
    session() {
      if (!session)
        throw new Refusal({
          code: 'no_book',
          message: 'No book is open',
          hint: 'Open a book, or make a new one',
        });
      return session;
    },
    hasBook: () => session !== null,
    path: () => session?.open.path ?? null,
    create: (path) => take(createBook(path, { user: actor.user, at: actor.now() })),
    open(path) {
      // The book that is open already stays open: it holds its own lock.
      if (session?.open.path === path) return done(session);
      return take(openBook(path, { user: actor.user, at: actor.now() }));
    },
    close,
  };
}

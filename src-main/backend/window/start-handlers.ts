// Handlers of a book that begins.
import type { START_CALLS } from '../../../src-shared/contract/start.ts';
import { setUpBook } from '../../services/set-up-book.ts';
import { infoOf } from './app-handlers.ts';
import type { Handlers } from './handling.ts';
import { must } from './handling.ts';

export const START_HANDLERS: Handlers<keyof typeof START_CALLS> = {
  'book.setUp': (settings, { desk }) => {
    must(setUpBook(desk.session(), settings));
    return infoOf(desk.session());
  },
};

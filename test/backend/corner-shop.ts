// The window's backend with a small book open in it, and files as after a drop. Must not: know what is asked of it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from '../../src-main/backend/window/desk.ts';
import { openDesk } from '../../src-main/backend/window/desk.ts';
import { openServer } from '../../src-main/backend/window/server.ts';
import { loadSetup } from '../../src-main/services/setup.ts';
import type { Answer, Given, Method } from '../../src-shared/contract/index.ts';
import { ACTOR, must, scratchFolder, someone } from '../services/company-book.ts';
import { TABLES } from '../support/one-customer.ts';
import { setup } from '../support/setup-tables.ts';

const BERT = `
customers
code | name
bert | Bert

grants
ref | date       | customer | credits | price | credit_type
g2  | 2026-01-01 | bert     | 5       | 5     | credits
`;

export interface Window {
  desk: Desk;
  call<M extends Method>(method: M, input: Given<M>): Promise<Answer<M>>;
  refused<M extends Method>(method: M, input: Given<M>): Promise<string>;
  /** @returns its reference, as after a drop. */
  file(content: string | Buffer): string;
  rewrite(ref: string, content: string): void;
  server: ReturnType<typeof openServer>;
}

export function openWindow(): Window {
  const folder = scratchFolder();
  const desk = openDesk(someone(), ACTOR.now);
  must(desk.create(join(folder, 'corner.ddb')));
  for (const tables of [TABLES, BERT]) must(loadSetup(desk.session(), setup(tables), 'tables'));
  const server = openServer({ desk, emit: () => {}, checkAnswers: true });
  let last = 0;
  const send = (method: string, input: unknown) => server.call({ id: ++last, method, input });
  return {
    desk,
    server,
    async call<M extends Method>(method: M, input: Given<M>) {
      const reply = await send(method, input);
      if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
      return reply.value as Answer<M>;
    },
    async refused(method, input) {
      const reply = await send(method, input);
      return reply.ok ? 'not refused' : reply.error.code;
    },
    file(content) {
      const ref = `file-${String(++last).padStart(6, '0')}`;
      const path = join(folder, `${ref}.csv`);
      writeFileSync(path, content);
      desk.grant(ref, path);
      return ref;
    },
    rewrite: (ref, content) => writeFileSync(desk.pathOf(ref), content),
  };
}

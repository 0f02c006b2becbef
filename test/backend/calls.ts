// The window's backend without a thread: calls go in as a host carries them, answers are checked against the contract.
// Must not: know what a call means.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openDesk } from '../../src-main/backend/window/desk.ts';
import { openServer } from '../../src-main/backend/window/server.ts';
import type { Answer, Given, Method } from '../../src-shared/contract/index.ts';
import type { BackendEvent, Reply } from '../../src-shared/contract/wire.ts';
import { ACTOR, scratchFolder, someone } from '../services/company-book.ts';
import { sampleIn } from '../support/samples/sample-book.ts';

export interface Calls {
  readonly folder: string;
  readonly events: readonly BackendEvent[];
  /** A reference to a path, as a host gives it. */
  grant(path: string): string;
  ask<M extends Method>(method: M, input: Given<M>): Promise<Answer<M>>;
  /** The whole reply, also a refused one. */
  reply<M extends Method>(method: M, input: Given<M>, onId?: (cancel: () => void) => void): Promise<Reply>;
}

/** Opens the book at the path. */
async function callsOn(path: string, folder: string): Promise<Calls> {
  const desk = openDesk(someone(), ACTOR.now);
  const events: BackendEvent[] = [];
  const server = openServer({ desk, emit: (event) => void events.push(event), checkAnswers: true });
  let last = 0;
  const reply: Calls['reply'] = (method, input, onId) => {
    const id = ++last;
    onId?.(() => server.cancel(id));
    return server.call({ id, method, input });
  };
  const calls: Calls = {
    folder,
    events,
    grant(file) {
      const ref = randomUUID();
      desk.grant(ref, file);
      return ref;
    },
    async ask<M extends Method>(method: M, input: Given<M>) {
      const answer = await reply(method, input);
      if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
      return answer.value as Answer<M>;
    },
    reply,
  };
  await calls.ask('book.open', { file: calls.grant(path) });
  return calls;
}

/** The sample company, as it was made. */
export async function callsOnSample(): Promise<Calls> {
  const folder = scratchFolder();
  return callsOn(await sampleIn(join(folder, 'sample')), folder);
}
